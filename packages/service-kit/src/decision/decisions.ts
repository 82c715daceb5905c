import { type AcceptedDecision, type DecisionDetail, type SubjectKind, workflowIdOf } from '@thidua/contracts';
import type { TimerOutcome, TimerRequest } from '@thidua/contracts';
import { derivedId, isId, timerCommandId } from '@thidua/contracts/ids';
import type { DataSource, QueryRunner } from 'typeorm';
import { badInput, conflict, notFound, retryLater } from '../errors';
import type { UnitScopeReader } from '../identity/unit-scope';
import { CHAIN_START, canonicalJson, sha256, type AuditEntry } from './audit-chain';
import { DATABASE_CLOCK } from '../database/data-source';
import { inTransaction } from '../database/transaction';
import { pathOfUnwantedText } from '../text';
import { appendAudit } from './audit-trail';
import { DecisionTransaction, actorName, type CommandActor, type LockedSubject } from './decision-transaction';
import type { Engine } from './engine';
import { deliverRow } from './delivery';
import type { InstructionHooks } from './delivery';

/** What the decision writes into the audit trail. */
export interface AuditNote {
  /** What was done, for example `SIGN`. */
  readonly action: string;
  /** The reason given by the person. */
  readonly reason?: string | null;
  /** What changed, before and after: ids, codes, figures, texts of the dossier; no secrets. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The rules it was done under, for example a route version's id. */
  readonly ruleVersion?: string | null;
}

/** How a decision reaches its workflow; operations that name no workflow leave it out (rule 7). */
export interface DecisionRoute {
  /** Only a START may start the workflow (rule 5): the workflow's type and input. */
  readonly start?: { readonly workflowType: string; readonly input: object };
  /** Workflow type for an update; taken from `start` when that is given. */
  readonly workflowType: string;
  /** The action, for example PledgeAction.Sign. */
  readonly action: string;
  /** Ids and codes for the workflow: never names or comments. */
  readonly details: Readonly<Record<string, DecisionDetail>>;
}

/** What `decide` returns. */
export interface Decided<Answer> {
  /** The answer to the caller, kept with the command: a repeat returns the same. */
  readonly answer: Answer;
  readonly audit: AuditNote;
  readonly route?: DecisionRoute;
  /** The subject's revision from now on, where the decision begins a new one. */
  readonly revision?: number;
}

/** A command to carry out. */
export interface Command<Answer> {
  readonly actor: CommandActor;
  /** Name of the operation, for example `signPledge`. */
  readonly operation: string;
  /** The caller's idempotency key. */
  readonly commandId: string;
  /** The whole input: hashed, so that a commandId is never used for two things. */
  readonly payload: unknown;
  /**
   * The subject it changes; `isNew` when this command creates it, `IF_MISSING` when it begins with the first command
   * that speaks of it, as a unit's ledger does.
   */
  readonly subject: { readonly kind: SubjectKind; readonly id: string; readonly isNew?: boolean | 'IF_MISSING' };
  /** Named rule rows to lock, for example `award-decision-number:<unit>:<year>`. */
  readonly locks?: readonly string[];
  /**
   * DIRECT (default): this process asks the engine at once, so that the reply shows the next stage. RELAY: the row is
   * left to the relay, for commands made in bulk and for subjects whose workflow a parent is about to start.
   */
  readonly delivery?: 'DIRECT' | 'RELAY';
  /** Reads, checks and writes inside the one transaction. */
  readonly decide: (transaction: DecisionTransaction) => Promise<Decided<Answer>>;
}

/** How far the decision has travelled: DONE: the next stage is open; ACCEPTED: committed, on its way; NONE: no workflow. */
export type Routing = 'DONE' | 'ACCEPTED' | 'NONE';

/** What a command came to. */
export interface CommandOutcome<Answer> {
  readonly answer: Answer;
  readonly routing: Routing;
  /** The decision's number for its subject; null where no workflow is concerned. */
  readonly number: number | null;
  /** Whether this was a repeat: the first answer is returned and nothing was done again. */
  readonly replayed: boolean;
}

/** Thrown inside a timer's `decide` when it does not act: nothing is written. */
export class TimerDoesNotAct extends Error {
  constructor(readonly timerOutcome: Exclude<TimerOutcome, { outcome: 'WON' }>) {
    super(timerOutcome.outcome);
  }
}

const DEADLINE_MILLISECONDS = 2500;
const LEASE_SECONDS = 5;
const ATTEMPTS = 6;
/** Between attempts: up to so long, times the attempt, so that two that met do not meet again. */
const LONGEST_PAUSE_MILLISECONDS = 30;
/** Where a UUID's text shows its version. */
const UUID_VERSION_DIGIT = 14;
const SUBJECT = { vi: 'đối tượng của lệnh này', en: 'subject of this command' };
const MYSQL_LOCK_WAIT_TIMEOUT = 1205;
const MYSQL_DEADLOCK = 1213;
const MYSQL_DUPLICATE = 1062;

function sqlErrorNumber(error: unknown): number | null {
  const candidate = error as { errno?: unknown; driverError?: { errno?: unknown } } | null;
  const errno = candidate?.errno ?? candidate?.driverError?.errno;
  return typeof errno === 'number' ? errno : null;
}

/** Whether a database error says that a unique key already has the value. */
export function isDuplicateKey(error: unknown): boolean {
  return sqlErrorNumber(error) === MYSQL_DUPLICATE;
}

function busy(): Error {
  return retryLater({
    vi: 'Đối tượng này đang có nhiều lệnh cùng lúc; hãy gửi lại cùng commandId.',
    en: 'Many commands wait for this subject at the moment; send yours again with the same commandId.',
  });
}

interface CommittedDecision<Answer> {
  readonly answer: Answer;
  readonly subjectId: string;
  readonly number: number | null;
  readonly replayed: boolean;
  /** The outbox row that this process leased for the direct way; null when it has to wait its turn. */
  readonly leased: { readonly outboxId: string; readonly token: string } | null;
}

/** Carries out commands as decision-path.md says: one transaction, then the engine, then the instruction. */
export class Decisions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly engine: Engine,
    private readonly units: UnitScopeReader,
    private readonly hooks: InstructionHooks,
  ) {}

  /**
   * Carries out a command once. A repeat with the same actor and payload returns the first answer.
   * @throws CONFLICT when the commandId was used for something else, or what `decide` throws; nothing is then written.
   */
  async run<Answer>(command: Command<Answer>): Promise<CommandOutcome<Answer>> {
    const committed = await this.commit(command);
    if (committed.number === null) {
      return { answer: committed.answer, number: null, replayed: committed.replayed, routing: 'NONE' };
    }
    const delivered = committed.leased
      ? await this.deliverDirectly(committed.leased)
      : await this.isApplied(committed.subjectId, committed.number);
    return {
      answer: committed.answer,
      number: committed.number,
      replayed: committed.replayed,
      routing: delivered ? 'DONE' : 'ACCEPTED',
    };
  }

  /**
   * Carries out a timer's act (rule 11): its command id is derived from the workflow, the stage and the timer's name.
   * `decide` throws TimerDoesNotAct when a person was first or the deadline was moved.
   */
  async actOnTimer(
    request: TimerRequest,
    command: Omit<Command<null>, 'actor' | 'commandId' | 'payload'>,
  ): Promise<TimerOutcome> {
    const stageKey = `${request.subjectId}:${request.revision}:${request.instructionNumber}`;
    try {
      const { number } = await this.run<null>({
        ...command,
        actor: { kind: 'timer', name: request.timer },
        commandId: timerCommandId(workflowIdOf(command.subject.kind, request.subjectId), stageKey, request.timer),
        // Named one by one: a field that a later release adds must not make the repeat another command.
        payload: [request.subjectId, request.revision, request.instructionNumber, request.timer],
      });
      return { outcome: 'WON', number: number ?? 0 };
    } catch (error) {
      if (error instanceof TimerDoesNotAct) {
        return error.timerOutcome;
      }
      throw error;
    }
  }

  /** The decision is committed whatever happens here: a failure leaves the row to the relay. */
  private async deliverDirectly(leased: { outboxId: string; token: string }): Promise<boolean> {
    try {
      return await deliverRow(
        this.dataSource,
        this.engine,
        this.hooks,
        leased.outboxId,
        leased.token,
        DEADLINE_MILLISECONDS,
      );
    } catch {
      return false;
    }
  }

  private async isApplied(subjectId: string, number: number): Promise<boolean> {
    const [head] = await this.dataSource.query<{ applied_number: number }[]>(
      'SELECT applied_number FROM subject_head WHERE subject_id = ?',
      [subjectId],
    );
    return Number(head?.applied_number ?? 0) >= number;
  }

  private async commit<Answer>(command: Command<Answer>): Promise<CommittedDecision<Answer>> {
    this.assertIds(command);
    this.assertReadableTexts(command);
    for (let attempt = 1; ; attempt += 1) {
      this.assertPassportHolds(command.actor);
      try {
        return await inTransaction(this.dataSource, (runner) => this.transact(runner, command));
      } catch (error) {
        const errno = sqlErrorNumber(error);
        if ((errno === MYSQL_DEADLOCK || errno === MYSQL_LOCK_WAIT_TIMEOUT) && attempt < ATTEMPTS) {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_PAUSE_MILLISECONDS * attempt));
          continue;
        }
        throw errno === MYSQL_LOCK_WAIT_TIMEOUT ? busy() : error;
      }
    }
  }

  /**
   * Command ids of timers and of the system are derived from public ids (version 5): a person who could use one would
   * stop the timer for good.
   */
  private assertIds<Answer>(command: Command<Answer>): void {
    const derived = command.commandId[UUID_VERSION_DIGIT] === '5';
    if (!isId(command.commandId) || (derived && command.actor.kind === 'person')) {
      throw badInput({
        field: 'input.commandId',
        vi: 'Cần một UUID viết thường phiên bản 4 hoặc 7, mới cho mỗi lệnh.',
        en: 'Give a lower-case UUID of version 4 or 7, a new one for each command.',
      });
    }
    if (!isId(command.subject.id)) {
      throw notFound(SUBJECT);
    }
  }

  /** Texts end up in dossiers, certificates and the audit trail: what a person reads there must be what was written. */
  private assertReadableTexts<Answer>(command: Command<Answer>): void {
    const field = pathOfUnwantedText(command.payload, 'input');
    if (field) {
      throw badInput({
        field,
        vi: 'Văn bản có ký tự điều khiển hoặc ký tự ẩn; hãy gõ lại.',
        en: 'The text holds control characters or invisible ones; type it again.',
      });
    }
  }

  private async transact<Answer>(runner: QueryRunner, command: Command<Answer>): Promise<CommittedDecision<Answer>> {
    const payloadHash = sha256(canonicalJson(command.payload));
    const repeated = await this.insertCommand<Answer>(runner, command, payloadHash);
    if (repeated) {
      return repeated;
    }
    const { subject, at } = await this.lockSubject(runner, command);
    for (const name of [...(command.locks ?? [])].sort()) {
      await runner.query('INSERT INTO rule_lock (name) VALUES (?) ON DUPLICATE KEY UPDATE name = name', [name]);
    }
    const transaction = new DecisionTransaction(
      runner,
      this.units,
      command.actor,
      subject,
      new Date(at),
      command.commandId,
    );
    const decided = await command.decide(transaction);
    if (decided.route && subject.finished) {
      throw conflict({
        vi: 'Quy trình của đối tượng này đã kết thúc; không còn quyết định nào được nhận.',
        en: 'The workflow of this subject has ended; it takes no more decisions.',
      });
    }
    const revision = decided.revision ?? subject.revision;
    const number = decided.route ? subject.lastNumber + 1 : null;
    const workflowId = decided.route ? workflowIdOf(subject.kind, subject.id) : null;
    const entry = this.auditEntry(command, transaction, subject, at, decided.audit, number, workflowId);
    const hash = await appendAudit(runner, entry);
    const leased =
      decided.route && number !== null && workflowId !== null
        ? await this.insertOutbox(
            runner,
            command,
            subject,
            decided.route,
            {
              number,
              commandId: command.commandId,
              action: decided.route.action,
              revision,
              details: decided.route.details,
              auditSequence: entry.sequence,
              auditHash: hash,
            },
            workflowId,
          )
        : null;
    await runner.query(
      'UPDATE subject_head SET revision = ?, last_number = ?, audit_sequence = ?, audit_hash = ? WHERE subject_id = ?',
      [revision, number ?? subject.lastNumber, entry.sequence, hash, subject.id],
    );
    await runner.query('UPDATE command SET answer = ?, decision_number = ? WHERE command_id = ?', [
      JSON.stringify(decided.answer),
      number,
      command.commandId,
    ]);
    this.assertPassportHolds(command.actor);
    return { answer: decided.answer, subjectId: subject.id, number, replayed: false, leased };
  }

  private async insertCommand<Answer>(
    runner: QueryRunner,
    command: Command<Answer>,
    payloadHash: string,
  ): Promise<CommittedDecision<Answer> | null> {
    const actor = actorName(command.actor);
    try {
      await runner.query(
        `INSERT INTO command (command_id, actor, operation, payload_hash, subject_id, created_at)
         VALUES (?, ?, ?, ?, ?, UTC_TIMESTAMP(6))`,
        [command.commandId, actor, command.operation, payloadHash, command.subject.id],
      );
      return null;
    } catch (error) {
      if (!isDuplicateKey(error)) {
        throw error;
      }
    }
    const [first] = (await runner.query(
      'SELECT actor, operation, payload_hash, subject_id, decision_number, answer FROM command WHERE command_id = ?',
      [command.commandId],
    )) as {
      actor: string;
      operation: string;
      payload_hash: string;
      subject_id: string;
      decision_number: number | null;
      answer: string;
    }[];
    if (
      !first ||
      first.actor !== actor ||
      first.operation !== command.operation ||
      first.payload_hash !== payloadHash
    ) {
      throw conflict(
        {
          vi: 'commandId này đã được dùng cho một lệnh khác; hãy tạo commandId mới.',
          en: 'This commandId was used for another command; make a new one.',
        },
        { fields: [{ field: 'input.commandId', vi: 'Đã được dùng.', en: 'Already used.' }] },
      );
    }
    return {
      answer: JSON.parse(first.answer) as Answer,
      subjectId: first.subject_id,
      number: first.decision_number,
      replayed: true,
      leased: null,
    };
  }

  private async lockSubject<Answer>(
    runner: QueryRunner,
    command: Command<Answer>,
  ): Promise<{ subject: LockedSubject; at: string }> {
    if (command.subject.isNew) {
      const ifMissing =
        command.subject.isNew === 'IF_MISSING' ? ' ON DUPLICATE KEY UPDATE subject_id = subject_id' : '';
      await runner.query(
        `INSERT INTO subject_head (subject_id, subject_kind, audit_hash) VALUES (?, ?, ?)${ifMissing}`,
        [command.subject.id, command.subject.kind, CHAIN_START],
      );
    }
    const [row] = (await runner.query(
      `SELECT subject_kind, revision, last_number, applied_number, finished, audit_sequence, audit_hash,
              ${DATABASE_CLOCK} AS at
         FROM subject_head WHERE subject_id = ? FOR UPDATE`,
      [command.subject.id],
    )) as {
      subject_kind: string;
      revision: number;
      last_number: number;
      applied_number: number;
      finished: number;
      audit_sequence: number;
      audit_hash: string;
      at: string;
    }[];
    if (!row || row.subject_kind !== command.subject.kind) {
      throw notFound(SUBJECT);
    }
    return {
      at: row.at,
      subject: {
        kind: command.subject.kind,
        id: command.subject.id,
        revision: row.revision,
        lastNumber: row.last_number,
        appliedNumber: row.applied_number,
        finished: row.finished === 1,
        auditSequence: row.audit_sequence,
        auditHash: row.audit_hash,
      },
    };
  }

  private auditEntry<Answer>(
    command: Command<Answer>,
    transaction: DecisionTransaction,
    subject: LockedSubject,
    at: string,
    note: AuditNote,
    number: number | null,
    workflowId: string | null,
  ): AuditEntry {
    const { actor } = command;
    return {
      subjectKind: subject.kind,
      subjectId: subject.id,
      sequence: subject.auditSequence + 1,
      at,
      actorKind: actor.kind,
      actor: actorName(actor),
      onBehalfOf: transaction.mandate?.unitId ?? null,
      mandateId: transaction.mandate?.id ?? null,
      position: transaction.mandate?.position ?? null,
      delegation: transaction.mandate?.delegation ?? null,
      mandatesAsOf: actor.kind === 'person' ? actor.passport.mandatesAsOf : null,
      operation: command.operation,
      action: note.action,
      reason: note.reason ?? null,
      before: note.before ?? null,
      after: note.after ?? null,
      ruleVersion: note.ruleVersion ?? null,
      decisionNumber: number,
      commandId: command.commandId,
      workflowId,
      runId: null,
      previousHash: subject.auditHash,
    };
  }

  private async insertOutbox<Answer>(
    runner: QueryRunner,
    command: Command<Answer>,
    subject: LockedSubject,
    route: DecisionRoute,
    decision: AcceptedDecision,
    workflowId: string,
  ): Promise<{ outboxId: string; token: string } | null> {
    const isNext = subject.appliedNumber === decision.number - 1;
    const direct = isNext && command.delivery !== 'RELAY';
    const token = direct ? derivedId('lease', command.commandId) : null;
    const result = (await runner.query(
      `INSERT INTO outbox (subject_kind, subject_id, number, command_id, row_kind, workflow_type, workflow_id,
                           start_input, decision, committed_at, lease_token, lease_until, next_attempt_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?, ${
         token ? `UTC_TIMESTAMP(6) + INTERVAL ${LEASE_SECONDS} SECOND` : 'NULL'
       }, UTC_TIMESTAMP(6))`,
      [
        subject.kind,
        subject.id,
        decision.number,
        command.commandId,
        route.start ? 'START' : 'UPDATE',
        route.start?.workflowType ?? route.workflowType,
        workflowId,
        route.start ? JSON.stringify(route.start.input) : null,
        JSON.stringify(decision),
        token,
      ],
    )) as { insertId: number | string };
    return token ? { outboxId: String(result.insertId), token } : null;
  }

  /** A passport that ended while the command waited for locks is no longer good (decision-path.md, "Identity"). */
  private assertPassportHolds(actor: CommandActor): void {
    if (actor.kind === 'person' && (actor.passport.expiresAt ?? 0) * 1000 <= Date.now()) {
      throw retryLater({
        vi: 'Phiên làm việc của lệnh này đã hết hạn khi chờ; hãy gửi lại cùng commandId.',
        en: 'The command waited for longer than its passport holds; send it again with the same commandId.',
      });
    }
  }
}
