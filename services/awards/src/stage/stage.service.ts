import { NominationAction, NominationTaskKind, SubjectKind, WorkflowType } from '@thidua/contracts';
import {
  type BulkItem,
  type CommandActor,
  type CommandOutcome,
  type Decided,
  type DecisionRoute,
  type Decisions,
  type DecisionTransaction,
  normalisedText,
  refuse,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import type {
  PassAppraisalInput,
  RejectNominationInput,
  ReturnNominationInput,
  TaskDecisionInput,
} from '../nomination/nomination.input';
import type { ChecksInTrail, NominationChecks, PreparedChecks } from '../check/nomination-checks';
import type { Nomination } from '../nomination/nomination.entity';
import type { NominationAnswer } from '../nomination/nomination.service';
import { NominationRevision } from '../nomination/nomination-revision.entity';
import { FieldComment } from '../nomination/field-comment.entity';
import { assertNoResultWaits } from '../council/counted-result';
import { assertChecklistAnswered } from '../checklist/checklist.service';
import { actOnStage, type KnownTask, knownTask, STAGE_TASKS, TaskOutcome } from './stage-decision';

/** A decision's way to the nomination's workflow. */
export function routeOfAction(action: string): DecisionRoute {
  return { workflowType: WorkflowType.NominationApproval, action, details: {} };
}

/**
 * The reason as it is stored.
 * @throws Refusal with that code for a blank one.
 */
export function reasonOf(text: string, code: string, field = 'input.reason'): string {
  const reason = normalisedText(text);
  if (!reason) {
    throw refuse(code, 'Phải nêu lý do, không được để trống.', 'Give a reason; it must not be blank.', field);
  }
  return reason;
}

/** What is done to an open stage. */
interface StageMove {
  readonly command: 'passAppraisal' | 'return' | 'reject';
  readonly taskKinds: readonly string[];
  readonly action: string;
  readonly outcome: TaskOutcome;
  readonly reason: string | null;
  readonly comments?: readonly Pick<FieldComment, 'path' | 'text'>[];
}

const MOVES: Readonly<
  Record<'PASS' | 'RETURN' | 'REJECT', Omit<StageMove, 'reason' | 'comments'> & { readonly operation: string }>
> = {
  PASS: {
    operation: 'passAppraisal',
    command: 'passAppraisal',
    taskKinds: [NominationTaskKind.Appraise],
    action: NominationAction.Advance,
    outcome: TaskOutcome.Passed,
  },
  RETURN: {
    operation: 'returnNomination',
    command: 'return',
    taskKinds: STAGE_TASKS,
    action: NominationAction.Return,
    outcome: TaskOutcome.Returned,
  },
  REJECT: {
    operation: 'rejectNomination',
    command: 'reject',
    taskKinds: STAGE_TASKS,
    action: NominationAction.Reject,
    outcome: TaskOutcome.Rejected,
  },
};

async function decideStage(
  transaction: DecisionTransaction,
  input: Pick<TaskDecisionInput, 'taskId' | 'version'>,
  move: StageMove,
  enforceChecks: (nomination: Nomination, stage: string) => Promise<ChecksInTrail | null>,
): Promise<Decided<NominationAnswer>> {
  const { id: nominationId } = transaction.subject;
  const { nomination, task } = await actOnStage(transaction, input, move.command, move.taskKinds, move.outcome);
  if (task.kind === NominationTaskKind.RecordCouncilVote) {
    await assertNoResultWaits(transaction, task.taskId);
  }
  if (move.action === NominationAction.Advance) {
    await assertChecklistAnswered(transaction, nomination, task.stage);
  }
  const checks = await enforceChecks(nomination, task.stage);
  const comments = move.comments ?? [];
  if (move.action === NominationAction.Return) {
    await transaction.manager.update(
      NominationRevision,
      { nominationId, number: nomination.revision },
      {
        returnReason: move.reason,
        returnedFromStage: task.stage,
        returnedBy: transaction.memberId,
        returnedAt: transaction.now,
      },
    );
    if (comments.length > 0) {
      await transaction.manager.insert(
        FieldComment,
        comments.map((comment, index) => ({
          nominationId,
          revision: nomination.revision,
          ordinal: index + 1,
          ...comment,
        })),
      );
    }
  }
  return {
    answer: { nominationId },
    audit: {
      action: move.action,
      reason: move.reason,
      before: { state: nomination.state, stage: task.stage, revision: nomination.revision },
      after: {
        taskId: task.taskId,
        outcome: move.outcome,
        ...(comments.length > 0 ? { comments } : {}),
        ...(checks ? { checks } : {}),
      },
      ruleVersion: nomination.routeVersionId,
    },
    route: routeOfAction(move.action),
  };
}

/** Appraisal, return and rejection: what can be done at a stage without a vote or a signature. */
export class StageService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly checks: NominationChecks,
  ) {}

  /** The appraiser lets the nomination pass to the next stage. */
  passAppraisal(actor: CommandActor, input: PassAppraisalInput): Promise<CommandOutcome<NominationAnswer>> {
    const opinion = input.opinion ? normalisedText(input.opinion) || null : null;
    return this.move(actor, input, 'PASS', opinion);
  }

  /** Returns the nomination to its unit with a reason and comments on fields; resubmitting makes a new revision. */
  async returnToUnit(actor: CommandActor, input: ReturnNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const reason = reasonOf(input.reason, 'RETURN_NEEDS_REASON');
    const comments = (input.comments ?? []).map(({ path, text }) => ({ path, text: normalisedText(text) }));
    return this.move(actor, input, 'RETURN', reason, comments);
  }

  /** Rejects the nomination with a reason; that ends it. */
  async reject(actor: CommandActor, input: RejectNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    return this.move(actor, input, 'REJECT', reasonOf(input.reason, 'REJECTION_NEEDS_REASON'));
  }

  /** What the checks of nominations that are to be passed read of others, all in one question to each owner. */
  prepared(nominationIds: readonly string[]): Promise<ReadonlyMap<string, PreparedChecks>> {
    return this.checks.prepareAll(nominationIds);
  }

  /**
   * One of several stages that are decided on at once.
   * @param prepared what its checks have read; null where nothing is passed, or where it has been carried out before.
   */
  item(
    actor: CommandActor,
    task: Pick<TaskDecisionInput, 'taskId' | 'version'>,
    known: KnownTask,
    decision: 'PASS' | 'RETURN' | 'REJECT',
    reason: string | null,
    prepared: PreparedChecks | null,
  ): BulkItem<NominationAnswer> {
    const { taskId, version } = task;
    const { operation, ...move } = MOVES[decision];
    return {
      key: taskId,
      actor,
      operation,
      payload: { taskId, version, reason },
      subject: { kind: SubjectKind.Nomination, id: known.nominationId },
      locks: prepared?.locks ?? [],
      decide: (transaction) =>
        decideStage(transaction, task, { ...move, reason }, this.enforcing(transaction, prepared)),
    };
  }

  private async move(
    actor: CommandActor,
    input: TaskDecisionInput,
    decision: 'PASS' | 'RETURN' | 'REJECT',
    reason: string | null,
    comments: StageMove['comments'] = [],
  ): Promise<CommandOutcome<NominationAnswer>> {
    const { nominationId } = await knownTask(this.dataSource, input.taskId);
    const { operation, ...move } = MOVES[decision];
    const prepared = decision === 'PASS' ? await this.checks.prepareById(nominationId) : null;
    return this.decisions.run<NominationAnswer>({
      actor,
      operation,
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      locks: prepared?.locks ?? [],
      decide: (transaction) =>
        decideStage(transaction, input, { ...move, reason, comments }, this.enforcing(transaction, prepared)),
    });
  }

  private enforcing(
    transaction: DecisionTransaction,
    prepared: PreparedChecks | null,
  ): (nomination: Nomination, stage: string) => Promise<ChecksInTrail | null> {
    return async (nomination, stage) =>
      prepared && this.checks.enforceAtStage(transaction, nomination, prepared, stage);
  }
}
