import {
  AwardAppealAction,
  type AwardAppealInput,
  SubjectKind,
  type TimerRequest,
  workflowIdOf,
  WorkflowType,
} from '@thidua/contracts';
import { SubjectOnStage, WorkflowStage } from '../testing/workflow-stage';

const DAY = 86_400_000;

let stage: WorkflowStage;
let count = 0;

beforeEach(async () => {
  stage = await WorkflowStage.skippingTime();
});
afterEach(() => stage.close());

async function filed(): Promise<{ subject: SubjectOnStage; overdue: TimerRequest[] }> {
  count += 1;
  const input: AwardAppealInput = { appealId: `appeal-${count}`, dueAt: await stage.timeIn(30 * DAY) };
  const subject = new SubjectOnStage(
    stage,
    WorkflowType.AwardAppeal,
    workflowIdOf(SubjectKind.AwardAppeal, input.appealId),
    input,
  );
  const overdue: TimerRequest[] = [];
  stage.services = {
    markAppealOverdue: async (request) => {
      overdue.push(request);
      const decision = subject.commit(AwardAppealAction.Overdue);
      await subject.deliver(decision);
      return { outcome: 'WON', number: decision.number };
    },
  };
  await subject.start(subject.commit(AwardAppealAction.File));
  return { subject, overdue };
}

describe('awardAppeal', () => {
  it.each([AwardAppealAction.Answer, AwardAppealAction.Withdraw])(
    'ends with %s, and is then never overdue',
    async (action) => {
      const { subject, overdue } = await filed();
      await subject.decide(action);
      await subject.ended();
      expect(overdue).toEqual([]);
    },
  );

  it('is overdue once at its deadline, and may be answered all the same', async () => {
    const { subject, overdue } = await filed();
    await stage.sleep(31 * DAY);
    expect(overdue).toMatchObject([{ instructionNumber: 1, revision: 1, timer: 'APPEAL_OVERDUE' }]);
    await stage.sleep(31 * DAY);
    await subject.decide(AwardAppealAction.Answer);
    await subject.ended();
    expect(overdue).toHaveLength(1);
  });
});
