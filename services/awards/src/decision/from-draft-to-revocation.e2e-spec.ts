import { newId } from '@thidua/contracts/ids';
import { awaited, GraphCommand, type PersistentClient, RunningSystem } from '@thidua/testkit';
import { DecisionStage, onDecision, type SeenDecision, TODAY } from '../testing/decision-stage';

interface Payment {
  readonly id: string;
  readonly state: string;
  readonly nominationId: string;
  readonly amount: number | null;
  readonly multiple: string | null;
  readonly baseSalary: number | null;
  readonly entries: readonly { readonly amount: number }[];
}
interface Revocation {
  readonly id: string;
  readonly state: string;
  readonly items: readonly { readonly nominationId: string; readonly itemRecoveredOn: string | null }[];
}

const publish = onDecision('publishAwardDecision');
const handOver = onDecision('recordAwardHandover');
const REVOCATION = 'revocation { id state items { nominationId itemRecoveredOn } }';
const revoke = new GraphCommand<{ revocation: Revocation }>('revokeAwards', REVOCATION);
const itemsBack = new GraphCommand<{ revocation: Revocation }>('recordAwardItemsRecovered', REVOCATION);
const MONEY = 'payments { id state nominationId amount multiple baseSalary entries { amount } }';
const confirm = new GraphCommand<{ payments: Payment[] }>('confirmAwardPayments', MONEY, 'ConfirmAwardMoneyInput');
const moneyBack = new GraphCommand<{ payments: Payment[] }>('confirmAwardRecoveries', MONEY, 'ConfirmAwardMoneyInput');

describe('a person’s and a collective’s award, from the draft to the revocation', () => {
  const system = RunningSystem.fromEnvironment();
  let stage: DecisionStage;
  let person: string;
  let collective: string;
  let decision: SeenDecision;

  const at = (more: object = {}): object => ({ decisionId: decision.id, version: decision.version, ...more });
  const publishing = (more: object = {}): object => at({ publishedOn: TODAY, place: 'Cổng thông tin', ...more });
  const handing = (more: object = {}): object =>
    at({ heldOn: TODAY, place: 'Hội trường', handedOverBy: 'Chủ tịch LĐLĐ tỉnh', ...more });
  const revoking = (nominationIds: readonly string[], more: object = {}): object => ({
    decisionId: decision.id,
    nominationIds,
    article: 'Điều 93 Luật Thi đua, khen thưởng',
    reason: 'Kê khai gian dối thành tích',
    revokedOn: TODAY,
    ...more,
  });
  const moving = (paymentIds: readonly string[], more: object = {}): object => ({
    paymentIds,
    on: TODAY,
    channel: 'BANK_TRANSFER',
    document: 'UNC-01',
    ...more,
  });
  const payments = async (client: PersistentClient = stage.chair): Promise<readonly Payment[]> => {
    const { awardPayments } = await client.read<{ awardPayments: { nodes: Payment[] } }>(
      `query Money($unitId: ID!, $decisionId: ID!) { awardPayments(unitId: $unitId, decisionId: $decisionId) {
         nodes { id state nominationId amount multiple baseSalary entries { amount } } } }`,
      { unitId: stage.bodyUnitId, decisionId: decision.id },
    );
    return awardPayments.nodes;
  };
  const paymentOf = async (nominationId: string): Promise<Payment> => {
    const found = (await payments()).find((payment) => payment.nominationId === nominationId);
    if (!found) {
      throw new Error('there is no payment for the nomination');
    }
    return found;
  };
  const settled = async (): Promise<void> => {
    decision = await stage.settled(decision.id);
  };
  const statesOf = async (): Promise<readonly (string | undefined)[]> => {
    await settled();
    return [person, collective].map(
      (id) => decision.items.nodes.find(({ nomination }) => nomination?.id === id)?.nomination?.state,
    );
  };

  beforeAll(async () => {
    stage = await DecisionStage.found(system);
    person = await stage.nominated({ worker: 0 });
    collective = await stage.nominated('COLLECTIVE');
    decision = await stage.decided([person, collective]);
  });

  it('is published once for one commandId, and by one of two at the same instant', async () => {
    expect(await handOver.outcome(stage.cadre, handing())).toBe('DECISION_STATE');
    expect(await publish.outcome(stage.union, publishing())).toBe('FORBIDDEN');
    expect(await publish.outcome(stage.neighbour, publishing())).toBe('NOT_FOUND');
    expect(await publish.outcome(stage.cadre, publishing({ publishedOn: '2020-01-01' }))).toBe(
      'CEREMONY_DATE_OUT_OF_BOUNDS',
    );
    const one = publishing({ nominationIds: [person] });
    expect(await publish.together([stage.cadre, one], [stage.chair, one])).toEqual(['CONFLICT', 'DONE']);
    expect(await statesOf()).toEqual(['PUBLISHED', 'DECIDED']);
    const { first, again, other } = await publish.repeated(stage.cadre, publishing(), { place: 'Khác' });
    expect([again.decision.id, other]).toEqual([first.decision.id, 'CONFLICT']);
    expect(await statesOf()).toEqual(['PUBLISHED', 'PUBLISHED']);
  });

  it('pays the person and the collective what the day of the decision says, each once', async () => {
    const due = await awaited('the payments', async () => {
      const found = await payments();
      return found.length === 2 ? found : null;
    });
    const [salary] = due.map(({ baseSalary }) => baseSalary ?? 0);
    const rounded = (tenths: number): number => Math.ceil(((salary ?? 0) * tenths) / 100_000) * 10_000;
    expect(new Map(due.map(({ nominationId, amount, state }) => [nominationId, [state, amount]]))).toEqual(
      new Map([
        [person, ['ORDERED', rounded(3)]],
        [collective, ['ORDERED', rounded(6)]],
      ]),
    );
    const ofPerson = await paymentOf(person);
    const input = moving([ofPerson.id]);
    expect(await confirm.outcome(stage.union, input)).toBe('NOT_FOUND');
    expect(await confirm.outcome(stage.chair, moving([newId()]))).toBe('NOT_FOUND');
    expect(await confirm.together([stage.chair, input], [stage.cadre, input])).toEqual(['DONE', 'PAYMENT_IS_PAID']);
    expect(await paymentOf(person)).toMatchObject({ state: 'PAID', entries: [{ amount: rounded(3) }] });
    const ofCollective = moving([(await paymentOf(collective)).id]);
    const { first, again, other } = await confirm.repeated(stage.chair, ofCollective, { document: 'Khác' });
    expect([again, other]).toEqual([first, 'CONFLICT']);
  });

  it('is handed over at a ceremony, and the person’s own apart', async () => {
    const { first, again, other } = await handOver.repeated(stage.cadre, handing({ nominationIds: [person] }), {
      note: 'Khác',
    });
    expect([again.decision.id, other]).toEqual([first.decision.id, 'CONFLICT']);
    expect(await statesOf()).toEqual(['AWARDED', 'PUBLISHED']);
    expect(await handOver.outcome(stage.cadre, handing({ nominationIds: [person] }))).toBe('NOMINATION_NOT_READY');
    expect(await handOver.together([stage.cadre, handing()], [stage.chair, handing()])).toEqual(['CONFLICT', 'DONE']);
    expect(await statesOf()).toEqual(['AWARDED', 'AWARDED']);
  });

  it('the person’s award is revoked once, with the article, and the money comes back', async () => {
    const input = revoking([person]);
    expect(await revoke.outcome(stage.cadre, input)).toBe('FORBIDDEN');
    expect(await revoke.outcome(stage.union, input)).toBe('FORBIDDEN');
    expect(await revoke.outcome(stage.neighbour, input)).toBe('NOT_FOUND');
    expect(await revoke.outcome(stage.chair, revoking([person], { article: ' ' }))).toBe('BAD_USER_INPUT');
    expect(await revoke.outcome(stage.chair, revoking([newId()]))).toBe('NOMINATION_HOLDS_NO_AWARD');
    const { first, again, other } = await revoke.repeated(stage.chair, input, { reason: 'Khác' });
    expect([again.revocation.id, other]).toEqual([first.revocation.id, 'CONFLICT']);
    expect(await statesOf()).toEqual(['REVOKED', 'AWARDED']);
    const reversed = await awaited('the reversal', async () => {
      const payment = await paymentOf(person);
      return payment.state === 'REVERSED' ? payment : null;
    });
    expect(reversed.entries.reduce((sum, { amount }) => sum + amount, 0)).toBe(0);
    await awaited('the end of the revocation', async () => {
      const { awardRevocation } = await stage.chair.read<{ awardRevocation: Revocation }>(
        'query R($id: ID!) { awardRevocation(id: $id) { state } }',
        { id: first.revocation.id },
      );
      return awardRevocation.state === 'SETTLED';
    });
    const back = await moneyBack.repeated(stage.cadre, moving([reversed.id]), { document: 'Khác' });
    expect([back.again.payments[0]?.state, back.other]).toEqual(['RECOVERED', 'CONFLICT']);
    expect(await moneyBack.outcome(stage.cadre, moving([reversed.id]))).toBe('PAYMENT_IS_RECOVERED');
    const items = { revocationId: first.revocation.id, nominationIds: [person], recoveredOn: TODAY };
    const recovered = await itemsBack.repeated(stage.cadre, items, { note: 'Khác' });
    expect([recovered.again.revocation.items[0]?.itemRecoveredOn, recovered.other]).toEqual([TODAY, 'CONFLICT']);
    expect(await itemsBack.outcome(stage.cadre, items)).toBe('ITEM_NOT_TO_BE_RECOVERED');
  });

  it('the collective’s award is revoked by one of two at the same instant', async () => {
    const input = revoking([collective]);
    const outcomes = await revoke.together([stage.chair, input], [stage.viceChair, input]);
    expect(outcomes.filter((outcome) => outcome === 'DONE')).toHaveLength(1);
    expect(await statesOf()).toEqual(['REVOKED', 'REVOKED']);
    await awaited('the reversal', async () => (await paymentOf(collective)).state === 'REVERSED');
  });

  it('is of the person’s own union in the registry where a body above nominated them', async () => {
    const nominationId = await stage.nominatedFromAbove(1);
    const { id, version, number } = await stage.decided([nominationId]);
    await publish.done(stage.cadre, { decisionId: id, version, publishedOn: TODAY, place: 'Cổng thông tin' });
    await stage.settled(id);
    interface Member {
      readonly id: string;
      readonly awards: { readonly nodes: readonly { readonly decisionNumber: string }[] };
    }
    const { unit } = await stage.union.read<{ unit: { members: { nodes: readonly Member[] } } }>(
      'query Awards($id: ID!) { unit(id: $id) { members(first: 50) { nodes { id awards(first: 5) { nodes { decisionNumber } } } } } }',
      { id: stage.scene.grassroots[0]?.id },
    );
    const awarded = unit.members.nodes.find((member) => member.id === stage.workers[1]);
    expect(awarded?.awards.nodes.map(({ decisionNumber }) => decisionNumber)).toContain(number);
  });
});
