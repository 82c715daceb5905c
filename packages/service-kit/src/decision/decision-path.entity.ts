import { Column, Entity, Index, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** A command that was carried out: its id is the caller's idempotency key (decision-path.md rule 1). */
@Entity('command')
export class CommandRow {
  @PrimaryColumn('uuid', { name: 'command_id' }) commandId: string;
  @Column('varchar', { length: 64 }) actor: string;
  @Column('varchar', { length: 80 }) operation: string;
  @Column('char', { name: 'payload_hash', length: 64 }) payloadHash: string;
  @Column('uuid', { name: 'subject_id' }) subjectId: string;
  @Column('int', { name: 'decision_number', nullable: true }) decisionNumber: number | null;
  @Column('json', { nullable: true }) answer: unknown;
  @Column('datetime', { name: 'created_at', precision: 6 }) createdAt: Date;
}

/** The head of a subject: what its next decision number, instruction and audit sequence are. */
@Entity('subject_head')
export class SubjectHeadRow {
  @PrimaryColumn('uuid', { name: 'subject_id' }) subjectId: string;
  @Column('varchar', { name: 'subject_kind', length: 20 }) subjectKind: string;
  @Column('int', { default: 1 }) revision: number;
  @Column('int', { name: 'last_number', default: 0 }) lastNumber: number;
  @Column('int', { name: 'applied_number', default: 0 }) appliedNumber: number;
  @Column('tinyint', { default: 0 }) finished: number;
  /** Since when it takes no commands: its database was restored and is being compared with the engine (rule 13). */
  @Index('subject_held')
  @Column('datetime', { name: 'held_at', precision: 6, nullable: true })
  heldAt: Date | null;
  /** The workflow's own state after the last applied decision: what it is rebuilt from (rule 12). */
  @Column('json', { name: 'workflow_state', nullable: true }) workflowState: unknown;
  @Column('int', { name: 'audit_sequence', default: 0 }) auditSequence: number;
  @Column('char', { name: 'audit_hash', length: 64 }) auditHash: string;
  /** When the last audit entry was dated; empty before the first. */
  @Column('varchar', { name: 'audit_at', length: 27, default: '' }) auditAt: string;
}

/** A named row that commands lock to serialise on a shared rule, for example `chair:<unit id>` (rule 2). */
@Entity('rule_lock')
export class RuleLockRow {
  @PrimaryColumn('varchar', { length: 200 }) name: string;
}

/** A committed decision on its way to the workflow (rules 5 to 9). */
@Entity('outbox')
@Index('outbox_order', ['subjectId', 'number'], { unique: true })
@Index('outbox_due', ['doneAt', 'setAsideAt', 'struggling', 'nextAttemptAt'])
export class OutboxRow {
  @PrimaryGeneratedColumn('increment', { type: 'bigint' }) id: string;
  @Column('varchar', { name: 'subject_kind', length: 20 }) subjectKind: string;
  @Column('uuid', { name: 'subject_id' }) subjectId: string;
  @Column('int') number: number;
  @Column('uuid', { name: 'command_id' }) commandId: string;
  /** RESTART: it begins the workflow's next life, which the reconciler asked for. */
  @Column('varchar', { name: 'row_kind', length: 8 }) rowKind: 'START' | 'UPDATE' | 'RESTART';
  @Column('varchar', { name: 'workflow_type', length: 40 }) workflowType: string;
  @Column('varchar', { name: 'workflow_id', length: 80 }) workflowId: string;
  @Column('json', { name: 'start_input', nullable: true }) startInput: unknown;
  @Column('json') decision: unknown;
  @Column('datetime', { name: 'committed_at', precision: 6 }) committedAt: Date;
  @Column('uuid', { name: 'lease_token', nullable: true }) leaseToken: string | null;
  @Column('datetime', { name: 'lease_until', precision: 6, nullable: true }) leaseUntil: Date | null;
  @Column('int', { default: 0 }) attempts: number;
  /** 1 once it has failed several times. */
  @Column('tinyint', { default: 0 }) struggling: number;
  @Column('datetime', { name: 'next_attempt_at', precision: 6 }) nextAttemptAt: Date;
  @Column('varchar', { name: 'last_error', length: 500, nullable: true }) lastError: string | null;
  @Column('datetime', { name: 'set_aside_at', precision: 6, nullable: true }) setAsideAt: Date | null;
  @Column('datetime', { name: 'done_at', precision: 6, nullable: true }) doneAt: Date | null;
  @Column('varchar', { name: 'run_id', length: 64, nullable: true }) runId: string | null;
  /** The workflow's answer, once applied: what it is rebuilt from (rule 12). */
  @Column('json', { nullable: true }) instruction: unknown;
}

/** A change that other services may read, in the order of its position (decision-path.md, "The change feed"). */
@Entity('change_feed')
@Index('change_feed_position', ['position'], { unique: true })
export class ChangeFeedRow {
  @PrimaryGeneratedColumn('increment', { type: 'bigint' }) id: string;
  @Column('bigint', { nullable: true }) position: string | null;
  @Column('uuid', { name: 'subject_id' }) subjectId: string;
  @Column('json') payload: unknown;
  @Column('datetime', { name: 'created_at', precision: 6 }) createdAt: Date;
}

/** Head of this service's own change feed. */
@Entity('feed_head')
export class FeedHeadRow {
  @PrimaryColumn('varchar', { length: 20 }) name: string;
  @Column('uuid') epoch: string;
  @Column('bigint') position: string;
}

/** A difference between database and engine that the reconciler found, with both sides as it saw them. */
@Entity('reconciliation_finding')
@Index('finding_open', ['subjectId', 'finding', 'isOpen'], { unique: true })
@Index('finding_time', ['isOpen', 'firstSeenAt'])
export class ReconciliationFindingRow {
  @PrimaryColumn('uuid') id: string;
  @Column('varchar', { name: 'subject_kind', length: 20 }) subjectKind: string;
  @Column('uuid', { name: 'subject_id' }) subjectId: string;
  @Column('varchar', { length: 40 }) finding: string;
  /** 1 while it is there, null once resolved: so a subject has each finding open at most once. */
  @Column('tinyint', { name: 'is_open', nullable: true }) isOpen: number | null;
  @Column('datetime', { name: 'first_seen_at', precision: 6 }) firstSeenAt: Date;
  @Column('datetime', { name: 'last_seen_at', precision: 6 }) lastSeenAt: Date;
  @Column('json', { name: 'database_side' }) databaseSide: unknown;
  @Column('json', { name: 'engine_side' }) engineSide: unknown;
  @Column('datetime', { name: 'resolved_at', precision: 6, nullable: true }) resolvedAt: Date | null;
  @Column('varchar', { length: 200, nullable: true }) resolution: string | null;
}

/** A restore of this service's database from a backup. */
@Entity('database_restore')
export class DatabaseRestoreRow {
  @PrimaryGeneratedColumn('increment', { type: 'bigint' }) id: string;
  /** When the backup was begun: what was committed after it may be lost. */
  @Column('datetime', { name: 'backup_at', precision: 6 }) backupAt: Date;
  @Column('datetime', { name: 'restored_at', precision: 6 }) restoredAt: Date;
  /** When the reconciler had compared everything since. */
  @Column('datetime', { name: 'reconciled_at', precision: 6, nullable: true }) reconciledAt: Date | null;
}

/** Entities of the decision path: part of every service's data source. */
export const DECISION_PATH_ENTITIES = [
  CommandRow,
  SubjectHeadRow,
  RuleLockRow,
  OutboxRow,
  ChangeFeedRow,
  FeedHeadRow,
  ReconciliationFindingRow,
  DatabaseRestoreRow,
];
