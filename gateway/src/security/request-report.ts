import { derivedId } from '@thidua/contracts/ids';
import type { FastifyInstance } from 'fastify';
import type { Exchange } from '../http/exchange';
import type { Account } from '../identity/caller';
import type { SecurityLog } from './security-log';

/** Refusals that have a kind of their own in the security log. */
const KINDS = { IDENTITY_NOT_LINKED: 'NOT_LINKED', RATE_LIMITED: 'RATE_LIMITED' } as const;

/** Refusals that are no attempt at anything: the person is asked to say more. */
const QUESTIONS: ReadonlySet<string> = new Set(['MANDATE_NOT_CHOSEN']);

/** Reports what of each request belongs into the security log, when it has been answered: never what was asked or answered. */
export function reportRequests(fastify: FastifyInstance, securityLog: SecurityLog): void {
  const reported = new WeakSet<Account>();
  fastify.addHook('onResponse', (request, _reply, done) => {
    reportSignIn(request.exchange, securityLog, reported);
    reportRefusals(request.exchange, securityLog);
    done();
  });
}

/** Once for a token: repeats, also those of other gateways, have the same id. */
function reportSignIn(exchange: Exchange, securityLog: SecurityLog, reported: WeakSet<Account>): void {
  const { account } = exchange.caller;
  const memberId = exchange.passports?.memberId;
  if (account === null || !memberId || reported.has(account)) return;
  reported.add(account);
  const { provider, subject, tokenId } = account;
  const id = derivedId('signed-in', provider, tokenId);
  securityLog.report({ kind: 'SIGNED_IN', id, provider, subject, memberId, address: exchange.address });
}

function reportRefusals(exchange: Exchange, securityLog: SecurityLog): void {
  const { refusals, tokenRefused, address, operationName, caller, passports } = exchange;
  if (tokenRefused !== null) {
    securityLog.report({ kind: 'TOKEN_REFUSED', address, detail: { reason: tokenRefused } });
    return;
  }
  if (refusals.length === 0) return;
  const who = {
    provider: caller.account?.provider ?? null,
    subject: caller.account?.subject ?? null,
    memberId: passports?.memberId ?? null,
    mandateId: passports?.mandateId ?? null,
    address,
  };
  for (const { code, permission, unitId } of refusals) {
    if (QUESTIONS.has(code)) continue;
    securityLog.report({
      kind: Object.hasOwn(KINDS, code) ? KINDS[code as keyof typeof KINDS] : 'REFUSED',
      ...who,
      operation: operationName,
      code,
      permission: permission ?? null,
      unitId: unitId ?? null,
    });
  }
}
