import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UnitChange } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { createLog } from '../log';
import { startDecisionBench, type DecisionBench } from '../testing/decision-bench';
import { publishChange, readFeed } from './change-feed';
import { UnitProjection } from './unit-projection';

/** Small pages, so that a rebuild takes many steps. */
const PAGE = 7;
const UNITS = 40;

describe('the projection of the union tree', () => {
  let source: DecisionBench;
  let follower: DecisionBench;
  let server: Server;
  let url: string;
  let pagesRead: number;
  /** What happens before a page is answered. */
  let beforePage: () => Promise<void>;
  const units = Array.from({ length: UNITS }, (_, index) => ({ unitId: newId(), code: `unit-${index}` }));

  beforeEach(async () => {
    // One after the other: each names its databases in the environment.
    source = await startDecisionBench('feed_source');
    follower = await startDecisionBench('feed_follower');
    pagesRead = 0;
    beforePage = () => Promise.resolve();
    server = createServer((request, response) => {
      pagesRead += 1;
      const after = Number(new URL(request.url ?? '', 'http://source').searchParams.get('after'));
      void beforePage()
        .then(() => readFeed(source.dataSource, after, PAGE))
        .then((page) => response.end(JSON.stringify(page)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    await stopServing();
    await Promise.all([source.stop(), follower.stop()]);
  });

  const stopServing = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  /** Waits until so many pages have been asked for. */
  const pageRead = (count: number): Promise<void> =>
    new Promise((resolve) => {
      server.on('request', () => {
        if (pagesRead >= count) {
          resolve();
        }
      });
    });
  const projectionOf = (): UnitProjection => {
    const signer = { keyId: () => 'test', sign: () => Promise.resolve('test') };
    return new UnitProjection(follower.dataSource, url, 'emulation', signer, createLog('test', 'silent'));
  };
  const publish = (index: number, name: string): Promise<void> => {
    const { unitId, code } = units[index] ?? { unitId: '', code: '' };
    const change: UnitChange = {
      unitId,
      code,
      provenance: 'DEMONSTRATION',
      versions: [
        {
          validFrom: '2020-01-01',
          validUntil: '9999-12-31',
          path: `/1/${index}/`,
          parentId: null,
          level: 'GRASSROOTS',
          type: null,
          sector: null,
          name,
          status: 'ACTIVE',
        },
      ],
    };
    return publishChange(source.dataSource, unitId, change);
  };
  const publishAll = async (name: string): Promise<void> => {
    for (const index of units.keys()) {
      await publish(index, name);
    }
  };
  /** What a service reads: the name of each unit. */
  const namesRead = async (): Promise<string[]> =>
    (
      await follower.dataSource.query<{ name: string }[]>(
        `SELECT name FROM unit_projection WHERE code LIKE 'unit-%' ORDER BY CAST(SUBSTR(code, 6) AS INT)`,
      )
    ).map(({ name }) => name);
  const cursors = (): Promise<object[]> =>
    follower.dataSource.query('SELECT feed, epoch, position FROM feed_cursor ORDER BY feed');
  const settled = async (projection: UnitProjection): Promise<void> => {
    for (const giveUpAt = Date.now() + 30_000; projection.lag()?.rebuilding; ) {
      if (Date.now() > giveUpAt) {
        throw new Error('the rebuild does not come to its end');
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  /** As `npm run restore` does after it has put an older database in place. */
  const beginEpoch = (): Promise<unknown> => source.dataSource.query('UPDATE feed_head SET epoch = UUID()');

  it('follows the feed, and says how far it is and for how long it has been behind', async () => {
    const projection = projectionOf();
    await publishAll('first');
    await projection.catchUp();
    const { epoch } = await readFeed(source.dataSource, 0, 1);
    expect(projection.lag()).toEqual({
      feed: 'membership',
      epoch,
      cursor: UNITS,
      head: UNITS,
      secondsBehind: 0,
      rebuilding: false,
    });
    expect(await namesRead()).toEqual(units.map(() => 'first'));

    await stopServing();
    await expect(projection.catchUp()).rejects.toThrow('fetch failed');
    const later = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 90_000);
    expect(projection.lag()).toMatchObject({ cursor: UNITS, secondsBehind: 90 });
    later.mockRestore();
  });

  it('reads to the head that the feed had, however fast others write: whoever waits for it goes on', async () => {
    const projection = projectionOf();
    await publishAll('first');
    let written = 0;
    beforePage = () => publish(written % UNITS, String((written += 1)));
    await projection.catchUp();
    expect(projection.position).toBeGreaterThanOrEqual(UNITS);
    const pages = pagesRead;
    await projection.ensure(projection.position + 1);
    expect(pagesRead).toBeGreaterThan(pages);
  });

  it('is built again from zero while it serves and others write: every reader sees all units, none older than before', async () => {
    const projection = projectionOf();
    await publishAll('0');
    await projection.catchUp();
    // Rows that no feed explains: what a rebuild is for.
    await follower.dataSource.query(
      `INSERT INTO unit_projection (unit_id, valid_from, valid_until, code, path, level, name, status, provenance)
       VALUES (UUID(), '2020-01-01', '9999-12-31', 'stray', '/9/', 'GRASSROOTS', 'stray', 'ACTIVE', 'SOURCE')`,
    );
    projection.start();
    await projection.rebuild();

    const end = new AbortController();
    // A change for each page that is read, and a page holds several: the rebuild gains on a slow machine too.
    let turnsTaken = pagesRead;
    const isMyTurn = (): boolean => turnsTaken < pagesRead || end.signal.aborted;
    const turn = async (): Promise<void> => {
      while (!isMyTurn()) {
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      turnsTaken += 1;
    };
    const writer = async (first: number): Promise<void> => {
      for (let step = 1; !end.signal.aborted; step += 1) {
        for (let index = first; index < UNITS && !end.signal.aborted; index += 4) {
          await publish(index, String(step));
          await turn();
        }
      }
    };
    const seen: number[][] = [];
    const reader = async (): Promise<void> => {
      while (!end.signal.aborted) {
        seen.push((await namesRead()).map(Number));
      }
    };
    const others = [writer(0), writer(1), writer(2), writer(3), reader()];
    const readBefore = pagesRead;
    await settled(projection).finally(() => {
      end.abort();
    });
    expect(pagesRead - readBefore).toBeGreaterThan(UNITS / PAGE);
    await Promise.all(others);
    await projection.catchUp();
    await projection.stop();

    expect(seen.length).toBeGreaterThan(0);
    for (const [pass, names] of seen.entries()) {
      expect(names).toHaveLength(UNITS);
      const earlier = seen[pass - 1] ?? names;
      expect(names.every((step, index) => step >= (earlier[index] ?? 0))).toBe(true);
    }
    const [stray] = await follower.dataSource.query<{ found: number | string }[]>(
      `SELECT COUNT(*) AS found FROM unit_projection WHERE code = 'stray'`,
    );
    expect(Number(stray?.found)).toBe(0);
    const { head, epoch } = await readFeed(source.dataSource, 0, 1);
    expect(await cursors()).toEqual([
      { feed: 'membership', epoch, position: head },
      { feed: 'membership-next', epoch: '', position: 0 },
    ]);
    const last = await source.dataSource.query<{ name: string }[]>(
      `SELECT JSON_VALUE(payload, '$.versions[0].name') AS name FROM change_feed c
        WHERE position = (SELECT MAX(position) FROM change_feed WHERE subject_id = c.subject_id)
        ORDER BY CAST(SUBSTR(JSON_VALUE(payload, '$.code'), 6) AS INT)`,
    );
    expect(await namesRead()).toEqual(last.map(({ name }) => name));
  });

  it('follows a new epoch: whoever reads meanwhile sees the whole of the old tree or the whole of the new one', async () => {
    const projection = projectionOf();
    await publishAll('lost');
    await projection.catchUp();
    await source.dataSource.query('DELETE FROM change_feed');
    await source.dataSource.query('UPDATE feed_head SET position = 0');
    await publishAll('restored');
    await beginEpoch();

    const seen: string[][] = [];
    const end = new AbortController();
    const reader = (async () => {
      while (!end.signal.aborted) {
        seen.push(await namesRead());
      }
    })();
    await projection.catchUp().finally(() => {
      end.abort();
    });
    await reader;
    for (const names of seen) {
      expect(names).toEqual(units.map(() => names[0]));
      expect(['lost', 'restored']).toContain(names[0]);
    }
    expect(await namesRead()).toEqual(units.map(() => 'restored'));
  });

  it('begins again when another epoch begins while it is being built', async () => {
    const projection = projectionOf();
    await publishAll('first');
    await projection.catchUp();
    await beginEpoch();
    const first = readFeed(source.dataSource, 0, 1);
    const building = projection.catchUp();
    await pageRead(UNITS / PAGE + 4);
    await publishAll('second');
    await beginEpoch();
    await building;
    await projection.catchUp();
    const { epoch, head } = await readFeed(source.dataSource, 0, 1);
    expect(epoch).not.toBe((await first).epoch);
    expect(await cursors()).toMatchObject([{ epoch, position: head }, { epoch: '' }]);
    expect(await namesRead()).toEqual(units.map(() => 'second'));
  });

  it('is built once by two replicas together', async () => {
    const replicas = [projectionOf(), projectionOf()];
    await publishAll('first');
    await Promise.all(replicas.map((replica) => replica.catchUp()));
    await beginEpoch();
    await Promise.all(replicas.map((replica) => replica.catchUp()));
    expect(await namesRead()).toEqual(units.map(() => 'first'));
    const { epoch } = await readFeed(source.dataSource, 0, 1);
    expect(await cursors()).toEqual([
      { feed: 'membership', epoch, position: UNITS },
      { feed: 'membership-next', epoch: '', position: 0 },
    ]);
    expect(replicas.map(({ position }) => position)).toEqual([UNITS, UNITS]);
  });
});
