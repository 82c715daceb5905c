import {
  AwardPayoutAction,
  type AwardPaymentOrder,
  type AwardPaymentsRequest,
  type AwardPayoutInput,
  SubjectKind,
  workflowIdOf,
  WorkflowType,
} from '@thidua/contracts';
import { SubjectOnStage, WorkflowStage } from '../testing/workflow-stage';

const payment = (nominationId: string): AwardPaymentOrder => ({
  nominationId,
  nomineeMemberId: `member-of-${nominationId}`,
  nomineeUnitId: null,
  amount: 710_000,
  multiple: '0.300',
  baseSalary: 2_340_000,
});
/** Where the process of an activity ends: before it did anything, or after, so that nobody hears of it. */
type Death = 'BEFORE' | 'AFTER';
type Step = 'readAwardPayouts' | 'orderAwardPayments' | 'recordPayoutOrdered';

let stage: WorkflowStage;
let count = 0;

beforeEach(async () => {
  stage = await WorkflowStage.skippingTime();
});
afterEach(() => stage.close());

/** A payout of two pages whose services die at one step, once. */
function payout(dying: Step | null, death: Death) {
  count += 1;
  const input: AwardPayoutInput = { decisionId: `decision-${count}`, payingUnitId: 'unit-province' };
  const subject = new SubjectOnStage(
    stage,
    WorkflowType.AwardPayout,
    workflowIdOf(SubjectKind.AwardDecision, input.decisionId),
    input,
  );
  const held = new Map<string, AwardPaymentOrder>();
  const asked: Step[] = [];
  let recorded: { outcome: 'WON'; number: number } | null = null;
  let dead = false;
  const dyingOnce = async <Answer>(step: Step, act: () => Promise<Answer>): Promise<Answer> => {
    asked.push(step);
    const dies = step === dying && !dead;
    if (dies && death === 'BEFORE') {
      dead = true;
      throw new Error('the process died');
    }
    const answer = await act();
    if (dies) {
      dead = true;
      throw new Error('the process died after its commit');
    }
    return answer;
  };
  stage.services = {
    readAwardPayouts: ({ afterOrdinal }) =>
      dyingOnce('readAwardPayouts', async () => ({
        decidedOn: '2025-03-01',
        payments: afterOrdinal === 0 ? [payment('n-1'), payment('n-2')] : [payment('n-3')],
        nextOrdinal: afterOrdinal === 0 ? 2 : null,
      })),
    // As finance does: what is there is left as it is.
    orderAwardPayments: ({ payments }: AwardPaymentsRequest) =>
      dyingOnce('orderAwardPayments', async () => {
        for (const order of payments) {
          held.set(order.nominationId, held.get(order.nominationId) ?? order);
        }
      }),
    // As awards does: committed once, and the same answer again.
    recordPayoutOrdered: () =>
      dyingOnce('recordPayoutOrdered', async () => {
        if (!recorded) {
          const decision = subject.commit(AwardPayoutAction.Ordered);
          recorded = { outcome: 'WON', number: decision.number };
          await subject.deliver(decision);
        }
        return recorded;
      }),
  };
  return { subject, held, asked };
}

describe('awardPayout', () => {
  it('tells finance of the whole list, page by page, and ends', async () => {
    const { subject, held, asked } = payout(null, 'BEFORE');
    await subject.start(subject.commit(AwardPayoutAction.Publish));
    await subject.ended();
    expect([...held.keys()]).toEqual(['n-1', 'n-2', 'n-3']);
    expect(asked).toEqual([
      'readAwardPayouts',
      'orderAwardPayments',
      'readAwardPayouts',
      'orderAwardPayments',
      'recordPayoutOrdered',
    ]);
  });

  it.each<[Step, Death]>([
    ['readAwardPayouts', 'BEFORE'],
    ['readAwardPayouts', 'AFTER'],
    ['orderAwardPayments', 'BEFORE'],
    ['orderAwardPayments', 'AFTER'],
    ['recordPayoutOrdered', 'BEFORE'],
    ['recordPayoutOrdered', 'AFTER'],
  ])('goes on when a process dies at %s, %s its commit, and orders nothing twice', async (step, death) => {
    const { subject, held, asked } = payout(step, death);
    await subject.start(subject.commit(AwardPayoutAction.Publish));
    await subject.ended();
    expect([...held.values()].map(({ amount }) => amount)).toEqual([710_000, 710_000, 710_000]);
    // Two pages and the one that is asked again; that finance holds all is heard of as a decision, answered or not.
    const once = death === 'AFTER' ? 1 : 2;
    expect(asked.filter((each) => each === step).length).toBe(step === 'recordPayoutOrdered' ? once : 3);
  });
});
