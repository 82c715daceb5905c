import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { httpError } from '../errors/http-error';
import { publicError } from '../errors/public-error';
import type { RateLimits } from '../limits/rate-limits';
import type { Log } from '../log';
import { Exchange } from './exchange';

declare module 'fastify' {
  interface FastifyRequest {
    /** Everything that belongs to this request and to no other. */
    exchange: Exchange;
  }
  interface FastifyContextConfig {
    /** Whether requests are answered however many come: whoever watches the process must not be refused. */
    unlimited?: boolean;
  }
}

/** Largest body of a request, in bytes: 1 MiB. */
const LARGEST_BODY = 1024 * 1024;

/** What the HTTP server needs. */
export interface HttpServerParts {
  readonly log: Log;
  readonly rateLimits: RateLimits;
  /** Addresses of the proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
}

/** The HTTP server, without routes: limits, trace ids, and failures in the same form as GraphQL errors. */
export function createHttpServer({ log, rateLimits, trustedProxies }: HttpServerParts): FastifyInstance {
  const fastify = Fastify({
    bodyLimit: LARGEST_BODY,
    // Longer than any client or load balancer before it keeps an idle connection.
    keepAliveTimeout: 72_000,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
  });
  // Only JSON is read: a form or a plain text is what a foreign page could send by itself.
  fastify.removeContentTypeParser('text/plain');
  fastify.decorateRequest('exchange', null as unknown as Exchange);
  fastify.addHook('onRequest', (request, reply, done) => {
    const traceparent = request.headers.traceparent;
    request.exchange = new Exchange(typeof traceparent === 'string' ? traceparent : undefined, request.ip);
    void reply.header('x-trace-id', request.exchange.trace.traceId);
    done();
  });
  // Before anything is parsed or verified.
  fastify.addHook('onRequest', async ({ exchange, routeOptions }) => {
    if (!routeOptions.config?.unlimited) await rateLimits.countAddress(exchange.address);
  });
  fastify.setErrorHandler((error: FastifyError | GraphQLError, request, reply) => {
    if (error instanceof GraphQLError) return refuse(request, reply, error);
    const status = error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500;
    if (status >= 500) log.error({ traceId: request.exchange.trace.traceId, err: error }, 'a request failed');
    return refuse(request, reply, httpError(status, status === 413 ? sizeOf(request) : {}));
  });
  fastify.setNotFoundHandler((request, reply) => refuse(request, reply, httpError(404)));
  return fastify;
}

function sizeOf({ headers }: FastifyRequest): Record<string, unknown> {
  const announced = Number(headers['content-length']);
  return { limit: 'BODY_BYTES', most: LARGEST_BODY, counted: Number.isNaN(announced) ? null : announced };
}

interface HttpExtension {
  readonly status?: number;
  readonly headers?: ReadonlyMap<string, string>;
}

function refuse({ exchange }: FastifyRequest, reply: FastifyReply, error: GraphQLError): void {
  const { code, http, ...extensions } = error.extensions;
  const { status = 500, headers = new Map<string, string>() } = (http ?? {}) as HttpExtension;
  exchange.noteError(String(code), [], extensions);
  void reply
    .code(status)
    .headers(Object.fromEntries(headers))
    .header('cache-control', 'private, no-store')
    .send({ errors: [publicError(error.toJSON(), exchange.trace.traceId)] });
}
