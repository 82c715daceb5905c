import { existsSync } from 'node:fs';
import type { KeySource } from '@thidua/contracts/passport';
import { z } from 'zod';

const keyFile = z
  .string()
  .min(1)
  .refine((path) => existsSync(path), 'there is no such file');
const url = z.url({ protocol: /^https?$/ });

/** Variables of identity: the issuer, browser sessions and passport keys. */
export const identityVariables = {
  /** Exactly as the issuer's discovery document says it. */
  OIDC_ISSUER: url,
  OIDC_PROVIDER: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a name of small letters, digits and hyphens, at most 40')
    .default('embedded'),
  OIDC_AUDIENCE: z.string().min(1).default('urn:thidua:graph'),
  OIDC_CLIENT_ID: z.string().min(1).default('thidua-gateway'),
  OIDC_CLIENT_SECRET_FILE: keyFile,
  SESSION_KEY_FILE: keyFile,
  PUBLIC_URL: url
    .refine((text) => new URL(text).pathname === '/', 'the system has its host for itself: no path')
    .transform((text) => new URL(text).origin),
  PASSPORT_PRIVATE_KEY: z.string().min(1).optional(),
  PASSPORT_PRIVATE_KEY_FILE: keyFile.optional(),
  PASSPORT_PUBLIC_KEYS: z.string().min(1).optional(),
  PASSPORT_PUBLIC_KEYS_FILE: keyFile.optional(),
};

/** The variables of identity, parsed. */
export type IdentityEnvironment = z.infer<z.ZodObject<typeof identityVariables>>;

/** Variables that hold keys as JSON, or name a file with them. */
type KeyVariable = 'PASSPORT_PRIVATE_KEY' | 'PASSPORT_PUBLIC_KEYS';
const KEY_VARIABLES: readonly KeyVariable[] = ['PASSPORT_PRIVATE_KEY', 'PASSPORT_PUBLIC_KEYS'];

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** What is wrong between the variables of identity, each problem as `NAME: why`. */
export function identityProblems(source: NodeJS.ProcessEnv): readonly string[] {
  const problems: string[] = [];
  for (const name of KEY_VARIABLES) {
    const given = [source[name], source[`${name}_FILE`]].filter(Boolean).length;
    if (given === 0) problems.push(`${name}_FILE: names the file with the keys, or ${name} holds them`);
    if (given === 2) problems.push(`${name}: is set, and ${name}_FILE as well; only one can be meant`);
  }
  if (source['NODE_ENV'] === 'production') {
    for (const name of ['OIDC_ISSUER', 'PUBLIC_URL']) {
      const parsed = URL.parse(source[name] ?? '');
      if (parsed?.protocol === 'http:' && !LOOPBACK.test(parsed.hostname)) {
        problems.push(`${name}: must be https in production, unless it is this machine`);
      }
    }
  }
  return problems;
}

/** Where the keys of a variable come from. */
export function keySource(environment: IdentityEnvironment, name: KeyVariable): KeySource {
  const json = environment[name];
  return json === undefined ? { file: environment[`${name}_FILE`] ?? '' } : { json };
}
