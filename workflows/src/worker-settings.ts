import { TaskQueue } from '@thidua/contracts';

/** Settings of every workflow worker, fit for two cores shared with the rest of the system. */
export const WORKER_SETTINGS = {
  taskQueue: TaskQueue.Workflows,
  maxCachedWorkflows: 500,
  maxConcurrentWorkflowTaskExecutions: 40,
  workflowThreadPoolSize: 1,
  shutdownGraceTime: '2 seconds',
  shutdownForceTime: '4 seconds',
} as const;
