import { newId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type CycleUnit, type SceneProvince } from '@thidua/testkit';

interface BudgetSet {
  readonly budget: {
    readonly id: string;
    readonly revision: number;
    readonly amount: number;
    readonly document: string | null;
    readonly unit: { readonly name: string };
  };
}

// The unit's name is membership's: each answer is also a join.
const setBudget = new GraphCommand<BudgetSet>('setBudget', 'budget { id revision amount document unit { id name } }');

describe('budgets, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let union: CycleUnit;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 1 });
    const [only] = scene.grassroots;
    if (!only) throw new Error('a union was asked for');
    union = only;
  });

  const chair = () => system.as(scene.province.chair);
  const setting = (year: number, more: object = {}) => ({
    unitId: union.id,
    year,
    stream: 'UNION_FUND',
    amount: 1_500_000_000,
    document: '07/QĐ-LĐLĐ',
    ...more,
  });
  const budgetsOf = async (year: number) => {
    const { budgets } = await chair().read<{ budgets: { nodes: { revision: number; supersededAt: string | null }[] } }>(
      'query Budgets($unitId: ID!, $year: Int!) { budgets(unitId: $unitId, year: $year, includeSuperseded: true) { nodes { revision supersededAt } } }',
      { unitId: union.id, year },
    );
    return budgets.nodes;
  };

  it('are set once for a commandId, which is refused with another amount', async () => {
    const { first, again, other } = await setBudget.repeated(chair(), setting(2021), { amount: 1 });
    expect(first.budget).toMatchObject({ revision: 1, amount: 1_500_000_000, unit: { name: union.name } });
    expect(again).toEqual(first);
    expect(other).toBe('CONFLICT');
    expect(await budgetsOf(2021)).toHaveLength(1);
  });

  it('replace each other one by one, also at the same instant, and stay as history', async () => {
    await Promise.all([1, 2, 3, 4].map((factor) => setBudget.done(chair(), setting(2022, { amount: factor }))));
    const budgets = await budgetsOf(2022);
    expect(budgets.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
    expect(budgets.filter(({ supersededAt }) => supersededAt === null)).toMatchObject([{ revision: 4 }]);
  });

  it('keep the words of their document as NFC', async () => {
    const document = 'Quyết định giao dự toán';
    const { budget } = await setBudget.done(chair(), setting(2023, { document: document.normalize('NFD') }));
    expect(budget.document).toBe(document.normalize('NFC'));
  });

  it('take up to ten thousand billion đồng', async () => {
    const { budget } = await setBudget.done(chair(), setting(2024, { amount: 10_000_000_000_000 }));
    expect(budget.amount).toBe(10_000_000_000_000);
  });

  it.each([
    ['nothing', { amount: 0 }, 'BAD_USER_INPUT'],
    ['a negative sum', { amount: -1 }, 'BAD_USER_INPUT'],
    ['half a đồng', { amount: 0.5 }, 'BAD_USER_INPUT'],
    ['a đồng more than ten thousand billion', { amount: 10 ** 13 + 1 }, 'BAD_USER_INPUT'],
    ['more than can be exact', { amount: 2 ** 53 }, 'BAD_USER_INPUT'],
    ['a year out of bounds', { year: 1999 }, 'BAD_USER_INPUT'],
    ['a stream that does not exist', { stream: 'LOTTERY' }, 'BAD_USER_INPUT'],
    ['an id that is none', { unitId: 'AG' }, 'BAD_USER_INPUT'],
    ['an unknown unit', { unitId: newId() }, 'NOT_FOUND'],
    ['a commandId that is none', { commandId: 'again' }, 'BAD_USER_INPUT'],
  ])('refuse %s', async (_what, change, code) => {
    expect(await setBudget.outcome(chair(), setting(2025, change))).toBe(code);
    expect(await budgetsOf(2025)).toEqual([]);
  });

  it('refuse a negative sum that is written into the operation', async () => {
    const { errors } = await chair().send(
      `mutation { setBudget(input: { commandId: "${newId()}", unitId: "${union.id}", year: 2025, stream: UNION_FUND, amount: -5 }) { __typename } }`,
      {},
    );
    expect(errors[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('are set by those above, never by the union itself, and the province’s by the Confederation', async () => {
    expect(await setBudget.outcome(system.as(union.chair), setting(2025))).toBe('FORBIDDEN');
    const ofProvince = setting(2025, { unitId: scene.province.id });
    expect(await setBudget.outcome(chair(), ofProvince)).toBe('FORBIDDEN');
    expect(await setBudget.outcome(system.asSeeded('tld-chair'), ofProvince)).toBe('DONE');
  });

  it('are not read by the chair of another province', async () => {
    const { errors } = await system
      .asSeeded('ag-chair')
      .send('query Budgets($unitId: ID!) { budgets(unitId: $unitId) { nodes { id } } }', { unitId: union.id });
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'finance.read' });
  });

  it('are not set by the chair of another province, who is told which mandate it takes', async () => {
    const { errors } = await setBudget.send(system.asSeeded('ag-chair'), setting(2025));
    expect(errors[0]?.extensions).toMatchObject({
      code: 'FORBIDDEN',
      permission: 'budget.set',
      message: {
        vi: expect.stringMatching(/Giao dự toán.*Chủ tịch/),
        en: expect.stringMatching(/Set a budget.*chair/),
      },
    });
  });
});
