/** Milestones of a cycle's calendar. */
export const CYCLE_MILESTONES = [
  'PLEDGE_DRAFTING',
  'PLEDGE_REMINDER',
  'PLEDGE_DEADLINE',
  'MID_YEAR_REVIEW',
  'MID_YEAR_DEADLINE',
  'YEAR_END',
] as const;
/** One milestone of a cycle's calendar. */
export type CycleMilestone = (typeof CYCLE_MILESTONES)[number];

/** Instants of all milestones, ISO 8601 in UTC, in the order of CYCLE_MILESTONES. */
export type CycleCalendar = Readonly<Record<CycleMilestone, string>>;

/** Start input of `annualCycle`. */
export interface AnnualCycleInput {
  /** The cycle. */
  readonly cycleId: string;
  /** The cycle's calendar as decided at its opening. */
  readonly calendar: CycleCalendar;
  /** What an earlier run carries on, or what the reconciler rebuilt. */
  readonly resumeFrom?: import('../decision').ResumeFrom<AnnualCycleState>;
}

/** What `annualCycle` carries through continue-as-new. */
export interface AnnualCycleState {
  /** State of the cycle: OPEN, CLOSED. */
  readonly state: string;
  /** Milestones already acted on. */
  readonly reached: readonly CycleMilestone[];
  /** Where the milestone in hand goes on preparing subjects; null at its beginning. */
  readonly cursor: string | null;
}

/** States of a cycle. */
export const CycleState = { Opening: 'OPENING', Open: 'OPEN', Closed: 'CLOSED' } as const;

/** Actions on a cycle that reach its workflow. */
export const CycleAction = { Open: 'OPEN', Close: 'CLOSE' } as const;
