import { NominationAction, NominationTaskKind, SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  addDays,
  assertNotAnothers,
  badInput,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  isCalendarDate,
  lockCurrentTask,
  normalisedText,
  refuse,
  startOfDate,
  TaskRow,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { Nomination } from '../nomination/nomination.entity';
import { NominationStatus } from '../nomination/nomination.enum';
import type {
  CloseConsultationInput,
  RecordConsultationAnswerInput,
  RequestConsultationInput,
} from '../nomination/nomination-route.input';
import { assertPossible, assertTaskKind, type NominationAnswer } from '../nomination/nomination.service';
import { NominationStage } from '../nomination/nomination-stage.entity';
import { assertSettled } from '../stage/acting-stage';
import { authoriseTask, knownTask, TaskOutcome } from '../stage/stage-decision';
import { reasonOf, routeOfAction } from '../stage/stage.service';
import { Consultation, ConsultationStatus } from './consultation.entity';
import { addWorkingDays } from './working-days';

/** The furthest day by which an answer can be asked for. */
const LONGEST_DEADLINE_DAYS = 365;

function dateOf(text: string, field: string): string {
  if (!isCalendarDate(text)) {
    throw badInput({ field, vi: 'Cần một ngày dạng YYYY-MM-DD.', en: 'Give a date YYYY-MM-DD.' });
  }
  return text;
}

/** The end of the last day on which an answer comes in time. */
function endOf(date: string): Date {
  return startOfDate(addDays(date, 1));
}

/** Asks bodies outside the unions by letter (hiệp y), several at once, and keeps what they answer. */
export class ConsultationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Records a letter to a body: the nomination then waits for its answer, or for the deadline where silence consents. */
  async request(actor: CommandActor, input: RequestConsultationInput): Promise<CommandOutcome<NominationAnswer>> {
    const letterDate = dateOf(input.letterDate, 'input.letterDate');
    const answerBy = input.answerBy ? dateOf(input.answerBy, 'input.answerBy') : null;
    const { nominationId } = await knownTask(this.dataSource, input.taskId);
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'requestConsultation',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      decide: async (transaction) => {
        const row = await transaction.manager.findOneByOrFail(TaskRow, { id: input.taskId });
        const nomination = await authoriseTask(transaction, row);
        assertTaskKind(row.kind, [NominationTaskKind.Appraise]);
        assertNotAnothers(transaction, await lockCurrentTask(transaction, { taskId: row.id, version: input.version }));
        assertPossible(nomination, 'consult');
        assertSettled(transaction);
        const stage = await transaction.manager.findOneByOrFail(NominationStage, { nominationId, stage: row.stage });
        const lastDay = answerBy ?? addWorkingDays(letterDate, stage.consultationWorkingDays);
        assertDates(transaction, letterDate, lastDay);
        const consultation: Consultation = {
          id: newId(),
          nominationId,
          revision: nomination.revision,
          stage: row.stage,
          unitId: row.unitId,
          body: normalisedText(input.body),
          letterNumber: normalisedText(input.letterNumber),
          letterDate,
          question: input.question ? normalisedText(input.question) || null : null,
          silence: input.silence ?? stage.consultationSilence,
          dueAt: endOf(lastDay),
          status: ConsultationStatus.Open,
          overdueAt: null,
          answer: null,
          answerLetterNumber: null,
          answerDate: null,
          note: null,
          askedBy: transaction.memberId,
          askedAt: transaction.now,
          endedBy: null,
          endedAt: null,
          instructionNumber: transaction.subject.lastNumber + 1,
        };
        await transaction.manager.insert(Consultation, consultation);
        await transaction.manager.update(Nomination, { id: nominationId }, { state: NominationStatus.Consultation });
        const { id, body, letterNumber, silence, dueAt } = consultation;
        return {
          answer: { nominationId },
          audit: {
            action: NominationAction.Consult,
            before: { state: nomination.state, stage: nomination.stage, revision: nomination.revision },
            after: {
              state: NominationStatus.Consultation,
              consultationId: id,
              consultedBody: body,
              letterNumber,
              letterDate,
              silence,
              dueAt: dueAt.toISOString(),
            },
            ruleVersion: nomination.routeVersionId,
          },
          route: {
            ...routeOfAction(NominationAction.Consult),
            details: { consultationId: id, dueAt: dueAt.toISOString() },
          },
        };
      },
    });
  }

  /** Records the letter in which the body answered. */
  recordAnswer(actor: CommandActor, input: RecordConsultationAnswerInput): Promise<CommandOutcome<NominationAnswer>> {
    const answerDate = dateOf(input.letterDate, 'input.letterDate');
    return this.end(actor, 'recordConsultationAnswer', input, TaskOutcome.Answered, (transaction, { letterDate }) => {
      if (answerDate < letterDate || answerDate > transaction.today) {
        throw refuse(
          'ANSWER_DATE_OUT_OF_BOUNDS',
          `Ngày trả lời phải từ ngày hỏi (${letterDate}) đến hôm nay (${transaction.today}).`,
          `The answer is dated between the letter (${letterDate}) and today (${transaction.today}).`,
          'input.letterDate',
        );
      }
      return {
        status: ConsultationStatus.Answered,
        answer: input.answer,
        answerLetterNumber: normalisedText(input.letterNumber),
        answerDate,
        note: input.note ? normalisedText(input.note) || null : null,
      };
    });
  }

  /** Gives up waiting for an answer, with a reason. */
  async close(actor: CommandActor, input: CloseConsultationInput): Promise<CommandOutcome<NominationAnswer>> {
    const note = reasonOf(input.reason, 'CLOSING_NEEDS_REASON');
    return this.end(actor, 'closeConsultation', input, TaskOutcome.Closed, () => ({
      status: ConsultationStatus.Closed,
      note,
    }));
  }

  private async end(
    actor: CommandActor,
    operation: string,
    input: CloseConsultationInput | RecordConsultationAnswerInput,
    outcome: TaskOutcome,
    result: (transaction: DecisionTransaction, consultation: Consultation) => Partial<Consultation>,
  ): Promise<CommandOutcome<NominationAnswer>> {
    const { nominationId } = await knownTask(this.dataSource, input.taskId);
    return this.decisions.run<NominationAnswer>({
      actor,
      operation,
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      decide: async (transaction) => {
        const row = await transaction.manager.findOneByOrFail(TaskRow, { id: input.taskId });
        const nomination = await authoriseTask(transaction, row);
        assertTaskKind(row.kind, [NominationTaskKind.RecordConsultationAnswer]);
        await transaction.completeTask({ taskId: row.id, version: input.version }, outcome);
        assertPossible(nomination, 'endConsultation');
        assertSettled(transaction);
        const { instructionNumber } = row;
        const consultation = await transaction.manager.findOneByOrFail(Consultation, {
          nominationId,
          instructionNumber,
        });
        const ended = result(transaction, consultation);
        await transaction.manager.update(
          Consultation,
          { id: consultation.id },
          { ...ended, endedBy: transaction.memberId, endedAt: transaction.now },
        );
        return {
          answer: { nominationId },
          audit: {
            action: NominationAction.EndConsultation,
            reason: ended.note ?? null,
            before: { state: nomination.state, stage: nomination.stage, revision: nomination.revision },
            after: { taskId: row.id, outcome, consultationId: consultation.id, ...ended },
            ruleVersion: nomination.routeVersionId,
          },
          route: {
            ...routeOfAction(NominationAction.EndConsultation),
            details: { consultationId: consultation.id },
          },
        };
      },
    });
  }
}

function assertDates({ today }: DecisionTransaction, letterDate: string, lastDay: string): void {
  if (letterDate > today) {
    throw refuse(
      'LETTER_DATED_AFTER_TODAY',
      `Ngày công văn hỏi không được sau hôm nay (${today}).`,
      `The letter is dated today (${today}) at the latest.`,
      'input.letterDate',
    );
  }
  if (lastDay < today || lastDay > addDays(today, LONGEST_DEADLINE_DAYS)) {
    throw refuse(
      'CONSULTATION_DEADLINE_OUT_OF_BOUNDS',
      `Hạn trả lời (${lastDay}) phải từ hôm nay (${today}) và không quá ${LONGEST_DEADLINE_DAYS} ngày nữa.`,
      `The last day for an answer (${lastDay}) is today (${today}) or within ${LONGEST_DEADLINE_DAYS} days.`,
      'input.answerBy',
    );
  }
}
