import type { Message } from '@thidua/contracts';
import type { GraphQLFormattedError } from 'graphql';

/** What an internal error says to the caller: nothing but that it happened; the log has the rest under the trace id. */
const INTERNAL: Message = {
  vi: 'Có lỗi trong hệ thống. Hãy báo kèm mã truy vết (traceId).',
  en: 'Something went wrong inside the system. Report it with the trace id.',
};

/** Codes that stand for a fault of ours: their messages may speak of our insides, so they are replaced. */
const INTERNAL_CODES: ReadonlySet<unknown> = new Set([
  undefined,
  'INTERNAL_SERVER_ERROR',
  'DOWNSTREAM_SERVICE_ERROR',
  'SUBREQUEST_HTTP_ERROR',
  'RESPONSE_VALIDATION_FAILED',
]);

/** Extensions that libraries add for developers; a caller never sees them. */
const PRIVATE_EXTENSIONS: ReadonlySet<string> = new Set([
  'stacktrace',
  'exception',
  'originalError',
  'request',
  'response',
  'http',
  'serviceName',
  'stack',
]);

/** Whether an error with this code is a fault of ours, to be logged in full and told without detail. */
export function isInternal(code: unknown): boolean {
  return typeof code !== 'string' || INTERNAL_CODES.has(code);
}

/**
 * The error as the caller may see it: a code, a path (empty when it concerns the whole request) and a trace id;
 * never a stack or an internal message. The subgraph's own extensions stay.
 */
export function publicError(error: GraphQLFormattedError, traceId: string | null): GraphQLFormattedError {
  const { code, ...rest } = error.extensions ?? {};
  const path = error.path ?? [];
  if (isInternal(code)) {
    return {
      message: `${INTERNAL.vi} / ${INTERNAL.en}`,
      path,
      extensions: { code: 'INTERNAL_SERVER_ERROR', message: INTERNAL, traceId },
    };
  }
  const kept = Object.entries(rest).filter(([name]) => !PRIVATE_EXTENSIONS.has(name));
  return {
    message: error.message,
    ...(error.locations ? { locations: error.locations } : {}),
    path,
    extensions: { code, ...Object.fromEntries(kept), traceId },
  };
}
