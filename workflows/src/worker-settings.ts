import { TaskQueue } from '@thidua/contracts';

/** Settings of every workflow worker, fit for two cores shared with the rest of the system. */
export const WORKER_SETTINGS = {
  taskQueue: TaskQueue.Workflows,
  maxCachedWorkflows: 500,
  maxConcurrentWorkflowTaskExecutions: 40,
  workflowThreadPoolSize: 1,
  // After a worker was killed the engine waits this long before it hands its workflows to another one.
  stickyQueueScheduleToStartTimeout: '3 seconds',
  shutdownGraceTime: '2 seconds',
  shutdownForceTime: '4 seconds',
} as const;
