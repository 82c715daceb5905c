import { newId } from '@thidua/contracts/ids';
import { membersOf, unitsWithMembers } from '../member/member.pages';
import { startMembership, type RunningMembership } from '../testing/running-membership';
import { countOver, countStatement, findCountedUnits, type CountKind } from './membership-counts';

const DISTRICTS = 20;
const UNIONS_OF_A_DISTRICT = 100;
const MEMBERS_OF_A_UNION = 5;
const DAY = '2026-01-01';

interface PlanRow {
  readonly table: string;
  readonly type: string;
  readonly key: string | null;
  readonly rows: string;
  readonly Extra: string;
}

describe('counts and lists over a province of two thousand unions', () => {
  let membership: RunningMembership;
  const query = <Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> =>
    membership.service.dependencies.dataSource.query<Row[]>(sql, [...parameters]);
  const unitAt = async (path: string): Promise<string> =>
    (await query<{ id: string }>('SELECT unit_id AS id FROM union_unit_version WHERE path = ?', [path]))[0]?.id ?? '';

  beforeAll(async () => {
    membership = await startMembership();
    const version = `INSERT INTO union_unit_version (unit_id, valid_from, valid_until, path, level, name, status)
      SELECT UUID(), '2015-01-01', '9999-12-31',`;
    const rest = `'GRASSROOTS_UNION', 'Đơn vị', 'ACTIVE'`;
    await query(`${version} '/1/2/', ${rest}`);
    await query(`${version} CONCAT('/1/2/', 100 + seq, '/'), ${rest} FROM seq_1_to_${DISTRICTS}`);
    await query(
      `${version} CONCAT('/1/2/', 101 + seq % ${DISTRICTS}, '/', 1000 + seq, '/'), ${rest}
         FROM seq_1_to_${DISTRICTS * UNIONS_OF_A_DISTRICT}`,
    );
    await query(
      `INSERT INTO member (id, full_name, gender, provenance)
       SELECT UUID(), 'Đoàn viên', 'FEMALE', 'DEMONSTRATION' FROM seq_1_to_${DISTRICTS * UNIONS_OF_A_DISTRICT * MEMBERS_OF_A_UNION}`,
    );
    await query(
      `INSERT INTO member_affiliation (id, member_id, unit_id, valid_from, valid_until, admitted_on)
       SELECT UUID(), member.id, version.unit_id, '2020-03-01', '9999-12-31', '2020-03-01'
         FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY id) AS ordinal FROM member) member
         JOIN union_unit_version version
           ON version.path = CONCAT('/1/2/', 101 + (1 + member.ordinal % ${DISTRICTS * UNIONS_OF_A_DISTRICT}) % ${DISTRICTS},
                '/', 1001 + member.ordinal % ${DISTRICTS * UNIONS_OF_A_DISTRICT}, '/')`,
    );
    await query(
      `INSERT INTO union_unit (id, number, code, founded_on, provenance)
       SELECT unit_id, SUBSTRING_INDEX(SUBSTRING_INDEX(path, '/', -2), '/', 1), path, '2020-05-01', 'DEMONSTRATION'
         FROM union_unit_version`,
    );
    await query(
      `INSERT INTO party_referral (id, member_id, unit_id, referred_on, provenance)
       SELECT UUID(), member_id, unit_id, '2020-06-01', 'DEMONSTRATION' FROM member_affiliation`,
    );
    for (const table of ['union_unit_version', 'union_unit', 'member', 'member_affiliation', 'party_referral']) {
      await query(`ANALYZE TABLE ${table}`);
    }
  });
  afterAll(() => membership.stop());

  it('count two districts alone as well as together', async () => {
    const districts = [await unitAt('/1/2/101/'), await unitAt('/1/2/120/')];
    const units = await findCountedUnits(membership.service.dependencies.dataSource, districts, DAY, DAY);
    expect(units.within).toEqual(['/1/2/101/', '/1/2/120/']);
    for (const kind of ['MEMBERS', 'JOINED'] as const) {
      const [from, to] = kind === 'MEMBERS' ? [DAY, DAY] : ['2020-01-01', '2020-12-31'];
      const counts = await countOver(membership.service.dependencies.dataSource, kind, units, from, to);
      expect([...counts.values()]).toEqual([500, 500]);
    }
  });

  it.each<[CountKind, string]>([
    ['MEMBERS', 'member_affiliation_'],
    ['JOINED', 'member_affiliation_admitted'],
    ['FOUNDED', 'PRIMARY'],
    ['REFERRED', 'party_referral_unit'],
  ])('of %s for two districts do not scan the province', async (kind, key) => {
    const { sql, parameters } = countStatement(kind, ['/1/2/101/', '/1/2/120/'], '2020-01-01', '2020-12-31');
    const plan = await query<PlanRow>(`EXPLAIN ${sql}`, parameters);
    const version = plan.find(({ table }) => table === 'version');
    expect(version).toMatchObject({ type: 'range', key: 'union_unit_version_path' });
    expect(Number(version?.rows)).toBeLessThan(3 * UNIONS_OF_A_DISTRICT);
    expect(plan.find(({ table }) => table === 'event')).toMatchObject({ key: expect.stringContaining(key) as string });
    expect(plan.map(({ type }) => type)).not.toContain('ALL');
  });

  it('list members by an index in order, from the first page to the last', async () => {
    const everywhere = { sql: 'SELECT unit_id FROM union_unit_version', parameters: [] };
    const units = unitsWithMembers('/1/2/101/', DAY, everywhere, undefined);
    const unitPlan = await query<PlanRow>(`EXPLAIN SELECT version.unit_id ${units.sql} LIMIT 52`, units.parameters);
    expect(unitPlan.find(({ table }) => table === 'version')).toMatchObject({ key: 'union_unit_version_path' });

    const ids = (
      await query<{ id: string }>(`SELECT version.unit_id AS id ${units.sql} LIMIT 52`, units.parameters)
    ).map(({ id }) => id);
    expect(ids).toHaveLength(52);
    const members = membersOf(ids, DAY, null);
    const [first] = ids;
    for (const after of [
      '',
      `AND (affiliation.unit_id > '${first}' OR (affiliation.unit_id = '${first}' AND affiliation.member_id > '${newId()}'))`,
    ]) {
      const plan = await query<PlanRow>(
        `EXPLAIN SELECT member.id ${members.sql} ${after} ORDER BY affiliation.unit_id, affiliation.member_id LIMIT 51`,
        members.parameters,
      );
      expect(plan[0]).toMatchObject({ table: 'affiliation', type: 'range', key: 'member_affiliation_unit' });
      expect(plan.map(({ Extra }) => Extra).join()).not.toMatch(/filesort|temporary/);
    }
  });
});
