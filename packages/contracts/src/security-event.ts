import { z } from 'zod';

/** Kinds that the gateway reports. */
export const GATEWAY_EVENT_KINDS = [
  'SIGNED_IN',
  'SIGNED_OUT',
  'TOKEN_REFUSED',
  'NOT_LINKED',
  'REFUSED',
  'RATE_LIMITED',
  'KEYS_CHANGED',
] as const;
/** Kinds that each service reports of what it let somebody do. */
export const SERVICE_EVENT_KINDS = ['AUDIT_EXPORT_REQUESTED', 'AUDIT_EXPORT_DOWNLOADED'] as const;

/** What the security log records: what is reported, and what membership's own commands write. */
export const SECURITY_EVENT_KINDS = [
  ...GATEWAY_EVENT_KINDS,
  'MANDATE_DELEGATED',
  'DELEGATION_ENDED',
  'MANDATE_SUSPENDED',
  'MANDATE_RESUMED',
  'OFFICER_APPOINTED',
  'OFFICE_ENDED',
  'IDENTITY_LINKED',
  'IDENTITY_UNLINKED',
  ...SERVICE_EVENT_KINDS,
] as const;
/** Kind of a security event. */
export type SecurityEventKind = (typeof SECURITY_EVENT_KINDS)[number];

/** Most events in one report. */
export const MOST_REPORTED_EVENTS = 500;

const shortText = z.string().max(200).nullable().default(null);
const id = z.uuid().nullable().default(null);

/** An event as it is reported: who, what, with what outcome; never a token, a variable or a text of a dossier. */
export const securityEventReport = z.object({
  /** Made by the reporter, so that a repeated report is recognised. */
  id: z.uuid(),
  /** The reporter's time, ISO 8601 in UTC. */
  at: z.iso.datetime(),
  kind: z.enum(SECURITY_EVENT_KINDS),
  /** The account: provider and the issuer's subject. */
  provider: shortText,
  subject: shortText,
  memberId: id,
  /** Network address of the caller. */
  address: shortText,
  /** Name of the operation. */
  operation: shortText,
  /** Code of the refusal. */
  code: shortText,
  /** Permission that was missing. */
  permission: shortText,
  /** The unit it concerned, where the refusal names one. */
  unitId: id,
  /** The mandate acted under, where one was chosen. */
  mandateId: id,
  /** More, in short words: key ids, paths of fields. */
  detail: z.record(z.string().max(40), z.string().max(500)).default({}),
});
/** An event as it is reported. */
export type SecurityEventReport = z.infer<typeof securityEventReport>;

/** The body of `POST /internal/security-events`. */
export const securityEventReports = z.object({
  events: z.array(securityEventReport).min(1).max(MOST_REPORTED_EVENTS),
});
