import { workflowIdOf, type Instruction, type ResumeFrom, type SubjectKind } from '@thidua/contracts';
import type { SqlRunner } from '../identity/unit-scope';
import type { DatabaseSide, PendingDecision } from './sides';

/** How many answers a workflow carries on (workflows/src/subject/decision-ledger.ts). */
const KEPT_ANSWERS = 200;

interface SubjectRow {
  subject_id: string;
  subject_kind: SubjectKind;
  last_number: number;
  applied_number: number;
  finished: number;
  held: number | string;
  rebuildable: number | string;
  state: string | null;
  open_stages: string | null;
  has_decisions: number | string;
  pending: string | null;
}

/** What of a subject's rows is compared, in one statement: all of one moment. */
const SIDE = `SELECT h.subject_id, h.subject_kind, h.last_number, h.applied_number, h.finished,
        h.held_at IS NOT NULL AS held, h.workflow_state IS NOT NULL AS rebuildable,
        (SELECT JSON_VALUE(o.instruction, '$.state') FROM outbox o
          WHERE o.subject_id = h.subject_id AND o.number = h.applied_number) AS state,
        (SELECT JSON_ARRAYAGG(DISTINCT t.stage) FROM task t
          WHERE t.subject_id = h.subject_id AND t.status = 'OPEN') AS open_stages,
        EXISTS (SELECT 1 FROM outbox o WHERE o.subject_id = h.subject_id) AS has_decisions,
        (SELECT JSON_OBJECT('number', o.number, 'rowKind', o.row_kind, 'commandId', o.command_id,
                            'ageSeconds', TIMESTAMPDIFF(SECOND, o.committed_at, UTC_TIMESTAMP(6)),
                            'setAside', o.set_aside_at IS NOT NULL, 'reason', o.last_error)
           FROM outbox o WHERE o.subject_id = h.subject_id AND o.done_at IS NULL
          ORDER BY o.number LIMIT 1) AS pending
   FROM subject_head h`;

function sideOf(row: SubjectRow): DatabaseSide {
  const found = row.pending === null ? null : (JSON.parse(row.pending) as PendingDecision & { rowKind: string });
  const { rowKind = null, ...pending } = found ?? {};
  return {
    kind: row.subject_kind,
    subjectId: row.subject_id,
    workflowId: workflowIdOf(row.subject_kind, row.subject_id),
    lastNumber: row.last_number,
    appliedNumber: row.applied_number,
    finished: row.finished === 1,
    held: Number(row.held) === 1,
    state: row.state,
    rebuildable: Number(row.rebuildable) === 1,
    openStages: row.open_stages === null ? [] : (JSON.parse(row.open_stages) as string[]),
    awaitsNextLife: rowKind === 'RESTART' || (row.last_number > 0 && Number(row.has_decisions) === 0),
    pending: found && { ...(pending as PendingDecision), setAside: Number(found.setAside) === 1 },
  };
}

/** Subjects that a pass goes over. */
const PASSES = {
  // What was listed of a subject that has ended since would stay listed for ever, for no other pass reaches it.
  HELD: `JOIN (SELECT subject_id FROM subject_head WHERE held_at IS NOT NULL
                UNION SELECT subject_id FROM reconciliation_finding WHERE is_open = 1) looked_after
           ON looked_after.subject_id = h.subject_id AND (h.held_at IS NOT NULL OR h.finished = 1)
         WHERE TRUE`,
  OPEN: 'WHERE h.held_at IS NULL AND h.finished = 0 AND h.last_number > 0',
} as const;

/**
 * A page of subjects, by their ids: those that are held, with the ended ones of which something is still listed, or the
 * others whose workflow has not ended.
 * @param after id after which to begin; empty for the first page.
 */
export async function readSubjects(
  runner: SqlRunner,
  kinds: readonly SubjectKind[],
  which: 'HELD' | 'OPEN',
  after: string,
  limit: number,
): Promise<DatabaseSide[]> {
  const rows = await runner.query<SubjectRow[]>(
    `${SIDE} ${PASSES[which]} AND h.subject_id > ? AND h.subject_kind IN (?) ORDER BY h.subject_id LIMIT ?`,
    [after === '' ? '00000000-0000-0000-0000-000000000000' : after, kinds, limit],
  );
  return rows.map(sideOf);
}

/** One subject; null when the database does not hold it. */
export async function readSubject(runner: SqlRunner, subjectId: string): Promise<DatabaseSide | null> {
  const [row] = await runner.query<SubjectRow[]>(`${SIDE} WHERE h.subject_id = ?`, [subjectId]);
  return row ? sideOf(row) : null;
}

/** Of these subjects those that a pass over open ones does not reach: unknown, ended, or without a decision yet. */
export async function subjectsNotOpen(runner: SqlRunner, subjectIds: readonly string[]): Promise<string[]> {
  if (subjectIds.length === 0) {
    return [];
  }
  const open = await runner.query<{ subject_id: string }[]>(
    'SELECT subject_id FROM subject_head WHERE subject_id IN (?) AND finished = 0 AND last_number > 0',
    [subjectIds],
  );
  const ids = new Set(open.map(({ subject_id }) => subject_id));
  return subjectIds.filter((id) => !ids.has(id));
}

/** The command id that the database has under a decision's number; null when it has none. */
export async function commandIdAt(runner: SqlRunner, subjectId: string, number: number): Promise<string | null> {
  const [row] = await runner.query<{ command_id: string }[]>(
    'SELECT command_id FROM outbox WHERE subject_id = ? AND number = ?',
    [subjectId, number],
  );
  return row?.command_id ?? null;
}

/** What a workflow is started with where its database stands. */
export interface RebuiltStart {
  readonly workflowType: string;
  readonly input: object & { readonly resumeFrom: ResumeFrom<unknown> };
}

/**
 * Rule 12: the start of a subject's workflow with `resumeFrom`, the shape that continue-as-new carries, built from the
 * database.
 * @param lastNumber number at which the workflow goes on; the last applied one unless numbers are passed over.
 * @returns null when the subject has never started a workflow.
 */
export async function rebuiltStart(
  runner: SqlRunner,
  subjectId: string,
  lastNumber?: number,
): Promise<RebuiltStart | null> {
  const [head] = await runner.query<{ applied_number: number; workflow_state: string | null }[]>(
    'SELECT applied_number, workflow_state FROM subject_head WHERE subject_id = ?',
    [subjectId],
  );
  const [start] = await runner.query<{ workflow_type: string; start_input: string }[]>(
    `SELECT workflow_type, start_input FROM outbox
      WHERE subject_id = ? AND start_input IS NOT NULL ORDER BY number DESC LIMIT 1`,
    [subjectId],
  );
  if (!head || !start) {
    return null;
  }
  const rows = await runner.query<{ command_id: string; instruction: string }[]>(
    `SELECT command_id, instruction FROM outbox
      WHERE subject_id = ? AND number <= ? AND instruction IS NOT NULL ORDER BY number DESC LIMIT ?`,
    [subjectId, head.applied_number, KEPT_ANSWERS],
  );
  const resumeFrom: ResumeFrom<unknown> = {
    lastNumber: lastNumber ?? head.applied_number,
    answers: rows
      .reverse()
      .map(({ command_id, instruction }) => [command_id, JSON.parse(instruction) as Instruction] as const),
    state: head.workflow_state === null ? null : (JSON.parse(head.workflow_state) as unknown),
  };
  return {
    workflowType: start.workflow_type,
    input: { ...(JSON.parse(start.start_input) as object), resumeFrom },
  };
}
