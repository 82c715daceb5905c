/** What a stage of a route can ask for: who may act on it may also return and reject. */
export const STAGE_PERMISSIONS = [
  'nomination.appraise',
  'nomination.record-council-vote',
  'nomination.decide',
] as const;

/** What a task of this service can ask for: a stage's permission, or that of revising what was returned. */
export const TASK_PERMISSIONS = [...STAGE_PERMISSIONS, 'nomination.submit'] as const;
