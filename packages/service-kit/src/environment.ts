import type { KeySource } from '@thidua/contracts/passport';
import { z } from 'zod';

const port = z.coerce.number().int().min(1).max(65535);
const fileUrl = z.string().min(1);

/** How a bucket of an S3-compatible store is reached; the names are without their prefix. */
const bucketVariables = {
  BUCKET: z.string().min(3).max(63).optional(),
  ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  REGION: z.string().min(1).optional(),
  ACCESS_KEY_ID: z.string().min(1).optional(),
  SECRET_ACCESS_KEY_FILE: z.string().min(1).optional(),
  SECRET_ACCESS_KEY: z.string().min(1).optional(),
};

function bucket<Prefix extends string>(
  prefix: Prefix,
): { [Name in keyof typeof bucketVariables as `${Prefix}_${Name}`]: (typeof bucketVariables)[Name] } {
  const named = Object.entries(bucketVariables).map(([name, schema]) => [`${prefix}_${name}`, schema]);
  return Object.fromEntries(named) as ReturnType<typeof bucket<Prefix>>;
}

/** Where anchors are kept outside the database: in a folder, or in a bucket in its place. */
export const ANCHOR_VARIABLES = {
  /** Each service has a folder of its own in it. */
  AUDIT_ANCHOR_DIRECTORY: z.string().min(1).optional(),
  ...bucket('AUDIT_ANCHOR_S3'),
};

/** What every service reads from the environment, once, at start. */
const serviceVariables = z.object({
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
  /** Where people see Temporal's pages: the graph links to them; without it, it does not. */
  TEMPORAL_UI_URL: z.url().optional(),
  /** The JWKS of every process, as a file or as JSON. */
  PASSPORT_PUBLIC_KEYS_FILE: fileUrl.optional(),
  PASSPORT_PUBLIC_KEYS: z.string().min(1).optional(),
  /** This process's own private JWK, as a file or as JSON. */
  PASSPORT_PRIVATE_KEY_FILE: fileUrl.optional(),
  PASSPORT_PRIVATE_KEY: z.string().min(1).optional(),
  MEMBERSHIP_URL: z.url(),
  /** What people open: links on paper lead there. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).default('http://localhost:4000'),
  /** Only the services that ask emulation need it; `npm start` gives it to all. */
  EMULATION_URL: z.url().optional(),
  /** From which likeness on awards tells that two achievement reports are about the same, in percent. */
  AWARDS_SIMILARITY_PERCENT: z.coerce.number().int().min(1).max(100).default(70),
  /** Days in which an appeal about an award is answered: our default, no source states a limit for unions. */
  AWARDS_APPEAL_ANSWER_DAYS: z.coerce.number().int().min(1).max(365).default(30),
  /** The private Ed25519 JWK that signs anchors and exports of the audit trail, as a file or as JSON. */
  AUDIT_SIGNING_KEY_FILE: fileUrl.optional(),
  AUDIT_SIGNING_KEY: z.string().min(1).optional(),
  ...ANCHOR_VARIABLES,
  /** Where exports that are asked for in the graph are written; each service has a folder of its own in it. */
  AUDIT_EXPORT_DIRECTORY: z.string().min(1).optional(),
  /** Where awards keeps the papers of dossiers: a folder that every replica sees, unless there is a bucket. */
  PAPER_DIRECTORY: z.string().min(1).optional(),
  /** The bucket of an S3-compatible store for papers, used in place of the folder, and how it is reached. */
  ...bucket('PAPER_S3'),
  /** The largest paper, in bytes: 20 MiB unless said otherwise, 200 MiB at the most. */
  PAPER_LARGEST_BYTES: z.coerce
    .number()
    .int()
    .min(1024)
    .max(200 * 1024 * 1024)
    .default(20 * 1024 * 1024),
  /** Where awards keeps the private keys of open ballot sessions: shared by its replicas, in no backup. */
  BALLOT_KEY_DIRECTORY: z.string().min(1).optional(),
});

/** Elsewhere a service runs without anchors; in production nobody may notice only later that there were none. */
const serviceEnvironment = serviceVariables.superRefine((variables, context) => {
  if (variables.NODE_ENV !== 'production') {
    return;
  }
  if (!auditKey(variables)) {
    context.addIssue({
      code: 'custom',
      path: ['AUDIT_SIGNING_KEY'],
      message: 'this or AUDIT_SIGNING_KEY_FILE is needed',
    });
  }
  if (!variables.AUDIT_ANCHOR_DIRECTORY && !variables.AUDIT_ANCHOR_S3_BUCKET) {
    context.addIssue({
      code: 'custom',
      path: ['AUDIT_ANCHOR_DIRECTORY'],
      message: 'needed in production, or AUDIT_ANCHOR_S3_BUCKET',
    });
  }
});

/** The environment of a service, parsed. */
export type ServiceEnvironment = z.infer<typeof serviceVariables>;

/** As much of an environment as says where the passport keys are. */
type PassportKeyEnvironment = Pick<
  ServiceEnvironment,
  'PASSPORT_PUBLIC_KEYS_FILE' | 'PASSPORT_PUBLIC_KEYS' | 'PASSPORT_PRIVATE_KEY_FILE' | 'PASSPORT_PRIVATE_KEY'
>;

/** What the migration command reads: the owner's connection, which a running service never has. */
const migrationEnvironment = z.object({
  MIGRATION_DATABASE_URL: z.url({ protocol: /^(mysql|mariadb)$/ }),
  AUDIT_DATABASE: z.string().regex(/^[a-z0-9_]+$/, 'a database name of lower-case letters, digits and _'),
});

/** The environment of a migration, parsed. */
export type MigrationEnvironment = z.infer<typeof migrationEnvironment>;

function keySource(what: string, file: string | undefined, json: string | undefined): KeySource {
  if (json !== undefined) {
    return { json };
  }
  if (file !== undefined) {
    return { file };
  }
  throw new Error(`the environment is not usable:\n  ${what}_FILE or ${what}: one of them is needed`);
}

/** Where this process's private passport key is. @throws when the environment names none. */
export function passportKeys(environment: PassportKeyEnvironment): KeySource {
  return keySource('PASSPORT_PRIVATE_KEY', environment.PASSPORT_PRIVATE_KEY_FILE, environment.PASSPORT_PRIVATE_KEY);
}

/** Where the public keys of every process are. @throws when the environment names none. */
export function trustedKeys(environment: PassportKeyEnvironment): KeySource {
  return keySource('PASSPORT_PUBLIC_KEYS', environment.PASSPORT_PUBLIC_KEYS_FILE, environment.PASSPORT_PUBLIC_KEYS);
}

/** Where the key of the audit trail is; null when the environment names none. */
export function auditKey(
  environment: Pick<ServiceEnvironment, 'AUDIT_SIGNING_KEY_FILE' | 'AUDIT_SIGNING_KEY'>,
): KeySource | null {
  const { AUDIT_SIGNING_KEY_FILE: file, AUDIT_SIGNING_KEY: json } = environment;
  return json !== undefined ? { json } : file !== undefined ? { file } : null;
}

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
