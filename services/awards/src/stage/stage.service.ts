import { NominationAction, NominationTaskKind, SubjectKind, WorkflowType } from '@thidua/contracts';
import {
  type CommandActor,
  type CommandOutcome,
  type DecisionRoute,
  type Decisions,
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
import type { NominationChecks } from '../check/nomination-checks';
import type { NominationAnswer } from '../nomination/nomination.service';
import { NominationRevision } from '../nomination/nomination-revision.entity';
import { actOnStage, knownTask, TaskOutcome } from './stage-decision';

const STAGE_TASKS = [NominationTaskKind.Appraise, NominationTaskKind.RecordCouncilVote, NominationTaskKind.Decide];

/** A decision's way to the nomination's workflow. */
export function routeOfAction(action: string): DecisionRoute {
  return { workflowType: WorkflowType.NominationApproval, action, details: {} };
}

/** @throws Refusal with that code for a blank reason. */
export function reasonOf(text: string, code: string): string {
  const reason = normalisedText(text);
  if (!reason) {
    throw refuse(code, 'Phải nêu lý do, không được để trống.', 'Give a reason; it must not be blank.', 'input.reason');
  }
  return reason;
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
    return this.move(actor, 'passAppraisal', input, {
      command: 'passAppraisal',
      taskKinds: [NominationTaskKind.Appraise],
      action: NominationAction.Advance,
      outcome: TaskOutcome.Passed,
      reason: opinion,
    });
  }

  /** Returns the nomination to its unit with a reason; resubmitting makes a new revision. */
  async returnToUnit(actor: CommandActor, input: ReturnNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const reason = reasonOf(input.reason, 'RETURN_NEEDS_REASON');
    return this.move(actor, 'returnNomination', input, {
      command: 'return',
      taskKinds: STAGE_TASKS,
      action: NominationAction.Return,
      outcome: TaskOutcome.Returned,
      reason,
    });
  }

  /** Rejects the nomination with a reason; that ends it. */
  async reject(actor: CommandActor, input: RejectNominationInput): Promise<CommandOutcome<NominationAnswer>> {
    const reason = reasonOf(input.reason, 'REJECTION_NEEDS_REASON');
    return this.move(actor, 'rejectNomination', input, {
      command: 'reject',
      taskKinds: STAGE_TASKS,
      action: NominationAction.Reject,
      outcome: TaskOutcome.Rejected,
      reason,
    });
  }

  private async move(
    actor: CommandActor,
    operation: string,
    input: TaskDecisionInput,
    move: {
      readonly command: 'passAppraisal' | 'return' | 'reject';
      readonly taskKinds: readonly string[];
      readonly action: string;
      readonly outcome: TaskOutcome;
      readonly reason: string | null;
    },
  ): Promise<CommandOutcome<NominationAnswer>> {
    const { nominationId } = await knownTask(this.dataSource, input.taskId);
    const prepared = move.action === NominationAction.Advance ? await this.checks.prepareById(nominationId) : null;
    return this.decisions.run<NominationAnswer>({
      actor,
      operation,
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Nomination, id: nominationId },
      locks: prepared?.locks ?? [],
      decide: async (transaction) => {
        const { nomination, task } = await actOnStage(transaction, input, move.command, move.taskKinds, move.outcome);
        const checks = prepared && (await this.checks.enforceAtStage(transaction, nomination, prepared, task.stage));
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
        }
        return {
          answer: { nominationId },
          audit: {
            action: move.action,
            reason: move.reason,
            before: { state: nomination.state, stage: task.stage, revision: nomination.revision },
            after: { taskId: task.taskId, outcome: move.outcome, ...(checks ? { checks } : {}) },
            ruleVersion: nomination.routeVersionId,
          },
          route: routeOfAction(move.action),
        };
      },
    });
  }
}
