import type { Attempt } from '../client-log';
import type { Outcome } from '../command-answer';

/** What the clients may conclude about one commandId after all its sendings. */
export interface CommandFate {
  readonly commandId: string;
  readonly outcome: Outcome;
  /** Every sending, in the order in which they were sent. */
  readonly attempts: readonly Attempt[];
}

/**
 * Sums up the sendings of each commandId. Acknowledged once is acknowledged; refused is what was refused every time; a
 * refusal beside a sending whose answer is unknown tells nothing, because that one may have been done before or after.
 */
export function fatesOf(attempts: readonly Attempt[]): Map<string, CommandFate> {
  const byCommand = Map.groupBy(attempts, ({ commandId }) => commandId);
  return new Map(
    [...byCommand].map(([commandId, sendings]) => {
      const outcomes = sendings.map(({ outcome }) => outcome);
      const outcome = outcomes.includes('ACKNOWLEDGED')
        ? 'ACKNOWLEDGED'
        : outcomes.includes('UNKNOWN')
          ? 'UNKNOWN'
          : 'REFUSED';
      const inOrder = [...sendings].sort((a, b) => a.sentAt - b.sentAt);
      return [commandId, { commandId, outcome, attempts: inOrder }];
    }),
  );
}
