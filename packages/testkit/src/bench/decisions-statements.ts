import { createHash } from 'node:crypto';
import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { createPool, type Pool, type PoolConnection, type RowDataPacket } from 'mysql2/promise';
import type { BenchApprover, BenchPledge } from './decisions-scene';

/** Where a service keeps its decisions, as its environment says. */
export interface DecisionDatabase {
  readonly url: string;
  readonly socketPath: string | undefined;
  readonly auditDatabase: string;
}

/** As the services' own pools (performance.md). */
const CONNECTIONS = 8;
const CLOCK = "DATE_FORMAT(CONVERT_TZ(SYSDATE(6), @@session.time_zone, '+00:00'), '%Y-%m-%dT%H:%i:%s.%fZ')";

/**
 * What the service sends for a claim, statement by statement and in its order; a test of service-kit compares it with
 * what a claim sends indeed, so that the yardstick never measures yesterday's statements.
 * @param auditDatabase the service's database of the audit trail.
 */
export function claimStatements(auditDatabase: string) {
  return {
    subjectOfTask: 'SELECT kind, subject_kind, subject_id, unit_id, permission FROM task WHERE id = ?',
    begin: 'START TRANSACTION',
    insertCommand: `INSERT INTO command (command_id, actor, operation, payload_hash, subject_id, created_at)
      VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))`,
    lockHead: `SELECT subject_kind, revision, last_number, applied_number, finished, held_at IS NOT NULL AS held,
        audit_sequence, audit_hash, @@tx_isolation AS isolation, GREATEST(
        (SELECT opened_at FROM ${auditDatabase}.audit_period ORDER BY number DESC LIMIT 1 LOCK IN SHARE MODE),
        ${CLOCK}, audit_at) AS at
      FROM subject_head WHERE subject_id = ? FOR UPDATE`,
    lockTask: `SELECT id, subject_kind, subject_id, revision, instruction_number, kind, stage, unit_id, permission,
        status, version, assignee_id, due_at, overdue_at, opened_at, completed_at, completed_by, outcome
      FROM task WHERE id = ? FOR UPDATE`,
    unitPath: `SELECT path FROM unit_projection
      WHERE unit_id = ? AND valid_from <= ? AND valid_until > ? AND status = 'ACTIVE'`,
    assignTask: 'UPDATE task SET assignee_id = ?, version = version + 1 WHERE id = ?',
    appendEntry: `INSERT INTO ${auditDatabase}.audit_entry (subject_id, sequence, at, action, actor, entry, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?)`,
    moveHead: `UPDATE subject_head SET revision = ?, last_number = ?, audit_sequence = ?, audit_hash = ?, audit_at = ?
      WHERE subject_id = ?`,
    answerCommand: 'UPDATE command SET answer = ?, decision_number = ? WHERE command_id = ?',
    commit: 'COMMIT',
  } as const;
}

/** Of a day in ISO 8601. */
const DATE_LENGTH = 10;

interface Head extends RowDataPacket {
  revision: number;
  last_number: number;
  audit_sequence: number;
  audit_hash: string;
  at: string;
}

interface TaskRow extends RowDataPacket {
  version: number;
  assignee_id: string | null;
}

/**
 * The yardstick: the statements of claimEmulationTask and unclaimEmulationTask as the service sends them, by bare mysql2,
 * each in a round trip of its own. Without GraphQL, identity, or a check of anything; what they write is as good as what
 * the service writes, so the trail of the subject stays whole.
 */
export class BareStatements {
  private readonly pool: Pool;
  private readonly statements: ReturnType<typeof claimStatements>;

  constructor(database: DecisionDatabase) {
    this.statements = claimStatements(database.auditDatabase);
    this.pool = createPool({
      uri: database.url,
      ...(database.socketPath ? { socketPath: database.socketPath } : {}),
      connectionLimit: CONNECTIONS,
      timezone: 'Z',
      trace: false,
    } as Parameters<typeof createPool>[0]);
  }

  /** Round trips of one decision: each statement is one. */
  get roundTrips(): number {
    return Object.keys(this.statements).length;
  }

  /** Claims the pledge's task, or gives it back. */
  async decide(approver: BenchApprover, pledge: BenchPledge, claim: boolean): Promise<void> {
    const { subjectOfTask, begin, commit } = this.statements;
    const connection = await this.pool.getConnection();
    try {
      await connection.query(subjectOfTask, [pledge.taskId]);
      await connection.query(begin);
      await this.write(connection, approver, pledge, claim);
      await connection.query(commit);
    } catch (error) {
      await connection.query('ROLLBACK');
      throw error;
    } finally {
      connection.release();
    }
  }

  /** Closes the pool. */
  close(): Promise<void> {
    return this.pool.end();
  }

  private async write(
    connection: PoolConnection,
    { memberId, unitId }: BenchApprover,
    { id, taskId }: BenchPledge,
    claim: boolean,
  ): Promise<void> {
    const { statements } = this;
    const commandId = newId();
    const operation = claim ? 'claimEmulationTask' : 'unclaimEmulationTask';
    const payloadHash = sha256(JSON.stringify({ commandId, taskId }));
    await connection.query(statements.insertCommand, [commandId, memberId, operation, payloadHash, id]);
    const [[head]] = await connection.query<Head[]>(statements.lockHead, [id]);
    if (!head) {
      throw new Error(`pledge ${id} has no head`);
    }
    const [[task]] = await connection.query<TaskRow[]>(statements.lockTask, [taskId]);
    if (!task) {
      throw new Error(`task ${taskId} is gone`);
    }
    const today = head.at.slice(0, DATE_LENGTH);
    await connection.query(statements.unitPath, [unitId, today, today]);
    await connection.query(statements.assignTask, [claim ? memberId : null, taskId]);
    const entry = canonical({
      subjectKind: SubjectKind.Pledge,
      subjectId: id,
      sequence: head.audit_sequence + 1,
      at: head.at,
      actorKind: 'person',
      actor: memberId,
      onBehalfOf: unitId,
      mandateId: null,
      position: null,
      delegation: null,
      mandatesAsOf: null,
      operation,
      action: claim ? 'CLAIM' : 'UNCLAIM',
      reason: null,
      before: null,
      after: { taskId },
      ruleVersion: null,
      decisionNumber: null,
      commandId,
      workflowId: null,
      runId: null,
      previousHash: head.audit_hash,
    });
    const hash = sha256(entry);
    const sequence = head.audit_sequence + 1;
    const action = claim ? 'CLAIM' : 'UNCLAIM';
    await connection.query(statements.appendEntry, [id, sequence, head.at, action, memberId, entry, hash]);
    await connection.query(statements.moveHead, [head.revision, head.last_number, sequence, hash, head.at, id]);
    await connection.query(statements.answerCommand, [JSON.stringify({ taskId }), null, commandId]);
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** Canonical JSON of an entry whose values are plain texts and whole numbers: its keys in order are all there is to it. */
function canonical(entry: object): string {
  return JSON.stringify(entry, [...Object.keys(entry), 'taskId'].sort());
}
