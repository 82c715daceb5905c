import {
  AwardAppealAction,
  type AwardAppealInput,
  type AwardsActivities,
  NominationState,
  SubjectKind,
  WorkflowType,
} from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  addDays,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  isDuplicateKey,
  normalisedText,
  notFound,
  refuse,
  sha256,
  startOfDate,
  TimerDoesNotAct,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { factsAbout, peopleActing } from '../access/separation-of-duties';
import { visibleNominations } from '../access/nomination-scope';
import { Nomination } from '../nomination/nomination.entity';
import { NOMINATION } from '../nomination/nomination.service';
import { AwardAppeal } from './award-appeal.entity';
import { AwardAppealState } from './award-appeal.enum';
import type { AnswerAwardAppealInput, FileAwardAppealInput, WithdrawAwardAppealInput } from './award-appeal.input';
import { AWARD_APPEAL, hidingUnseenAppeal } from './award-appeal.query';

/** What the commands on an appeal answer. */
export interface AwardAppealAnswer {
  readonly appealId: string;
}

/** The one writer of appeals. */
export class AwardAppealService {
  /** @param answerDays days in which an appeal is answered, from the day after it was filed. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly answerDays: number,
  ) {}

  /** Files an appeal about a nomination with the body that decides or has decided on it. */
  async file(actor: CommandActor, input: FileAwardAppealInput): Promise<CommandOutcome<AwardAppealAnswer>> {
    const id = newId();
    const content = normalisedText(input.content);
    return this.decisions.run<AwardAppealAnswer>({
      actor,
      operation: 'fileAwardAppeal',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardAppeal, id, isNew: true },
      decide: async (transaction) => {
        const nomination = await this.appealable(transaction, input.nominationId);
        const bodyUnitId = await decidingUnit(transaction, nomination);
        const dueAt = startOfDate(addDays(transaction.today, this.answerDays + 1));
        const appeal = {
          id,
          nominationId: nomination.id,
          bodyUnitId,
          nominatingUnitId: nomination.nominatingUnitId,
          filedBy: transaction.memberId,
          state: AwardAppealState.Filed,
          isOpen: 1,
          filedAt: transaction.now,
          dueAt,
        };
        try {
          await transaction.manager.insert(AwardAppeal, { ...appeal, content });
        } catch (error) {
          throw isDuplicateKey(error)
            ? refuse(
                'APPEAL_ALREADY_OPEN',
                'Bạn đã có một kiến nghị về hồ sơ này đang chờ trả lời.',
                'You already have an open appeal about this nomination.',
                'input.nominationId',
              )
            : error;
        }
        const start: AwardAppealInput = { appealId: id, dueAt: dueAt.toISOString() };
        return {
          answer: { appealId: id },
          audit: { action: AwardAppealAction.File, after: { ...appeal, contentDigest: sha256(content) } },
          route: {
            start: { workflowType: WorkflowType.AwardAppeal, input: start },
            workflowType: WorkflowType.AwardAppeal,
            action: AwardAppealAction.File,
            details: {},
          },
        };
      },
    });
  }

  /** Answers an appeal, late or not. Who had a hand in the nomination, or filed the appeal, does not. */
  answer(actor: CommandActor, input: AnswerAwardAppealInput): Promise<CommandOutcome<AwardAppealAnswer>> {
    const answer = normalisedText(input.answer);
    return this.close(actor, 'answerAwardAppeal', input, AwardAppealAction.Answer, async (transaction, appeal) => {
      const nomination = await transaction.manager.findOneByOrFail(Nomination, { id: appeal.nominationId });
      const facts = await factsAbout(transaction, nomination, appeal.bodyUnitId);
      const isOwn = actor.kind === 'person' && peopleActing(actor.passport).includes(appeal.filedBy);
      await hidingUnseenAppeal(transaction, () =>
        transaction.authorise('award-appeal.answer', appeal.bodyUnitId, null, {
          ...facts,
          isParty: facts.isParty === true || isOwn,
        }),
      );
      return {
        change: {
          state: AwardAppealState.Answered,
          outcome: input.outcome,
          answer,
          answeredBy: transaction.memberId,
        },
        after: { outcome: input.outcome, answerDigest: sha256(answer) },
        reason: null,
      };
    });
  }

  /** Withdraws an appeal: who filed it, or the office of the nominating unit; what the nominee filed is theirs alone. */
  withdraw(actor: CommandActor, input: WithdrawAwardAppealInput): Promise<CommandOutcome<AwardAppealAnswer>> {
    const reason = normalisedText(input.reason);
    return this.close(actor, 'withdrawAwardAppeal', input, AwardAppealAction.Withdraw, async (transaction, appeal) => {
      const { nomineeMemberId } = await transaction.manager.findOneByOrFail(Nomination, { id: appeal.nominationId });
      const unitId = appeal.filedBy === nomineeMemberId ? null : appeal.nominatingUnitId;
      await hidingUnseenAppeal(transaction, () =>
        transaction.authoriseOwn('award-appeal.file', appeal.filedBy, unitId),
      );
      return { change: { state: AwardAppealState.Withdrawn }, after: {}, reason };
    });
  }

  private async close(
    actor: CommandActor,
    operation: string,
    input: { readonly commandId: string; readonly appealId: string },
    action: string,
    act: (
      transaction: DecisionTransaction,
      appeal: AwardAppeal,
    ) => Promise<{ readonly change: Partial<AwardAppeal>; readonly after: object; readonly reason: string | null }>,
  ): Promise<CommandOutcome<AwardAppealAnswer>> {
    const known = await this.dataSource.manager.findOneBy(AwardAppeal, { id: input.appealId });
    if (!known) {
      throw notFound(AWARD_APPEAL, 'input.appealId');
    }
    return this.decisions.run<AwardAppealAnswer>({
      actor,
      operation,
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardAppeal, id: known.id },
      decide: async (transaction) => {
        const appeal = await transaction.manager.findOneByOrFail(AwardAppeal, { id: known.id });
        const { change, after, reason } = await act(transaction, appeal);
        if (appeal.state !== AwardAppealState.Filed) {
          throw refuse(
            'APPEAL_STATE',
            `Kiến nghị đã ở trạng thái ${appeal.state}.`,
            `The appeal is already ${appeal.state}.`,
            'input.appealId',
          );
        }
        await transaction.manager.update(
          AwardAppeal,
          { id: appeal.id },
          { ...change, isOpen: null, closedAt: transaction.now },
        );
        return {
          answer: { appealId: appeal.id },
          audit: { action, reason, before: { state: appeal.state }, after: { state: change.state, ...after } },
          route: { workflowType: WorkflowType.AwardAppeal, action, details: {} },
        };
      },
    });
  }

  /**
   * The nomination, when the caller may appeal about it: the one nominated, or the office of the nominating unit.
   * @throws NOT_FOUND for one that is none of theirs, Refusal before it was submitted.
   */
  private async appealable(transaction: DecisionTransaction, nominationId: string): Promise<Nomination> {
    const nomination = await transaction.manager.findOneBy(Nomination, { id: nominationId });
    if (!nomination) {
      throw notFound(NOMINATION, 'input.nominationId');
    }
    try {
      await transaction.authoriseOwn(
        'award-appeal.file',
        nomination.nomineeMemberId ?? nomination.draftedBy,
        nomination.nominatingUnitId,
      );
    } catch (error) {
      if (transaction.actor.kind !== 'person') {
        throw error;
      }
      const scope = visibleNominations(transaction.actor.passport, transaction.now);
      const seen = await transaction.query<unknown[]>(`SELECT 1 FROM nomination n WHERE n.id = ? AND ${scope.sql}`, [
        nominationId,
        ...scope.parameters,
      ]);
      throw seen.length > 0 ? error : notFound(NOMINATION, 'input.nominationId');
    }
    if (nomination.state === NominationState.Draft) {
      throw refuse(
        'NOMINATION_NOT_SUBMITTED',
        'Hồ sơ chưa trình nên chưa có gì để kiến nghị.',
        'The nomination has not been submitted, so there is nothing to appeal about.',
        'input.nominationId',
      );
    }
    return nomination;
  }
}

/** The body whose decision a nomination's route leads to. */
async function decidingUnit(transaction: DecisionTransaction, { id, nominatingUnitId }: Nomination): Promise<string> {
  const [last] = await transaction.query<{ unit_id: string }[]>(
    `SELECT unit_id FROM nomination_stage WHERE nomination_id = ? AND unit_id IS NOT NULL
      ORDER BY ordinal DESC LIMIT 1`,
    [id],
  );
  return last?.unit_id ?? nominatingUnitId;
}

/** What an appeal's workflow asks of this service. */
export function createAppealActivities(decisions: Decisions): Pick<AwardsActivities, 'markAppealOverdue'> {
  return {
    markAppealOverdue: (request) =>
      decisions.actOnTimer(request, {
        operation: 'markAppealOverdue',
        subject: { kind: SubjectKind.AwardAppeal, id: request.subjectId },
        decide: async (transaction) => {
          const appeal = await transaction.manager.findOneByOrFail(AwardAppeal, { id: request.subjectId });
          if (appeal.state !== AwardAppealState.Filed || appeal.overdueAt !== null) {
            throw new TimerDoesNotAct({ outcome: 'LOST' });
          }
          if (appeal.dueAt > transaction.now) {
            throw new TimerDoesNotAct({ outcome: 'NOT_DUE', until: appeal.dueAt.toISOString() });
          }
          await transaction.manager.update(AwardAppeal, { id: appeal.id }, { overdueAt: transaction.now });
          return {
            answer: null,
            audit: {
              action: AwardAppealAction.Overdue,
              before: { overdueAt: null },
              after: { dueAt: appeal.dueAt.toISOString(), overdueAt: transaction.now.toISOString() },
            },
            route: { workflowType: WorkflowType.AwardAppeal, action: AwardAppealAction.Overdue, details: {} },
          };
        },
      }),
  };
}
