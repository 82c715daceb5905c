import { STATUS_CODES } from 'node:http';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { publicError } from '../errors/public-error';
import type { Log } from '../log';
import { Exchange } from './exchange';

declare module 'fastify' {
  interface FastifyRequest {
    /** Everything that belongs to this request and to no other. */
    exchange: Exchange;
  }
}

/** Largest body of a request, in bytes: 1 MiB. */
const LARGEST_BODY = 1024 * 1024;

/** The HTTP server, without routes: limits, trace ids, and failures in the same form as GraphQL errors. */
export function createHttpServer(log: Log): FastifyInstance {
  const fastify = Fastify({
    bodyLimit: LARGEST_BODY,
    // Longer than any client or load balancer before it keeps an idle connection.
    keepAliveTimeout: 72_000,
    requestTimeout: 30_000,
    forceCloseConnections: 'idle',
  });
  fastify.decorateRequest('exchange', null as unknown as Exchange);
  fastify.addHook('onRequest', (request, reply, done) => {
    const traceparent = request.headers.traceparent;
    request.exchange = new Exchange(typeof traceparent === 'string' ? traceparent : undefined);
    void reply.header('x-trace-id', request.exchange.trace.traceId);
    done();
  });
  fastify.setErrorHandler((error: FastifyError, request, reply) => {
    const status = error.statusCode !== undefined && error.statusCode >= 400 ? error.statusCode : 500;
    if (status >= 500) log.error({ traceId: request.exchange.trace.traceId, err: error }, 'a request failed');
    void reply.code(status).send(failure(request, status));
  });
  fastify.setNotFoundHandler((request, reply) => {
    void reply.code(404).send(failure(request, 404));
  });
  return fastify;
}

const CODES: Readonly<Record<number, string>> = { 404: 'NOT_FOUND', 413: 'BODY_TOO_LARGE' };

function failure(request: FastifyRequest, status: number): object {
  const code = CODES[status] ?? (status < 500 ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR');
  request.exchange.errorCodes.push(code);
  const message = STATUS_CODES[status] ?? 'Bad Request';
  return { errors: [publicError({ message, extensions: { code } }, request.exchange.trace.traceId)] };
}
