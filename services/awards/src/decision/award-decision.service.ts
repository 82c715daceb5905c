import { NominationAction, NominationTaskKind, SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  calendarDateAt,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  isCalendarDate,
  normalisedText,
  refuse,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import type { DecideNominationInput } from '../nomination/nomination.input';
import type { Nomination } from '../nomination/nomination.entity';
import type { NominationAnswer } from '../nomination/nomination.service';
import { actOnStage, knownTask, TaskOutcome } from '../stage/stage-decision';
import { routeOfAction } from '../stage/stage.service';
import { AwardDecision } from './award-decision.entity';

function decisionOf(input: DecideNominationInput): { number: string; year: number } {
  const number = normalisedText(input.decisionNumber);
  if (!number || !isCalendarDate(input.decidedOn)) {
    throw badInput({
      field: number ? 'input.decidedOn' : 'input.decisionNumber',
      vi: number ? 'Cần một ngày dạng YYYY-MM-DD.' : 'Số quyết định không được để trống.',
      en: number ? 'Give a date YYYY-MM-DD.' : 'The number must not be blank.',
    });
  }
  return { number, year: Number(input.decidedOn.slice(0, 4)) };
}

function assertDate(transaction: DecisionTransaction, nomination: Nomination, decidedOn: string): void {
  const submittedOn = nomination.submittedAt ? calendarDateAt(nomination.submittedAt) : null;
  if (decidedOn > transaction.today || (submittedOn !== null && decidedOn < submittedOn)) {
    throw refuse(
      'DECISION_DATE_OUT_OF_BOUNDS',
      `Ngày ký phải từ ngày trình hồ sơ (${submittedOn ?? '?'}) đến hôm nay (${transaction.today}).`,
      `The date must lie between the day the nomination was submitted (${submittedOn ?? '?'}) and today (${transaction.today}).`,
      'input.decidedOn',
    );
  }
}

/** Signs award decisions: number and date, once for a body and year. */
export class AwardDecisionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Decides a nomination; two deciders with one number meet on the rule row of the body and the year. */
  async decide(actor: CommandActor, input: DecideNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const { number, year } = decisionOf(input);
    const { nominationId, unitId: bodyUnitId } = await knownTask(this.dataSource, input.taskId);
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'decideNomination',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      locks: [`award-decision-number:${bodyUnitId}:${year}`],
      decide: async (transaction) => {
        const { nomination, task } = await actOnStage(
          transaction,
          input,
          'decide',
          [NominationTaskKind.Decide],
          TaskOutcome.Decided,
        );
        assertDate(transaction, nomination, input.decidedOn);
        if (await transaction.manager.existsBy(AwardDecision, { bodyUnitId, year, number })) {
          throw refuse(
            'DECISION_NUMBER_TAKEN',
            `Số ${number} đã được dùng cho một quyết định khác năm ${year}.`,
            `The number ${number} already belongs to another decision of ${year}.`,
            'input.decisionNumber',
          );
        }
        const { mandate } = transaction;
        if (!mandate) {
          throw new Error('a decision is signed under a mandate');
        }
        const decision: AwardDecision = {
          id: newId(),
          nominationId,
          bodyUnitId,
          year,
          number,
          decidedOn: input.decidedOn,
          signatoryId: transaction.memberId,
          signatoryPosition: mandate.position,
          mandateId: mandate.id,
          recordedAt: transaction.now,
        };
        await transaction.manager.insert(AwardDecision, decision);
        return {
          answer: { nominationId },
          audit: {
            action: 'DECIDE',
            before: { state: nomination.state, stage: task.stage, revision: nomination.revision },
            after: { taskId: task.taskId, decision },
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
}
