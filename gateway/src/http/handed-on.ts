import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Dispatcher } from 'undici';
import { subgraphUnavailable } from '../errors/gateway-error';

/** Hands on why a service gives no content, in its words, and notes it where the logs look for it. */
export async function handRefusalOn(
  { exchange, method, routeOptions }: FastifyRequest,
  reply: FastifyReply,
  service: string,
  { statusCode, body }: Dispatcher.ResponseData,
): Promise<FastifyReply> {
  void reply.header('cache-control', 'private, no-store').code(statusCode);
  let answer: { errors?: readonly { extensions?: Record<string, unknown> }[] };
  try {
    answer = (await body.json()) as typeof answer;
  } catch {
    throw subgraphUnavailable(service, 'NOT_GRAPHQL', false, 503);
  }
  const { code, ...extensions } = answer.errors?.[0]?.extensions ?? {};
  exchange.operationName = `${method} ${routeOptions.url ?? ''}`;
  exchange.noteError(typeof code === 'string' ? code : 'INTERNAL_SERVER_ERROR', [], extensions);
  return reply.send({ errors: answer.errors ?? [] });
}
