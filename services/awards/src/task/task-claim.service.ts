import { SubjectKind } from '@thidua/contracts';
import { assignTask, type CommandActor, type CommandOutcome, type Decisions, TaskRow } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import type { ClaimAwardTaskInput } from '../nomination/nomination.input';
import { authoriseTask, knownTask } from '../stage/stage-decision';

/** What claiming answers. */
export interface TaskAnswer {
  readonly taskId: string;
}

/** Claims tasks and gives them back; this names no workflow (decision-path.md rule 7). */
export class TaskClaimService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Claims an open task, so that only the caller decides it, or gives it back. */
  async assign(actor: CommandActor, input: ClaimAwardTaskInput, claim: boolean): Promise<CommandOutcome<TaskAnswer>> {
    const known = await knownTask(this.dataSource, input.taskId);
    return this.decisions.run<TaskAnswer>({
      actor,
      operation: claim ? 'claimAwardTask' : 'unclaimAwardTask',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: known.nominationId },
      decide: async (transaction) => {
        const row = await transaction.manager.findOneByOrFail(TaskRow, { id: known.id });
        await authoriseTask(transaction, row);
        await assignTask(transaction, { taskId: known.id, version: input.version }, claim);
        return {
          answer: { taskId: known.id },
          audit: {
            action: claim ? 'CLAIM' : 'UNCLAIM',
            before: { taskId: known.id, assigneeId: row.assigneeId },
            after: { taskId: known.id, assigneeId: claim ? transaction.memberId : null },
          },
        };
      },
    });
  }
}
