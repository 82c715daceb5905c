/**
 * Loaded into a process by `node --require` for one side of `npm run bench:auth`: the gateway and the service then do
 * everything but identity. A gateway takes every caller for the one person of the measurement and sends a passport made
 * once; a service believes it. Nothing of this is reachable from the processes' own code or environment.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Passport } from '@thidua/contracts/passport';

/** The claims that both sides take for granted, as the bench wrote them. */
const believed = JSON.parse(readFileSync(process.env['THIDUA_BENCH_PASSPORT'] ?? '', 'utf8')) as Passport;
const text = Buffer.from(JSON.stringify(believed)).toString('base64url');

interface Replaceable {
  [name: string]: unknown;
}

function replaceExport(module: string, name: string, replacement: unknown): void {
  (require(module) as Replaceable)[name] = replacement;
}

function replaceMethod(module: string, className: string, method: string, replacement: () => Promise<unknown>): void {
  const found = (require(module) as Record<string, { prototype: Replaceable } | undefined>)[className];
  if (typeof found?.prototype[method] !== 'function') {
    throw new Error(`${module} has no ${className}.${method} any more: the measurement would measure nothing`);
  }
  found.prototype[method] = replacement;
}

const role = process.env['THIDUA_BENCH_ROLE'];
if (role === 'gateway') {
  const identity = join(process.cwd(), 'dist', 'identity');
  const passports = { memberId: believed.subject, mandateId: null, prepare: async () => {}, ready: () => text };
  replaceMethod(join(identity, 'authenticator.js'), 'Authenticator', 'callerOf', async () => ({
    account: { provider: 'bench', subject: 'bench', tokenId: 'bench', expiresAt: Number.MAX_SAFE_INTEGER },
    actAs: null,
  }));
  replaceMethod(join(identity, 'passport-office.js'), 'PassportOffice', 'passportsFor', async () => passports);
} else {
  replaceExport('@thidua/contracts/passport', 'passportVerifier', () => ({
    keyIds: () => [],
    verify: async () => believed,
  }));
}
