import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { TokenVerifier } from '../identity/development-token';
import type { Log } from '../log';
import { currentExchange, type GraphContext, SQL_STATEMENTS_HEADER, SUBGRAPH_REQUESTS_HEADER } from './exchange';

/** What `/graphql` is served with. */
export interface GraphRouteParts {
  readonly server: ApolloServer<GraphContext>;
  readonly tokens: TokenVerifier;
  readonly log: Log;
  /** Whether answers tell in headers what they cost; callers of a public gateway are not told. */
  readonly costHeaders: boolean;
}

/** Serves `/graphql`: checks the token, runs the operation in its own exchange, logs one line without variables. */
export function serveGraph(fastify: FastifyInstance, { server, tokens, log, costHeaders }: GraphRouteParts): void {
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
    onSend({ exchange: { cost } }, reply, payload, done) {
      if (costHeaders) {
        void reply.header(SUBGRAPH_REQUESTS_HEADER, String(cost.subgraphRequests));
        void reply.header(SQL_STATEMENTS_HEADER, String(cost.sqlStatements));
      }
      done(null, payload);
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
          ...exchange.cost,
          milliseconds: Math.round((performance.now() - exchange.startedAt) * 10) / 10,
          ...(exchange.errorCodes.length > 0 ? { errors: exchange.errorCodes } : {}),
        },
        'operation',
      );
      done();
    },
  });
}
