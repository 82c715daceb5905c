/** What a review asks of finance: a year's budget and receipts of units and what is under them. */
export interface FinanceActualsRequest {
  /** Units whose figures are wanted; each one sums everything under it. At most 2,000. */
  readonly unitIds: readonly string[];
  /** The year of the budget. */
  readonly year: number;
  /** First day of the receipts, YYYY-MM-DD (Asia/Ho_Chi_Minh). */
  readonly from: string;
  /** Last day, inclusive. */
  readonly to: string;
}

/** A unit's sums in integer đồng. */
export interface FinanceActuals {
  /** The unit. */
  readonly unitId: string;
  /** Union fund (kinh phí) budgeted for the year, đồng. */
  readonly unionFundBudget: number;
  /** Union fund received in the period, reversals subtracted, đồng. */
  readonly unionFundCollected: number;
  /** Dues (đoàn phí) budgeted for the year, đồng. */
  readonly duesBudget: number;
  /** Dues received in the period, reversals subtracted, đồng. */
  readonly duesCollected: number;
}

/** Activities on the finance task queue. */
export interface FinanceActivities {
  /** Sums for each unit asked for, in that order. */
  collectFinanceActuals(request: FinanceActualsRequest): Promise<FinanceActuals[]>;
}
