import {
  NominationAction,
  NominationState,
  SubjectKind,
  type TimerOutcome,
  type TimerRequest,
} from '@thidua/contracts';
import {
  type AuditNote,
  type DecisionRoute,
  type Decisions,
  type DecisionTransaction,
  TaskStatus,
  TimerDoesNotAct,
} from '@thidua/service-kit';
import { ConsultationSilence } from '../award-type/award-type.enum';
import { Consultation, ConsultationStatus } from '../consultation/consultation.entity';
import { nominationOf } from '../nomination/nomination.service';
import { isClosed } from '../nomination/nomination.states';
import { NominationStage } from '../nomination/nomination-stage.entity';
import { TaskOutcome } from './stage-decision';
import { routeOfAction } from './stage.service';

const SOON_MILLISECONDS = 2000;
/** A workflow that has not yet heard of a suspension asks again after this long. */
const SUSPENDED_MILLISECONDS = 60_000;
const DAY_MILLISECONDS = 86_400_000;

/** The task that a timer is about, locked; its clock runs. */
interface TimedTask {
  readonly id: string;
  readonly stage: string;
  readonly dueAt: Date;
  readonly isOverdue: boolean;
}

/** What a timer does when it is due. */
interface TimedDecision {
  readonly audit: Omit<AuditNote, 'action'>;
  readonly route: DecisionRoute;
}

function notDue(until: Date | number): TimerDoesNotAct {
  return new TimerDoesNotAct({ outcome: 'NOT_DUE', until: new Date(until).toISOString() });
}

function lost(): TimerDoesNotAct {
  return new TimerDoesNotAct({ outcome: 'LOST' });
}

/**
 * The open task that the instruction of a request opened, locked, where the nomination's clocks run.
 * @throws TimerDoesNotAct: a person was first, the nomination stands still, or the instruction is not applied yet.
 */
async function runningTask(transaction: DecisionTransaction, request: TimerRequest): Promise<TimedTask> {
  const { subject, now } = transaction;
  const [task] = await transaction.query<
    { id: string; status: string; stage: string; due_at: Date | null; overdue_at: Date | null }[]
  >(
    `SELECT id, status, stage, due_at, overdue_at FROM task
      WHERE subject_id = ? AND instruction_number = ? ORDER BY id LIMIT 1 FOR UPDATE`,
    [request.subjectId, request.instructionNumber],
  );
  if (!task && subject.appliedNumber < request.instructionNumber) {
    throw notDue(now.getTime() + SOON_MILLISECONDS);
  }
  const { state } = await nominationOf(transaction);
  if (!task || task.status !== TaskStatus.Open || !task.due_at || isClosed(state)) {
    throw lost();
  }
  if (state === NominationState.Suspended) {
    throw notDue(now.getTime() + SUSPENDED_MILLISECONDS);
  }
  if (subject.appliedNumber < subject.lastNumber) {
    // What is on its way may move the very deadline.
    throw notDue(now.getTime() + SOON_MILLISECONDS);
  }
  return { id: task.id, stage: task.stage, dueAt: task.due_at, isOverdue: task.overdue_at !== null };
}

async function stageOf(transaction: DecisionTransaction, stage: string): Promise<NominationStage> {
  return transaction.manager.findOneByOrFail(NominationStage, { nominationId: transaction.subject.id, stage });
}

function assertDue(transaction: DecisionTransaction, at: number): void {
  if (at > transaction.now.getTime()) {
    throw notDue(at);
  }
}

/** What the timers of a nomination's workflow do: each is a decision by compare-and-set (decision-path.md rule 11). */
export class StageTimers {
  constructor(private readonly decisions: Decisions) {}

  /** Reminds the unit of a stage that is due soon. */
  remind(request: TimerRequest): Promise<TimerOutcome> {
    return this.act(request, 'remindStage', NominationAction.Remind, async (transaction, task) => {
      const { remindBeforeDays } = await stageOf(transaction, task.stage);
      if (task.isOverdue || remindBeforeDays === null) {
        throw lost();
      }
      assertDue(transaction, task.dueAt.getTime() - remindBeforeDays * DAY_MILLISECONDS);
      await this.notice(transaction, task.id, 'reminded_at');
      return { audit: { after: this.about(task) }, route: routeOfAction(NominationAction.Remind) };
    });
  }

  /** Marks a stage as overdue; its task stays open. */
  markOverdue(request: TimerRequest): Promise<TimerOutcome> {
    return this.act(request, 'markStageOverdue', NominationAction.Overdue, async (transaction, task) => {
      if (task.isOverdue) {
        throw lost();
      }
      assertDue(transaction, task.dueAt.getTime());
      // The version stays: whoever is deciding now is not disturbed by being late.
      await transaction.query('UPDATE task SET overdue_at = ? WHERE id = ?', [transaction.now, task.id]);
      return {
        audit: {
          before: { taskId: task.id, overdueAt: null },
          after: { ...this.about(task), overdueAt: transaction.now.toISOString() },
        },
        route: routeOfAction(NominationAction.Overdue),
      };
    });
  }

  /** Tells the unit above of a stage that has been overdue for long: a task of its own opens there. */
  escalate(request: TimerRequest): Promise<TimerOutcome> {
    return this.act(request, 'escalateStage', NominationAction.Escalate, async (transaction, task) => {
      const { escalateAfterDays, escalationUnitId } = await stageOf(transaction, task.stage);
      if (!task.isOverdue || escalateAfterDays === null || !escalationUnitId) {
        throw lost();
      }
      assertDue(transaction, task.dueAt.getTime() + escalateAfterDays * DAY_MILLISECONDS);
      await this.notice(transaction, task.id, 'escalated_at');
      return {
        audit: { after: { ...this.about(task), unitId: escalationUnitId } },
        route: routeOfAction(NominationAction.Escalate),
      };
    });
  }

  /** The day by which a body had to answer has passed: silence is consent, or the nomination waits all the same. */
  passConsultationDeadline(request: TimerRequest): Promise<TimerOutcome> {
    return this.act(request, 'passConsultationDeadline', null, async (transaction, task) => {
      const consultation = await transaction.manager.findOneByOrFail(Consultation, {
        nominationId: request.subjectId,
        instructionNumber: request.instructionNumber,
      });
      if (consultation.status !== ConsultationStatus.Open || consultation.overdueAt) {
        throw lost();
      }
      assertDue(transaction, consultation.dueAt.getTime());
      const consents = consultation.silence === ConsultationSilence.Consent;
      const action = consents ? NominationAction.EndConsultation : NominationAction.ConsultationOverdue;
      const changed: Partial<Consultation> = consents
        ? { status: ConsultationStatus.Silent, endedBy: request.timer, endedAt: transaction.now }
        : { overdueAt: transaction.now };
      await transaction.manager.update(Consultation, { id: consultation.id }, changed);
      await transaction.query(
        consents
          ? `UPDATE task SET status = 'COMPLETED', version = version + 1, completed_at = ?, completed_by = ?, outcome = ?
              WHERE id = ?`
          : 'UPDATE task SET overdue_at = ? WHERE id = ?',
        consents ? [transaction.now, request.timer, TaskOutcome.Silent, task.id] : [transaction.now, task.id],
      );
      return {
        audit: {
          after: {
            ...this.about(task),
            consultationId: consultation.id,
            silence: consultation.silence,
            ...(consents ? { outcome: TaskOutcome.Silent } : { overdueAt: transaction.now.toISOString() }),
          },
        },
        route: { ...routeOfAction(action), details: { consultationId: consultation.id } },
      };
    });
  }

  private about({ id, stage, dueAt }: TimedTask): { taskId: string; stage: string; dueAt: string } {
    return { taskId: id, stage, dueAt: dueAt.toISOString() };
  }

  private async notice(
    transaction: DecisionTransaction,
    taskId: string,
    column: 'reminded_at' | 'escalated_at',
  ): Promise<void> {
    await transaction.query(
      `INSERT INTO nomination_task_notice (task_id, ${column}) VALUES (?, ?)
         ON DUPLICATE KEY UPDATE ${column} = VALUES(${column})`,
      [taskId, transaction.now],
    );
  }

  private act(
    request: TimerRequest,
    operation: string,
    action: string | null,
    decide: (transaction: DecisionTransaction, task: TimedTask) => Promise<TimedDecision>,
  ): Promise<TimerOutcome> {
    return this.decisions.actOnTimer(request, {
      operation,
      subject: { kind: SubjectKind.Nomination, id: request.subjectId },
      decide: async (transaction) => {
        const { audit, route } = await decide(transaction, await runningTask(transaction, request));
        return { answer: null, audit: { ...audit, action: action ?? route.action }, route };
      },
    });
  }
}
