import { SubjectKind } from '@thidua/contracts';
import { badInput, type BulkItem, type CommandActor, type Decisions } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { type KnownTask, TASK } from '../stage/stage-decision';
import { reasonOf, type StageService } from '../stage/stage.service';
import { type AssignAwardTasksInput, type DecideAwardTasksInput, type SeenTaskInput, TaskDecision } from './task.input';
import { TaskAssignment, type TaskAssignmentService } from './task-assignment.service';
import { carryOutSeveral, countOf } from './several-items';
import { BulkItemOutcome, BulkTaskResults } from './task-bulk.type';

const NAMES_SOMEBODY: readonly TaskAssignment[] = [TaskAssignment.Delegate, TaskAssignment.Reassign];

/** Carries out one decision on many tasks, each a command of its own (decision-path.md rule 10). */
export class TaskBulkService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly stages: StageService,
    private readonly assignments: TaskAssignmentService,
  ) {}

  /** Passes, returns or rejects up to 500 at once. */
  async decide(actor: CommandActor, input: DecideAwardTasksInput): Promise<BulkTaskResults> {
    const isPass = input.decision === TaskDecision.Pass;
    const reason = isPass ? (input.reason ?? null) : reasonOf(input.reason ?? '', 'DECISION_NEEDS_REASON');
    return this.carryOut(input.commandId, input.tasks, async (tasks, fresh) => {
      const nominationIds = tasks.flatMap(([{ taskId }, known]) => (fresh.has(taskId) ? [known.nominationId] : []));
      const prepared = isPass ? await this.stages.prepared(nominationIds) : null;
      return tasks.map(([task, known]) =>
        this.stages.item(actor, task, known, input.decision, reason, prepared?.get(known.nominationId) ?? null),
      );
    });
  }

  /** Claims, gives back, delegates, reassigns or releases up to 500 at once. */
  async assign(actor: CommandActor, input: AssignAwardTasksInput): Promise<BulkTaskResults> {
    const toMemberId = input.toMemberId ?? null;
    if (NAMES_SOMEBODY.includes(input.assignment) !== (toMemberId !== null)) {
      throw badInput({
        field: 'input.toMemberId',
        vi: 'Người nhận chỉ dùng, và phải có, khi chuyển hoặc giao lại.',
        en: 'Name who is to have them for DELEGATE and REASSIGN, and for nothing else.',
      });
    }
    const receiver = await this.assignments.receiver(toMemberId);
    return this.carryOut(input.commandId, input.tasks, async (tasks) =>
      tasks.map(([task, known]) => this.assignments.item(actor, task, known, input.assignment, receiver)),
    );
  }

  private async carryOut<Answer>(
    commandId: string,
    tasks: readonly SeenTaskInput[],
    itemsOf: (
      tasks: readonly (readonly [task: SeenTaskInput, known: KnownTask])[],
      fresh: ReadonlySet<string>,
    ) => Promise<BulkItem<Answer>[]>,
  ): Promise<BulkTaskResults> {
    const keys = tasks.map(({ taskId }) => taskId);
    const known = await this.knownTasks(keys);
    const byId = new Map(tasks.map((task) => [task.taskId, task]));
    const results = await carryOutSeveral(
      this.decisions,
      commandId,
      keys,
      (some, fresh) =>
        itemsOf(
          some.flatMap((key) => {
            const [task, found] = [byId.get(key), known.get(key)];
            return task && found ? [[task, found] as const] : [];
          }),
          fresh,
        ),
      TASK,
    );
    return Object.assign(new BulkTaskResults(), {
      results: results.map(({ key, ...result }) => ({ taskId: key, ...result })),
      total: results.length,
      done: countOf(results, BulkItemOutcome.Done),
      refused: countOf(results, BulkItemOutcome.Refused),
      notYet: countOf(results, BulkItemOutcome.NotYet),
    });
  }

  private async knownTasks(taskIds: readonly string[]): Promise<Map<string, KnownTask>> {
    const rows = await this.dataSource.query<{ id: string; subject_id: string; unit_id: string }[]>(
      'SELECT id, subject_id, unit_id FROM task WHERE id IN (?) AND subject_kind = ?',
      [taskIds, SubjectKind.Nomination],
    );
    return new Map(rows.map(({ id, subject_id, unit_id }) => [id, { id, nominationId: subject_id, unitId: unit_id }]));
  }
}
