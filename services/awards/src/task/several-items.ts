import type { Message } from '@thidua/contracts';
import {
  badInput,
  type BulkItem,
  type BulkResult,
  type Decisions,
  notFound,
  Refusal,
  type RefusalReason,
} from '@thidua/service-kit';
import { GraphQLError } from 'graphql';
import { BulkItemOutcome, BulkNominationResults } from './task-bulk.type';

/** A command is answered after this long at the latest, with what has been done: its passport holds five seconds. */
const LONGEST_MILLISECONDS = 3_000;
/** So many items are prepared together. */
const AT_A_TIME = 50;

/** What came of one item of a command on several. */
export interface ResultOfOne {
  /** The task or the nomination. */
  readonly key: string;
  readonly outcome: BulkItemOutcome;
  readonly reasons: RefusalReason[];
}

/**
 * Carries out several items, each a command of its own (decision-path.md rule 10), as far as there is time; the same
 * command sent again goes on where it stopped.
 * @param keys every item that was asked for, in order, those included that there are not.
 * @param itemsOf makes items, some at a time: what it asks of other services it asks for those of `fresh` alone, which
 *   have not been carried out before.
 * @param what how an item is called in errors.
 * @throws BAD_USER_INPUT when one is named twice.
 */
export async function carryOutSeveral<Answer>(
  decisions: Decisions,
  commandId: string,
  keys: readonly string[],
  itemsOf: (keys: readonly string[], fresh: ReadonlySet<string>) => Promise<readonly BulkItem<Answer>[]>,
  what: Message,
): Promise<ResultOfOne[]> {
  if (new Set(keys).size !== keys.length) {
    throw badInput({ field: 'input', vi: 'Mỗi mục chỉ được nêu một lần.', en: 'Name each item once.' });
  }
  const until = Date.now() + LONGEST_MILLISECONDS;
  const isTimeLeft = (): boolean => Date.now() < until;
  const before = await decisions.carriedOutInBulk(commandId, keys);
  const results = new Map<string, BulkResult<Answer>>();
  for (let from = 0; from < keys.length; from += AT_A_TIME) {
    const some = keys.slice(from, from + AT_A_TIME);
    if (isTimeLeft()) {
      const items = await itemsOf(some, new Set(some.filter((key) => !before.has(key))));
      for (const result of await decisions.runInBulk(commandId, items, isTimeLeft)) {
        results.set(result.key, result);
      }
    } else {
      some.forEach((key) => results.set(key, { key, notYet: true }));
    }
  }
  return keys.map((key) => resultOf(results.get(key) ?? { key, error: notFound(what) }));
}

/** How many of the results have an outcome. */
export function countOf(results: readonly { readonly outcome: BulkItemOutcome }[], outcome: BulkItemOutcome): number {
  return results.filter((result) => result.outcome === outcome).length;
}

/** What came of several nominations, as the graph tells it. */
export function nominationResults(results: readonly ResultOfOne[]): BulkNominationResults {
  return Object.assign(new BulkNominationResults(), {
    results: results.map(({ key, ...result }) => ({ nominationId: key, ...result })),
    total: results.length,
    done: countOf(results, BulkItemOutcome.Done),
    refused: countOf(results, BulkItemOutcome.Refused),
    notYet: countOf(results, BulkItemOutcome.NotYet),
  });
}

/** @throws what is nobody's refusal: a fault of ours. */
function resultOf(result: BulkResult<unknown>): ResultOfOne {
  const { key } = result;
  if ('notYet' in result) {
    return { key, outcome: BulkItemOutcome.NotYet, reasons: [] };
  }
  if ('outcome' in result) {
    return { key, outcome: BulkItemOutcome.Done, reasons: [] };
  }
  const { error } = result;
  if (error instanceof Refusal) {
    const reasons = error.reasons.map((reason) => ({ ...reason, field: reason.field ?? null }));
    return { key, outcome: BulkItemOutcome.Refused, reasons };
  }
  if (!(error instanceof GraphQLError) || typeof error.extensions['code'] !== 'string') {
    throw error;
  }
  const { code, message } = error.extensions as { code: string; message?: Message };
  // Nothing was done for now: the same command does it when it is sent again.
  return code === 'RETRY_LATER'
    ? { key, outcome: BulkItemOutcome.NotYet, reasons: [] }
    : {
        key,
        outcome: BulkItemOutcome.Refused,
        reasons: [{ code, vi: message?.vi ?? error.message, en: message?.en ?? error.message, field: null }],
      };
}
