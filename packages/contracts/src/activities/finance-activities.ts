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

/** What is to be paid for one nomination of a decision: to a person or to a collective. */
export interface AwardPaymentOrder {
  /** The nomination: one nominee and one award. With the decision it is the payment's key. */
  readonly nominationId: string;
  /** The person; null for a collective. */
  readonly nomineeMemberId: string | null;
  /** The collective; null for a person. */
  readonly nomineeUnitId: string | null;
  /** Whole đồng, above 0, rounded as the catalogue says. */
  readonly amount: number;
  /** The multiple and the base salary behind it: a decimal text and whole đồng. */
  readonly multiple: string;
  readonly baseSalary: number;
}

/** Payments of one decision to order. */
export interface AwardPaymentsRequest {
  readonly decisionId: string;
  /** The body that pays. */
  readonly payingUnitId: string;
  /** Day of the decision, YYYY-MM-DD: before it nothing is paid. */
  readonly decidedOn: string;
  /** At most 100. */
  readonly payments: readonly AwardPaymentOrder[];
}

/** Payments of one decision to cancel, paid or not, ordered or not yet. */
export interface AwardCancellationRequest {
  readonly decisionId: string;
  readonly payingUnitId: string;
  /** The revocation that asks for it. */
  readonly revocationId: string;
  /** At most 500. */
  readonly nominationIds: readonly string[];
}

/** Activities on the finance task queue. */
export interface FinanceActivities {
  /** Sums for each unit asked for, in that order. */
  collectFinanceActuals(request: FinanceActualsRequest): Promise<FinanceActuals[]>;
  /** Holds payments as due, each once: one that is there, or was cancelled before it came, is left as it is. */
  orderAwardPayments(request: AwardPaymentsRequest): Promise<void>;
  /** Cancels payments that were not made, reverses those that were, and leaves a tombstone for those that are to come. */
  cancelAwardPayments(request: AwardCancellationRequest): Promise<void>;
}
