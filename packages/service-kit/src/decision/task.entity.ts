import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Whether a task still waits: OPEN; done by a person: COMPLETED; no longer needed: CANCELLED. */
export enum TaskStatus {
  Open = 'OPEN',
  Completed = 'COMPLETED',
  Cancelled = 'CANCELLED',
}

/** A task that awaits a decision (nhiệm vụ chờ xử lý). Tasks are opened only by a workflow's instruction. */
@Entity('task')
@Index('task_stage', ['subjectId', 'instructionNumber', 'kind', 'unitId'], { unique: true })
@Index('task_inbox', ['unitId', 'status', 'dueAt', 'id'])
export class TaskRow {
  @PrimaryColumn('uuid') id: string;
  @Column('varchar', { name: 'subject_kind', length: 20 }) subjectKind: string;
  @Column('uuid', { name: 'subject_id' }) subjectId: string;
  @Column('int') revision: number;
  @Column('int', { name: 'instruction_number' }) instructionNumber: number;
  @Column('varchar', { length: 40 }) kind: string;
  @Column('varchar', { length: 40 }) stage: string;
  @Column('uuid', { name: 'unit_id' }) unitId: string;
  @Column('varchar', { length: 60 }) permission: string;
  @Column('varchar', { length: 12, default: TaskStatus.Open }) status: TaskStatus;
  @Column('int', { default: 1 }) version: number;
  @Column('uuid', { name: 'assignee_id', nullable: true }) assigneeId: string | null;
  @Column('datetime', { name: 'due_at', precision: 6, nullable: true }) dueAt: Date | null;
  @Column('datetime', { name: 'overdue_at', precision: 6, nullable: true }) overdueAt: Date | null;
  @Column('datetime', { name: 'opened_at', precision: 6 }) openedAt: Date;
  @Column('datetime', { name: 'completed_at', precision: 6, nullable: true }) completedAt: Date | null;
  @Column('varchar', { name: 'completed_by', length: 64, nullable: true }) completedBy: string | null;
  @Column('varchar', { length: 40, nullable: true }) outcome: string | null;
}
