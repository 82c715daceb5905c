import { setTimeout as wait } from 'node:timers/promises';
import { SubjectKind, SUBJECT_STATE_QUERY, workflowIdOf, type AcceptedDecision } from '@thidua/contracts';
import { Client, Connection, WorkflowNotFoundError, type WorkflowHandle } from '@temporalio/client';
import type { ServiceEvidence, WorkflowEvidence, WorkflowProgress } from '../check/evidence';

const AT_ONCE = 8;
const LONGEST_ANSWER = 30_000;
const QUERIES = 3;
const PAUSE = 1_000;
const WITH_A_WORKFLOW = [
  SubjectKind.Nomination,
  SubjectKind.Pledge,
  SubjectKind.Cycle,
  SubjectKind.AwardDecision,
  SubjectKind.AwardRevocation,
  SubjectKind.AwardAppeal,
  SubjectKind.Review,
];

type HistoryEvent = NonNullable<Awaited<ReturnType<WorkflowHandle['fetchHistory']>>['events']>[number];

/** Asks the engine about every subject that has decided anything: how it stands, what it says, what it accepted. */
export async function collectWorkflows(
  address: string,
  services: readonly ServiceEvidence[],
): Promise<WorkflowEvidence[]> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  const subjects = services
    .flatMap((service) => service.heads)
    .flatMap(({ kind, subjectId, lastNumber }) => {
      const known = WITH_A_WORKFLOW.find((name) => name.valueOf() === kind);
      return known && lastNumber > 0 ? [{ kind: known, subjectId }] : [];
    });
  const found: WorkflowEvidence[] = [];
  try {
    const collect = async (): Promise<void> => {
      for (let next = subjects.pop(); next; next = subjects.pop()) {
        found.push(await collectWorkflow(client, next.kind, next.subjectId));
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, collect));
  } finally {
    await connection.close();
  }
  return found;
}

async function collectWorkflow(client: Client, kind: SubjectKind, subjectId: string): Promise<WorkflowEvidence> {
  const handle = client.workflow.getHandle(workflowIdOf(kind, subjectId));
  try {
    const { status, raw } = await handle.describe();
    return {
      subjectId,
      status: status.name,
      progress: await client.withDeadline(Date.now() + LONGEST_ANSWER, () => progressOf(handle)),
      accepted: await acceptedBy(client, handle),
      pending: (raw.pendingActivities?.length ?? 0) + (raw.pendingWorkflowTask ? 1 : 0),
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) {
      return { subjectId, status: 'MISSING', progress: null, accepted: [], pending: 0 };
    }
    throw error;
  }
}

/**
 * Its own answer. A worker that was stopped for a while may hold a run half-way and fail at it once (it then begins anew
 * from the whole history, which replays): only one that never answers is silent.
 */
async function progressOf(handle: WorkflowHandle): Promise<WorkflowProgress | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await handle.query<WorkflowProgress>(SUBJECT_STATE_QUERY);
    } catch {
      if (attempt === QUERIES) {
        return null;
      }
      await wait(PAUSE);
    }
  }
}

/** The decisions in the histories of a workflow, its first run first. */
async function acceptedBy(client: Client, handle: WorkflowHandle): Promise<WorkflowEvidence['accepted']> {
  const events: readonly HistoryEvent[] = (await handle.fetchHistory()).events ?? [];
  const before = events[0]?.workflowExecutionStartedEventAttributes?.continuedExecutionRunId;
  const earlier = before ? await acceptedBy(client, client.workflow.getHandle(handle.workflowId, before)) : [];
  return [...earlier, ...events.flatMap(acceptedIn)];
}

function acceptedIn(event: HistoryEvent): WorkflowEvidence['accepted'] {
  const request = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest;
  const data = request?.input?.args?.payloads?.[0]?.data;
  return data
    ? [
        {
          updateId: request?.meta?.updateId ?? '',
          decision: JSON.parse(Buffer.from(data).toString('utf8')) as AcceptedDecision,
        },
      ]
    : [];
}
