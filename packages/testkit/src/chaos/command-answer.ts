import type { GraphError } from '../graph-client';

/**
 * What a client may conclude from an answer. ACKNOWLEDGED: the command stands. REFUSED: this sending of it did
 * nothing. UNKNOWN: it may have been done or not.
 */
export type Outcome = 'ACKNOWLEDGED' | 'REFUSED' | 'UNKNOWN';

/** An answer as the client understood it. */
export interface CommandAnswer {
  readonly outcome: Outcome;
  /** The code of a refusal, or why nothing is known. */
  readonly code: string | null;
  readonly routing: string | null;
  /** The subject that the answer names: a nomination, a pledge, a cycle, a unit, a decision, a ballot or a task's subject. */
  readonly subjectId: string | null;
}

/** What the graph sends back for one mutation. */
export interface MutationBody {
  readonly data?: Readonly<Record<string, MutationResult | null>> | null;
  readonly errors?: readonly GraphError[];
}

/** What became of one item of a command on several. */
export interface ItemResult {
  readonly taskId?: string;
  readonly nominationId?: string;
  readonly outcome: 'DONE' | 'REFUSED' | 'NOT_YET';
  readonly reasons?: readonly { readonly code: string }[];
}

interface MutationResult {
  readonly __typename: string;
  readonly routing?: string;
  readonly reasons?: readonly { readonly code: string }[];
  readonly nomination?: { readonly id: string };
  readonly pledge?: { readonly id: string };
  readonly cycle?: { readonly id: string };
  readonly unit?: { readonly id: string };
  readonly task?: { readonly subjectId: string };
  readonly decision?: { readonly id: string };
  readonly revocation?: { readonly id: string };
  readonly session?: { readonly id: string };
  readonly bulk?: { readonly results?: readonly ItemResult[] };
  readonly results?: readonly ItemResult[];
}

/** Errors after which the sender knows that this sending did nothing; after any other they do not know. */
const CERTAINLY_NOTHING: ReadonlySet<string> = new Set([
  'UNAUTHENTICATED',
  'IDENTITY_NOT_LINKED',
  'MANDATE_NOT_CHOSEN',
  'SIGN_IN_UNAVAILABLE',
  'FORBIDDEN',
  'NOT_FOUND',
  'BAD_USER_INPUT',
  'CONFLICT',
  'RETRY_LATER',
  'RATE_LIMITED',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
]);
/** Refusals for the moment: the same command is to be sent again. */
const FOR_THE_MOMENT: ReadonlySet<string | null> = new Set(['SIGN_IN_UNAVAILABLE', 'RETRY_LATER', 'RATE_LIMITED']);

/** Whether whoever wants the command done sends it again. */
export function isWorthRepeating({ outcome, code }: Pick<CommandAnswer, 'outcome' | 'code'>): boolean {
  return outcome === 'UNKNOWN' || FOR_THE_MOMENT.has(code);
}

/** Nothing came back, or nothing that can be read. */
export function unknownAnswer(why: string): CommandAnswer {
  return { outcome: 'UNKNOWN', code: why, routing: null, subjectId: null };
}

/** What the answer to a mutation means. */
export function answerOf(operation: string, { data, errors = [] }: MutationBody): CommandAnswer {
  const result = data?.[operation];
  if (result?.__typename === 'CommandRefused') {
    return { outcome: 'REFUSED', code: result.reasons?.[0]?.code ?? 'REFUSED', routing: null, subjectId: null };
  }
  if ((result?.bulk?.results ?? result?.results)?.some(({ outcome }) => outcome === 'NOT_YET')) {
    // The same command goes on where it stopped.
    return { outcome: 'REFUSED', code: 'RETRY_LATER', routing: null, subjectId: null };
  }
  if (result) {
    const { nomination, pledge, cycle, unit, decision, revocation, session, task } = result;
    const subject = nomination ?? pledge ?? cycle ?? unit ?? decision ?? revocation ?? session;
    const subjectId = subject?.id ?? task?.subjectId ?? null;
    return { outcome: 'ACKNOWLEDGED', code: null, routing: result.routing ?? null, subjectId };
  }
  const code = errors[0]?.extensions?.code ?? 'EMPTY_ANSWER';
  return CERTAINLY_NOTHING.has(code)
    ? { outcome: 'REFUSED', code, routing: null, subjectId: null }
    : unknownAnswer(code);
}
