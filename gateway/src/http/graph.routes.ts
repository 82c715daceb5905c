import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { TokenVerifier } from '../identity/development-token';
import type { Log } from '../log';
import { currentExchange, type GraphContext } from './exchange';

/** Serves `/graphql`: checks the token, runs the operation in its own exchange, logs one line without variables. */
export function serveGraph(
  fastify: FastifyInstance,
  server: ApolloServer<GraphContext>,
  tokens: TokenVerifier,
  log: Log,
): void {
  const handler = fastifyApolloHandler(server, {
    context: async (request) => {
      const { exchange, headers } = request;
      const actAs = headers['x-act-as'];
      exchange.caller = {
        memberId: await tokens.memberOf(headers.authorization),
        actAs: typeof actAs === 'string' && actAs !== '' ? actAs.toLowerCase() : null,
      };
      return { exchange };
    },
  });
  fastify.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler(request, reply) {
      const { exchange } = request;
      void reply.header('cache-control', 'private, no-store');
      reply.raw.once('close', () => {
        if (!reply.raw.writableFinished) exchange.abandon();
      });
      return currentExchange.run(exchange, () => handler.call(fastify, request, reply));
    },
    onResponse(request, reply, done) {
      const { exchange } = request;
      log.info(
        {
          traceId: exchange.trace.traceId,
          requestId: exchange.requestId,
          operation: exchange.operationName,
          kind: exchange.kind,
          member: exchange.caller.memberId,
          status: reply.statusCode,
          milliseconds: Math.round((performance.now() - exchange.startedAt) * 10) / 10,
          ...(exchange.errorCodes.length > 0 ? { errors: exchange.errorCodes } : {}),
        },
        'operation',
      );
      done();
    },
  });
}
