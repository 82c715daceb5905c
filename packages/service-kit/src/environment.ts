import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65535);
const fileUrl = z.string().min(1);

/** What every service reads from the environment, once, at start. */
const serviceEnvironment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port,
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  DATABASE_URL: z.url({ protocol: /^(mysql|mariadb)$/ }),
  DATABASE_SOCKET: z.string().optional(),
  DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(8),
  AUDIT_DATABASE: z.string().regex(/^[a-z0-9_]+$/, 'a database name of lower-case letters, digits and _'),
  TEMPORAL_ADDRESS: z.string().regex(/^[^:]+:\d+$/, 'host:port'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  PASSPORT_PUBLIC_KEYS_FILE: fileUrl,
  PASSPORT_PRIVATE_KEY_FILE: fileUrl,
  MEMBERSHIP_URL: z.url(),
  /** Only the services that ask emulation need it; `npm start` gives it to all. */
  EMULATION_URL: z.url().optional(),
});

/** The environment of a service, parsed. */
export type ServiceEnvironment = z.infer<typeof serviceEnvironment>;

/** What the migration command reads: the owner's connection, which a running service never has. */
const migrationEnvironment = z.object({
  MIGRATION_DATABASE_URL: z.url({ protocol: /^(mysql|mariadb)$/ }),
  AUDIT_DATABASE: z.string().regex(/^[a-z0-9_]+$/, 'a database name of lower-case letters, digits and _'),
});

/** The environment of a migration, parsed. */
export type MigrationEnvironment = z.infer<typeof migrationEnvironment>;

function parse<T>(schema: z.ZodType<T>, source: NodeJS.ProcessEnv): T {
  const result = schema.safeParse(source);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the environment is not usable:\n${problems.join('\n')}`);
  }
  return result.data;
}

/**
 * Reads a service's environment.
 * @throws an error that lists every problem at once.
 */
export function readServiceEnvironment(source: NodeJS.ProcessEnv = process.env): ServiceEnvironment {
  return parse(serviceEnvironment, source);
}

/**
 * Reads a migration's environment.
 * @throws an error that lists every problem at once.
 */
export function readMigrationEnvironment(source: NodeJS.ProcessEnv = process.env): MigrationEnvironment {
  return parse(migrationEnvironment, source);
}
