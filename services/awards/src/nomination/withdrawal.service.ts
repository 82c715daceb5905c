import { NominationAction, SubjectKind } from '@thidua/contracts';
import type { CommandActor, CommandOutcome, Decisions } from '@thidua/service-kit';
import { hidingUnseen } from '../access/hidden-nomination';
import { assertSettled } from '../stage/acting-stage';
import { reasonOf, routeOfAction } from '../stage/stage.service';
import { Nomination } from './nomination.entity';
import { NominationStatus } from './nomination.enum';
import { assertPossible, NOMINATION, type NominationAnswer, nominationOf } from './nomination.service';
import type { WithdrawNominationInput } from './nomination-route.input';

/** The nominating unit takes its nomination back: that ends it, wherever it is. */
export class WithdrawalService {
  constructor(private readonly decisions: Decisions) {}

  /** Withdraws; the row says so at once, so that nobody decides on it before the workflow has heard of it. */
  withdraw(actor: CommandActor, input: WithdrawNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const reason = reasonOf(input.reason, 'WITHDRAWAL_NEEDS_REASON');
    const { nominationId } = input;
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'withdrawNomination',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      decide: async (transaction) => {
        const nomination = await nominationOf(transaction);
        await hidingUnseen(transaction, NOMINATION, 'input.nominationId', () =>
          transaction.authorise('nomination.withdraw', nomination.nominatingUnitId),
        );
        assertPossible(nomination, 'withdraw');
        assertSettled(transaction);
        await transaction.manager.update(Nomination, { id: nominationId }, { state: NominationStatus.Withdrawn });
        return {
          answer: { nominationId },
          audit: {
            action: NominationAction.Withdraw,
            reason,
            before: { state: nomination.state, stage: nomination.stage, revision: nomination.revision },
            after: { state: NominationStatus.Withdrawn },
            ruleVersion: nomination.routeVersionId,
          },
          route: routeOfAction(NominationAction.Withdraw),
        };
      },
    });
  }
}
