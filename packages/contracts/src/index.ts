/**
 * What crosses a process: names of subjects, workflows, updates and task queues, the shapes they carry,
 * the activities each service offers, and the catalogue of permissions.
 * Nothing here imports Node or a framework, so workflow code can bundle it.
 */
export * from './subjects';
export * from './task-queues';
export * from './decision';
export * from './message';
export * from './positions';
export * from './mandate';
export * from './permissions';
export * from './access';
export * from './system-rights';
export * from './services';
export * from './award-facts';
export * from './certificate-verification';
export * from './council';
export * from './change-feed';
export * from './member-profiles';
export * from './path-health';
export * from './workflows/annual-cycle';
export * from './workflows/pledge-signing';
export * from './workflows/mid-year-review';
export * from './workflows/nomination-approval';
export * from './workflows/award-payout';
export * from './workflows/award-revocation';
export * from './workflows/award-appeal';
export * from './workflows/reconcile';
export * from './activities/audit-activities';
export * from './activities/reconciler-activities';
export * from './activities/membership-activities';
export * from './activities/finance-activities';
export * from './activities/emulation-activities';
export * from './activities/awards-activities';
