import { existsSync } from 'node:fs';
import { z } from 'zod';

const keyFile = z
  .string()
  .min(1)
  .refine((path) => existsSync(path), 'there is no such file');
const baseUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** What the issuer reads from the environment, once, at start. */
const issuerEnvironment = z.object({
  NODE_ENV: z.enum(['development', 'test']).default('development'),
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(4006),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ISSUER_URL: baseUrl,
  ISSUER_KEYS_FILE: keyFile,
  OIDC_PROVIDER: z.string().min(1).default('embedded'),
  OIDC_CLIENT_SECRET_FILE: keyFile,
  PUBLIC_URL: baseUrl,
  MEMBERSHIP_URL: baseUrl,
  PASSPORT_PRIVATE_KEY_FILE: keyFile,
});

/** The environment of the issuer, parsed. */
export type IssuerEnvironment = z.infer<typeof issuerEnvironment>;

/** Why the issuer does not run in production: whoever reaches it is whoever they say they are. */
export const REFUSED_IN_PRODUCTION =
  'Máy chủ đăng nhập này cho đăng nhập không cần mật khẩu, chỉ dùng khi phát triển: không khởi động khi NODE_ENV=production. ' +
  'Hãy dùng máy chủ OpenID Connect của tổ chức (biến OIDC_ISSUER của gateway).\n' +
  'This issuer signs people in without passwords, for development only: it does not start when NODE_ENV=production. ' +
  'Use your organisation’s OpenID Connect issuer (the gateway’s variable OIDC_ISSUER).';

/**
 * Reads the issuer's environment.
 * @throws an error that lists every problem at once; in production, whatever else the environment says, a refusal.
 */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): IssuerEnvironment {
  if (source['NODE_ENV'] === 'production') {
    throw new Error(REFUSED_IN_PRODUCTION);
  }
  const result = issuerEnvironment.safeParse(source);
  if (!result.success) {
    const problems = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`the environment is not usable:\n${problems.join('\n')}`);
  }
  return result.data;
}
