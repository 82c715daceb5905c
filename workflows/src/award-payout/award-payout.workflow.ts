import { continueAsNew } from '@temporalio/workflow';
import { AwardPayoutTimer, type AwardPayoutInput } from '@thidua/contracts';
import { awards, financeMoney } from '../subject/service-activities';
import { SubjectDecisions } from '../subject/subject-decisions';
import { awardPayoutRules } from './award-payout.rules';

/** PUBLISH is the decision's first that reaches the engine. */
const SET_BY = 1;

/**
 * The award money of one decision (chi tiền thưởng): finance is told, a page of the list at a time, what is due to whom.
 * Every step can be done again: finance holds one payment a nomination, however often it is told.
 */
export async function awardPayout(input: AwardPayoutInput): Promise<void> {
  const payout = new SubjectDecisions(input.decisionId, awardPayoutRules(), input.resumeFrom);
  const { decisionId, payingUnitId } = input;

  const orderPage = async (): Promise<void> => {
    const { afterOrdinal } = payout.state;
    const { payments, nextOrdinal, decidedOn } = await payout.ask(() =>
      awards.readAwardPayouts({ decisionId, afterOrdinal }),
    );
    if (payments.length > 0) {
      await payout.ask(() =>
        financeMoney.orderAwardPayments({ decisionId, payingUnitId, decidedOn, payments }).then(() => true),
      );
    }
    payout.advance({
      ...payout.state,
      afterOrdinal: nextOrdinal ?? afterOrdinal,
      isListed: nextOrdinal === null,
    });
  };

  const order = async (): Promise<void> => {
    while (!payout.finished && !payout.state.isListed) {
      await orderPage();
    }
    await payout.performWhenDue({
      timer: AwardPayoutTimer.Ordered,
      dueAt: new Date().toISOString(),
      instructionNumber: SET_BY,
      revision: 1,
      wanted: () => !payout.finished,
      act: awards.recordPayoutOrdered,
    });
  };

  await payout.run(order, (resumeFrom) => continueAsNew<typeof awardPayout>({ ...input, resumeFrom }));
}
