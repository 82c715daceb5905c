import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { derivedId } from '@thidua/contracts/ids';
import { Agent } from 'undici';
import { MandateDirectory } from './mandate.directory';

const AN = derivedId('test', 'An');
const BINH = derivedId('test', 'Bình');

describe('the mandate directory', () => {
  let server: Server;
  let asked: string[];
  let status: number;
  let body: unknown;
  let now: number;
  const agent = new Agent();

  beforeAll(async () => {
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await agent.close();
    await new Promise((resolve) => server.close(resolve));
  });
  beforeEach(() => {
    asked = [];
    status = 200;
    body = { mandates: [], treeVersion: 1, asOf: '2025-06-30T00:00:00.000Z' };
    now = 1_000_000;
  });

  function directory(): MandateDirectory {
    return new MandateDirectory({
      membershipUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      dispatcher: agent,
      signer: { sign: async () => 'passport' },
      now: () => now,
    });
  }

  it('asks once for questions about one person at the same moment, and once for each person', async () => {
    const subject = directory();
    await Promise.all([subject.forQuery(AN), subject.forQuery(AN), subject.forQuery(BINH), subject.forQuery(AN)]);
    expect(asked.sort()).toEqual([AN, BINH].map((member) => `/internal/mandates/${member}`).sort());
  });

  it('lets queries use an answer for thirty seconds and no longer', async () => {
    const subject = directory();
    await subject.forQuery(AN);
    now += 29_999;
    await subject.forQuery(AN);
    expect(asked).toHaveLength(1);
    now += 1;
    await subject.forQuery(AN);
    expect(asked).toHaveLength(2);
  });

  it('asks anew for every mutation, and lets queries use that answer', async () => {
    const subject = directory();
    await subject.forQuery(AN);
    await Promise.all([subject.forMutation(AN), subject.forMutation(AN)]);
    expect(asked).toHaveLength(3);
    now += 20_000;
    await subject.forQuery(AN);
    expect(asked).toHaveLength(3);
  });

  it.each([
    [404, {}, 'UNAUTHENTICATED'],
    [503, {}, 'SUBGRAPH_UNAVAILABLE'],
    [200, { mandates: 'all of them' }, 'SUBGRAPH_UNAVAILABLE'],
  ])('does not remember a failure: %d %j', async (failingStatus, failingBody, code) => {
    const subject = directory();
    [status, body] = [failingStatus, failingBody];
    await expect(subject.forQuery(AN)).rejects.toMatchObject({ extensions: { code } });
    [status, body] = [200, { mandates: [], treeVersion: 2, asOf: '2025-06-30T00:00:00.000Z' }];
    await expect(subject.forQuery(AN)).resolves.toMatchObject({ treeVersion: 2 });
  });
});
