import mysql, { type Connection, type RowDataPacket } from 'mysql2/promise';
import type { ServiceEvidence, SubjectRow } from '../check/evidence';

/** A timer that is due has so long to act, in seconds, before it counts as missed. */
const TIMER_PATIENCE = 15;

/** What is read of each service besides the tables of the decision path. */
const SUBJECTS: Readonly<Record<string, (connection: Connection, provinceId: string) => Promise<SubjectRow[]>>> = {
  awards: readNominations,
  emulation: async (connection, provinceId) => [
    ...(await readPledges(connection, provinceId)),
    ...(await readCycles(connection, provinceId)),
  ],
};

/**
 * Reads every service's databases, each as of one moment, in transactions that cannot write.
 * @param provinceId the approvers' province.
 */
export async function collectDatabases(
  databaseUrl: string,
  services: readonly string[],
  provinceId: string,
): Promise<ServiceEvidence[]> {
  return Promise.all(services.map((service) => collectService(databaseUrl, service, provinceId)));
}

async function collectService(databaseUrl: string, service: string, provinceId: string): Promise<ServiceEvidence> {
  const connection = await openReadOnly(databaseUrl, service);
  try {
    return {
      service,
      commands: await readCommands(connection),
      heads: await readHeads(connection),
      outbox: await readOutbox(connection),
      tasks: await readTasks(connection),
      entries: await readEntries(connection, service),
      subjects: (await SUBJECTS[service]?.(connection, provinceId)) ?? [],
      findings: await readFindings(connection),
    };
  } finally {
    await connection.end();
  }
}

/** A connection to a service's database that sees one moment and cannot write. */
export async function openReadOnly(databaseUrl: string, service: string): Promise<Connection> {
  const url = new URL(databaseUrl);
  url.pathname = `/thidua_${service}`;
  const connection = await mysql.createConnection({ uri: url.toString(), timezone: 'Z', jsonStrings: true });
  await connection.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ');
  await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
  return connection;
}

async function rowsOf(
  connection: Connection,
  sql: string,
  parameters: readonly string[] = [],
): Promise<RowDataPacket[]> {
  const [rows] = await connection.query<RowDataPacket[]>(sql, [...parameters]);
  return rows;
}

async function readCommands(connection: Connection): Promise<ServiceEvidence['commands']> {
  const rows = await rowsOf(
    connection,
    'SELECT command_id, actor, operation, subject_id, decision_number, answer IS NOT NULL AS has_answer FROM command',
  );
  return rows.map((row) => ({
    commandId: row['command_id'],
    actor: row['actor'],
    operation: row['operation'],
    subjectId: row['subject_id'],
    decisionNumber: row['decision_number'],
    hasAnswer: row['has_answer'] === 1,
  }));
}

async function readHeads(connection: Connection): Promise<ServiceEvidence['heads']> {
  const rows = await rowsOf(
    connection,
    `SELECT subject_id, subject_kind, last_number, applied_number, finished, held_at IS NOT NULL AS held,
            audit_sequence, audit_hash
       FROM subject_head`,
  );
  return rows.map((row) => ({
    subjectId: row['subject_id'],
    kind: row['subject_kind'],
    lastNumber: row['last_number'],
    appliedNumber: row['applied_number'],
    finished: row['finished'] === 1,
    held: row['held'] === 1,
    auditSequence: row['audit_sequence'],
    auditHash: row['audit_hash'],
  }));
}

async function readOutbox(connection: Connection): Promise<ServiceEvidence['outbox']> {
  const rows = await rowsOf(
    connection,
    `SELECT subject_id, number, command_id, done_at IS NOT NULL AS done, lease_until > UTC_TIMESTAMP(6) AS leased,
            set_aside_at IS NOT NULL AS set_aside, run_id, last_error
       FROM outbox ORDER BY subject_id, number`,
  );
  return rows.map((row) => ({
    subjectId: row['subject_id'],
    number: row['number'],
    commandId: row['command_id'],
    done: row['done'] === 1,
    leased: row['leased'] === 1,
    setAside: row['set_aside'] === 1,
    runId: row['run_id'],
    lastError: row['last_error'],
  }));
}

async function readTasks(connection: Connection): Promise<ServiceEvidence['tasks']> {
  const rows = await rowsOf(
    connection,
    'SELECT id, subject_id, kind, unit_id, status, version, assignee_id, outcome FROM task',
  );
  return rows.map((row) => ({
    id: row['id'],
    subjectId: row['subject_id'],
    kind: row['kind'],
    unitId: row['unit_id'],
    status: row['status'],
    version: row['version'],
    assigneeId: row['assignee_id'],
    outcome: row['outcome'],
  }));
}

async function readEntries(connection: Connection, service: string): Promise<ServiceEvidence['entries']> {
  const rows = await rowsOf(
    connection,
    `SELECT subject_id, sequence, entry, hash FROM thidua_${service}_audit.audit_entry ORDER BY subject_id, sequence`,
  );
  return rows.map((row) => ({
    subjectId: row['subject_id'],
    sequence: row['sequence'],
    text: row['entry'],
    hash: row['hash'],
  }));
}

async function readFindings(connection: Connection): Promise<ServiceEvidence['findings']> {
  const rows = await rowsOf(connection, 'SELECT subject_id, finding, is_open FROM reconciliation_finding');
  return rows.map((row) => ({ subjectId: row['subject_id'], finding: row['finding'], open: row['is_open'] === 1 }));
}

async function readNominations(connection: Connection, provinceId: string): Promise<SubjectRow[]> {
  const rows = await rowsOf(
    connection,
    `SELECT n.id, n.state, d.number, d.id AS decision_id, CONCAT_WS(' ', d.year, d.body_unit_id) AS register,
            n.nominating_unit_id NOT IN (SELECT unit_id FROM unit_projection WHERE unit_id = ? OR parent_id = ?) AS elsewhere
       FROM nomination n
       LEFT JOIN award_decision_item i ON i.nomination_id = n.id AND i.state NOT IN ('LISTED', 'SIGNED', 'REFUSED')
       LEFT JOIN award_decision d ON d.id = i.decision_id`,
    [provinceId, provinceId],
  );
  return rows.map((row) => ({
    subjectId: row['id'],
    kind: 'NOMINATION',
    state: row['state'],
    decisionNumber: row['number'],
    decisionId: row['decision_id'],
    decisionRegister: row['register'],
    elsewhere: row['elsewhere'] === 1,
  }));
}

async function readPledges(connection: Connection, provinceId: string): Promise<SubjectRow[]> {
  const late = (instant: string): string => `${instant} < UTC_TIMESTAMP(6) - INTERVAL ${TIMER_PATIENCE} SECOND`;
  const rows = await rowsOf(
    connection,
    `SELECT p.id, p.state, GROUP_CONCAT(s.unit_id) AS signed, c.owner_unit_id <> ? AS elsewhere,
            p.completed_at IS NULL AND p.escalated_at IS NULL
              AND (${late('p.deadline_at')} OR (p.reminded_at IS NULL AND ${late('p.reminder_at')})) AS timer_missed
       FROM emulation_pledge p JOIN emulation_cycle c ON c.id = p.cycle_id
            LEFT JOIN pledge_signature s ON s.pledge_id = p.id GROUP BY p.id`,
    [provinceId],
  );
  return rows.map((row) => ({
    subjectId: row['id'],
    kind: 'PLEDGE',
    state: row['state'],
    signedUnitIds: row['signed'] === null ? [] : String(row['signed']).split(','),
    timerMissed: row['timer_missed'] === 1,
    elsewhere: row['elsewhere'] === 1,
  }));
}

async function readCycles(connection: Connection, provinceId: string): Promise<SubjectRow[]> {
  const sql = 'SELECT id, state, owner_unit_id <> ? AS elsewhere FROM emulation_cycle';
  const rows = await rowsOf(connection, sql, [provinceId]);
  return rows.map((row) => ({
    subjectId: row['id'],
    kind: 'CYCLE',
    state: row['state'],
    elsewhere: row['elsewhere'] === 1,
  }));
}
