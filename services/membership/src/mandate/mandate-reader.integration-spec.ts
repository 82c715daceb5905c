import { newId } from '@thidua/contracts/ids';
import { startOfDate, statementCount } from '@thidua/service-kit';
import { startProvinceScene, type ProvinceScene, type SceneOfficer } from '../testing/province-scene';
import { accountsStatement, readMandatesOfAccounts } from './mandate.reader';

const ACCOUNT = { provider: 'test', subject: 'delegate' };

describe('reading who may act under what', () => {
  let scene: ProvinceScene;
  let chair: SceneOfficer;
  let delegate: SceneOfficer;
  const delegationId = newId();

  const query = (sql: string, parameters: readonly unknown[]): Promise<unknown> =>
    scene.membership.service.dependencies.dataSource.query(sql, [...parameters]);
  const heldBy = (day: string, provider: string, ...subjects: string[]) =>
    readMandatesOfAccounts(scene.membership.service.dependencies.dataSource, { provider, subjects }, startOfDate(day));
  const held = async (day: string, { provider, subject } = ACCOUNT) => {
    const { held: all, ...read } = await heldBy(day, provider, subject);
    const [one] = all;
    return one ? { ...one, ...read } : null;
  };
  const idsOn = async (day: string): Promise<string[]> => (await held(day))?.mandates.map(({ id }) => id) ?? [];

  beforeAll(async () => {
    scene = await startProvinceScene();
    chair = await scene.appoint(scene.union, 'CHAIR', { from: '2022-01-01', until: '2026-01-01' });
    delegate = await scene.appoint(scene.union, 'VICE_CHAIR', { from: '2022-06-01', until: '2025-06-01' });
    await query(
      `INSERT INTO mandate_delegation (id, office_id, to_member_id, valid_from, valid_until, document, reason, provenance)
       VALUES (?, ?, ?, '2023-03-01', '2023-04-01', '1/GUQ', 'Vắng mặt', 'RECORDED')`,
      [delegationId, chair.mandate.id, delegate.memberId],
    );
    await query(
      `INSERT INTO mandate_suspension (id, office_id, unit_id, valid_from, valid_until, document, reason)
       VALUES (?, ?, ?, '2023-03-10', '2023-03-20', '1/QĐ', 'Xem xét'),
              (?, ?, ?, '2024-02-01', '9999-12-31', '2/QĐ', 'Xem xét')`,
      [newId(), chair.mandate.id, scene.root.id, newId(), delegate.mandate.id, scene.root.id],
    );
    await query(
      `INSERT INTO identity_link (provider, subject, member_id, linked_at, linked_by, unit_id)
       VALUES (?, ?, ?, UTC_TIMESTAMP(3), 'test', ?)`,
      [ACCOUNT.provider, ACCOUNT.subject, delegate.memberId, scene.root.id],
    );
  });
  afterAll(() => scene.membership.stop());

  it.each<[string, string, readonly ('own' | 'delegated')[]]>([
    ['the day before the office begins', '2022-05-31', []],
    ['its first day', '2022-06-01', ['own']],
    ['the day before the delegation', '2023-02-28', ['own']],
    ['the first day of the delegation', '2023-03-01', ['own', 'delegated']],
    ['the day before the delegated office is suspended', '2023-03-09', ['own', 'delegated']],
    ['the first day of that suspension', '2023-03-10', ['own']],
    ['its last day', '2023-03-19', ['own']],
    ['the day after it', '2023-03-20', ['own', 'delegated']],
    ['the last day of the delegation', '2023-03-31', ['own', 'delegated']],
    ['the day it ends', '2023-04-01', ['own']],
    ['the day before the own office is suspended', '2024-01-31', ['own']],
    ['the first day of that suspension, which is open', '2024-02-01', []],
    ['the day the office ends', '2025-06-01', []],
  ])('%s (%s): %j', async (_case, day, expected) => {
    const ids = { own: delegate.mandate.id, delegated: delegationId };
    expect(await idsOn(day)).toEqual(expected.map((name) => ids[name]));
  });

  it('tells where a delegated mandate comes from, and where its unit stands today', async () => {
    expect(await held('2023-03-01')).toEqual({
      memberId: delegate.memberId,
      mandates: [
        { ...delegate.mandate, delegation: null },
        {
          id: delegationId,
          unitId: scene.union.id,
          unitPath: scene.union.path,
          position: 'CHAIR',
          delegation: { officeId: chair.mandate.id, principalId: chair.memberId },
        },
      ],
      treeVersion: 5,
      asOf: startOfDate('2023-03-01').toISOString(),
      endedTokens: [],
    });
  });

  it('gives nothing for units that are not active', async () => {
    const status = (value: string): Promise<unknown> =>
      query('UPDATE union_unit_version SET status = ? WHERE unit_id = ?', [value, scene.union.id]);
    await status('DISSOLVED');
    expect(await idsOn('2023-03-01')).toEqual([]);
    await status('ACTIVE');
    expect(await idsOn('2023-03-01')).toHaveLength(2);
  });

  it('knows an account by every letter of its name, and nobody by any other', async () => {
    for (const subject of ['Delegate', 'delegate ', 'delegat', 'other']) {
      expect(await held('2023-03-01', { ...ACCOUNT, subject })).toBeNull();
    }
    expect(await held('2023-03-01', { ...ACCOUNT, provider: 'other' })).toBeNull();
  });

  it('tells each of several accounts its own, in the order in which they were asked about', async () => {
    await query(
      `INSERT INTO identity_link (provider, subject, member_id, linked_at, linked_by, unit_id)
       VALUES (?, 'chair', ?, UTC_TIMESTAMP(3), 'test', ?)`,
      [ACCOUNT.provider, chair.memberId, scene.root.id],
    );
    await query(
      `INSERT INTO ended_session (provider, subject, token_id, expires_at)
       VALUES (?, 'chair', 'of the chair', '2999-01-01'), (?, 'delegate', 'over', '2020-01-01')`,
      [ACCOUNT.provider, ACCOUNT.provider],
    );
    const asked = ['nobody', 'chair', 'delegate', 'Đ', 'chair'];
    const told = await heldBy('2023-03-01', ACCOUNT.provider, ...asked);
    const ids = told.held.map((one) => one && [one.memberId, one.mandates.map(({ id }) => id), one.endedTokens]);
    const ofChair = [chair.memberId, [chair.mandate.id], ['of the chair']];
    expect(ids).toEqual([null, ofChair, [delegate.memberId, [delegate.mandate.id, delegationId], []], null, ofChair]);
    expect(await heldBy('2023-03-01', 'Đ', 'chair')).toMatchObject({ held: [null], treeVersion: told.treeVersion });
  });

  it('takes two statements, whatever is held and however many are asked about', async () => {
    const count = { statements: 0 };
    await statementCount.run(count, () => heldBy('2023-03-01', ACCOUNT.provider, 'delegate', 'chair', 'nobody'));
    expect(count.statements).toBe(2);
  });

  it('reads a person’s rows by their indexes, however many others there are', async () => {
    await query(
      `INSERT INTO officer (id, member_id, unit_id, position, valid_from, valid_until, provenance)
       SELECT UUID(), UUID(), UUID(), 'CHAIR', '2020-01-01', '9999-12-31', 'DEMONSTRATION' FROM seq_1_to_20000`,
      [],
    );
    await query(
      `INSERT INTO mandate_delegation (id, office_id, to_member_id, valid_from, valid_until, document, reason, provenance)
       SELECT UUID(), id, UUID(), '2020-01-01', '9999-12-31', '1/GUQ', 'Vắng mặt', 'DEMONSTRATION' FROM officer`,
      [],
    );
    await query('ANALYZE TABLE officer', []);
    await query('ANALYZE TABLE mandate_delegation', []);
    const { sql, parameters } = accountsStatement(
      { provider: ACCOUNT.provider, subjects: [ACCOUNT.subject, 'chair', 'nobody', 'nobody'] },
      startOfDate('2023-03-01'),
    );
    const plan = (await query(`EXPLAIN ${sql}`, parameters)) as { table: string; type: string; rows: number | null }[];
    const read = plan.filter(({ table }) => !table?.startsWith('<'));
    expect(read.length).toBeGreaterThan(8);
    expect(read.filter(({ type, rows }) => type === 'ALL' && Number(rows) > 10)).toEqual([]);
    expect(Math.max(...read.map(({ rows }) => Number(rows)))).toBeLessThan(50);
  });
});
