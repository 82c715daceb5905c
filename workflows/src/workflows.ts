/** Every workflow that the worker knows; the bundle begins here. */
export { annualCycle } from './annual-cycle/annual-cycle.workflow';
export { auditAnchor } from './audit-anchor/audit-anchor.workflow';
export { awardAppeal } from './award-appeal/award-appeal.workflow';
export { awardPayout } from './award-payout/award-payout.workflow';
export { awardRevocation } from './award-revocation/award-revocation.workflow';
export { midYearReview } from './mid-year-review/mid-year-review.workflow';
export { nominationApproval } from './nomination-approval/nomination-approval.workflow';
export { pledgeSigning } from './pledge-signing/pledge-signing.workflow';
export { reconcile } from './reconcile/reconcile.workflow';
