import { PledgeAction, SubjectKind, WorkflowType, type TimerOutcome, type TimerRequest } from '@thidua/contracts';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { addAuditAnchors } from '../../audit/audit-tables';
import { createDataSource } from '../../database/data-source';
import { TimerDoesNotAct, type Command, type CommandOutcome, type Decided } from '../../decision/command';
import {
  addReconciliation,
  addUnitProjectionRebuild,
  createDecisionTables,
  createUnitProjectionTables,
  separateStrugglingRows,
} from '../../decision/decision-tables';
import type { DecisionTransaction } from '../../decision/decision-transaction';
import type { Decisions } from '../../decision/decisions';
import { TaskRow } from '../../decision/task.entity';
import type { TaskReference } from '../../decision/tasks';
import { UNIT_PROJECTION_ENTITIES } from '../../feed/unit-projection.entity';

class TinyPledges1000000000000 implements MigrationInterface {
  name = 'TinyPledges1000000000000';
  async up(runner: QueryRunner): Promise<void> {
    await createDecisionTables(runner);
    await createUnitProjectionTables(runner);
    await addReconciliation(runner);
    await separateStrugglingRows(runner);
    await addUnitProjectionRebuild(runner);
    await addAuditAnchors(runner);
    await runner.query(
      'CREATE TABLE tiny_pledge (id uuid NOT NULL PRIMARY KEY, deadline_at datetime(6) NOT NULL, escalated_at datetime(6) NULL) ENGINE=InnoDB',
    );
    await runner.query(
      'CREATE TABLE note (subject_id uuid NOT NULL, command_id uuid NOT NULL, task_id uuid NULL, text varchar(40) NOT NULL) ENGINE=InnoDB',
    );
  }
  async down(): Promise<void> {}
}

/** The data source of the tiny service. */
export function tinyDataSource(url: string): DataSource {
  return createDataSource({ url, poolSize: 8 }, [TaskRow, ...UNIT_PROJECTION_ENTITIES], [TinyPledges1000000000000]);
}

/** A command of the tiny service, as a client sends it. */
export interface TinyCommand {
  readonly act: 'prepare' | 'open' | 'sign';
  readonly commandId: string;
  readonly pledgeId: string;
  /** Left to the relay instead of delivered at once. */
  readonly byRelay?: boolean;
  /** For `prepare`: when the deadline passes. */
  readonly deadlineAt?: string;
  /** For `open`: the units that sign. */
  readonly unitIds?: readonly string[];
  /** For `sign`: the unit's task as the client saw it. */
  readonly unitId?: string;
  readonly task?: TaskReference;
}

/**
 * A service with next to nothing of its own on the decision path: pledges that are prepared, opened and signed, and
 * whose deadline passes. Each command leaves one note, so that a second effect shows.
 */
export class TinyPledges {
  constructor(private readonly decisions: Decisions) {}

  /** Carries out a command. */
  run(command: TinyCommand): Promise<CommandOutcome<{ text: string }>> {
    return this.decisions.run<{ text: string }>({
      actor: { kind: 'system', name: 'client' },
      operation: command.act,
      commandId: command.commandId,
      payload: command,
      subject: {
        kind: SubjectKind.Pledge,
        id: command.pledgeId,
        isNew: command.act === 'prepare' ? 'IF_MISSING' : false,
      },
      delivery: command.byRelay ? 'RELAY' : 'DIRECT',
      decide: (transaction) => this.decide(transaction, command),
    } satisfies Command<{ text: string }>);
  }

  /** The deadline of a pledge passes: a timer's act. */
  passDeadline(request: TimerRequest): Promise<TimerOutcome> {
    return this.decisions.actOnTimer(request, {
      operation: 'passDeadline',
      subject: { kind: SubjectKind.Pledge, id: request.subjectId },
      decide: async (transaction) => {
        const [pledge] = await transaction.query<{ deadline_at: Date; escalated_at: Date | null }[]>(
          'SELECT deadline_at, escalated_at FROM tiny_pledge WHERE id = ?',
          [request.subjectId],
        );
        if (!pledge || pledge.escalated_at) {
          throw new TimerDoesNotAct({ outcome: 'LOST' });
        }
        if (pledge.deadline_at > transaction.now) {
          throw new TimerDoesNotAct({ outcome: 'NOT_DUE', until: pledge.deadline_at.toISOString() });
        }
        await transaction.query('UPDATE tiny_pledge SET escalated_at = ? WHERE id = ?', [
          transaction.now,
          request.subjectId,
        ]);
        await this.note(transaction, null, 'passDeadline');
        return {
          answer: null,
          audit: { action: PledgeAction.DeadlinePassed },
          route: { workflowType: WorkflowType.PledgeSigning, action: PledgeAction.DeadlinePassed, details: {} },
        };
      },
    });
  }

  private async decide(
    transaction: DecisionTransaction,
    { act, pledgeId, deadlineAt = '', unitIds = [], unitId = '', task }: TinyCommand,
  ): Promise<Decided<{ text: string }>> {
    const decided = (action: string, route: Partial<NonNullable<Decided<never>['route']>>) => ({
      answer: { text: act },
      audit: { action },
      route: { workflowType: WorkflowType.PledgeSigning, action, details: {}, ...route },
    });
    if (act === 'prepare') {
      await transaction.query('INSERT INTO tiny_pledge (id, deadline_at) VALUES (?, ?)', [
        pledgeId,
        new Date(deadlineAt),
      ]);
      await this.note(transaction, null, act);
      const input = { pledgeId, headUnitId: pledgeId, ownerUnitId: pledgeId, reminderAt: deadlineAt, deadlineAt };
      return decided(PledgeAction.Prepare, { start: { workflowType: WorkflowType.PledgeSigning, input } });
    }
    if (act === 'open') {
      await this.note(transaction, null, act);
      return decided(PledgeAction.OpenForSignature, { details: { memberUnitIds: unitIds } });
    }
    const { taskId } = await transaction.completeTask(task ?? { taskId: '', version: 0 }, PledgeAction.Sign);
    await this.note(transaction, taskId, act);
    return decided(PledgeAction.Sign, { details: { unitId, late: false } });
  }

  private async note(transaction: DecisionTransaction, taskId: string | null, text: string): Promise<void> {
    await transaction.query('INSERT INTO note (subject_id, command_id, task_id, text) VALUES (?, ?, ?, ?)', [
      transaction.subject.id,
      transaction.commandId,
      taskId,
      text,
    ]);
  }
}
