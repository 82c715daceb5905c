import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { identityProblems, identityVariables } from './identity/identity-environment';

const baseUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

const perMinute = z.coerce.number().int().min(1);
const onOrOff = z.enum(['on', 'off']);

/** Addresses and networks (192.0.2.0/24), separated by commas. */
const networks = z
  .string()
  .transform((list) => list.split(',').map((network) => network.trim()))
  .refine(
    (list) => list.every((network) => /^[^/]+(\/\d{1,3})?$/.test(network) && isIP(network.split('/')[0] ?? '') > 0),
    'these are not addresses or networks of proxies',
  );

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
  ...identityVariables,
  SUPERGRAPH_FILE: z
    .string()
    .default(join(__dirname, '..', 'supergraph.graphql'))
    .refine((path) => existsSync(path), 'there is no such file; `npm run compose -w gateway` writes it'),
  TEMPORAL_UI_URL: z.url().optional(),
  COST_HEADERS: onOrOff.default('off'),
  INTROSPECTION: onOrOff.optional(),
  EXPLORER: onOrOff.optional(),
  TRUSTED_DOCUMENTS_FILE: z
    .string()
    .refine((path) => existsSync(path), 'there is no such file')
    .optional(),
  RATE_LIMIT_PER_PERSON: perMinute.default(600),
  RATE_LIMIT_PER_ADDRESS: perMinute.default(3_000),
  RATE_LIMIT_VERIFICATIONS: perMinute.default(60),
  RATE_LIMIT_DATABASE_URL: z.url({ protocol: /^mysql$/ }).optional(),
  TRUST_PROXY: networks.default([]),
  SLOW_OPERATION_MILLISECONDS: z.coerce.number().int().min(0).default(1_000),
});

/** The environment of the gateway, parsed. */
export type GatewayEnvironment = z.infer<typeof gatewayEnvironment>;

/** Whether something that shows the graph's insides is on: in production only when it was switched on. */
export function isShown(switched: 'on' | 'off' | undefined, { NODE_ENV }: GatewayEnvironment): boolean {
  return switched === undefined ? NODE_ENV !== 'production' : switched === 'on';
}

/**
 * Reads the gateway's environment.
 * @throws an error that lists every problem at once.
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): GatewayEnvironment {
  const result = gatewayEnvironment.safeParse(source);
  const problems = [
    ...(result.error?.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) ?? []),
    ...identityProblems(source),
  ];
  if (!result.success || problems.length > 0) {
    throw new Error(`the environment is not usable:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
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
