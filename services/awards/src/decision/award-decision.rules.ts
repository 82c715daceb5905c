import type { Reason } from '@thidua/contracts';
import { AwardDecisionState } from './award-decision.enum';

/** The most nominations of one decision. */
export const MOST_NOMINATIONS = 500;

/** What can be done to a decision. */
export type AwardDecisionCommand = 'edit' | 'list' | 'discard' | 'sign' | 'publish' | 'handOver';

const POSSIBLE: Readonly<Record<AwardDecisionState, readonly AwardDecisionCommand[]>> = {
  [AwardDecisionState.Draft]: ['edit', 'list', 'discard', 'sign'],
  [AwardDecisionState.Discarded]: [],
  [AwardDecisionState.Signed]: ['publish'],
  [AwardDecisionState.Published]: ['publish', 'handOver'],
};

/** Why a command is not possible in a state, in words; null when it is. */
export function decisionStateProblem(state: AwardDecisionState, command: AwardDecisionCommand): Reason | null {
  return POSSIBLE[state].includes(command)
    ? null
    : {
        code: 'DECISION_STATE',
        vi: `Quyết định đang ở trạng thái ${state} nên không thể thực hiện việc này.`,
        en: `The decision is ${state}, so this cannot be done now.`,
        field: null,
      };
}

/** The number as it stands on the paper: `125/QĐ-LĐLĐ`. */
export function numberText(ordinal: number, symbol: string): string {
  return `${ordinal}/${symbol}`;
}

/**
 * The next number of a body and year that nobody holds: numbers that were written by hand are passed over.
 * @param last the last one that was given.
 * @param isTaken whether a decision of the body and year holds the number.
 */
export async function nextOrdinal(
  last: number,
  symbol: string,
  isTaken: (number: string) => Promise<boolean>,
): Promise<number> {
  for (let ordinal = last + 1; ; ordinal += 1) {
    if (!(await isTaken(numberText(ordinal, symbol)))) {
      return ordinal;
    }
  }
}

/** Why a date of signature cannot be, in words; null when it can. All dates YYYY-MM-DD, Asia/Ho_Chi_Minh. */
export function signatureDateProblem(decidedOn: string, submittedOn: string | null, today: string): Reason | null {
  return decidedOn <= today && (submittedOn === null || decidedOn >= submittedOn)
    ? null
    : {
        code: 'DECISION_DATE_OUT_OF_BOUNDS',
        vi: `Ngày ký phải từ ngày trình hồ sơ (${submittedOn ?? '?'}) đến hôm nay (${today}).`,
        en: `The date must lie between the day the nomination was submitted (${submittedOn ?? '?'}) and today (${today}).`,
        field: 'input.decidedOn',
      };
}
