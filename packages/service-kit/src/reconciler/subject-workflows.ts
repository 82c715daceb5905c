import {
  Client,
  Connection,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import {
  reconcileScheduleId,
  SUBJECT_STATE_QUERY,
  TaskQueue,
  type AcceptedDecision,
  type ReconciledService,
  type SubjectState,
} from '@thidua/contracts';
import type { EngineSide, LostDecision, WorkflowStatus } from './sides';

const DEADLINE_MILLISECONDS = 5_000;
const GRPC_UNAVAILABLE = 14;
const LISTED_AT_ONCE = 200;
/** The most decisions that are told as lost of one subject. */
const MOST_LOST_TOLD = 200;

/** A workflow that is to be started where its database stands. */
export interface WorkflowToStart {
  readonly workflowType: string;
  readonly workflowId: string;
  /** The input of its first start, with `resumeFrom`. */
  readonly input: object;
}

/** What the reconciler asks of the engine. */
export interface SubjectWorkflows {
  /** How a subject's workflow stands: its latest run, and what it says of itself. */
  look(workflowId: string): Promise<EngineSide>;
  /** Starts a workflow anew whose runs, if there were any, have ended. @returns false when one is running. */
  start(workflow: WorkflowToStart): Promise<boolean>;
  /** Ends a running workflow; does nothing when it has ended. */
  end(workflowId: string, reason: string): Promise<void>;
  /** Decisions after a number that the workflow has accepted, in order, from its histories. */
  decisionsAfter(workflowId: string, number: number): Promise<LostDecision[]>;
  /** A page of the workflows of some types that run, or that ended after an instant. */
  list(
    types: readonly string[],
    endedAfter: Date | null,
    cursor: string | null,
  ): Promise<{ readonly workflowIds: readonly string[]; readonly nextCursor: string | null }>;
  /** Has a service's schedule start a reconciliation now, unless one is under way. */
  reconcileNow(service: ReconciledService): Promise<void>;
  /** Closes the connection. */
  close(): Promise<void>;
}

/** What a run of a workflow has accepted, and the run that it continues. */
interface AcceptedInRun {
  readonly decisions: readonly AcceptedDecision[];
  readonly previousRunId: string | null;
}

/** Connects lazily to Temporal, as the engine does. */
export function createSubjectWorkflows(address: string, namespace: string): SubjectWorkflows {
  const connection = Connection.lazy({ address });
  const client = new Client({ connection, namespace });
  const timely = <T>(ask: () => Promise<T>): Promise<T> => client.withDeadline(Date.now() + DEADLINE_MILLISECONDS, ask);

  async function stateOf(workflowId: string, runId: string): Promise<SubjectState | null> {
    try {
      return await timely(() => client.workflow.getHandle(workflowId, runId).query<SubjectState>(SUBJECT_STATE_QUERY));
    } catch (error) {
      // The engine is away: that is no property of this subject.
      if (isGrpcServiceError(error) && Number(error.code) === GRPC_UNAVAILABLE) {
        throw error;
      }
      return null;
    }
  }

  async function acceptedIn(workflowId: string, runId: string): Promise<AcceptedInRun> {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    const payloads = (events ?? []).flatMap(
      (event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.args?.payloads ?? [],
    );
    return {
      decisions: payloads.map((payload) => defaultPayloadConverter.fromPayload<AcceptedDecision>(payload)),
      previousRunId: events?.[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId ?? null,
    };
  }

  return {
    async look(workflowId) {
      try {
        const { status, runId } = await timely(() => client.workflow.getHandle(workflowId).describe());
        return { status: statusOf(status.name), runId, state: await stateOf(workflowId, runId) };
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) {
          return { status: 'NOT_FOUND', runId: null, state: null };
        }
        throw error;
      }
    },

    async start({ workflowType, workflowId, input }) {
      try {
        await timely(() =>
          client.workflow.start(workflowType, {
            workflowId,
            taskQueue: TaskQueue.Workflows,
            args: [input],
            workflowIdReusePolicy: 'ALLOW_DUPLICATE',
            workflowIdConflictPolicy: 'FAIL',
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError) {
          return false;
        }
        throw error;
      }
    },

    async end(workflowId, reason) {
      try {
        await timely(() => client.workflow.getHandle(workflowId).terminate(reason));
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) {
          throw error;
        }
      }
    },

    async decisionsAfter(workflowId, number) {
      const decisions: LostDecision[] = [];
      let runId: string | null = (await timely(() => client.workflow.getHandle(workflowId).describe())).runId;
      while (runId && decisions.length < MOST_LOST_TOLD) {
        const run: AcceptedInRun = await acceptedIn(workflowId, runId);
        decisions.unshift(...run.decisions.filter((decision) => decision.number > number).map(toldOf));
        const reachesBack = run.decisions.some((decision) => decision.number <= number);
        runId = reachesBack ? null : run.previousRunId;
      }
      return decisions;
    },

    async list(types, endedAfter, cursor) {
      const names = types.map((type) => `'${type}'`).join(', ');
      const ended = endedAfter ? ` OR CloseTime > '${endedAfter.toISOString()}'` : '';
      const page = await timely(() =>
        connection.workflowService.listWorkflowExecutions({
          namespace,
          pageSize: LISTED_AT_ONCE,
          nextPageToken: cursor ? Buffer.from(cursor, 'base64') : null,
          query: `WorkflowType IN (${names}) AND (ExecutionStatus = 'Running'${ended})`,
        }),
      );
      const token = Buffer.from(page.nextPageToken ?? []);
      return {
        workflowIds: [...new Set(page.executions.map(({ execution }) => execution?.workflowId ?? ''))],
        nextCursor: token.length > 0 ? token.toString('base64') : null,
      };
    },

    async reconcileNow(service) {
      await timely(() => client.schedule.getHandle(reconcileScheduleId(service)).trigger());
    },

    close: () => connection.close(),
  };
}

function statusOf(name: string): WorkflowStatus {
  switch (name) {
    case 'COMPLETED':
    case 'FAILED':
    case 'CANCELLED':
    case 'TERMINATED':
    case 'TIMED_OUT':
      return name;
    default:
      // Its next run is about to begin, or somebody has paused it: it lives.
      return 'RUNNING';
  }
}

/** What is told of a decision: no details, which may name units. */
function toldOf({ number, commandId, action, revision, auditSequence, auditHash }: AcceptedDecision): LostDecision {
  return { number, commandId, action, revision, auditSequence, auditHash };
}
