import { AsyncLocalStorage } from 'node:async_hooks';
import { newId } from '@thidua/contracts/ids';
import type { DocumentNode } from 'graphql';
import { isRefusal } from '../errors/refusal-codes';
import { ANONYMOUS, type Caller } from '../identity/caller';
import type { OperationKind, RequestPassports } from '../identity/request-passports';
import { continueTrace, type TraceContext } from '../trace/trace-context';

/** Header in which a subgraph tells how many SQL statements a request cost it, and the gateway the sum. */
export const SQL_STATEMENTS_HEADER = 'x-sql-statements';
/** Header in which the gateway tells how many requests to subgraphs an operation cost. */
export const SUBGRAPH_REQUESTS_HEADER = 'x-subgraph-requests';

/** Something the caller was refused, as the security log needs it. */
export interface Refusal {
  /** Code of the error. */
  readonly code: string;
  /** The part of the answer; empty when the whole request was refused. */
  readonly path: readonly (string | number)[];
  /** The permission that was missing, when a service said so. */
  readonly permission?: string;
  /** The unit for which it was missing, when a service said so. */
  readonly unitId?: string;
}

/**
 * One request and its answer: everything that belongs to it and to no other. A new object for each request; the
 * executor receives it as its context, so batching and identity can never reach across requests.
 */
export class Exchange {
  /** Id of the request, which its passports carry. */
  readonly requestId = newId();
  /** Where it stands in its trace. */
  readonly trace: TraceContext;
  /** When it came in, by the monotonic clock in milliseconds. */
  readonly startedAt = performance.now();
  /** Who asks; anonymous until the token has been checked. */
  caller: Caller = ANONYMOUS;
  /** Why the caller's token or session proves nothing; null when it proved something, or there was none. */
  tokenRefused: string | null = null;
  /** Query or mutation; known once the operation is. */
  kind: OperationKind = 'query';
  /** Name of the operation, for the log. */
  operationName: string | null = null;
  /** The document, once it could be parsed; the log names it by a hash. */
  document: DocumentNode | null = null;
  /** Codes of the errors that were answered, for the log. */
  readonly errorCodes: string[] = [];
  /** What was refused, for the security log. */
  readonly refusals: Refusal[] = [];
  /** What it cost so far: requests to subgraphs, and SQL statements as the subgraphs counted them. */
  readonly cost = { subgraphRequests: 0, sqlStatements: 0 };
  /** Its passports; null until the operation is known. */
  passports: RequestPassports | null = null;
  private readonly departure = new AbortController();

  /**
   * @param traceparent the W3C header as it came in.
   * @param address the caller's address: the socket's, or the one that a trusted proxy names.
   */
  constructor(
    traceparent: string | undefined,
    readonly address: string,
  ) {
    this.trace = continueTrace(traceparent);
  }

  /** Notes an error that is answered, where each log looks for it. */
  noteError(code: string, path: readonly (string | number)[], extensions: Readonly<Record<string, unknown>>): void {
    this.errorCodes.push(code);
    if (!isRefusal(code)) return;
    const { permission, unitId } = extensions;
    this.refusals.push({
      code,
      path,
      ...(typeof permission === 'string' ? { permission } : {}),
      ...(typeof unitId === 'string' ? { unitId } : {}),
    });
  }

  /**
   * Ends what is under way for this request when its caller goes away. A mutation goes on: whether a decision was
   * taken must not depend on somebody's connection.
   */
  get signal(): AbortSignal | null {
    return this.kind === 'query' ? this.departure.signal : null;
  }

  /** The caller has gone away. */
  abandon(): void {
    this.departure.abort();
  }
}

/** What Apollo Server takes as context. It copies this object, so what must stay one thing is one step further in. */
export interface GraphContext {
  readonly exchange: Exchange;
}

/** The exchange under way, for code that is called without one (the formatting of errors). */
export const currentExchange = new AsyncLocalStorage<Exchange>();
