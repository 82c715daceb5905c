import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the timers have said of an open task; a deadline that is moved begins anew. */
@Entity('nomination_task_notice')
export class TaskNotice {
  @PrimaryColumn('uuid', { name: 'task_id' })
  taskId: string;

  /** When its unit was reminded. */
  @Column('datetime', { name: 'reminded_at', precision: 6, nullable: true })
  remindedAt: Date | null;

  /** When the unit above was told. */
  @Column('datetime', { name: 'escalated_at', precision: 6, nullable: true })
  escalatedAt: Date | null;
}
