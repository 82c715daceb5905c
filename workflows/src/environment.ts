import { z } from 'zod';

const ENVIRONMENT = z.object({
  PORT: z.coerce.number().int().min(1).max(65_535).default(4005),
  HOST: z.string().min(1).default('127.0.0.1'),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  TEMPORAL_ADDRESS: z.string().min(1).default('127.0.0.1:4020'),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
});

/** What the worker reads from its environment: its health port, the log level, and where Temporal is. */
export type Environment = z.infer<typeof ENVIRONMENT>;

/**
 * Reads the environment once.
 * @throws an error whose message names every problem at once.
 */
export function readEnvironment(variables: NodeJS.ProcessEnv): Environment {
  const result = ENVIRONMENT.safeParse(variables);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the environment of the workflow worker is wrong:\n${problems.join('\n')}`);
  }
  return result.data;
}
