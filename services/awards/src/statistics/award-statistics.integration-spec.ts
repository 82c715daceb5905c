import { newId } from '@thidua/contracts/ids';
import { AwardForm, AwardIssuerLevel, AwardTrack } from '../award-type/award-type.enum';
import { ReceivedAwardStatus } from '../registry/received-award.enum';
import { AwardsBench, person, type TestPerson, UNITS } from '../testing/awards-bench';
import { seedAwardTallies } from '../seed/award-tallies.seed';
import { RegistryScene } from '../testing/registry-scene';

const tldChair = person('CHAIR', UNITS.tld);
const agChair = person('CHAIR', UNITS.ag);
const inspector = person('INSPECTION_COMMITTEE_MEMBER', UNITS.ag);
const lxChair = person('CHAIR', UNITS.lx);
const lxSchoolChair = person('CHAIR', UNITS.lxSchool);
const otherChair = person('CHAIR', UNITS.other);

interface Counts {
  readonly collectives: number;
  readonly individuals: number;
}
interface Statistics {
  readonly nominated: Counts;
  readonly awarded: Counts;
  readonly revoked: Counts;
  readonly recipients: Counts;
  readonly adHocShare: { readonly part: number; readonly whole: number; readonly percent: string | null };
  readonly directWorkerShare: { readonly part: number; readonly whole: number; readonly unknown: number };
  readonly by: readonly { readonly key: string; readonly nominated: Counts; readonly awarded: Counts }[];
  readonly byUnit: {
    readonly nodes: readonly {
      readonly unit: { readonly id: string };
      readonly nominated: Counts;
      readonly awarded: Counts;
    }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
  readonly statedTallies: { readonly nodes: readonly { readonly total: number | null }[] };
}

describe('award statistics', () => {
  let bench: AwardsBench;
  let scene: RegistryScene;

  beforeAll(async () => {
    bench = await AwardsBench.start('statistics');
    scene = await RegistryScene.on(bench);
    await seedAwardTallies(bench);
    const an = scene.person('An', 'FEMALE', 'WORKER');
    const binh = scene.person('Bình', 'MALE', 'MANAGER');
    const chi = scene.person('Chi');
    await scene.award(UNITS.lxSchool, an);
    await scene.award(UNITS.lxSchool, an, { track: AwardTrack.AdHoc, form: AwardForm.CommendationLetter });
    await scene.award(UNITS.direct, binh, { issuerLevel: AwardIssuerLevel.GeneralConfederation });
    await scene.award(UNITS.lx, chi, { meritYear: 2023 });
    await scene.award(UNITS.lxSchool, null);
    await scene.award(UNITS.direct, an, { status: ReceivedAwardStatus.Revoked });
    await scene.award(UNITS.otherSchool, scene.person('Dũng', 'MALE', 'WORKER'));
    const nominee = scene.person('Em', 'FEMALE', 'WORKER');
    await bench.submitted(lxSchoolChair, lxSchoolChair, UNITS.lxSchool, { nomineeMemberId: nominee, meritYear: 2024 });
    await bench.draft(lxSchoolChair, UNITS.lxSchool, { meritYear: 2024 });
    await scene.named();
  });
  afterAll(() => bench.stop());

  const SELECTION = `nominated { collectives individuals } awarded { collectives individuals }
    revoked { collectives individuals } recipients { collectives individuals }
    adHocShare { part whole percent } directWorkerShare { part whole unknown }
    byUnit(first: 50) { nodes { unit { id } nominated { collectives individuals } awarded { collectives individuals } }
                        pageInfo { hasNextPage endCursor } }
    statedTallies { nodes { total } }`;
  const ask = async (
    caller: TestPerson,
    unitId: string,
    selection = SELECTION,
    years: { fromYear: number; toYear: number } = { fromYear: 2024, toYear: 2024 },
  ) => {
    const { data, errors, statements } = await bench.send(
      caller,
      `query ($unitId: ID!, $fromYear: Int!, $toYear: Int!) {
         awardStatistics(unitId: $unitId, fromYear: $fromYear, toYear: $toYear) { ${selection} } }`,
      { unitId, ...years },
    );
    return {
      statistics: (data as { awardStatistics?: Statistics } | null)?.awardStatistics as Statistics,
      code: errors[0]?.extensions.code ?? null,
      statements,
    };
  };

  it('keep nominated, awarded and revoked apart, collectives from individuals, awards from people', async () => {
    const { statistics } = await ask(agChair, UNITS.ag.id);
    expect(statistics).toMatchObject({
      nominated: { collectives: 0, individuals: 1 },
      awarded: { collectives: 1, individuals: 3 },
      revoked: { collectives: 0, individuals: 1 },
      recipients: { collectives: 1, individuals: 2 },
      adHocShare: { part: 1, whole: 4, percent: '25.00' },
      directWorkerShare: { part: 2, whole: 3, unknown: 0 },
    });
  });

  it.each<[string, string, [string, number, number][]]>([
    [
      'LEVEL',
      'by level',
      [
        ['GENERAL_CONFEDERATION', 0, 1],
        ['PROVINCIAL_FEDERATION', 1, 2],
      ],
    ],
    [
      'FORM',
      'by form',
      [
        ['COMMENDATION_LETTER', 0, 1],
        ['MERIT_CERTIFICATE', 1, 2],
      ],
    ],
    [
      'TRACK',
      'by track',
      [
        ['AD_HOC', 0, 1],
        ['REGULAR', 1, 2],
      ],
    ],
    [
      'GENDER',
      'by gender',
      [
        ['FEMALE', 0, 2],
        ['MALE', 0, 1],
        ['NOT_STATED', 1, 0],
      ],
    ],
    [
      'RANK',
      'by worker or manager',
      [
        ['MANAGER', 0, 1],
        ['NOT_STATED', 1, 0],
        ['WORKER', 0, 2],
      ],
    ],
    ['SECTOR', 'by sector', [['NOT_STATED', 1, 3]]],
    ['YEAR', 'by year', [['2024', 1, 3]]],
  ])('divide by %s (%s)', async (dimension, _what, expected) => {
    const { statistics } = await ask(
      agChair,
      UNITS.ag.id,
      `by(dimension: ${dimension}) { key awarded { collectives individuals } }`,
    );
    expect(statistics.by.map(({ key, awarded }) => [key, awarded.collectives, awarded.individuals])).toEqual(expected);
  });

  it('divide by the units directly under, each with its branch, in pages', async () => {
    const { statistics } = await ask(agChair, UNITS.ag.id);
    const of = (id: string) => statistics.byUnit.nodes.find(({ unit }) => unit.id === id);
    await bench.dataSource.query('UPDATE unit_projection SET parent_id = ? WHERE unit_id IN (?, ?)', [
      UNITS.ag.id,
      UNITS.lx.id,
      UNITS.direct.id,
    ]);
    const again = (await ask(agChair, UNITS.ag.id)).statistics.byUnit;
    const found = (id: string) => again.nodes.find(({ unit }) => unit.id === id);
    expect(of(UNITS.lx.id)).toBeUndefined();
    expect(found(UNITS.lx.id)).toMatchObject({
      nominated: { collectives: 0, individuals: 1 },
      awarded: { collectives: 1, individuals: 2 },
    });
    expect(found(UNITS.direct.id)?.awarded).toEqual({ collectives: 0, individuals: 1 });
    const page = async (after: string) =>
      (
        await ask(
          agChair,
          UNITS.ag.id,
          `byUnit(first: 1${after}) { nodes { unit { id } } pageInfo { hasNextPage endCursor } }`,
        )
      ).statistics.byUnit;
    const first = await page('');
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await page(`, after: "${first.pageInfo.endCursor}"`);
    expect(new Set([...first.nodes, ...second.nodes].map(({ unit }) => unit.id))).toEqual(
      new Set([UNITS.lx.id, UNITS.direct.id]),
    );
  });

  it('span years, and leave other branches out', async () => {
    const years = { fromYear: 2023, toYear: 2024 };
    expect((await ask(agChair, UNITS.ag.id, SELECTION, years)).statistics.awarded).toEqual({
      collectives: 1,
      individuals: 4,
    });
    expect((await ask(tldChair, UNITS.tld.id)).statistics.awarded).toEqual({ collectives: 1, individuals: 4 });
    expect((await ask(lxChair, UNITS.lx.id)).statistics.awarded).toEqual({ collectives: 1, individuals: 2 });
  });

  it('show what sources state beside them, and count none of it', async () => {
    const { statistics } = await ask(tldChair, UNITS.tld.id, SELECTION, { fromYear: 2015, toYear: 2020 });
    expect(statistics.statedTallies.nodes.length).toBeGreaterThan(0);
    expect(statistics.awarded).toEqual({ collectives: 0, individuals: 0 });
  });

  it.each<[string, TestPerson, string, object, string]>([
    ['a unit beside', lxChair, UNITS.direct.id, {}, 'FORBIDDEN'],
    ['the unit above', lxChair, UNITS.ag.id, {}, 'FORBIDDEN'],
    ['another province', otherChair, UNITS.ag.id, {}, 'FORBIDDEN'],
    ['an unknown unit', agChair, newId(), {}, 'NOT_FOUND'],
    ['years that run backwards', agChair, UNITS.ag.id, { fromYear: 2024, toYear: 2023 }, 'BAD_USER_INPUT'],
    ['more years than a report has', agChair, UNITS.ag.id, { fromYear: 2010, toYear: 2024 }, 'BAD_USER_INPUT'],
  ])('are refused for %s', async (_case, caller, unitId, years, code) => {
    const answer = await ask(caller, unitId, SELECTION, { fromYear: 2024, toYear: 2024, ...years });
    expect(answer.code).toBe(code);
  });

  it('are open to inspection', async () => {
    expect((await ask(inspector, UNITS.lx.id)).code).toBeNull();
  });

  it('cost the same number of statements however much there is', async () => {
    const before = (await ask(agChair, UNITS.ag.id)).statements;
    for (let index = 0; index < 20; index += 1) {
      await scene.award(UNITS.lxSchool, scene.person(`Người ${index}`));
    }
    await scene.named();
    expect((await ask(agChair, UNITS.ag.id)).statements).toBe(before);
  });

  it('read nominations and awards by their indexes', async () => {
    await bench.dataSource.query(
      `INSERT INTO received_award (id, name, form, issuer_level, track, basis, recipient_member_id, home_unit_id, merit_year,
                                   decided_on, status, provenance, recorded_at)
       SELECT UUID(), 'x', 'MERIT_CERTIFICATE', 'PROVINCIAL_FEDERATION', 'REGULAR', 'MERIT', UUID(), UUID(), 2024, '2024-12-31',
              'VALID', 'DEMONSTRATION', UTC_TIMESTAMP(6) FROM seq_1_to_5000`,
    );
    await bench.dataSource.query('ANALYZE TABLE received_award, nomination, unit_projection');
    const asked = jest.spyOn(bench.dataSource, 'query');
    await ask(lxSchoolChair, UNITS.lxSchool.id);
    const reads = asked.mock.calls.filter(([sql]) => /JOIN (nomination|received_award)/.test(sql));
    asked.mockRestore();
    expect(reads.length).toBeGreaterThan(2);
    for (const [sql, parameters] of reads) {
      const plan = await bench.dataSource.query<{ table: string; type: string; rows: string }[]>(
        `EXPLAIN ${sql}`,
        parameters as unknown[],
      );
      const own = plan.filter(({ table }) => table === 'n' || table === 'a');
      expect(own.map(({ type, rows }) => [type === 'ALL' || type === 'index', Number(rows) > 500])).toEqual(
        own.map(() => [false, false]),
      );
    }
  });
});
