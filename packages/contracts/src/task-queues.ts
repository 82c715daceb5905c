/** Temporal task queues: workflow code runs on one, each service answers activities on its own. */
export const TaskQueue = {
  Workflows: 'thidua-workflows',
  Membership: 'thidua-membership',
  Finance: 'thidua-finance',
  Emulation: 'thidua-emulation',
  Awards: 'thidua-awards',
} as const;
