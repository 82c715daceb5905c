import { newId, seededId } from '@thidua/contracts/ids';
import { AwardsBench, must, person, type TestPerson, UNITS } from '../testing/awards-bench';

interface Nominee {
  readonly isEligible: boolean;
  readonly member: { readonly id: string } | null;
  readonly unit: { readonly id: string } | null;
  readonly lacking: readonly { readonly code: string; readonly cure: { readonly vi: string } | null }[];
}
interface Award {
  readonly awardType: { readonly code: string };
  readonly eligible: number;
  readonly lacking: number;
  readonly hasRules: boolean;
  readonly quotas: readonly { limit: number | null; used: number; wouldUse: number; wouldLeave: number | null }[];
  readonly nominees: {
    readonly nodes: readonly Nominee[];
    readonly pageInfo: { endCursor: string; hasNextPage: boolean };
  };
}

const QUERY = `query ($unitId: ID!, $year: Int!, $awardTypeId: ID, $first: Int!, $after: String, $eligible: Boolean) {
  whatIf(unitId: $unitId, year: $year, awardTypeId: $awardTypeId) { year members unit { id } awards {
    awardType { code } eligible lacking hasRules quotas { limit used wouldUse wouldLeave }
    nominees(first: $first, after: $after, eligible: $eligible) {
      nodes { isEligible member { id } unit { id } lacking { code cure { vi } } } pageInfo { endCursor hasNextPage } } } } }`;
const MEDAL = seededId('award-type', 'COMMEMORATIVE_MEDAL');
const chair = person('CHAIR', UNITS.direct);
const provinceChair = person('CHAIR', UNITS.ag);
const YEAR = 2025;

describe('what a unit could nominate', () => {
  let bench: AwardsBench;
  const members = Array.from({ length: 40 }, () => newId()).sort();
  beforeAll(async () => {
    bench = await AwardsBench.start('what_if');
    bench.owners.membersOf.set(UNITS.direct.id, members);
    // The first five have thirty years of union work; the first of them holds the medal.
    for (const memberId of members.slice(0, 5)) {
      bench.owners.persons.set(memberId, {
        unionWork: [
          {
            source: { service: 'membership', kind: 'UNION_WORK', id: newId() },
            from: '1990-01-01',
            until: null,
            isPartTime: false,
            sector: 'STATE',
            unitId: null,
          },
        ],
      });
    }
    await bench.dataSource.query(
      `INSERT INTO received_award (id, award_code, name, form, issuer_level, track, basis, recipient_member_id,
         home_unit_id, merit_year, decision_number, decided_on, external_body, status, provenance, recorded_at)
       VALUES (?, 'COMMEMORATIVE_MEDAL', 'Kỷ niệm chương', 'COMMEMORATIVE_MEDAL', 'GENERAL_CONFEDERATION', 'REGULAR',
               'LONG_SERVICE', ?, ?, 2019, '1/QĐ', '2019-07-28', 'TLĐ', 'VALID', 'STATED', UTC_TIMESTAMP(6))`,
      [newId(), must(members[0]), UNITS.direct.id],
    );
  });
  afterAll(() => bench.stop());

  const ask = (caller: TestPerson, more: object = {}) =>
    bench.send(caller, QUERY, { unitId: UNITS.direct.id, year: YEAR, awardTypeId: MEDAL, first: 10, ...more });
  const awardsOf = async (more: object = {}): Promise<readonly Award[]> =>
    must((await ask(chair, more)).data as unknown as { whatIf: { awards: Award[] } } | null).whatIf.awards;

  it('says who is eligible, and of the others what each lacks with what would cure it', async () => {
    const before = await bench.count('nomination');
    const [medal] = await awardsOf();
    expect(medal).toMatchObject({
      awardType: { code: 'COMMEMORATIVE_MEDAL' },
      hasRules: true,
      eligible: 4,
      lacking: 36,
    });
    const nodes = must(medal).nominees.nodes;
    expect(nodes.map(({ member }) => member?.id)).toEqual([
      ...members.slice(1, 5),
      members[0],
      ...members.slice(5, 10),
    ]);
    expect(nodes.map(({ isEligible }) => isEligible)).toEqual([true, true, true, true, ...Array(6).fill(false)]);
    expect(nodes[4]?.lacking.map(({ code }) => code)).toEqual(['ONCE']);
    expect(nodes[5]?.lacking.map(({ code }) => code)).toEqual(['TENURE']);
    expect(nodes[5]?.lacking[0]?.cure?.vi).toContain('Còn thiếu 20 năm');
    expect(await bench.count('nomination')).toBe(before);
  });

  it('is paged by keys, and narrowed to the eligible or to those who lack something', async () => {
    const [first] = await awardsOf({ first: 3 });
    const [second] = await awardsOf({ first: 3, after: first?.nominees.pageInfo.endCursor });
    const ids = [...must(first).nominees.nodes, ...must(second).nominees.nodes].map(({ member }) => member?.id);
    expect(ids).toEqual([...members.slice(1, 5), members[0], members[5]]);
    const [eligible] = await awardsOf({ eligible: true });
    expect(eligible?.nominees.nodes).toHaveLength(4);
    const [lacking] = await awardsOf({ eligible: false, first: 200 });
    expect(lacking?.nominees.nodes).toHaveLength(36);
    expect((await ask(chair, { after: 'AAAA' })).errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('looks at every regular award that the unit can nominate for, collectives as well', async () => {
    const awards = await awardsOf({ awardTypeId: null, first: 200 });
    const codes = awards.map(({ awardType }) => awardType.code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes).toContain('PROVINCIAL_MERIT_CERTIFICATE');
    expect(codes).not.toContain('PROVINCIAL_AD_HOC_MERIT_CERTIFICATE');
    const flag = must(awards.find(({ awardType }) => awardType.code === 'PROVINCIAL_EMULATION_FLAG'));
    expect(flag.nominees.nodes.map(({ unit }) => unit?.id)).toEqual([UNITS.direct.id, UNITS.directSection.id].sort());
    expect(flag.nominees.nodes[0]?.lacking.map(({ code }) => code)).toEqual(['UNIT_RATING']);
  });

  it('says how quotas would fall if all who are eligible were nominated', async () => {
    await bench.dataSource.query(
      `INSERT INTO award_quota (id, award_type_id, code, recipients, scope, period, measure, amount, version, valid_from,
                                valid_until, source_status, provenance)
       VALUES (?, ?, 'WHAT_IF', 'INDIVIDUAL', 'PROVINCE', 'YEAR', 'ABSOLUTE', 3, 1, '2020-01-01', '9999-12-31',
               'DESIGN_DEFAULT', 'DEMONSTRATION')`,
      [newId(), MEDAL],
    );
    const [medal] = await awardsOf();
    expect(medal?.quotas).toEqual([{ limit: 3, used: 0, wouldUse: 4, wouldLeave: -1 }]);
  });

  it('is for the offices of the unit and of those above it', async () => {
    expect((await ask(provinceChair)).errors).toEqual([]);
    for (const caller of [person('CHAIR', UNITS.lxSchool), person('CHAIR', UNITS.directSection), person()]) {
      expect((await ask(caller)).errors[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  it('costs the same number of statements for 1 member, 40 and 500', async () => {
    const cost = async (count: number): Promise<number> => {
      const ids = Array.from({ length: count }, () => newId());
      bench.owners.membersOf.set(UNITS.direct.id, ids);
      const answer = await ask(chair, { awardTypeId: null, first: 200 });
      expect(answer.errors).toEqual([]);
      return answer.statements;
    };
    const [one, some, many] = [await cost(1), await cost(40), await cost(500)];
    expect([some, many]).toEqual([one, one]);
    expect(one).toBeLessThanOrEqual(25);
  });
});
