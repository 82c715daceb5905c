import { randomBytes } from 'node:crypto';

/** Where a request stands in its trace (W3C Trace Context). */
export interface TraceContext {
  /** 32 hexadecimal digits, the same in every process that the request passes. */
  readonly traceId: string;
  /** The header that the next process receives. */
  readonly traceparent: string;
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})/;

/**
 * Continues the caller's trace, or begins one when there is none or it is malformed.
 * @param traceparent the header as it came in.
 */
export function continueTrace(traceparent: string | undefined): TraceContext {
  const [, incoming, flags = '01'] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  const traceId = incoming ?? randomBytes(16).toString('hex');
  return { traceId, traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-${flags}` };
}
