import { grantedPaths, isPermission, type Mandate, type Permission } from '@thidua/contracts';
import { assignTask, TaskRow, type CommandActor, type Decisions, type TaskStatus } from '@thidua/service-kit';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { subjectOfTask } from './subject-of-task';

/** Permissions that this service's tasks may name. */
export const TASK_PERMISSIONS = [
  'pledge.draft',
  'pledge.sign',
  'pledge.escalation.handle',
  'review.conclude',
  'review.overdue.handle',
] as const satisfies readonly Permission[];

/** What claiming a task, or giving it back, needs. */
export interface ClaimTaskCommand {
  readonly commandId: string;
  readonly taskId: string;
  readonly version: number;
}

/** Claims tasks and lists those that a person may act on. */
export class TaskService {
  constructor(
    private readonly decisions: Decisions,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Claims a task for the caller, or gives it back; reaches no workflow.
   * @returns the task as it is then.
   * @throws CONFLICT naming what happened when the task is stale or somebody else's.
   */
  async assign(actor: CommandActor, input: ClaimTaskCommand, claim: boolean): Promise<TaskRow> {
    const task = await subjectOfTask(this.dataSource, input.taskId);
    const decided: { task?: TaskRow } = {};
    const { answer, replayed } = await this.decisions.run({
      actor,
      operation: claim ? 'claimEmulationTask' : 'unclaimEmulationTask',
      commandId: input.commandId,
      payload: input,
      subject: { kind: task.subjectKind, id: task.subjectId },
      ahead: { taskId: input.taskId, unitId: task.unitId },
      decide: async (transaction) => {
        await transaction.authorise(requirePermission(task.permission), task.unitId);
        decided.task = await assignTask(transaction, input, claim);
        return {
          answer: { taskId: input.taskId },
          audit: { action: claim ? 'CLAIM' : 'UNCLAIM', after: { taskId: input.taskId } },
        };
      },
    });
    // What was decided is known; what was decided earlier is read, because more may have happened since.
    return decided.task && !replayed
      ? decided.task
      : this.dataSource.getRepository(TaskRow).findOneByOrFail({ id: answer.taskId });
  }
}

function requirePermission(name: string): Permission {
  if (!isPermission(name)) {
    throw new Error(`a task names the permission ${name}, which the catalogue does not have`);
  }
  return name;
}

/**
 * Tasks of one status that the mandates let a person act on, as a query that the database filters: by the exact unit,
 * and for permissions that reach below, by the path of the task's unit today.
 */
export function tasksFor(
  dataSource: DataSource,
  mandates: readonly Mandate[],
  status: TaskStatus,
  today: string,
): SelectQueryBuilder<TaskRow> {
  const parameters: Record<string, unknown> = { status, today };
  const conditions = TASK_PERMISSIONS.flatMap((permission, index) => {
    const { exactUnitIds, pathPrefixes } = grantedPaths(mandates, permission);
    parameters[`permission${index}`] = permission;
    parameters[`units${index}`] = [...new Set(exactUnitIds)];
    const own =
      exactUnitIds.length > 0 ? [`task.permission = :permission${index} AND task.unitId IN (:...units${index})`] : [];
    const below = [...new Set(pathPrefixes)].map((prefix, position) => {
      parameters[`path${index}x${position}`] = `${prefix}%`;
      return `task.permission = :permission${index} AND EXISTS (SELECT 1 FROM unit_projection unit
        WHERE unit.unit_id = task.unit_id AND unit.valid_from <= :today AND unit.valid_until > :today
          AND unit.path LIKE :path${index}x${position})`;
    });
    return [...own, ...below].map((condition) => `(${condition})`);
  });
  return dataSource
    .getRepository(TaskRow)
    .createQueryBuilder('task')
    .where('task.status = :status')
    .andWhere(conditions.length > 0 ? `(${conditions.join(' OR ')})` : '1 = 0')
    .setParameters(parameters);
}
