import { NominationAction, NominationTaskKind, SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  calendarDateAt,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  isDuplicateKey,
  refuse,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import type { NominationChecks } from '../check/nomination-checks';
import type { DecideNominationInput } from '../nomination/nomination.input';
import type { NominationAnswer } from '../nomination/nomination.service';
import { actOnStage, knownTask, TaskOutcome } from '../stage/stage-decision';
import { routeOfAction } from '../stage/stage.service';
import { AwardDecision } from './award-decision.entity';
import { AwardDecisionItemState, AwardDecisionState } from './award-decision.enum';
import { AwardDecisionItem } from './award-decision-item.entity';
import { DecisionNumbers, numberLock } from './decision-numbering';
import { assertSignatureDate, numberAndYear, signatureOf } from './decision-signing.service';
import { decisionInHistory } from './nomination-moves';

/** What follows the number of a decision over one nomination, where the body's counter gives it. */
const USUAL_SYMBOL = 'QĐ-LĐLĐ';

/** The short form: drafts and signs a decision over one nomination in one command, in the nomination's history. */
export class AwardDecisionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly checks: NominationChecks,
  ) {}

  /** Decides a nomination; two deciders with one number meet on the rule row of the body and the year. */
  async decide(actor: CommandActor, input: DecideNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const { number, year } = numberAndYear(input.decisionNumber ?? null, input.decidedOn, 'input.decisionNumber');
    const { nominationId, unitId: bodyUnitId } = await knownTask(this.dataSource, input.taskId);
    const prepared = await this.checks.prepareById(nominationId);
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'decideNomination',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      locks: [numberLock(bodyUnitId, year), ...prepared.locks],
      decide: async (transaction) => {
        const { nomination, task } = await actOnStage(
          transaction,
          input,
          'decide',
          [NominationTaskKind.Decide],
          TaskOutcome.Decided,
        );
        const submittedOn = nomination.submittedAt ? calendarDateAt(nomination.submittedAt) : null;
        assertSignatureDate(input.decidedOn, submittedOn, transaction.today);
        const checks = await this.checks.enforceAtStage(transaction, nomination, prepared, task.stage);
        const numbers = new DecisionNumbers(transaction, bodyUnitId, year);
        const decision: AwardDecision = {
          id: newId(),
          bodyUnitId,
          state: AwardDecisionState.Signed,
          version: 1,
          title: null,
          symbol: USUAL_SYMBOL,
          legalBases: [],
          effectiveOn: input.decidedOn,
          draftedBy: transaction.memberId,
          draftedAt: transaction.now,
          year,
          number:
            number === null ? await numbers.next(USUAL_SYMBOL) : await numbers.take(number, 'input.decisionNumber'),
          decidedOn: input.decidedOn,
          payoutState: null,
          ...signatureOf(transaction),
        };
        await transaction.manager.insert(AwardDecision, decision);
        await this.holdNomination(transaction, decision.id, nominationId);
        return {
          answer: { nominationId },
          audit: {
            action: 'DECIDE',
            before: { state: nomination.state, stage: task.stage, revision: nomination.revision },
            after: { taskId: task.taskId, decision: decisionInHistory(decision), checks },
            ruleVersion: nomination.routeVersionId,
          },
          route: {
            ...routeOfAction(NominationAction.Advance),
            details: { awardDecisionId: decision.id },
          },
        };
      },
    });
  }

  /** @throws Refusal when a draft holds it: that draft is signed, or gives it up first. */
  private async holdNomination(
    transaction: DecisionTransaction,
    decisionId: string,
    nominationId: string,
  ): Promise<void> {
    try {
      await transaction.manager.insert(AwardDecisionItem, {
        decisionId,
        nominationId,
        ordinal: 1,
        state: AwardDecisionItemState.Decided,
        heldNominationId: nominationId,
      });
    } catch (error) {
      if (!isDuplicateKey(error)) {
        throw error;
      }
      throw refuse(
        'NOMINATION_IN_ANOTHER_DECISION',
        'Hồ sơ này đang nằm trong dự thảo của một quyết định; hãy ký dự thảo đó hoặc bỏ hồ sơ ra trước.',
        'A draft of a decision holds this nomination; sign that draft, or take the nomination off it first.',
        'input.taskId',
      );
    }
  }
}
