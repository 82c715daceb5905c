import type { TimerOutcome, TimerRequest } from '../decision';
import type { AwardPaymentOrder } from './finance-activities';

/** A page of a decision's payments, by its list. */
export interface AwardPayoutPage {
  readonly payments: readonly AwardPaymentOrder[];
  /** Day of the decision, YYYY-MM-DD. */
  readonly decidedOn: string;
  /** After which row the next page begins; null at the end. */
  readonly nextOrdinal: number | null;
}
import type { ForwardedNomination } from '../workflows/nomination-approval';

/** Activities on the awards task queue. */
export interface AwardsActivities {
  /** Reminds the unit of a stage that is due soon (compare-and-set; a decision). */
  remindStage(request: TimerRequest): Promise<TimerOutcome>;
  /** Marks an open stage of a nomination as overdue (compare-and-set; a decision). */
  markStageOverdue(request: TimerRequest): Promise<TimerOutcome>;
  /** What a decision pays to whom, a page of its list at a time. */
  readAwardPayouts(request: { readonly decisionId: string; readonly afterOrdinal: number }): Promise<AwardPayoutPage>;
  /** Finance holds every payment of the decision (a decision; repeating it changes nothing). */
  recordPayoutOrdered(request: TimerRequest): Promise<TimerOutcome>;
  /** Finance has cancelled or reversed every payment of a revocation (a decision; repeating it changes nothing). */
  recordRevocationSettled(request: TimerRequest): Promise<TimerOutcome>;
  /** Marks an appeal whose answer is late as overdue (compare-and-set; a decision). */
  markAppealOverdue(request: TimerRequest): Promise<TimerOutcome>;
  /** Tells the unit above of a stage that has been overdue for long (compare-and-set; a decision). */
  escalateStage(request: TimerRequest): Promise<TimerOutcome>;
  /** Passes the day by which an outside body had to answer (compare-and-set; a decision). */
  passConsultationDeadline(request: TimerRequest): Promise<TimerOutcome>;
  /** Opens the nomination one level up that a forwarded one leads to; opening it twice changes nothing. */
  openForwardedNomination(forwarded: ForwardedNomination): Promise<void>;
}
