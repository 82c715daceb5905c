import { continueAsNew } from '@temporalio/workflow';
import { AwardRevocationTimer, type AwardRevocationInput } from '@thidua/contracts';
import { awards, financeMoney } from '../subject/service-activities';
import { SubjectDecisions } from '../subject/subject-decisions';
import { awardRevocationRules } from './award-revocation.rules';

/** REVOKE is a revocation's first decision. */
const SET_BY = 1;

/**
 * The money of awards that were revoked (thu hồi tiền thưởng): finance cancels what was not paid, reverses what was, and
 * remembers what is still to be ordered, should the revocation have overtaken the payout.
 */
export async function awardRevocation(input: AwardRevocationInput): Promise<void> {
  const revocation = new SubjectDecisions(input.revocationId, awardRevocationRules(), input.resumeFrom);
  const { revocationId, decisionId, payingUnitId, nominationIds } = input;

  const recover = async (): Promise<void> => {
    if (!revocation.state.isCancelled) {
      await revocation.ask(() =>
        financeMoney.cancelAwardPayments({ decisionId, payingUnitId, revocationId, nominationIds }).then(() => true),
      );
      revocation.advance({ ...revocation.state, isCancelled: true });
    }
    await revocation.performWhenDue({
      timer: AwardRevocationTimer.Settled,
      dueAt: new Date().toISOString(),
      instructionNumber: SET_BY,
      revision: 1,
      wanted: () => !revocation.finished,
      act: awards.recordRevocationSettled,
    });
  };

  await revocation.run(recover, (resumeFrom) => continueAsNew<typeof awardRevocation>({ ...input, resumeFrom }));
}
