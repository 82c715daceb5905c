import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const keyFile = z
  .string()
  .min(1)
  .refine((path) => existsSync(path), 'there is no such file');
const baseUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** What the gateway reads from the environment, once, at start. */
const gatewayEnvironment = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4000),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  MEMBERSHIP_URL: baseUrl,
  FINANCE_URL: baseUrl,
  EMULATION_URL: baseUrl,
  AWARDS_URL: baseUrl,
  WORKFLOWS_URL: baseUrl,
  PASSPORT_PRIVATE_KEY_FILE: keyFile,
  PASSPORT_PUBLIC_KEYS_FILE: keyFile,
  DEVELOPMENT_TOKEN_KEY_FILE: keyFile,
  SUPERGRAPH_FILE: z
    .string()
    .default(join(__dirname, '..', 'supergraph.graphql'))
    .refine((path) => existsSync(path), 'there is no such file; `npm run compose -w gateway` writes it'),
  TEMPORAL_UI_URL: z.url().optional(),
  COST_HEADERS: z.enum(['on', 'off']).default('off'),
});

/** The environment of the gateway, parsed. */
export type GatewayEnvironment = z.infer<typeof gatewayEnvironment>;

/**
 * Reads the gateway's environment.
 * @throws an error that lists every problem at once.
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): GatewayEnvironment {
  const result = gatewayEnvironment.safeParse(source);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the environment is not usable:\n${problems.join('\n')}`);
  }
  return result.data;
}

/** Base addresses of the subgraphs by name, without a trailing slash. */
export function subgraphAddresses(environment: GatewayEnvironment): Readonly<Record<string, string>> {
  return {
    membership: environment.MEMBERSHIP_URL,
    finance: environment.FINANCE_URL,
    emulation: environment.EMULATION_URL,
    awards: environment.AWARDS_URL,
  };
}
