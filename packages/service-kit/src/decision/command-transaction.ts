import { workflowIdOf, type AcceptedDecision } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import type { QueryRunner } from 'typeorm';
import { isDuplicateKey } from '../database/sql-errors';
import { runTogether } from '../database/statements';
import { conflict, notFound } from '../errors';
import type { UnitScopeReader } from '../identity/unit-scope';
import { CHAIN_START, canonicalJson, sha256, type AuditEntry } from './audit-chain';
import { lockSubjectHead } from './audit-clock';
import { prepareAudit } from './audit-trail';
import { TimerDoesNotAct, type AuditNote, type Command, type DecisionRoute } from './command';
import { DecisionTransaction, actorName, type LockedSubject } from './decision-transaction';

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

/** A command's one transaction (decision-path.md rules 1 to 4), by a runner whose transaction is open. */
export class CommandTransaction<Answer> {
  constructor(
    private readonly runner: QueryRunner,
    private readonly units: UnitScopeReader,
    private readonly command: Command<Answer>,
  ) {}

  /** Inserts the command, locks, decides, and writes decision, audit entry and outbox row. */
  async carryOut(): Promise<CommittedDecision<Answer>> {
    const { command, runner } = this;
    const repeated = await this.insertCommand();
    if (repeated) {
      return repeated;
    }
    const { subject, at } = await this.lockSubject();
    await this.lockRules();
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
    const lastNumber = decided.numbering?.lastNumber ?? number ?? subject.lastNumber;
    await runTogether(runner, [
      statement,
      {
        sql: `UPDATE subject_head SET revision = ?, last_number = ?, audit_sequence = ?, audit_hash = ?, audit_at = ?
               WHERE subject_id = ?`,
        parameters: [revision, lastNumber, entry.sequence, hash, at, subject.id],
      },
      {
        sql: 'UPDATE command SET answer = ?, decision_number = ? WHERE command_id = ?',
        parameters: [JSON.stringify(decided.answer), number, command.commandId],
      },
    ]);
    return { answer: decided.answer, subjectId: subject.id, number, replayed: false, leased };
  }

  /** Rule 1: the command first. A duplicate is the first answer, or a conflict that reveals nothing. */
  private async insertCommand(): Promise<CommittedDecision<Answer> | null> {
    const { command, runner } = this;
    const actor = actorName(command.actor);
    const payloadHash = sha256(canonicalJson(command.payload));
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

  /** Rule 2: the subject's head after the command. */
  private async lockSubject(): Promise<{ subject: LockedSubject; at: string }> {
    const { kind, id, isNew } = this.command.subject;
    if (isNew) {
      const ifMissing = isNew === 'IF_MISSING' ? ' ON DUPLICATE KEY UPDATE subject_id = subject_id' : '';
      await this.runner.query(
        `INSERT INTO subject_head (subject_id, subject_kind, audit_hash) VALUES (?, ?, ?)${ifMissing}`,
        [id, kind, CHAIN_START],
      );
    }
    const row = await lockSubjectHead<{
      subject_kind: string;
      revision: number;
      last_number: number;
      applied_number: number;
      finished: number;
      held: number | string;
      audit_sequence: number;
      audit_hash: string;
    }>(
      this.runner,
      id,
      `subject_kind, revision, last_number, applied_number, finished, held_at IS NOT NULL AS held, audit_sequence,
       audit_hash`,
    );
    if (!row || row.subject_kind !== kind) {
      throw notFound(SUBJECT);
    }
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
      await this.runner.query('INSERT INTO rule_lock (name) VALUES (?) ON DUPLICATE KEY UPDATE name = name', [name]);
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
    const starts = route.start?.again ? 'RESTART' : 'START';
    const result = (await this.runner.query(
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
        route.start ? starts : 'UPDATE',
        route.start?.workflowType ?? route.workflowType,
        workflowId,
        route.start ? JSON.stringify(route.start.input) : null,
        JSON.stringify(decision),
        token,
      ],
    )) as { insertId: number | string };
    return token ? { outboxId: String(result.insertId), token } : null;
  }
}
