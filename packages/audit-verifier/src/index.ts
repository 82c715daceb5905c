/** Verifies an export of the audit trail as docs/audit-format.md says. */
export type { ExpectedAnchor } from './anchors';
export * from './findings';
export * from './verify-export';
