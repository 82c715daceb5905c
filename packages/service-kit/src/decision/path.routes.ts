import type { ServiceName, SystemRight } from '@thidua/contracts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Log } from '../log';
import { readPathHealth, releaseSetAsideRow, type FeedFollower } from './path-health';

const releaseBody = z.object({ outboxId: z.string().regex(/^\d{1,19}$/) });

/** What the routes are built from. */
export interface PathRouteDependencies {
  readonly service: ServiceName;
  readonly dataSource: DataSource;
  readonly follower: FeedFollower | null;
  readonly log: Log;
  /** Whether the request's passport has a system right. */
  readonly permits: (request: FastifyRequest, right: SystemRight) => boolean;
}

/** Refuses a request in the form of every internal route. */
export function refuseRequest(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

/**
 * What operators ask of the decision path: how far it is behind and what is set aside (`path:read`); to let a row that
 * was set aside be tried again, and to build the projection of the union tree again (`path:repair`).
 */
export function registerPathRoutes(
  server: FastifyInstance,
  { service, dataSource, follower, log, permits }: PathRouteDependencies,
): void {
  server.get('/internal/path-health', async (request, reply) =>
    permits(request, 'path:read')
      ? readPathHealth(dataSource, service, follower)
      : refuseRequest(reply, 403, 'FORBIDDEN', 'The right path:read is required'),
  );

  server.post('/internal/path/release', async (request, reply) => {
    if (!permits(request, 'path:repair')) {
      return refuseRequest(reply, 403, 'FORBIDDEN', 'The right path:repair is required');
    }
    const body = releaseBody.safeParse(request.body);
    if (!body.success) {
      return refuseRequest(reply, 400, 'BAD_USER_INPUT', 'outboxId: the number of an outbox row');
    }
    const { outboxId } = body.data;
    if (!(await releaseSetAsideRow(dataSource, outboxId))) {
      return refuseRequest(reply, 404, 'NOT_FOUND', 'No row with this number is set aside');
    }
    log.warn({ outboxId }, 'path: a row that was set aside was released by the operator');
    return { outboxId, released: true };
  });

  server.post('/internal/feed/rebuild', async (request, reply) => {
    if (!permits(request, 'path:repair')) {
      return refuseRequest(reply, 403, 'FORBIDDEN', 'The right path:repair is required');
    }
    if (!follower) {
      return refuseRequest(reply, 404, 'NOT_FOUND', 'This service follows no feed');
    }
    await follower.rebuild();
    log.warn('path: the operator had the projection of the union tree built again');
    return { rebuilding: true };
  });
}
