import { newId } from '@thidua/contracts/ids';
import { createDataSource, startOfDate } from '@thidua/service-kit';
import { testPassport } from '@thidua/testkit';
import type { SqlFragment } from '../identity/scoped-units';
import { daysFromToday } from '../testing/province-scene';
import { startSecurityScene, type SecurityScene } from '../testing/security-scene';
import { EVENTS_OF_NO_UNIT, eventsOfUnit, pageStatement } from './security-event.reader';

describe('the table of the security log', () => {
  let scene: SecurityScene;
  beforeAll(async () => {
    scene = await startSecurityScene();
  });
  afterAll(() => scene.membership.stop());

  it('is read by an index, in its order', async () => {
    const { dataSource } = scene.membership.service.dependencies;
    await dataSource.query(
      `INSERT INTO ${scene.log.table} (id, at, recorded_at, reporter, kind, unit_id, unit_path, member_id, detail)
       SELECT UUID(), '2024-01-01' + INTERVAL seq SECOND, UTC_TIMESTAMP(3), 'gateway', 'REFUSED',
              IF(seq % 3 = 0, NULL, UUID()), IF(seq % 3 = 0, NULL, CONCAT('/1/', 10 + seq % 50, '/', 100 + seq, '/')),
              UUID(), '{}' FROM seq_1_to_20000`,
    );
    await dataSource.query(`ANALYZE TABLE ${scene.log.table}`);
    const passport = testPassport(newId(), [scene.inspectors.root]);
    const branch = { unitId: newId(), unitPath: '/1/17/' };
    const plan = async (where: SqlFragment, more: object = {}, after: string | null = null) => {
      const filters = { includeBelow: false, kinds: null, memberId: null, from: null, until: null, ...more };
      const { sql, parameters } = pageStatement(scene.log, where, filters, 50, after);
      const [row] = await dataSource.query<{ type: string; key: string | null; rows: number; Extra: string }[]>(
        `EXPLAIN SELECT event.id ${sql}`,
        [...parameters],
      );
      return row;
    };
    const cursor = Buffer.from(`["security-events","2024-01-01T02:00:00.000Z","${newId()}"]`).toString('base64url');
    const ofUnit = eventsOfUnit(passport, { ...branch, unitId: scene.union.id }, false);
    for (const after of [null, cursor]) {
      const unit = await plan(ofUnit, {}, after);
      expect(unit).toMatchObject({ key: 'security_event_unit' });
      expect(unit?.Extra).not.toMatch(/filesort/);
      const system = await plan(EVENTS_OF_NO_UNIT, {}, after);
      expect(system?.key).toMatch(/security_event_(unit|time)/);
      expect(system?.Extra).not.toMatch(/filesort/);
      const below = await plan(eventsOfUnit(passport, branch, true), {}, after);
      expect(below?.key).toMatch(/security_event_(branch|time)/);
      expect(Number(below?.rows)).toBeLessThan(2000);
    }
    const person = await plan(EVENTS_OF_NO_UNIT, { memberId: scene.chairOfUnion.memberId });
    expect(person).toMatchObject({ key: 'security_event_member' });
  });

  it('costs what a page shows, however rare its events are and whatever stands between them', async () => {
    const { dataSource } = scene.membership.service.dependencies;
    const insert = (begin: string, kind: string, unit: string, count: number): Promise<unknown> =>
      dataSource.query(
        `INSERT INTO ${scene.log.table} (id, at, recorded_at, reporter, kind, unit_id, unit_path, detail)
         SELECT UUID(), ? + INTERVAL seq SECOND, UTC_TIMESTAMP(3), 'gateway', ?, ${unit}, '{}' FROM seq_1_to_${count}`,
        [begin, kind],
      );
    const inRoot = `UUID(), CONCAT('/1/', seq, '/')`;
    await insert('2023-01-01', 'RATE_LIMITED', 'NULL, NULL', 20);
    await insert('2023-01-01', 'MANDATE_SUSPENDED', inRoot, 60);
    await insert('2025-01-01', 'SIGNED_IN', 'NULL, NULL', 30_000);
    await dataSource.query(`ANALYZE TABLE ${scene.log.table}`);
    const passport = testPassport(newId(), [scene.inspectors.root]);
    const ofRoot = eventsOfUnit(passport, { unitId: scene.root.id, unitPath: scene.root.path }, true);
    const rowsRead = async (where: SqlFragment, kinds: readonly string[] | null): Promise<number> => {
      const filters = { includeBelow: true, kinds, memberId: null, from: null, until: null };
      const { sql, parameters } = pageStatement(scene.log, where, filters as never, 50, null);
      const [row] = await dataSource.query<{ r_rows: number | string; Extra: string }[]>(
        `ANALYZE SELECT event.id ${sql}`,
        [...parameters],
      );
      return Number(row?.r_rows);
    };
    expect(await rowsRead(EVENTS_OF_NO_UNIT, ['RATE_LIMITED'])).toBeLessThan(60);
    expect(await rowsRead(ofRoot, ['MANDATE_SUSPENDED'])).toBeLessThan(80);
    expect(await rowsRead(ofRoot, ['MANDATE_SUSPENDED', 'MANDATE_RESUMED'])).toBeLessThan(80);
    expect(await rowsRead(ofRoot, null)).toBeLessThan(80);
  });

  it('can be added to and read by the service, and nothing else', async () => {
    const { dataSource } = scene.membership.service.dependencies;
    const { auditDatabase, url } = scene.membership.database;
    const user = `test_user_${newId().slice(-8)}`;
    const pattern = auditDatabase.replaceAll('_', '\\_');
    // As infra/local/databases.mjs grants it.
    await dataSource.query(`CREATE USER '${user}'@'%' IDENTIFIED BY 'of-the-test'`);
    await dataSource.query(`GRANT SELECT, INSERT ON \`${pattern}\`.* TO '${user}'@'%'`);
    const serviceUrl = new URL(url);
    [serviceUrl.username, serviceUrl.password, serviceUrl.pathname] = [user, 'of-the-test', `/${auditDatabase}`];
    const asService = createDataSource({ url: serviceUrl.toString(), poolSize: 1 }, [], []);
    await asService.initialize();
    try {
      const event = {
        id: newId(),
        at: startOfDate(daysFromToday(0)),
        reporter: 'gateway',
        kind: 'SIGNED_OUT' as const,
        provider: 'embedded',
        subject: 'an',
        memberId: null,
        address: '127.0.0.1',
        operation: null,
        code: null,
        permission: null,
        unitId: null,
        unitPath: null,
        mandateId: null,
        detail: {},
      };
      await scene.log.add(asService, [event, event]);
      expect(await asService.query(`SELECT kind, subject FROM ${scene.log.table} WHERE id = ?`, [event.id])).toEqual([
        { kind: 'SIGNED_OUT', subject: 'an' },
      ]);
      for (const statement of [
        `UPDATE ${scene.log.table} SET kind = 'SIGNED_IN'`,
        `DELETE FROM ${scene.log.table}`,
        `REPLACE INTO ${scene.log.table} SELECT * FROM ${scene.log.table}`,
        `TRUNCATE TABLE ${scene.log.table}`,
        `DROP TABLE ${scene.log.table}`,
      ]) {
        await expect(asService.query(statement)).rejects.toMatchObject({ errno: 1142 });
      }
    } finally {
      await asService.destroy();
      await dataSource.query(`DROP USER '${user}'@'%'`);
    }
  });
});
