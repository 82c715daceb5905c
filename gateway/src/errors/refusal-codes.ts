/** Codes by which a caller is refused something on purpose; every other code is a mistake or a fault. */
const REFUSALS = new Set([
  'UNAUTHENTICATED',
  'IDENTITY_NOT_LINKED',
  'FORBIDDEN',
  'MANDATE_NOT_CHOSEN',
  'RATE_LIMITED',
  'OPERATION_TOO_DEEP',
  'OPERATION_TOO_LARGE',
  'OPERATION_TOO_COSTLY',
  'OPERATION_NOT_REGISTERED',
  'OPERATION_NOT_SUPPORTED',
  'BATCH_NOT_SUPPORTED',
  'INTROSPECTION_OFF',
  'CROSS_SITE_REQUEST',
  'METHOD_NOT_ALLOWED',
  'BODY_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
]);

/** Whether an error with this code is a refusal: the log warns of it, and the security log is told. */
export function isRefusal(code: string): boolean {
  return REFUSALS.has(code);
}
