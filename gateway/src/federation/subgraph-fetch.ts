import type { GraphQLError } from 'graphql';
import { type Dispatcher, request } from 'undici';
import { gatewayError, subgraphUnavailable } from '../errors/gateway-error';
import { type Exchange, SQL_STATEMENTS_HEADER } from '../http/exchange';

/** How long a subgraph may take over one request, in milliseconds. */
export interface TimeLimits {
  readonly query: number;
  readonly mutation: number;
}

/** The limits of a running gateway. */
export const TIME_LIMITS: TimeLimits = { query: 10_000, mutation: 15_000 };

/** What the HTTP executor hands to a fetch. */
export interface FetchInput {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal | null;
}

/** As much of a Response as the HTTP executor reads. */
export interface FetchedAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: { get(name: string): string | null; entries(): IterableIterator<[string, string]> };
  text(): Promise<string>;
}

/** A fetch for one subgraph. */
export type SubgraphFetch = (url: string, input: FetchInput, exchange: Exchange) => Promise<FetchedAnswer>;

/**
 * A fetch that only moves bytes: whoever asks is already in the headers, put there by the transport's headers factory.
 * It is given up when the caller goes away or the time is over, and is never tried again: a mutation might be done twice.
 * @param subgraph name, for the errors.
 * @param dispatcher the subgraph's own keep-alive connections.
 */
export function subgraphFetch(
  subgraph: string,
  dispatcher: Dispatcher,
  limits: TimeLimits = TIME_LIMITS,
): SubgraphFetch {
  return async (url, input, exchange) => {
    const ending = new AbortController();
    const giveUp = () => ending.abort();
    const callers = [input.signal, exchange.signal].filter((signal) => signal != null);
    if (callers.some((signal) => signal.aborted)) throw aborted();
    for (const signal of callers) signal.addEventListener('abort', giveUp, { once: true });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      giveUp();
    }, limits[exchange.kind]);
    exchange.cost.subgraphRequests += 1;
    try {
      const { statusCode, headers, body } = await request(url, {
        dispatcher,
        method: input.method === 'GET' ? 'GET' : 'POST',
        headers: input.headers,
        body: input.body,
        signal: ending.signal,
        // The timer above limits the whole; undici's own limits would only add a second answer to the same question.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      exchange.cost.sqlStatements += Number(headers[SQL_STATEMENTS_HEADER] ?? 0);
      const text = await body.text();
      const contentType = headers['content-type'];
      if (typeof contentType !== 'string' || !contentType.includes('json')) {
        throw subgraphUnavailable(subgraph, 'NOT_GRAPHQL', exchange.kind === 'mutation');
      }
      return {
        status: statusCode,
        statusText: '',
        headers: {
          get: (name) => (name.toLowerCase() === 'content-type' ? contentType : null),
          entries: () => [['content-type', contentType] as [string, string]][Symbol.iterator](),
        },
        text: async () => text,
      };
    } catch (failure) {
      if (!timedOut && callers.some((signal) => signal.aborted)) throw aborted();
      if (failure instanceof Error && failure.name === 'GraphQLError') throw failure;
      const mayBeDone = exchange.kind === 'mutation' && !neverArrived(failure);
      throw subgraphUnavailable(subgraph, timedOut ? 'TIMED_OUT' : 'UNREACHABLE', mayBeDone);
    } finally {
      clearTimeout(timer);
      for (const signal of callers) signal.removeEventListener('abort', giveUp);
    }
  };
}

/** Failures before there was a connection: nothing was sent, so nothing was done. */
const NO_CONNECTION: ReadonlySet<unknown> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function neverArrived(failure: unknown): boolean {
  return NO_CONNECTION.has((failure as { code?: unknown } | null)?.code);
}

function aborted(): GraphQLError {
  return gatewayError('REQUEST_ABORTED', {
    vi: 'Yêu cầu đã bị hủy trước khi có trả lời.',
    en: 'The request was given up before there was an answer.',
  });
}
