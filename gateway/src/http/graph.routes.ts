import type { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import type { FastifyInstance } from 'fastify';
import type { Authenticator } from '../identity/authenticator';
import type { RateLimits } from '../limits/rate-limits';
import type { Log } from '../log';
import { currentExchange, type GraphContext, SQL_STATEMENTS_HEADER, SUBGRAPH_REQUESTS_HEADER } from './exchange';
import { logOperation } from './operation-log';
import { checkOperationRequest, type OperationRequirements } from './operation-request';

/** What `/graphql` is served with. */
export interface GraphRouteParts {
  readonly server: ApolloServer<GraphContext>;
  readonly authenticator: Authenticator;
  readonly log: Log;
  readonly rateLimits: RateLimits;
  readonly requirements: OperationRequirements;
  /** Whether answers tell in headers what they cost; callers of a public gateway are not told. */
  readonly costHeaders: boolean;
  /** From how many milliseconds on an operation is slow. */
  readonly slowAfter: number;
}

/** Serves `/graphql`: checks the token, runs the operation in its own exchange, logs one line without variables. */
export function serveGraph(fastify: FastifyInstance, parts: GraphRouteParts): void {
  const { server, authenticator, log, rateLimits, requirements, costHeaders, slowAfter } = parts;
  const handler = fastifyApolloHandler(server, {
    context: async (request, reply) => {
      const { exchange } = request;
      exchange.caller = await authenticator.callerOf(request, reply);
      const { account } = exchange.caller;
      if (account !== null) await rateLimits.countPerson(`${account.provider} ${account.subject}`);
      return { exchange };
    },
  });
  fastify.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    preHandler(request, _reply, done) {
      checkOperationRequest(request, requirements);
      done();
    },
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
    onResponse({ exchange }, reply, done) {
      logOperation(log, exchange, reply.statusCode, slowAfter);
      done();
    },
  });
}
