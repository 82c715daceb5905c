import type { IncomingHttpHeaders } from 'node:http';
import { isId } from '@thidua/contracts/ids';
import { PASSPORT_HEADER } from '@thidua/contracts/passport';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Dispatcher, request as send } from 'undici';
import { httpError } from '../errors/http-error';
import { subgraphUnavailable } from '../errors/gateway-error';
import { signInAgain } from '../identity/identity-error';
import type { Authenticator } from '../identity/authenticator';
import type { PassportOffice } from '../identity/passport-office';
import type { RateLimits } from '../limits/rate-limits';
import { handRefusalOn } from './handed-on';
import { endWhenIdle } from './idle-download';

/** The service that keeps papers. */
const SERVICE = 'awards';
/** Largest part of an upload, in bytes: 1 MiB. */
const LARGEST_PART = 1024 * 1024;
/** How long the service may take to begin its answer, and to send on, in milliseconds. */
const TIME_LIMIT = 15_000;
/** What a paper must be handed on with. */
const HANDED_ON = ['content-type', 'content-length', 'content-disposition', 'content-digest'] as const;

/** What papers are served with. */
export interface PaperRouteParts {
  readonly authenticator: Authenticator;
  readonly passportOffice: PassportOffice;
  readonly rateLimits: RateLimits;
  /** Base address of the service. */
  readonly address: string;
  readonly dispatcher: Dispatcher;
}

/**
 * Takes parts of uploads to the service that keeps papers, and brings contents from there, under the caller's passport:
 * whether they may is decided where the papers are. A content goes out to be saved, in a sandbox, whatever the service
 * says: nothing that somebody uploaded may ever run under this system's name.
 */
export function servePapers(fastify: FastifyInstance, parts: PaperRouteParts): void {
  const { address, dispatcher } = parts;
  void fastify.register(async (scope) => {
    // Only here, where nothing is parsed: a foreign page cannot send it by itself.
    scope.addContentTypeParser(
      'application/octet-stream',
      { parseAs: 'buffer', bodyLimit: LARGEST_PART },
      (_request, body, done) => done(null, body),
    );

    scope.put<{ Params: { id: string; number: string }; Body: Buffer }>(
      '/papers/uploads/:id/parts/:number',
      async (request, reply) => {
        const headers = await passportOf(parts, request, reply);
        const { id, number } = request.params;
        // What is no name of ours never becomes part of an address.
        if (!isId(id) || !/^\d{1,4}$/.test(number)) throw httpError(404);
        const path = `/papers/uploads/${id}/parts/${number}`;
        const answer = await ask(
          `${address}${path}`,
          {
            method: 'PUT',
            headers: {
              ...headers,
              'content-type': 'application/octet-stream',
              'content-digest': String(request.headers['content-digest'] ?? ''),
            },
            body: request.body ?? Buffer.alloc(0),
          },
          dispatcher,
        );
        return answer.statusCode === 204 ? arrived(reply, answer) : handRefusalOn(request, reply, SERVICE, answer);
      },
    );

    scope.get<{ Params: { id: string } }>('/papers/:id', async (request, reply) => {
      const headers = await passportOf(parts, request, reply);
      const { id } = request.params;
      if (!isId(id)) throw httpError(404);
      endWhenIdle(reply);
      const answer = await ask(`${address}/papers/${id}`, { method: 'GET', headers }, dispatcher);
      if (answer.statusCode !== 200) return handRefusalOn(request, reply, SERVICE, answer);
      for (const name of HANDED_ON) {
        const value = headerOf(answer.headers, name);
        if (value !== undefined) void reply.header(name, value);
      }
      const disposition = headerOf(answer.headers, 'content-disposition') ?? '';
      return reply
        .headers({
          'content-disposition': disposition.startsWith('attachment') ? disposition : 'attachment',
          'x-content-type-options': 'nosniff',
          'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
          'cross-origin-resource-policy': 'same-origin',
          'cache-control': 'private, no-store',
        })
        .send(answer.body);
    });
  });
}

/** The header that says who asks. @throws UNAUTHENTICATED for nobody. */
async function passportOf(
  { authenticator, passportOffice, rateLimits }: PaperRouteParts,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Record<string, string>> {
  const { exchange } = request;
  exchange.caller = await authenticator.callerOf(request, reply);
  const { account } = exchange.caller;
  if (account === null) throw signInAgain();
  await rateLimits.countPerson(`${account.provider} ${account.subject}`);
  // Bytes decide nothing: what is done with them is a command of its own, under a passport of its own.
  const passports = await passportOffice.passportsFor(exchange.caller, exchange.requestId, 'query');
  await passports.prepare(SERVICE);
  return { [PASSPORT_HEADER]: passports.ready(SERVICE) };
}

async function ask(
  url: string,
  options: { method: 'GET' | 'PUT'; headers: Record<string, string>; body?: Buffer },
  dispatcher: Dispatcher,
): Promise<Dispatcher.ResponseData> {
  try {
    return await send(url, { ...options, dispatcher, headersTimeout: TIME_LIMIT, bodyTimeout: TIME_LIMIT });
  } catch (failure) {
    const timedOut = (failure as { code?: unknown }).code === 'UND_ERR_HEADERS_TIMEOUT';
    throw subgraphUnavailable(SERVICE, timedOut ? 'TIMED_OUT' : 'UNREACHABLE', false, 503);
  }
}

function headerOf(headers: IncomingHttpHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** Says that a part has arrived. */
async function arrived(reply: FastifyReply, { body }: Dispatcher.ResponseData): Promise<FastifyReply> {
  await body.dump();
  return reply.header('cache-control', 'private, no-store').code(204).send();
}
