import { continueAsNew } from '@temporalio/workflow';
import { AwardAppealTimer, type AwardAppealInput } from '@thidua/contracts';
import { awards } from '../subject/service-activities';
import { SubjectDecisions } from '../subject/subject-decisions';
import { awardAppealRules } from './award-appeal.rules';

/** FILE is an appeal's first decision and sets the timer. */
const SET_BY = 1;

/** An appeal about an award (kiến nghị) until it is answered or withdrawn; at the deadline it is marked as overdue. */
export async function awardAppeal(input: AwardAppealInput): Promise<void> {
  const appeal = new SubjectDecisions(input.appealId, awardAppealRules(), input.resumeFrom);

  await appeal.run(
    () =>
      appeal.performWhenDue({
        timer: AwardAppealTimer.Overdue,
        dueAt: input.dueAt,
        instructionNumber: SET_BY,
        revision: 1,
        wanted: () => !appeal.state.isOverdue,
        act: awards.markAppealOverdue,
      }),
    (resumeFrom) => continueAsNew<typeof awardAppeal>({ ...input, resumeFrom }),
  );
}
