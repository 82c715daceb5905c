import { AWARD_FACTS_PATH, MOST_AWARD_FACT_IDS, UNIT_MEMBERS_PATH, type SystemRight } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { statementCount } from '@thidua/service-kit';
import { readAwardFacts, readUnitMembers } from '../award-facts/award-facts.reader';
import { insertRows } from '../list/insert-rows';
import { type RunningMembership, startMembership } from '../testing/running-membership';
import { UnitLevel } from '../unit/unit.enums';

const RIGHT: readonly SystemRight[] = ['award-facts:read'];
const AS_OF = '2026-06-01';

describe('POST /internal/award-facts', () => {
  let membership: RunningMembership;
  const [root, province, grassroots, section] = [newId(), newId(), newId(), newId()] as const;
  const [woman, man, former] = [newId(), newId(), newId()] as const;
  const [rankId, workId, leaveId, holdId, officeId] = [newId(), newId(), newId(), newId(), newId()] as const;

  beforeAll(async () => {
    membership = await startMembership();
    await membership.grow([
      { id: root, code: 'ROOT', level: UnitLevel.GeneralConfederation, parentId: null },
      { id: province, code: 'PROVINCE', level: UnitLevel.ProvincialFederation, parentId: root },
      { id: grassroots, code: 'GRASSROOTS', level: UnitLevel.GrassrootsUnion, parentId: province },
      { id: section, code: 'SECTION', level: UnitLevel.UnionSection, parentId: grassroots },
    ]);
    const { dataSource } = membership.service.dependencies;
    const insert = (table: string, rows: readonly Record<string, unknown>[]): Promise<void> =>
      insertRows(
        dataSource,
        table,
        Object.keys(rows[0] ?? {}),
        rows.map((row) => Object.values(row)),
      );
    await insert(
      'member',
      [
        [woman, 'FEMALE'],
        [man, 'MALE'],
        [former, 'MALE'],
      ].map(([id, gender]) => ({ id, full_name: 'Đoàn viên', gender, provenance: 'DEMONSTRATION' })),
    );
    await insert(
      'member_affiliation',
      [
        [woman, section, '2010-05-01', '9999-12-31', '2010-05-01'],
        [man, grassroots, '2012-01-01', '9999-12-31', null],
        [former, section, '2012-01-01', '2026-06-01', '2012-01-01'],
      ].map(([member_id, unit_id, valid_from, valid_until, admitted_on]) => ({
        id: newId(),
        member_id,
        unit_id,
        valid_from,
        valid_until,
        admitted_on,
      })),
    );
    const tenure = { document: null, withdrawn_at: null, provenance: 'RECORDED' };
    const nothing = { employment_rank: null, is_part_time: null, sector: null, unit_id: null };
    await insert('member_tenure', [
      {
        id: rankId,
        member_id: woman,
        kind: 'EMPLOYMENT',
        valid_from: '2010-05-01',
        valid_until: '9999-12-31',
        ...nothing,
        employment_rank: 'MANAGER',
        ...tenure,
      },
      {
        id: workId,
        member_id: woman,
        kind: 'UNION_WORK',
        valid_from: '2011-01-01',
        valid_until: '2020-01-01',
        ...nothing,
        is_part_time: 1,
        sector: 'NON_STATE',
        ...tenure,
      },
      {
        id: leaveId,
        member_id: woman,
        kind: 'MATERNITY_LEAVE',
        valid_from: '2015-01-01',
        valid_until: '2015-07-01',
        ...nothing,
        ...tenure,
      },
      {
        id: newId(),
        member_id: woman,
        kind: 'EMPLOYMENT',
        valid_from: '2000-01-01',
        valid_until: '2010-05-01',
        ...nothing,
        employment_rank: 'WORKER',
        ...tenure,
        withdrawn_at: new Date('2026-01-01T00:00:00Z'),
      },
    ]);
    await insert('award_hold', [
      {
        id: holdId,
        member_id: woman,
        unit_id: null,
        kind: 'DISCIPLINE',
        valid_from: '2018-01-01',
        valid_until: '2019-01-01',
        document: 'Quyết định 1',
        placed_by_unit_id: grassroots,
      },
    ]);
    await insert('officer', [
      {
        id: officeId,
        member_id: woman,
        unit_id: grassroots,
        position: 'CHAIR',
        valid_from: '2020-01-01',
        valid_until: '9999-12-31',
        document: null,
        provenance: 'DEMONSTRATION',
      },
    ]);
  });
  afterAll(() => membership.stop());

  it('says what is known of persons and units, each fact with its row, and leaves out whom nobody knows', async () => {
    const { status, body } = await membership.internal(AWARD_FACTS_PATH, RIGHT, {
      memberIds: [man, newId(), woman],
      unitIds: [grassroots, newId(), province],
      asOf: AS_OF,
    });
    const of = (kind: string, id: string): object => ({ service: 'membership', kind, id });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      persons: [
        { memberId: man, gender: 'MALE', joinedUnionOn: null, unionWork: [], holds: [] },
        {
          source: of('MEMBER', woman),
          memberId: woman,
          gender: 'FEMALE',
          joinedUnionOn: '2010-05-01',
          affiliations: [{ unitId: section, from: '2010-05-01', until: null }],
          employments: [{ source: of('EMPLOYMENT', rankId), rank: 'MANAGER', from: '2010-05-01', until: null }],
          unionWork: [
            {
              source: of('UNION_WORK', workId),
              isPartTime: true,
              sector: 'NON_STATE',
              unitId: null,
              from: '2011-01-01',
              until: '2020-01-01',
            },
          ],
          offices: [
            {
              source: of('OFFICE', officeId),
              unitId: grassroots,
              unitLevel: 'GRASSROOTS_UNION',
              position: 'CHAIR',
              from: '2020-01-01',
              until: null,
            },
          ],
          maternityLeaves: [{ source: of('MATERNITY_LEAVE', leaveId), from: '2015-01-01', until: '2015-07-01' }],
          holds: [
            {
              source: of('HOLD', holdId),
              kind: 'DISCIPLINE',
              document: 'Quyết định 1',
              from: '2018-01-01',
              until: '2019-01-01',
            },
          ],
        },
      ],
      units: [
        { source: of('UNIT', grassroots), unitId: grassroots, level: 'GRASSROOTS_UNION', members: 2, women: 1 },
        { unitId: province, level: 'PROVINCIAL_FEDERATION', status: 'ACTIVE', members: 2, women: 1, holds: [] },
      ],
    });
  });

  it('says who belongs to units and to what is under them, on the day', async () => {
    const ask = async (asOf: string): Promise<object> =>
      (await membership.internal(UNIT_MEMBERS_PATH, RIGHT, { unitIds: [section, grassroots, newId()], asOf })).body;
    expect(await ask(AS_OF)).toEqual({
      units: [
        { unitId: section, memberIds: [woman] },
        { unitId: grassroots, memberIds: [woman, man].sort() },
      ],
    });
    expect(await ask('2026-05-31')).toEqual({
      units: [
        { unitId: section, memberIds: [woman, former].sort() },
        { unitId: grassroots, memberIds: [woman, man, former].sort() },
      ],
    });
  });

  it('asks the database as often for many as for one', async () => {
    const { dataSource } = membership.service.dependencies;
    const statements = async (memberIds: readonly string[], unitIds: readonly string[]): Promise<number> => {
      const count = { statements: 0 };
      await statementCount.run(count, () => readAwardFacts(dataSource, { memberIds, unitIds, asOf: AS_OF }));
      return count.statements;
    };
    const many = [woman, man, ...Array.from({ length: 498 }, newId)];
    const one = await statements([woman], [grassroots]);
    expect(one).toBeGreaterThan(0);
    expect(await statements(many, [root, province, grassroots, section])).toBe(one);
    expect(await readUnitMembers(dataSource, { unitIds: [root], asOf: AS_OF }, 1)).toBeNull();
  });

  it.each<[string, string, readonly SystemRight[] | null, object, number]>([
    ['without a passport', AWARD_FACTS_PATH, null, { memberIds: [], unitIds: [], asOf: AS_OF }, 401],
    ['without the right', AWARD_FACTS_PATH, ['members:read'], { memberIds: [], unitIds: [], asOf: AS_OF }, 403],
    ['without a day', AWARD_FACTS_PATH, RIGHT, { memberIds: [], unitIds: [] }, 400],
    ['for what is no id', AWARD_FACTS_PATH, RIGHT, { memberIds: ['x'], unitIds: [], asOf: AS_OF }, 400],
    ['for one twice', AWARD_FACTS_PATH, RIGHT, { memberIds: [man, man], unitIds: [], asOf: AS_OF }, 400],
    [
      'for too many',
      AWARD_FACTS_PATH,
      RIGHT,
      { memberIds: Array.from({ length: MOST_AWARD_FACT_IDS + 1 }, newId), unitIds: [], asOf: AS_OF },
      400,
    ],
    ['for nobody', AWARD_FACTS_PATH, RIGHT, { memberIds: [], unitIds: [], asOf: AS_OF }, 200],
    ['for members, without the right', UNIT_MEMBERS_PATH, ['members:read'], { unitIds: [], asOf: AS_OF }, 403],
    ['for members of what is no id', UNIT_MEMBERS_PATH, RIGHT, { unitIds: ['x'], asOf: AS_OF }, 400],
  ])('%s: %s with %j', async (_case, path, rights, body, status) => {
    expect((await membership.internal(path, rights, body)).status).toBe(status);
  });
});
