import { NominationAction, NominationTaskKind, SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  type CommandActor,
  type CommandOutcome,
  type Decisions,
  lockCurrentTask,
  refuse,
  TaskRow,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { hidingUnseen } from '../access/hidden-nomination';
import { factsAbout } from '../access/separation-of-duties';
import type { HandleOverdueNominationInput, MoveNominationDeadlineInput } from '../nomination/nomination-route.input';
import { assertPossible, assertTaskKind, type NominationAnswer, nominationOf } from '../nomination/nomination.service';
import { assertSettled } from '../stage/acting-stage';
import { authoriseTask, knownTask, STAGE_TASKS, TASK, TaskOutcome } from '../stage/stage-decision';
import { reasonOf, routeOfAction } from '../stage/stage.service';
import { DeadlineMove } from './deadline-move.entity';

/** The furthest that a deadline can be moved to: as long as the longest limit of a stage. */
const LONGEST_MOVE_MILLISECONDS = 365 * 86_400_000;

/** Moves the deadlines of open stages, and deals with those that were left overdue for long. */
export class DeadlineService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Moves the deadline of the open stage, later or earlier, with a reason; reminders and the like begin anew. */
  async move(actor: CommandActor, input: MoveNominationDeadlineInput): Promise<CommandOutcome<NominationAnswer>> {
    const reason = reasonOf(input.reason, 'DEADLINE_NEEDS_REASON');
    const { nominationId } = await knownTask(this.dataSource, input.taskId);
    const { taskId, version, dueAt } = input;
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'moveNominationDeadline',
      commandId: input.commandId,
      payload: { taskId, version, dueAt: dueAt.toISOString(), reason: input.reason },
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      decide: async (transaction) => {
        const nomination = await nominationOf(transaction);
        const { unitId } = await transaction.manager.findOneByOrFail(TaskRow, { id: input.taskId });
        await hidingUnseen(transaction, TASK, 'input.taskId', async () =>
          transaction.authorise(
            'nomination.move-deadline',
            unitId,
            null,
            await factsAbout(transaction, nomination, unitId),
          ),
        );
        const task = await lockCurrentTask(transaction, { taskId: input.taskId, version: input.version });
        assertTaskKind(task.kind, STAGE_TASKS);
        assertPossible(nomination, 'moveDeadline');
        assertSettled(transaction);
        const ahead = dueAt.getTime() - transaction.now.getTime();
        if (ahead <= 0 || ahead > LONGEST_MOVE_MILLISECONDS) {
          throw refuse(
            'DEADLINE_OUT_OF_BOUNDS',
            'Hạn mới phải sau lúc này và không quá 365 ngày nữa.',
            'The new deadline must lie after now and within 365 days.',
            'input.dueAt',
          );
        }
        const move = {
          id: newId(),
          nominationId,
          taskId: input.taskId,
          stage: task.stage,
          dueBefore: task.due_at,
          dueAfter: dueAt,
          reason,
          movedBy: transaction.memberId,
          movedAt: transaction.now,
        };
        await transaction.manager.insert(DeadlineMove, move);
        await transaction.query('UPDATE task SET due_at = ?, overdue_at = NULL, version = version + 1 WHERE id = ?', [
          dueAt,
          input.taskId,
        ]);
        await transaction.query('DELETE FROM nomination_task_notice WHERE task_id = ?', [input.taskId]);
        return {
          answer: { nominationId },
          audit: {
            action: NominationAction.ExtendDeadline,
            reason,
            before: {
              state: nomination.state,
              stage: nomination.stage,
              revision: nomination.revision,
              dueAt: task.due_at?.toISOString() ?? null,
            },
            after: { taskId: input.taskId, dueAt: dueAt.toISOString() },
            ruleVersion: nomination.routeVersionId,
          },
          route: { ...routeOfAction(NominationAction.ExtendDeadline), details: { dueAt: dueAt.toISOString() } },
        };
      },
    });
  }

  /** The unit above says what it has done about a stage that was left overdue; the stage goes on as before. */
  async handleOverdue(
    actor: CommandActor,
    input: HandleOverdueNominationInput,
  ): Promise<CommandOutcome<NominationAnswer>> {
    const note = reasonOf(input.note, 'ESCALATION_NEEDS_NOTE', 'input.note');
    const { nominationId } = await knownTask(this.dataSource, input.taskId);
    return this.decisions.run<NominationAnswer>({
      actor,
      operation: 'handleOverdueNomination',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      decide: async (transaction) => {
        const row = await transaction.manager.findOneByOrFail(TaskRow, { id: input.taskId });
        const nomination = await authoriseTask(transaction, row);
        assertTaskKind(row.kind, [NominationTaskKind.HandleOverdue]);
        assertSettled(transaction);
        await transaction.completeTask({ taskId: row.id, version: input.version }, TaskOutcome.Handled);
        return {
          answer: { nominationId },
          audit: {
            action: NominationAction.HandleEscalation,
            reason: note,
            before: { state: nomination.state, stage: nomination.stage, revision: nomination.revision },
            after: { taskId: row.id, outcome: TaskOutcome.Handled },
            ruleVersion: nomination.routeVersionId,
          },
          route: routeOfAction(NominationAction.HandleEscalation),
        };
      },
    });
  }
}
