import type { AwardPaymentOrder, FinanceActivities } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { calendarDateAt, schemaDrift } from '@thidua/service-kit';
import { fewestStatements, testPassport } from '@thidua/testkit';
import { createFinanceActivities } from '../activities/finance-activities';
import { definition } from '../definition';
import { chairOf, startFinance, type RunningFinance, type TestUnit } from '../testing/running-finance';
import { AwardLedgerEntry } from './award-ledger-entry.entity';
import { AwardPayment } from './award-payment.entity';

const today = calendarDateAt(new Date());
const province: TestUnit = { id: newId(), path: '/1/2/' };
const union: TestUnit = { id: newId(), path: '/1/2/5/' };
const elsewhere: TestUnit = { id: newId(), path: '/1/6/' };
const chair = chairOf(province);

interface Outcome {
  readonly code: string | null;
  readonly payments: readonly { readonly id: string; readonly state: string }[];
}

describe('award payments', () => {
  let finance: RunningFinance;
  let activities: Pick<FinanceActivities, 'orderAwardPayments' | 'cancelAwardPayments'>;

  beforeAll(async () => {
    finance = await startFinance();
    finance.publish([province, union, elsewhere]);
    const { dataSource, decisions } = finance.service.dependencies;
    activities = createFinanceActivities({ dataSource, decisions });
  });
  afterAll(() => finance.stop());

  const payment = (more: Partial<AwardPaymentOrder> = {}): AwardPaymentOrder => ({
    nominationId: newId(),
    nomineeMemberId: newId(),
    nomineeUnitId: null,
    amount: 710_000,
    multiple: '0.300',
    baseSalary: 2_340_000,
    ...more,
  });
  const order = (decisionId: string, payments: readonly AwardPaymentOrder[]): Promise<void> =>
    activities.orderAwardPayments({ decisionId, payingUnitId: province.id, decidedOn: '2025-03-01', payments });
  const cancel = (decisionId: string, nominationIds: readonly string[], revocationId = newId()): Promise<void> =>
    activities.cancelAwardPayments({ decisionId, payingUnitId: province.id, revocationId, nominationIds });
  const held = (decisionId: string): Promise<AwardPayment[]> =>
    finance.service.dependencies.dataSource.manager.find(AwardPayment, { where: { decisionId }, order: { id: 'ASC' } });
  const amounts = async (paymentId: string): Promise<number[]> =>
    (
      await finance.service.dependencies.dataSource.manager.find(AwardLedgerEntry, {
        where: { paymentId },
        order: { id: 'ASC' },
      })
    ).map(({ amount }) => amount);
  const move = async (
    field: 'confirmAwardPayments' | 'confirmAwardRecoveries',
    paymentIds: readonly string[],
    more: object = {},
    mandate = chair,
    memberId = newId(),
  ): Promise<Outcome> => {
    const type = `${field[0]?.toUpperCase()}${field.slice(1)}Success`;
    const { data, errors } = await finance.sendWith(
      { ...testPassport(memberId, [mandate]), treeVersion: 3 },
      `mutation ($input: ConfirmAwardMoneyInput!) { result: ${field}(input: $input) {
         ... on ${type} { payments { id state } } ... on CommandRefused { reasons { code } } } }`,
      { input: { commandId: newId(), paymentIds, on: today, channel: 'BANK_TRANSFER', document: 'UNC-01', ...more } },
    );
    const result = data?.['result'] as unknown as { payments?: Outcome['payments']; reasons?: { code: string }[] };
    return {
      code: errors[0]?.extensions.code ?? result?.reasons?.[0]?.code ?? null,
      payments: result?.payments ?? [],
    };
  };
  const ordered = async (count = 1): Promise<{ decisionId: string; payments: AwardPayment[] }> => {
    const decisionId = newId();
    await order(
      decisionId,
      Array.from({ length: count }, () => payment()),
    );
    return { decisionId, payments: await held(decisionId) };
  };

  it('finds no drift between entities and migrations', async () => {
    expect(await schemaDrift(definition, finance.database.url)).toEqual([]);
  });

  it('are ordered once, however often a saga asks, and whatever else it asks for besides', async () => {
    const decisionId = newId();
    const [one, two] = [payment(), payment({ nomineeMemberId: null, nomineeUnitId: union.id, amount: 1_410_000 })];
    await Promise.all([order(decisionId, [one]), order(decisionId, [one])]);
    await order(decisionId, [one, two]);
    await order(decisionId, [{ ...one, amount: 1 }]);
    expect(new Set((await held(decisionId)).map(({ amount }) => amount))).toEqual(new Set([1_410_000, 710_000]));
    expect(await held(decisionId)).toHaveLength(2);
  });

  it('are confirmed once, by one of two at the same instant, with an entry in the ledger', async () => {
    const { payments } = await ordered(2);
    const ids = payments.map(({ id }) => id);
    const outcomes = await Promise.all([move('confirmAwardPayments', ids), move('confirmAwardPayments', ids)]);
    expect(outcomes.map(({ code }) => code ?? 'DONE').sort()).toEqual(['DONE', 'PAYMENT_IS_PAID']);
    expect(await Promise.all(ids.map(amounts))).toEqual([[710_000], [710_000]]);
  });

  it('a revocation that arrives first leaves a tombstone, and nothing is ever paid', async () => {
    const decisionId = newId();
    const late = payment();
    await cancel(decisionId, [late.nominationId]);
    await order(decisionId, [late]);
    const [only] = await held(decisionId);
    expect(only).toMatchObject({ state: 'CANCELLED', amount: null });
    expect((await move('confirmAwardPayments', [only?.id ?? ''])).code).toBe('PAYMENT_IS_CANCELLED');
    expect(await amounts(only?.id ?? '')).toEqual([]);
  });

  it('what was not paid is cancelled, what was is reversed once, and noted when it comes back', async () => {
    const { decisionId, payments } = await ordered(2);
    const [paid, unpaid] = payments;
    await move('confirmAwardPayments', [paid?.id ?? '']);
    const revocationId = newId();
    const nominationIds = payments.map(({ nominationId }) => nominationId);
    // Asked again after a crash, and again by another request of the same revocation.
    await cancel(decisionId, nominationIds, revocationId);
    await cancel(decisionId, nominationIds, revocationId);
    await cancel(decisionId, nominationIds.slice(0, 1), revocationId);
    expect((await held(decisionId)).map(({ state, revocationId: by }) => [state, by])).toEqual(
      payments.map(({ id }) => [id === paid?.id ? 'REVERSED' : 'CANCELLED', revocationId]),
    );
    expect(await amounts(paid?.id ?? '')).toEqual([710_000, -710_000]);
    expect(await amounts(unpaid?.id ?? '')).toEqual([]);
    expect((await move('confirmAwardPayments', [paid?.id ?? ''])).code).toBe('PAYMENT_IS_REVERSED');
    expect((await move('confirmAwardRecoveries', [unpaid?.id ?? ''])).code).toBe('PAYMENT_IS_CANCELLED');
    expect((await move('confirmAwardRecoveries', [paid?.id ?? ''])).payments).toEqual([
      { id: paid?.id, state: 'RECOVERED' },
    ]);
    expect((await move('confirmAwardRecoveries', [paid?.id ?? ''])).code).toBe('PAYMENT_IS_RECOVERED');
  });

  it('a confirmation and a revocation at the same instant leave the money at nothing', async () => {
    const { decisionId, payments } = await ordered(1);
    const [only] = payments;
    await Promise.all([move('confirmAwardPayments', [only?.id ?? '']), cancel(decisionId, [only?.nominationId ?? ''])]);
    const [after] = await held(decisionId);
    const entries = await amounts(only?.id ?? '');
    expect(['CANCELLED', 'REVERSED']).toContain(after?.state);
    expect(entries.reduce((sum, amount) => sum + amount, 0)).toBe(0);
    expect(entries.length).toBe(after?.state === 'REVERSED' ? 2 : 0);
  });

  it('are refused to others, for oneself, on days that cannot be, and all or none', async () => {
    const { payments } = await ordered(2);
    const [one, two] = payments;
    const ids = [one?.id ?? '', two?.id ?? ''];
    expect((await move('confirmAwardPayments', ids, {}, chairOf(elsewhere))).code).toBe('NOT_FOUND');
    expect((await move('confirmAwardPayments', ids, {}, chairOf(union))).code).toBe('NOT_FOUND');
    expect((await move('confirmAwardPayments', [newId()])).code).toBe('NOT_FOUND');
    expect((await move('confirmAwardPayments', [ids[0] ?? '', ids[0] ?? ''])).code).toBe('BAD_USER_INPUT');
    expect((await move('confirmAwardPayments', ids, { on: '2025-02-28' })).code).toBe('BAD_USER_INPUT');
    expect((await move('confirmAwardPayments', ids, { on: '2999-01-01' })).code).toBe('BAD_USER_INPUT');
    expect((await move('confirmAwardPayments', ids, {}, chair, one?.nomineeMemberId ?? '')).code).toBe(
      'PAYMENT_TO_ONESELF',
    );
    await move('confirmAwardPayments', [ids[1] ?? '']);
    expect((await move('confirmAwardPayments', ids)).code).toBe('PAYMENT_IS_PAID');
    expect(await amounts(ids[0] ?? '')).toEqual([]);
  });

  it('repeat their first answer for one commandId', async () => {
    const { payments } = await ordered(1);
    const ids = payments.map(({ id }) => id);
    const commandId = newId();
    const memberId = newId();
    const first = await move('confirmAwardPayments', ids, { commandId }, chair, memberId);
    expect(await move('confirmAwardPayments', ids, { commandId }, chair, memberId)).toEqual(first);
    expect((await move('confirmAwardPayments', ids, { commandId, document: 'Khác' }, chair, memberId)).code).toBe(
      'CONFLICT',
    );
    expect(await amounts(ids[0] ?? '')).toEqual([710_000]);
  });

  it('show what is unpaid in pages, with their entries in the same number of statements', async () => {
    const { decisionId, payments } = await ordered(3);
    await move('confirmAwardPayments', [payments[0]?.id ?? '']);
    const query = `query ($unitId: ID!, $decisionId: ID, $state: AwardPaymentState, $first: Int) {
      awardPayments(unitId: $unitId, decisionId: $decisionId, state: $state, first: $first) {
        nodes { id state amount unit { id } entries { amount channel } } pageInfo { hasNextPage } } }`;
    const unpaid = await finance.send(query, { unitId: province.id, decisionId, state: 'ORDERED' }, [chair]);
    const found = unpaid.data?.['awardPayments'] as unknown as { nodes: { amount: number }[] } | undefined;
    expect(found?.nodes.map(({ amount }) => amount)).toEqual([710_000, 710_000]);
    const page = (first: number) =>
      fewestStatements(() => finance.send(query, { unitId: province.id, first }, [chair]));
    const one = await page(1);
    const many = await page(10);
    expect(many.statements).toBe(one.statements);
    const foreign = await finance.send(query, { unitId: province.id }, [chairOf(union)]);
    expect(foreign.errors[0]?.extensions.code).toBe('FORBIDDEN');
    const single = 'query ($id: ID!) { awardPayment(id: $id) { id multiple baseSalary } }';
    expect((await finance.send(single, { id: payments[0]?.id }, [chairOf(union)])).errors[0]?.extensions.code).toBe(
      'NOT_FOUND',
    );
    expect((await finance.send(single, { id: payments[0]?.id }, [chair])).data).toEqual({
      awardPayment: { id: payments[0]?.id, multiple: '0.300', baseSalary: 2_340_000 },
    });
  });

  it('hang on their decision, page by page, in as many statements for many decisions as for one, and for readers of the ledger alone', async () => {
    const decisions = await Promise.all([ordered(3), ordered(2), ordered(1), ordered(1), ordered(1)]);
    const query = `query ($them: [_Any!]!, $first: Int) { them: _entities(representations: $them) { ... on AwardDecision {
      id payments(first: $first) { nodes { id decision { id } } pageInfo { hasNextPage endCursor } } } } }`;
    interface View {
      readonly payments: {
        readonly nodes: readonly { readonly id: string; readonly decision: { readonly id: string } }[];
        readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      } | null;
    }
    const ask = async (ids: readonly string[], first = 200, caller = chair) => {
      const them = ids.map((id) => ({ __typename: 'AwardDecision', id }));
      const { data, errors, statements } = await finance.send(query, { them, first }, [caller]);
      expect(errors).toEqual([]);
      return { found: data?.['them'] as unknown as View[], statements };
    };
    const ids = decisions.map(({ decisionId }) => decisionId);
    const one = await fewestStatements(() => ask(ids.slice(0, 1)));
    const all = await fewestStatements(() => ask(ids));
    expect(all.statements).toBe(one.statements);
    for (const [at, { payments }] of all.found.entries()) {
      expect(payments?.nodes.map(({ id }) => id).sort()).toEqual(decisions[at]?.payments.map(({ id }) => id).sort());
      expect(new Set(payments?.nodes.map(({ decision }) => decision.id))).toEqual(new Set([ids[at]]));
    }
    const [first] = (await ask(ids.slice(0, 1), 2)).found;
    expect([first?.payments?.nodes.length, first?.payments?.pageInfo.hasNextPage]).toEqual([2, true]);
    expect((await ask(ids.slice(0, 2), 200, chairOf(elsewhere))).found).toEqual(
      ids.slice(0, 2).map((id) => ({ id, payments: null })),
    );
    expect((await ask([newId()])).found[0]?.payments?.nodes).toEqual([]);
    const plan = await finance.service.dependencies.dataSource.query<{ key: string | null; Extra: string }[]>(
      'EXPLAIN SELECT id FROM award_payment WHERE decision_id = ? ORDER BY nomination_id LIMIT 201',
      [ids[0]],
    );
    expect([plan[0]?.key, plan[0]?.Extra.includes('filesort')]).toEqual(['award_payment_key', false]);
  });
});
