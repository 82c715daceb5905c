import {
  type CertificateVerification,
  isCertificateCode,
  PUBLIC_CERTIFICATES_PATH,
  VERIFICATION_PAGE,
} from '@thidua/contracts';
import { PASSPORT_HEADER } from '@thidua/contracts/passport';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import { type Dispatcher, request } from 'undici';
import { ANONYMOUS } from '../identity/caller';
import type { PassportOffice } from '../identity/passport-office';
import type { RateLimits } from '../limits/rate-limits';
import {
  VERIFICATION_SECURITY_POLICY,
  type VerificationFailure,
  verificationFailedPage,
  verificationPage,
} from './verification.page';

const SERVICE = 'awards';
/** How long awards may take, in milliseconds. */
const TIME_LIMIT = 5_000;

/** What the public page is served with. */
export interface VerificationRouteParts {
  readonly passportOffice: PassportOffice;
  readonly rateLimits: RateLimits;
  /** Base address of awards. */
  readonly address: string;
  readonly dispatcher: Dispatcher;
}

const STATUS_OF: Readonly<Record<VerificationFailure, number>> = { UNKNOWN: 404, UNAVAILABLE: 503, TOO_MANY: 429 };

/**
 * Serves `/verify/<code>`: what a certificate says, to whoever holds its code. Whoever asks is anonymous here, signed in
 * or not: awards is asked by a PUBLIC passport, which is good for this question alone.
 */
export function serveVerification(
  fastify: FastifyInstance,
  { passportOffice, rateLimits, address, dispatcher }: VerificationRouteParts,
): void {
  fastify.get<{ Params: { code: string } }>(`${VERIFICATION_PAGE}:code`, async ({ exchange, params }, reply) => {
    try {
      await rateLimits.countVerification(exchange.address);
    } catch (refusal) {
      if (!(refusal instanceof GraphQLError)) throw refusal;
      return fail(reply.header('retry-after', String(refusal.extensions['retryAfterSeconds'])), 'TOO_MANY');
    }
    const code = params.code.toLowerCase();
    if (!isCertificateCode(code)) return fail(reply, 'UNKNOWN');
    const passports = await passportOffice.passportsFor(ANONYMOUS, exchange.requestId, 'query');
    await passports.prepare(SERVICE);
    const answer = await ask(`${address}${PUBLIC_CERTIFICATES_PATH}${code}`, passports.ready(SERVICE), dispatcher);
    return typeof answer === 'string' ? fail(reply, answer) : show(reply, 200, verificationPage(answer));
  });
}

async function ask(
  url: string,
  passport: string,
  dispatcher: Dispatcher,
): Promise<CertificateVerification | VerificationFailure> {
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      headers: { [PASSPORT_HEADER]: passport },
      signal: AbortSignal.timeout(TIME_LIMIT),
    });
    if (statusCode === 200) return (await body.json()) as CertificateVerification;
    await body.dump();
    return statusCode === 404 ? 'UNKNOWN' : 'UNAVAILABLE';
  } catch {
    return 'UNAVAILABLE';
  }
}

function fail(reply: FastifyReply, failure: VerificationFailure): FastifyReply {
  return show(reply, STATUS_OF[failure], verificationFailedPage(failure));
}

function show(reply: FastifyReply, status: number, page: string): FastifyReply {
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': VERIFICATION_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      // The address holds the code.
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'cache-control': 'no-store',
    })
    .send(page);
}
