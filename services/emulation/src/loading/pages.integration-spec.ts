import { fewestStatements } from '@thidua/testkit';
import { EmulationBench, must, person, type TestUnit } from '../testing/emulation-bench';

const HOURS = [0, 0, 0, 0, 4, 5];
const GROUPS = 5;
const CYCLES = 10;
/** Reviews of a cycle: more than the page of two that is read. */
const REVIEWS = 3;

describe('lists under several parents', () => {
  let bench: EmulationBench;
  let province: TestUnit;
  let units: TestUnit[];
  let cycleIds: string[];
  const groupIds: string[] = [];

  beforeAll(async () => {
    bench = await EmulationBench.start('pages');
    ({ province, units } = await bench.province(GROUPS * 2));
    for (let number = 1; number <= GROUPS; number += 1) {
      groupIds.push(await bench.formGroup(province, number, units.slice(number * 2 - 2, number * 2)));
    }
    cycleIds = [];
    for (let number = 0; number < CYCLES; number += 1) {
      const cycleId = await bench.openCycle(province, 2010 + number, HOURS);
      cycleIds.push(cycleId);
      await bench.activities.preparePledges({ cycleId, cursor: null });
      for (const groupId of groupIds.slice(0, REVIEWS)) {
        const input = { cycleId, groupId };
        await bench.command(person('CHAIR', province), 'openMidYearReview', input, 'review { id }');
      }
    }
  });
  afterAll(() => bench.stop());

  const chair = () => person('CHAIR', province);

  const CYCLE = `groups(first: 2) { nodes { id statedFigures(first: 1) { nodes { id } } } pageInfo { hasNextPage endCursor } }
    pledges(first: 2) { nodes { id content escalationNote history(first: 1) { nodes { action } } }
      pageInfo { hasNextPage endCursor } }
    reviews(first: 2) { nodes { id overdueNote history(first: 1) { nodes { action } }
      lines { contributionCount contributions(first: 1) { numerator } } } pageInfo { hasNextPage } }
    targetDecisions(first: 2) { nodes { id } }`;

  interface CycleView {
    readonly groups: { readonly nodes: readonly { readonly id: string }[]; readonly pageInfo: PageView };
    readonly pledges: {
      readonly nodes: readonly { readonly id: string; readonly history: { readonly nodes: readonly object[] } }[];
      readonly pageInfo: PageView;
    };
    readonly reviews: { readonly nodes: readonly object[] };
  }
  interface PageView {
    readonly hasNextPage: boolean;
    readonly endCursor: string;
  }
  const read = async (ids: readonly string[]) => {
    const fields = ids.map((id, index) => `c${index}: cycle(id: "${id}") { ${CYCLE} }`);
    const answer = await bench.send<Record<string, CycleView>>(chair(), `{ ${fields.join('\n')} }`);
    expect(answer.errors).toEqual([]);
    return { cycles: Object.values(must(answer.data)), statements: answer.statements };
  };

  it('cost no statement more for each further parent', async () => {
    const one = await fewestStatements(() => read(cycleIds.slice(0, 1)));
    const all = await fewestStatements(() => read(cycleIds));
    expect(all.statements).toBeLessThan(one.statements + CYCLES - 1);
    for (const cycle of all.cycles) {
      expect(cycle.groups.nodes.map(({ id }) => id)).toEqual(groupIds.slice(0, 2));
      expect(cycle.pledges.nodes).toHaveLength(2);
      expect(cycle.pledges.nodes[0]?.history.nodes).toEqual([{ action: 'PREPARE' }]);
      expect(cycle.reviews.nodes).toHaveLength(2);
      expect(cycle.pledges.pageInfo.hasNextPage).toBe(true);
    }
    expect(new Set(all.cycles.flatMap((cycle) => cycle.pledges.nodes.map(({ id }) => id))).size).toBe(2 * CYCLES);
  });

  it('go on behind their cursor, and refuse that of another list', async () => {
    const { cycles } = await read(cycleIds.slice(0, 1));
    const { groups, pledges } = must(cycles[0]);
    const next = (after: string) =>
      bench.send<{ cycle: { groups: { nodes: { id: string }[]; pageInfo: PageView } } }>(
        person(),
        `{ cycle(id: "${cycleIds[0]}") { groups(first: 10, after: "${after}") { nodes { id } pageInfo { hasNextPage } } } }`,
      );
    const behind = must((await next(groups.pageInfo.endCursor)).data).cycle.groups;
    expect(behind.nodes.map(({ id }) => id)).toEqual(groupIds.slice(2));
    expect(behind.pageInfo.hasNextPage).toBe(false);
    expect((await next(pledges.pageInfo.endCursor)).errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
  });

  it('show of a review’s line the first contributions by unit, and say how many there are', async () => {
    const reviewId = await reviewOf(cycleIds[0]);
    const lineId = await lineWithContributions(reviewId);
    const { data, errors } = await bench.send<{
      review: { lines: { id: string; contributionCount: number; contributions: { unit: { id: string } }[] }[] };
    }>(
      person(),
      'query ($id: ID!) { review(id: $id) { lines { id contributionCount contributions(first: 3) { unit { id } } } } }',
      { id: reviewId },
    );
    expect(errors).toEqual([]);
    const line = must(must(data).review.lines.find(({ id }) => id === lineId));
    expect(line.contributionCount).toBe(units.length);
    const sorted = units.map(({ id }) => id).toSorted();
    expect(line.contributions.map(({ unit }) => unit.id)).toEqual(sorted.slice(0, 3));
    for (const first of [0, 2001]) {
      const wrong = await bench.send(
        person(),
        `{ review(id: "${reviewId}") { lines { contributions(first: ${first}) { numerator } } } }`,
      );
      expect(wrong.errors[0]?.extensions['code']).toBe('BAD_USER_INPUT');
    }
  });

  const reviewOf = async (cycleId: string | undefined): Promise<string> => {
    const [row] = await bench.dataSource.query<{ id: string }[]>(
      'SELECT id FROM mid_year_review WHERE cycle_id = ? LIMIT 1',
      [cycleId],
    );
    return must(row).id;
  };
  /** A line to which every unit contributes. */
  const lineWithContributions = async (reviewId: string): Promise<string> => {
    const lineId = reviewId;
    await bench.dataSource.query(
      `INSERT INTO review_line (id, review_id, ordinal, indicator_code, target_basis) VALUES (?, ?, 99, ?, 'NONE')`,
      [lineId, reviewId, 'NEW_MEMBERS'],
    );
    for (const { id } of units) {
      await bench.dataSource.query(
        `INSERT INTO review_contribution (line_id, unit_id, numerator, recorded_in, is_remainder)
         VALUES (?, ?, 1, 'MEMBER_ADMISSIONS', 0)`,
        [lineId, id],
      );
    }
    return lineId;
  };
});
