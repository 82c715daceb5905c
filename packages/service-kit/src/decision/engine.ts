import {
  ACCEPT_DECISION_UPDATE,
  DECISION_DIVERGENCE,
  TaskQueue,
  type AcceptedDecision,
  type DecisionAnswer,
} from '@thidua/contracts';
import {
  Client,
  Connection,
  WithStartWorkflowOperation,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import { ApplicationFailure, type Workflow } from '@temporalio/common';

/** A decision to deliver to its workflow. */
export interface Delivery {
  /** Only a START may start the workflow; a RESTART begins its next life (rules 5 and 13). */
  readonly rowKind: 'START' | 'UPDATE' | 'RESTART';
  readonly workflowType: string;
  readonly workflowId: string;
  readonly startInput: unknown;
  readonly decision: AcceptedDecision;
}

/** What came of a delivery. */
export type DeliveryOutcome =
  | { readonly outcome: 'ANSWERED'; readonly instruction: DecisionAnswer }
  /** Not now: the engine is slow or down, the workflow has not started, or an earlier decision is missing there. */
  | { readonly outcome: 'LATER'; readonly reason: string }
  /** Never: both sides disagree; for the reconciler. */
  | { readonly outcome: 'DIVERGED'; readonly reason: string };

/** The workflow engine as the decision path sees it. */
export interface Engine {
  /** Delivers a committed decision; its answer is the instruction. Never throws. */
  deliver(delivery: Delivery, deadlineMilliseconds: number): Promise<DeliveryOutcome>;
  /** Whether the engine answers now. */
  reachable(): Promise<boolean>;
  /** Closes the connection. */
  close(): Promise<void>;
}

function outcomeOf(error: unknown): DeliveryOutcome {
  if (error instanceof WorkflowUpdateFailedError && error.cause instanceof ApplicationFailure) {
    const { type, message } = error.cause;
    return type === DECISION_DIVERGENCE
      ? { outcome: 'DIVERGED', reason: message }
      : { outcome: 'LATER', reason: `${type ?? 'failure'}: ${message}` };
  }
  if (error instanceof WorkflowNotFoundError) {
    return { outcome: 'LATER', reason: 'the workflow has not started, or has ended' };
  }
  return { outcome: 'LATER', reason: error instanceof Error ? error.message : String(error) };
}

/** Connects lazily to Temporal: a service starts and serves without it, and finds it again when it is back. */
export function createEngine(address: string, namespace: string): Engine {
  const connection = Connection.lazy({ address });
  const client = new Client({ connection, namespace });
  return {
    async deliver({ rowKind, workflowType, workflowId, startInput, decision }, deadlineMilliseconds) {
      const options = { args: [decision] as [AcceptedDecision], updateId: decision.commandId };
      try {
        const instruction = await client.withDeadline(Date.now() + deadlineMilliseconds, () =>
          rowKind === 'UPDATE'
            ? client.workflow
                .getHandle(workflowId)
                .executeUpdate<DecisionAnswer, [AcceptedDecision]>(ACCEPT_DECISION_UPDATE, options)
            : client.workflow.executeUpdateWithStart<Workflow, DecisionAnswer, [AcceptedDecision]>(
                ACCEPT_DECISION_UPDATE,
                {
                  ...options,
                  startWorkflowOperation: new WithStartWorkflowOperation(workflowType, {
                    workflowId,
                    taskQueue: TaskQueue.Workflows,
                    args: [startInput],
                    workflowIdConflictPolicy: 'USE_EXISTING',
                    workflowIdReusePolicy: rowKind === 'START' ? 'REJECT_DUPLICATE' : 'ALLOW_DUPLICATE',
                  }),
                },
              ),
        );
        return { outcome: 'ANSWERED', instruction };
      } catch (error) {
        return outcomeOf(error);
      }
    },
    async reachable() {
      try {
        await client.withDeadline(Date.now() + 1500, () => connection.workflowService.getSystemInfo({}));
        return true;
      } catch {
        return false;
      }
    },
    close: () => connection.close(),
  };
}
