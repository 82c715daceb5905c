import { newId } from '@thidua/contracts/ids';
import { chairOf, startFinance, type RunningFinance, type TestUnit } from '../testing/running-finance';

const ROOT: TestUnit = { id: newId(), path: '/1/' };
const PROVINCE: TestUnit = { id: newId(), path: '/1/2/' };
const UNION: TestUnit = { id: newId(), path: '/1/2/3/' };
const OTHER: TestUnit = { id: newId(), path: '/1/20/' };

const SET_BUDGET = `mutation ($input: SetBudgetInput!) { setBudget(input: $input) { __typename } }`;
const HISTORY = `query ($id: ID!) { unitLedgerHistory(unitId: $id) { nodes {
  action position actor { id } unit { id } differences { path label kind before after } } } }`;

interface Entry {
  readonly action: string;
  readonly differences: readonly { readonly path: string; readonly label: string | null }[];
}

describe('the history of a unit’s money', () => {
  let finance: RunningFinance;
  beforeAll(async () => {
    finance = await startFinance();
    finance.publish([PROVINCE, UNION, OTHER, ROOT]);
    for (const amount of [1_000_000, 2_000_000]) {
      const input = { commandId: newId(), unitId: UNION.id, year: 2024, stream: 'UNION_FUND', amount };
      const { errors } = await finance.send(SET_BUDGET, { input }, [chairOf(PROVINCE)]);
      expect(errors).toEqual([]);
    }
  });
  afterAll(() => finance.stop());

  const read = async (unit: TestUnit, by: TestUnit): Promise<readonly Entry[] | string> => {
    const { data, errors } = await finance.send(HISTORY, { id: unit.id }, [chairOf(by)]);
    return (
      errors[0]?.extensions.code ??
      (data as unknown as { unitLedgerHistory: { nodes: Entry[] } }).unitLedgerHistory.nodes
    );
  };

  it('shows what each budget was before and became', async () => {
    const entries = (await read(UNION, UNION)) as readonly Entry[];
    expect(entries).toMatchObject([
      { action: 'SET_BUDGET', position: 'CHAIR', actor: { id: expect.any(String) }, unit: { id: PROVINCE.id } },
      { action: 'SET_BUDGET' },
    ]);
    expect(entries[1]?.differences).toContainEqual({
      path: 'amount',
      label: 'Số tiền',
      kind: 'CHANGED',
      before: '1000000',
      after: '2000000',
    });
    const unnamed = entries.flatMap(({ differences }) => differences.filter(({ label }) => label === null));
    expect(unnamed.map(({ path }) => path)).toEqual([]);
  });

  it('is for whoever may read the unit’s money', async () => {
    expect(await read(UNION, PROVINCE)).toHaveLength(2);
    expect(await read(UNION, OTHER)).toBe('FORBIDDEN');
    expect(await read({ id: newId(), path: '' }, PROVINCE)).toBe('NOT_FOUND');
    // A unit whose money nobody has touched has an empty history.
    expect(await read(OTHER, OTHER)).toEqual([]);
  });
});
