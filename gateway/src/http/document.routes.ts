import { DOCUMENTS_PATH } from '@thidua/contracts';
import { PASSPORT_HEADER } from '@thidua/contracts/passport';
import type { FastifyInstance } from 'fastify';
import { type Dispatcher, request } from 'undici';
import { subgraphUnavailable } from '../errors/gateway-error';
import type { Authenticator } from '../identity/authenticator';
import type { PassportOffice } from '../identity/passport-office';
import type { RateLimits } from '../limits/rate-limits';
import { handRefusalOn } from './handed-on';
import { endWhenIdle } from './idle-download';

/** How long a service may take until its document begins, in milliseconds: some are made when they are asked for. */
const TIME_LIMIT = 30_000;
/** Headers of a service that say what the document is. */
const OF_DOCUMENT = ['content-type', 'content-length', 'content-disposition', 'content-digest'] as const;

/** What documents are served with. */
export interface DocumentRouteParts {
  readonly authenticator: Authenticator;
  readonly passportOffice: PassportOffice;
  readonly rateLimits: RateLimits;
  /** Name of the service in passports, and in the path after `/documents/`. */
  readonly service: string;
  /** Its base address. */
  readonly address: string;
  readonly dispatcher: Dispatcher;
}

/**
 * Serves `/documents/<service>/…`: hands the bytes of a service's documents to whoever the service lets have them, by a
 * passport like a query's. They come as something to save: nothing of it is shown or run under this origin.
 */
export function serveDocuments(
  fastify: FastifyInstance,
  { authenticator, passportOffice, rateLimits, service, address, dispatcher }: DocumentRouteParts,
): void {
  const prefix = `/documents/${service}/`;
  fastify.get(`${prefix}*`, async (incoming, reply) => {
    const { exchange } = incoming;
    const target = documentIn(address, incoming.url.slice(prefix.length));
    if (!target) return reply.callNotFound();
    exchange.caller = await authenticator.callerOf(incoming, reply);
    const { account } = exchange.caller;
    if (account !== null) await rateLimits.countPerson(`${account.provider} ${account.subject}`);
    const passports = await passportOffice.passportsFor(exchange.caller, exchange.requestId, 'query');
    exchange.passports = passports;
    await passports.prepare(service);
    const departure = new AbortController();
    reply.raw.once('close', () => departure.abort());
    endWhenIdle(reply);
    const answer = await request(target, {
      dispatcher,
      headers: { [PASSPORT_HEADER]: passports.ready(service), traceparent: exchange.trace.traceparent },
      headersTimeout: TIME_LIMIT,
      signal: departure.signal,
    }).catch(() => {
      throw subgraphUnavailable(service, 'UNREACHABLE', false, 503);
    });
    const { statusCode, headers, body } = answer;
    if (statusCode !== 200) return handRefusalOn(incoming, reply, service, answer);
    for (const name of OF_DOCUMENT) {
      const value = headers[name];
      if (value !== undefined) void reply.header(name, value);
    }
    return reply
      .code(statusCode)
      .headers({
        'x-content-type-options': 'nosniff',
        'content-security-policy': "sandbox; default-src 'none'",
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'private, no-store',
      })
      .send(body);
  });
}

/**
 * The address of a document at its service; null for one that leads out of the documents: `..`, written plainly or
 * encoded, is resolved by whoever sends the request on.
 */
function documentIn(address: string, rest: string): URL | null {
  const target = new URL(`${address}${DOCUMENTS_PATH}${rest}`);
  return target.pathname.startsWith(DOCUMENTS_PATH) ? target : null;
}
