import { SUBJECT_STATE_QUERY, type SubjectState } from '@thidua/contracts';
import type { Client } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { auditHash, CHAIN_START } from '../../decision/audit-chain';
import { readAudit } from '../../decision/audit-trail';
import { pledgeWorkflow } from '../decision-bench';
import type { TinyOutcome } from './tiny-process';

/** What the clients know of their commands: the last outcome of each. */
export type ClientLog = ReadonlyMap<string, TinyOutcome['outcome']>;

const MOST_ENTRIES = 1000;

/** Command ids that a pledge's workflow has accepted, over all its runs. */
async function acceptedCommands(client: Client, workflowId: string): Promise<string[]> {
  const accepted: string[] = [];
  const latest = await client.workflow
    .getHandle(workflowId)
    .describe()
    .catch(() => null);
  const runIds = new Set(latest ? [latest.runId] : []);
  for await (const { runId } of client.workflow.list({ query: `WorkflowId = '${workflowId}'` })) {
    runIds.add(runId);
  }
  for (const runId of runIds) {
    const { events } = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    for (const event of events ?? []) {
      const updateId = event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.meta?.updateId;
      if (updateId) {
        accepted.push(updateId);
      }
    }
  }
  return accepted;
}

const counted = (ids: readonly string[], id: string): number => ids.filter((each) => each === id).length;

/**
 * Checks a pledge from outside, once nothing is under way any more: every acknowledged command is there exactly once, in
 * the database, the workflow and the audit chain; nothing that was refused had an effect; an unknown one is whole or
 * not there at all.
 * @returns what is violated, in words; empty when all is well.
 */
export async function violationsOf(
  { dataSource, client }: { readonly dataSource: DataSource; readonly client: Client },
  pledgeId: string,
  log: ClientLog,
): Promise<string[]> {
  const violations: string[] = [];
  const expected = (holds: boolean, otherwise: string): void => {
    if (!holds) {
      violations.push(otherwise);
    }
  };
  const idsOf = async (sql: string): Promise<string[]> =>
    (await dataSource.query<{ id: string }[]>(sql, [pledgeId])).map(({ id }) => id);
  const [commands, notes, outbox, accepted, trail] = await Promise.all([
    idsOf('SELECT command_id AS id FROM command WHERE subject_id = ? AND decision_number IS NOT NULL'),
    idsOf('SELECT command_id AS id FROM note WHERE subject_id = ?'),
    idsOf('SELECT command_id AS id FROM outbox WHERE subject_id = ? ORDER BY number'),
    acceptedCommands(client, pledgeWorkflow(pledgeId)),
    readAudit(dataSource, pledgeId, 0, MOST_ENTRIES),
  ]);
  const decided = trail.filter(({ entry }) => entry.decisionNumber !== null && entry.action !== 'ROUTED');
  const routed = trail.filter(({ entry }) => entry.action === 'ROUTED');
  const entries = decided.map(({ entry }) => entry.commandId);

  for (const id of new Set([...log.keys(), ...commands, ...notes, ...outbox, ...accepted, ...entries])) {
    const times = [commands, notes, outbox, accepted, entries].map((ids) => counted(ids, id));
    const [first = 0] = times;
    const known = log.get(id);
    expected(
      times.every((count) => count === first) && first <= 1,
      `command ${id}: ${times.join(', ')} times in command, note, outbox, workflow, trail`,
    );
    expected(known !== 'ANSWERED' || first === 1, `command ${id} was acknowledged and is not there`);
    expected(known !== 'REFUSED' || first === 0, `command ${id} was refused and had an effect`);
  }

  const [head] = await dataSource.query<{ last_number: number; applied_number: number; audit_sequence: number }[]>(
    'SELECT last_number, applied_number, audit_sequence FROM subject_head WHERE subject_id = ?',
    [pledgeId],
  );
  const last = head?.last_number ?? 0;
  expected(
    head?.applied_number === head?.last_number,
    `only ${head?.applied_number} of ${last} decisions were applied`,
  );
  expected(outbox.length === last, `${outbox.length} outbox rows for ${last} decisions`);
  expected(routed.length === last, `${routed.length} instructions were recorded for ${last} decisions`);
  expected(trail.length === head?.audit_sequence, `${trail.length} entries, and the head says ${head?.audit_sequence}`);
  let previous = CHAIN_START;
  for (const [index, { entry, hash }] of trail.entries()) {
    expected(
      entry.sequence === index + 1 && entry.previousHash === previous && auditHash(entry) === hash,
      `entry ${entry.sequence} breaks the chain`,
    );
    previous = hash;
  }
  const decidedTasks = await idsOf('SELECT task_id AS id FROM note WHERE subject_id = ? AND task_id IS NOT NULL');
  expected(new Set(decidedTasks).size === decidedTasks.length, 'a task was decided twice');
  if (last > 0) {
    const state = await client.workflow
      .getHandle(pledgeWorkflow(pledgeId))
      .query<SubjectState>(SUBJECT_STATE_QUERY)
      .catch(() => null);
    expected(state?.lastNumber === last, `the workflow stands at ${state?.lastNumber}, the database at ${last}`);
    expected((state?.unplaced ?? []).length === 0, `the workflow cannot place ${state?.unplaced.join(', ')}`);
  }
  return violations;
}

/**
 * Checks a command in the database alone, right after a crash: all of its transaction, or nothing.
 * @returns which; HALF is a violation.
 */
export async function wholeness(dataSource: DataSource, commandId: string): Promise<'WHOLE' | 'NOTHING' | 'HALF'> {
  const [row] = await dataSource.query<Record<'commands' | 'notes' | 'rows', number | string>[]>(
    `SELECT (SELECT COUNT(*) FROM command WHERE command_id = ?) AS commands,
            (SELECT COUNT(*) FROM note WHERE command_id = ?) AS notes,
            (SELECT COUNT(*) FROM outbox WHERE command_id = ?) AS \`rows\``,
    [commandId, commandId, commandId],
  );
  const counts = [row?.commands, row?.notes, row?.rows].map(Number);
  if (counts.every((count) => count === 0)) {
    return 'NOTHING';
  }
  return counts.every((count) => count === 1) ? 'WHOLE' : 'HALF';
}
