import { brokenCondition, grantingMandate, type Mandate, type Permission, SubjectKind } from '@thidua/contracts';
import {
  assertNotAnothers,
  calendarDateAt,
  type BulkItem,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  lockCurrentTask,
  refuse,
  setAssignee,
  TaskRow,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { hidingUnseen } from '../access/hidden-nomination';
import { factsAbout, factsAboutMember } from '../access/separation-of-duties';
import type { Nomination } from '../nomination/nomination.entity';
import type { TaskDecisionInput } from '../nomination/nomination.input';
import { nominationOf } from '../nomination/nomination.service';
import { type Answered, factsOf, type NominationOwners } from '../nomination/nomination-owners';
import { authoriseTask, type KnownTask, knownTask, TASK } from '../stage/stage-decision';

/** What assigning answers. */
export interface TaskAnswer {
  readonly taskId: string;
}

/** Ways to give a task to somebody, or to take it from them. */
export enum TaskAssignment {
  Claim = 'CLAIM',
  Unclaim = 'UNCLAIM',
  Delegate = 'DELEGATE',
  Reassign = 'REASSIGN',
  Release = 'RELEASE',
}

const OPERATIONS: Readonly<Record<TaskAssignment, string>> = {
  [TaskAssignment.Claim]: 'claimAwardTask',
  [TaskAssignment.Unclaim]: 'unclaimAwardTask',
  [TaskAssignment.Delegate]: 'delegateAwardTask',
  [TaskAssignment.Reassign]: 'reassignAwardTask',
  [TaskAssignment.Release]: 'releaseAwardTask',
};
/** What a leader of the unit does with the tasks of others, by the permission that it needs. */
const LEADERS: Partial<Record<TaskAssignment, Permission>> = {
  [TaskAssignment.Reassign]: 'task.reassign',
  [TaskAssignment.Release]: 'task.release',
};

/** To whom tasks are given, with what membership says of them; null where to nobody else. */
export interface Receiver {
  readonly memberId: string;
  readonly mandates: Answered<readonly Mandate[]>;
}

/** Claims tasks, gives them back and on; this names no workflow (decision-path.md rule 7). */
export class TaskAssignmentService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly owners: NominationOwners,
  ) {}

  /**
   * Claims a task, so that only the caller decides it, gives it back, or gives it to another officer of the unit.
   * @param toMemberId who is to have it, where the assignment names somebody.
   */
  async assign(
    actor: CommandActor,
    input: TaskDecisionInput,
    assignment: TaskAssignment,
    toMemberId: string | null = null,
  ): Promise<CommandOutcome<TaskAnswer>> {
    const known = await knownTask(this.dataSource, input.taskId);
    const receiver = await this.receiver(toMemberId);
    const { key: _key, ...item } = this.item(actor, input, known, assignment, receiver);
    return this.decisions.run<TaskAnswer>({ ...item, payload: input, commandId: input.commandId });
  }

  /** Whoever is to be given tasks: membership is asked before any transaction. */
  async receiver(toMemberId: string | null): Promise<Receiver | null> {
    return toMemberId ? { memberId: toMemberId, mandates: await this.owners.mandatesOf(toMemberId) } : null;
  }

  /** One of several that are assigned at once, or the only one. */
  item(
    actor: CommandActor,
    task: Pick<TaskDecisionInput, 'taskId' | 'version'>,
    known: KnownTask,
    assignment: TaskAssignment,
    receiver: Receiver | null,
  ): BulkItem<TaskAnswer> {
    const { taskId, version } = task;
    return {
      key: taskId,
      actor,
      operation: OPERATIONS[assignment],
      payload: { taskId, version, toMemberId: receiver?.memberId ?? null },
      subject: { kind: SubjectKind.Nomination, id: known.nominationId },
      decide: async (transaction) => {
        const row = await transaction.manager.findOneByOrFail(TaskRow, { id: known.id });
        const nomination = await this.authorise(transaction, row, assignment);
        const locked = await lockCurrentTask(transaction, { taskId: known.id, version });
        if (!LEADERS[assignment]) {
          assertNotAnothers(transaction, locked);
        }
        const assigneeId = await this.assignee(transaction, nomination, row, assignment, receiver);
        setAssignee(transaction, locked, assigneeId);
        return {
          answer: { taskId: known.id },
          audit: {
            action: assignment,
            before: { taskId: known.id, assigneeId: row.assigneeId },
            after: { taskId: known.id, assigneeId },
          },
        };
      },
    };
  }

  /** The mandate that the task asks for, or for what leaders do theirs; separation of duties in both cases. */
  private async authorise(
    transaction: DecisionTransaction,
    row: TaskRow,
    assignment: TaskAssignment,
  ): Promise<Nomination> {
    const permission = LEADERS[assignment];
    if (!permission) {
      return authoriseTask(transaction, row);
    }
    const nomination = await nominationOf(transaction);
    // Those who nominated revise what was returned: who of them does is their own matter.
    const isTheirOwn = row.permission === 'nomination.submit';
    await hidingUnseen(transaction, TASK, 'input.taskId', async () =>
      transaction.authorise(
        permission,
        row.unitId,
        null,
        isTheirOwn ? {} : await factsAbout(transaction, nomination, row.unitId),
      ),
    );
    return nomination;
  }

  private async assignee(
    transaction: DecisionTransaction,
    nomination: Nomination,
    row: TaskRow,
    assignment: TaskAssignment,
    receiver: Receiver | null,
  ): Promise<string | null> {
    if (assignment === TaskAssignment.Claim) {
      return transaction.memberId;
    }
    if (!receiver) {
      return null;
    }
    const { memberId } = receiver;
    const mandates = factsOf(receiver.mandates, { vi: 'đoàn viên', en: 'member' }, 'input.toMemberId');
    const permission = row.permission as Permission;
    const unit = await transaction.unit(row.unitId);
    if (!grantingMandate(mandates, permission, unit)) {
      throw refuse(
        'RECEIVER_HAS_NO_MANDATE',
        `Người được giao hôm nay không có chức danh nào của đơn vị cho phép làm việc này (${calendarDateAt(transaction.now)}).`,
        'The person holds no mandate of the unit today that lets them do this task.',
        'input.toMemberId',
      );
    }
    const facts = await factsAboutMember(transaction, nomination, row.unitId, memberId, mandates);
    if (brokenCondition(permission, facts)) {
      throw refuse(
        'RECEIVER_BREAKS_SEPARATION_OF_DUTIES',
        'Người được giao đã lập, sửa, trình hồ sơ này, được đề nghị trong đó hoặc là thư ký hội đồng, nên không được xử lý.',
        'The person had a hand in this nomination, is nominated in it or is the council’s secretary, and may not do this.',
        'input.toMemberId',
      );
    }
    return memberId;
  }
}
