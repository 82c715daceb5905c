/** What a stage of a route can ask for: who may act on it may also return and reject. */
export const STAGE_PERMISSIONS = [
  'nomination.appraise',
  'nomination.record-council-vote',
  'nomination.decide',
] as const;

/**
 * What a task of this service can ask for: a stage's permission, that of revising what was returned, or that of dealing
 * with what a unit below has left overdue.
 */
export const TASK_PERMISSIONS = [...STAGE_PERMISSIONS, 'nomination.submit', 'nomination.escalation.handle'] as const;
