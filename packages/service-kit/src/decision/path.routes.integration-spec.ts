import type { PathHealth, SystemRight } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import Fastify, { type FastifyInstance } from 'fastify';
import { publishChange } from '../feed/change-feed';
import { createLog } from '../log';
import { pledgeCommand, pledgeWorkflow, startDecisionBench, type DecisionBench } from '../testing/decision-bench';
import { answering, down } from '../testing/recording-engine';
import { registerPathRoutes } from './path.routes';

const RIGHTS_HEADER = 'x-rights';

describe('the decision path as operators see it', () => {
  let bench: DecisionBench;
  let server: FastifyInstance;
  let url: string;
  let rebuilds: number;

  beforeEach(async () => {
    bench = await startDecisionBench('path_health');
    rebuilds = 0;
    server = Fastify();
    registerPathRoutes(server, {
      service: 'emulation',
      dataSource: bench.dataSource,
      follower: {
        lag: () => null,
        rebuild: () => {
          rebuilds += 1;
          return Promise.resolve();
        },
      },
      log: createLog('bench', 'silent'),
      permits: ({ headers }, right: SystemRight) => String(headers[RIGHTS_HEADER]).split(' ').includes(right),
    });
    url = await server.listen({ host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    await server.close();
    await bench.stop();
  });

  const health = async (): Promise<PathHealth> =>
    (
      await fetch(`${url}/internal/path-health`, { headers: { [RIGHTS_HEADER]: 'path:read' } })
    ).json() as Promise<PathHealth>;
  const release = (outboxId: unknown, rights = 'path:repair'): Promise<Response> =>
    fetch(`${url}/internal/path/release`, {
      method: 'POST',
      headers: { [RIGHTS_HEADER]: rights, 'content-type': 'application/json' },
      body: JSON.stringify({ outboxId }),
    });
  const diverging = (): void => {
    bench.engine.behaviour = () => Promise.resolve({ outcome: 'DIVERGED', reason: 'another decision has this number' });
  };

  it('is empty where nothing waits', async () => {
    expect(await health()).toEqual({
      service: 'emulation',
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      outbox: { backlog: 0, oldestSeconds: 0, mostAttempts: 0, setAside: 0, held: 0 },
      feed: {
        published: { epoch: expect.any(String), head: 0, unnumbered: 0, oldestUnnumberedSeconds: 0 },
        followed: null,
      },
      findings: {},
      setAside: [],
    });
  });

  it('counts what waits for the engine and since when, and changes of the feed that have no position yet', async () => {
    bench.engine.behaviour = down;
    const [one, other] = [newId(), newId()];
    await bench.decisions.run(pledgeCommand(one, { starts: true }));
    await bench.decisions.run(pledgeCommand(one));
    await bench.decisions.run(pledgeCommand(other, { starts: true }));
    await bench.dataSource.query('UPDATE outbox SET committed_at = committed_at - INTERVAL 90 SECOND WHERE number = 2');
    await publishChange(bench.dataSource, one, {});
    const { outbox, feed } = await health();
    expect(outbox).toMatchObject({ backlog: 3, mostAttempts: 1, setAside: 0 });
    expect(outbox.oldestSeconds).toBeGreaterThanOrEqual(90);
    expect(feed.published).toMatchObject({ head: 0, unnumbered: 1 });
  });

  it('rule 9: names a poison row with its reason; released, it is tried again and its subject goes on', async () => {
    const subject = newId();
    diverging();
    const command = pledgeCommand(subject, { starts: true });
    await bench.decisions.run(command);
    const { outbox, setAside } = await health();
    expect(outbox).toMatchObject({ backlog: 1, setAside: 1 });
    expect(setAside).toEqual([
      {
        outboxId: expect.stringMatching(/^\d+$/),
        subjectKind: 'PLEDGE',
        subjectId: subject,
        workflowId: pledgeWorkflow(subject),
        number: 1,
        commandId: command.commandId,
        attempts: 1,
        reason: 'another decision has this number',
        setAsideAt: expect.any(String),
      },
    ]);

    const outboxId = setAside[0]?.outboxId;
    // Still refused: it is set aside again, not lost.
    expect(await (await release(outboxId)).json()).toEqual({ outboxId, released: true });
    await bench.relay.deliverBatch();
    expect(await health()).toMatchObject({ outbox: { setAside: 1 } });

    bench.engine.behaviour = answering;
    await release(outboxId);
    await bench.drain(subject);
    expect(await health()).toMatchObject({ outbox: { backlog: 0, setAside: 0 }, setAside: [] });
    expect((await release(outboxId)).status).toBe(404);
  });

  it('is shown and repaired only by those who have the right', async () => {
    const subject = newId();
    diverging();
    await bench.decisions.run(pledgeCommand(subject, { starts: true }));
    const [row] = (await health()).setAside;
    expect((await fetch(`${url}/internal/path-health`)).status).toBe(403);
    expect((await release(row?.outboxId, 'path:read feed:read')).status).toBe(403);
    expect(await health()).toMatchObject({ outbox: { setAside: 1 } });
    const rebuild = (rights: string): Promise<Response> =>
      fetch(`${url}/internal/feed/rebuild`, { method: 'POST', headers: { [RIGHTS_HEADER]: rights } });
    expect([(await rebuild('path:read')).status, rebuilds]).toEqual([403, 0]);
    expect([(await rebuild('path:repair')).status, rebuilds]).toEqual([200, 1]);
    expect((await release('1 OR 1=1')).status).toBe(400);
    expect((await release(undefined)).status).toBe(400);
  });
});
