import { continueAsNew } from '@temporalio/workflow';
import { ReviewState, ReviewTimer, type MidYearReviewInput, type TimerOutcome } from '@thidua/contracts';
import { emulation, finance, membership } from '../subject/service-activities';
import { SubjectDecisions } from '../subject/subject-decisions';
import { midYearReviewRules } from './mid-year-review.rules';

/** OPEN is a review's first decision: it sets the deadline and starts the collecting. */
const SET_BY = 1;
/** Name of the act that collects the figures. */
const COLLECTING = 'REVIEW_COLLECTING';

/** A mid-year review (sơ kết): draws the figures from membership and finance, then awaits the conclusion. */
export async function midYearReview(input: MidYearReviewInput): Promise<void> {
  const review = new SubjectDecisions(input.reviewId, midYearReviewRules(input), input.resumeFrom);

  const collect = async (): Promise<TimerOutcome> => {
    const { unitIds, year, from, to } = await emulation.readReviewScope({ reviewId: input.reviewId });
    const [membershipActuals, financeActuals] = await Promise.all([
      membership.collectMembershipActuals({ unitIds, from, to }),
      finance.collectFinanceActuals({ unitIds, year, from, to }),
    ]);
    return emulation.recordReviewActuals({
      reviewId: input.reviewId,
      membership: membershipActuals,
      finance: financeActuals,
    });
  };

  await review.run(
    async () => {
      await Promise.all([
        review.performWhenDue({
          timer: COLLECTING,
          dueAt: new Date().toISOString(),
          instructionNumber: SET_BY,
          revision: 1,
          wanted: () => review.state.state === ReviewState.Collecting,
          act: collect,
        }),
        review.performWhenDue({
          timer: ReviewTimer.Deadline,
          dueAt: input.deadlineAt,
          instructionNumber: SET_BY,
          revision: 1,
          wanted: () => !review.state.timersDone.includes(ReviewTimer.Deadline),
          act: emulation.passReviewDeadline,
        }),
      ]);
    },
    (resumeFrom) => continueAsNew<typeof midYearReview>({ ...input, resumeFrom }),
  );
}
