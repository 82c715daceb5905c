import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import type { AwardDecisionAct } from './award-decision.enum';

/** Where a move stands. */
export enum MoveState {
  Waiting = 'WAITING',
  Done = 'DONE',
  Refused = 'REFUSED',
}

/** What an act on a decision still has to do, or has done, to one nomination of its list. */
@Entity('award_decision_move')
@Index('award_decision_move_waiting', ['state', 'nextAttemptAt'])
@Index('award_decision_move_progress', ['decisionId', 'act', 'state'])
export class AwardDecisionMove {
  /** Also the id of the command that moves the nomination: derived from the act's command and the nomination. */
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'decision_id' })
  decisionId: string;

  @Column('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Column('uuid', { name: 'act_command_id' })
  actCommandId: string;

  @Column('varchar', { length: 20 })
  act: AwardDecisionAct;

  @Column('varchar', { length: 20 })
  state: MoveState;

  @Column('int', { default: 0 })
  attempts: number;

  @Column('datetime', { name: 'next_attempt_at', precision: 6 })
  nextAttemptAt: Date;

  @Column('datetime', { name: 'lease_until', precision: 6, nullable: true })
  leaseUntil: Date | null;

  @Column('datetime', { name: 'done_at', precision: 6, nullable: true })
  doneAt: Date | null;

  @Column('varchar', { name: 'last_error', length: 500, nullable: true })
  lastError: string | null;
}
