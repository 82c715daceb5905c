import type { BenchApprover, BenchPledge } from './decisions-scene';

/** One approver's pledge on which nothing but this measurement acts, and what is known of its task. */
export interface Seat {
  readonly approver: BenchApprover;
  readonly pledge: BenchPledge;
  version: number;
  claimed: boolean;
}
