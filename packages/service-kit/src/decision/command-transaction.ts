import { workflowIdOf, type AcceptedDecision } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import { calendarDateAt } from '../calendar';
import { isDuplicateKey } from '../database/sql-errors';
import { preparing, runPrepared } from '../database/statements';
import type { OpenTransaction } from '../database/transaction';
import { conflict, notFound } from '../errors';
import type { UnitScopeReader } from '../identity/unit-scope';
import { CHAIN_START, canonicalJson, sha256, type AuditEntry } from './audit-chain';
import { assertReadCommitted, lockSubjectHead, type LockedHead } from './audit-clock';
import { prepareAudit } from './audit-trail';
import { TimerDoesNotAct, type AuditNote, type Command, type DecisionRoute } from './command';
import {
  answeredCommand,
  FIRST_COMMAND,
  HEAD_COLUMNS,
  headLock,
  INSERT_COMMAND,
  LOCK_TASK,
  movedHead,
  type LockedTask,
} from './decision-statements';
import { DecisionTransaction, actorName, type LockedSubject, type ReadAhead } from './decision-transaction';

/** How a subject that is not there is named in errors. */
export const SUBJECT = { vi: 'đối tượng của lệnh này', en: 'subject of this command' };

const LEASE_SECONDS = 5;
/** A timer of a subject that is held asks again after this long. */
const HELD_TIMER_MILLISECONDS = 60_000;

/** What a command's transaction committed. */
export interface CommittedDecision<Answer> {
  readonly answer: Answer;
  readonly subjectId: string;
  readonly number: number | null;
  readonly replayed: boolean;
  /** The outbox row that this process leased for the direct way; null when it has to wait its turn. */
  readonly leased: { readonly outboxId: string; readonly token: string } | null;
}

/** A subject's head as a command locks it. */
interface HeadRow extends LockedHead {
  readonly subject_kind: string;
  readonly revision: number;
  readonly last_number: number;
  readonly applied_number: number;
  readonly finished: number;
  readonly held: number | string;
  readonly audit_sequence: number;
  readonly audit_hash: string;
}

/** A command's one transaction (decision-path.md rules 1 to 4): it begins it, and commits it. */
export class CommandTransaction<Answer> {
  constructor(
    private readonly transaction: OpenTransaction,
    private readonly units: UnitScopeReader,
    private readonly command: Command<Answer>,
    /** Asked once everything has been decided and before anything of it is committed. */
    private readonly beforeCommit: () => Promise<void>,
  ) {}

  /** Inserts the command, locks, decides, writes decision, audit entry and outbox row, and commits. */
  async carryOut(): Promise<CommittedDecision<Answer>> {
    const { command } = this;
    const opened = await this.open();
    const repeated = opened === 'REPEATED' ? await this.firstAnswer() : null;
    if (repeated) {
      return repeated;
    }
    const { head, ...ahead } = opened === 'REPEATED' ? {} : opened;
    const { subject, at } = await this.lockSubject(head);
    await this.lockRules();
    const transaction = new DecisionTransaction(
      this.transaction.runner,
      this.units,
      command.actor,
      subject,
      new Date(at),
      command.commandId,
      ahead,
    );
    const decided = await command.decide(transaction);
    if (decided.route && subject.finished) {
      throw conflict({
        vi: 'Quy trình của đối tượng này đã kết thúc; không còn quyết định nào được nhận.',
        en: 'The workflow of this subject has ended; it takes no more decisions.',
      });
    }
    const revision = decided.revision ?? subject.revision;
    const number = decided.route ? (decided.numbering?.number ?? subject.lastNumber + 1) : null;
    const workflowId = decided.route ? workflowIdOf(subject.kind, subject.id) : null;
    const entry = this.auditEntry(transaction, at, decided.audit, number, workflowId);
    const { hash, statement } = prepareAudit(entry);
    const leased =
      decided.route && number !== null && workflowId !== null
        ? await this.insertOutbox(subject, decided.route, workflowId, {
            number,
            commandId: command.commandId,
            action: decided.route.action,
            revision,
            details: decided.route.details,
            auditSequence: entry.sequence,
            auditHash: hash,
          })
        : null;
    await this.beginOthers(transaction, at);
    const lastNumber = decided.numbering?.lastNumber ?? number ?? subject.lastNumber;
    await this.beforeCommit();
    await this.transaction.commit(
      ...transaction.atEnd,
      statement,
      movedHead(subject.id, { revision, lastNumber }, { sequence: entry.sequence, hash, at }),
      answeredCommand(command.commandId, decided.answer, number),
    );
    return { answer: decided.answer, subjectId: subject.id, number, replayed: false, leased };
  }

  /** A statement of this transaction, prepared. */
  private run<Result>(sql: string, parameters: readonly unknown[]): Promise<Result> {
    return runPrepared<Result>(this.transaction.runner, sql, parameters);
  }

  /**
   * Rules 1 and 2 in one round trip: the command first, then the head of its subject, and what the command wants ahead.
   * @returns no head when there is none, or the command has still to create it.
   */
  private async open(): Promise<(ReadAhead & { readonly head?: HeadRow | undefined }) | 'REPEATED'> {
    const { commandId, actor, operation, subject } = this.command;
    const inserted = {
      sql: INSERT_COMMAND,
      parameters: [commandId, actorName(actor), operation, this.payloadHash, subject.id],
    };
    try {
      if (subject.isNew) {
        await this.transaction.begin(inserted);
        return {};
      }
      const { taskId, unitId } = this.command.locks?.length ? {} : (this.command.ahead ?? {});
      const day = calendarDateAt(new Date());
      const locked = { sql: headLock(HEAD_COLUMNS), parameters: [subject.id] };
      const task = taskId === undefined ? [] : [{ sql: LOCK_TASK, parameters: [taskId] }];
      const unit = unitId === undefined ? [] : [this.units.pathStatement?.(unitId, day) ?? []].flat();
      const [[head], ...others] = await this.transaction.begin<[HeadRow[], ...unknown[][]]>(
        inserted,
        locked,
        ...task,
        ...unit,
      );
      const [lockedTask] = (task.length > 0 ? others.shift() : []) as LockedTask[];
      const [placed] = (unit.length > 0 ? others.shift() : []) as { path: string }[];
      return {
        head,
        task: lockedTask,
        unit: placed && unitId !== undefined ? { unitId, unitPath: placed.path, day } : undefined,
      };
    } catch (error) {
      if (isDuplicateKey(error)) {
        return 'REPEATED';
      }
      throw error;
    }
  }

  private get payloadHash(): string {
    return sha256(canonicalJson(this.command.payload));
  }

  /** Rule 1: a duplicate is the first answer, or a conflict that reveals nothing. */
  private async firstAnswer(): Promise<CommittedDecision<Answer> | null> {
    const { command } = this;
    const [first] = await this.run<
      {
        actor: string;
        operation: string;
        payload_hash: string;
        subject_id: string;
        decision_number: number | null;
        answer: string;
      }[]
    >(FIRST_COMMAND, [command.commandId]);
    if (
      !first ||
      first.actor !== actorName(command.actor) ||
      first.operation !== command.operation ||
      first.payload_hash !== this.payloadHash
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

  /** Rule 2: the subject's head after the command. @param locked it, where it came with the command. */
  private async lockSubject(locked: HeadRow | undefined): Promise<{ subject: LockedSubject; at: string }> {
    const { kind, id, isNew } = this.command.subject;
    if (isNew) {
      const ifMissing = isNew === 'IF_MISSING' ? ' ON DUPLICATE KEY UPDATE subject_id = subject_id' : '';
      await this.run(`INSERT INTO subject_head (subject_id, subject_kind, audit_hash) VALUES (?, ?, ?)${ifMissing}`, [
        id,
        kind,
        CHAIN_START,
      ]);
    }
    const row = locked ?? (await lockSubjectHead<HeadRow>(preparing(this.transaction.runner), id, HEAD_COLUMNS));
    if (!row || row.subject_kind !== kind) {
      throw notFound(SUBJECT);
    }
    assertReadCommitted(row);
    if (Number(row.held) === 1 && !this.command.whileHeld) {
      throw this.heldError(new Date(row.at));
    }
    return {
      at: row.at,
      subject: {
        kind,
        id,
        revision: row.revision,
        lastNumber: row.last_number,
        appliedNumber: row.applied_number,
        finished: row.finished === 1,
        auditSequence: row.audit_sequence,
        auditHash: row.audit_hash,
      },
    };
  }

  /** Rule 13: a person learns why; a timer comes again. */
  private heldError(now: Date): Error {
    if (this.command.actor.kind === 'timer') {
      const until = new Date(now.getTime() + HELD_TIMER_MILLISECONDS).toISOString();
      return new TimerDoesNotAct({ outcome: 'NOT_DUE', until });
    }
    return conflict(
      {
        vi: 'Đối tượng này đang tạm giữ để đối chiếu sau khi khôi phục dữ liệu; chưa nhận lệnh nào.',
        en: 'This subject is held while its data, which were restored, are being compared; it takes no commands yet.',
      },
      { happened: { status: 'HELD' } },
    );
  }

  /** Rule 2: named rows of shared rules after the head, in one order for everybody. */
  private async lockRules(): Promise<void> {
    for (const name of [...(this.command.locks ?? [])].sort()) {
      await this.run('INSERT INTO rule_lock (name) VALUES (?) ON DUPLICATE KEY UPDATE name = name', [name]);
    }
  }

  private auditEntry(
    { actor, mandate, subject }: DecisionTransaction,
    at: string,
    note: AuditNote,
    number: number | null,
    workflowId: string | null,
  ): AuditEntry {
    return {
      subjectKind: subject.kind,
      subjectId: subject.id,
      sequence: subject.auditSequence + 1,
      at,
      actorKind: actor.kind,
      actor: actorName(actor),
      onBehalfOf: mandate?.unitId ?? null,
      mandateId: mandate?.id ?? null,
      position: mandate?.position ?? null,
      delegation: mandate?.delegation ?? null,
      mandatesAsOf: actor.kind === 'person' ? actor.passport.mandatesAsOf : null,
      operation: this.command.operation,
      action: note.action,
      reason: note.reason ?? null,
      before: note.before ?? null,
      after: note.after ?? null,
      ruleVersion: note.ruleVersion ?? null,
      decisionNumber: number,
      commandId: this.command.commandId,
      workflowId,
      runId: null,
      previousHash: subject.auditHash,
    };
  }

  /** The heads of the subjects that the command begins besides its own, each with the first entry of its trail. */
  private async beginOthers(transaction: DecisionTransaction, at: string): Promise<void> {
    for (const { kind, id, audit } of transaction.begun) {
      const entry: AuditEntry = {
        ...this.auditEntry(transaction, at, audit, null, null),
        subjectKind: kind,
        subjectId: id,
        sequence: 1,
        previousHash: CHAIN_START,
      };
      const { hash, statement } = prepareAudit(entry);
      await transaction.query(
        'INSERT INTO subject_head (subject_id, subject_kind, audit_sequence, audit_hash, audit_at) VALUES (?, ?, 1, ?, ?)',
        [id, kind, hash, at],
      );
      await transaction.query(statement.sql, [...statement.parameters]);
    }
  }

  /**
   * The first decision of a subject whose database was restored to before it had a workflow (rule 13): numbers were
   * given before, and the engine has a life of it that was ended. The next life begins above those numbers.
   */
  private async startOf(
    subject: LockedSubject,
    start: NonNullable<DecisionRoute['start']>,
  ): Promise<NonNullable<DecisionRoute['start']>> {
    if (subject.lastNumber === 0 || start.again) {
      return start;
    }
    const rows = await this.run<unknown[]>('SELECT 1 FROM outbox WHERE subject_id = ? LIMIT 1', [subject.id]);
    return rows.length > 0
      ? start
      : {
          ...start,
          input: { ...start.input, resumeFrom: { lastNumber: subject.lastNumber, answers: [], state: null } },
          again: true,
        };
  }

  /** Rule 3: the outbox row; leased at once for the direct way when every decision before it has been applied. */
  private async insertOutbox(
    subject: LockedSubject,
    route: DecisionRoute,
    workflowId: string,
    decision: AcceptedDecision,
  ): Promise<CommittedDecision<Answer>['leased']> {
    const isNext = subject.appliedNumber === subject.lastNumber;
    const direct = isNext && this.command.delivery !== 'RELAY';
    const token = direct ? derivedId('lease', decision.commandId) : null;
    const start = route.start && (await this.startOf(subject, route.start));
    const starts = start?.again ? 'RESTART' : 'START';
    const result = await this.run<{ insertId: number | string }>(
      `INSERT INTO outbox (subject_kind, subject_id, number, command_id, row_kind, workflow_type, workflow_id,
                           start_input, decision, committed_at, lease_token, lease_until, next_attempt_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, UTC_TIMESTAMP(6), ?, ${
         token ? `UTC_TIMESTAMP(6) + INTERVAL ${LEASE_SECONDS} SECOND` : 'NULL'
       }, UTC_TIMESTAMP(6))`,
      [
        subject.kind,
        subject.id,
        decision.number,
        decision.commandId,
        start ? starts : 'UPDATE',
        start?.workflowType ?? route.workflowType,
        workflowId,
        start ? JSON.stringify(start.input) : null,
        JSON.stringify(decision),
        token,
      ],
    );
    return token ? { outboxId: String(result.insertId), token } : null;
  }
}
