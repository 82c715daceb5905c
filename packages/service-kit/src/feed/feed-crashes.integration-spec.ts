import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { UnitChange } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import type { FailpointName } from '../failpoint';
import { CrashStage } from '../testing/crash/crash-stage';
import type { TinyProcess } from '../testing/crash/tiny-process';
import { readFeed } from './change-feed';

let stage: CrashStage;
let server: Server;
let url: string;
beforeEach(async () => {
  stage = await CrashStage.start('feed_crashes');
  server = createServer((request, response) => {
    const after = Number(new URL(request.url ?? '', 'http://source').searchParams.get('after'));
    void readFeed(stage.dataSource, after, 3).then((page) => response.end(JSON.stringify(page)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await stage.stop();
  await new Promise((resolve) => server.close(resolve));
});

const serve = (failpoints?: string): Promise<TinyProcess> =>
  stage.serve(failpoints ? { failpoints } : {}, { MEMBERSHIP_URL: url });

async function publishUnits(service: TinyProcess, count: number): Promise<string[]> {
  const unitIds = Array.from({ length: count }, () => newId());
  for (const [index, unitId] of unitIds.entries()) {
    const change: UnitChange = {
      unitId,
      code: `unit-${index}`,
      provenance: 'DEMONSTRATION',
      versions: [
        {
          validFrom: '2020-01-01',
          validUntil: '9999-12-31',
          path: `/${index}/`,
          parentId: null,
          level: 'GRASSROOTS',
          type: null,
          sector: null,
          name: unitId,
          status: 'ACTIVE',
        },
      ],
    };
    expect(await service.ask({ publish: change })).toMatchObject({ outcome: 'ANSWERED' });
  }
  return unitIds;
}

describe('the change feed: a crash', () => {
  it.each<FailpointName>(['feed.before-numbering-commit', 'feed.after-numbering-commit'])(
    'at %s gives every change one position, without a gap',
    async (failpoint) => {
      const dying = await serve(`${failpoint}=kill`);
      const unitIds = await publishUnits(dying, 5);
      expect(await dying.ask({ numberChanges: true })).toEqual({ outcome: 'UNKNOWN' });
      const other = await serve();
      unitIds.push(...(await publishUnits(other, 2)));
      await other.ask({ numberChanges: true });
      const { head, changes } = await readFeed<UnitChange>(stage.dataSource, 0, 100);
      expect(head).toBe(7);
      expect(changes.map(({ position, change }) => [position, change.unitId])).toEqual(
        unitIds.map((unitId, index) => [index + 1, unitId]),
      );
    },
  );

  it.each<FailpointName>(['feed.before-consumer-commit', 'feed.after-consumer-commit'])(
    'at %s leaves rows and cursor in step, and another goes on from there',
    async (failpoint) => {
      const dying = await serve(`${failpoint}=kill@2`);
      const unitIds = await publishUnits(dying, 8);
      expect(await dying.ask({ follow: true })).toEqual({ outcome: 'UNKNOWN' });
      const rowsAndCursor = async (): Promise<[number, number]> => {
        const [row] = await stage.dataSource.query<{ units: number | string; cursor: number | string }[]>(
          `SELECT (SELECT COUNT(*) FROM unit_projection) AS units, position AS \`cursor\`
             FROM feed_cursor WHERE feed = 'membership'`,
        );
        return [Number(row?.units), Number(row?.cursor)];
      };
      const kept = failpoint === 'feed.before-consumer-commit' ? 3 : 6;
      expect(await rowsAndCursor()).toEqual([kept, kept]);
      expect(await (await serve()).ask({ follow: true })).toMatchObject({ outcome: 'ANSWERED' });
      expect(await rowsAndCursor()).toEqual([8, 8]);
      const names = await stage.dataSource.query<{ name: string }[]>('SELECT name FROM unit_projection ORDER BY code');
      expect(names.map(({ name }) => name)).toEqual(unitIds);
    },
  );
});
