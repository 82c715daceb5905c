import type { UnitChange } from '@thidua/contracts';
import { isId } from '@thidua/contracts/ids';
import { hasSystemRight, readFeed, type ServiceDependencies } from '@thidua/service-kit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { readMandates } from './mandate.reader';
import { registerMemberUnitsRoute } from './member-units.route';

const feedQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  epoch: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

function answerError(reply: FastifyReply, status: number, code: string, message: string): FastifyReply {
  return reply.code(status).send({ errors: [{ message, extensions: { code } }] });
}

/** What membership answers to our other processes: its change feed, a person's mandates and units. */
export function registerInternalRoutes(server: FastifyInstance, { dataSource }: ServiceDependencies): void {
  registerMemberUnitsRoute(server, dataSource);
  server.get('/internal/feed', async (request, reply) => {
    if (!hasSystemRight(request, 'feed:read')) {
      return answerError(reply, 403, 'FORBIDDEN', 'The right feed:read is required');
    }
    const query = feedQuery.safeParse(request.query);
    if (!query.success) {
      return answerError(reply, 400, 'BAD_USER_INPUT', 'after ≥ 0, 1 ≤ limit ≤ 1000');
    }
    const { after, epoch, limit } = query.data;
    const page = await readFeed<UnitChange>(dataSource, after, limit);
    // A reader of another epoch begins again: what it knows may never have been.
    return epoch && epoch !== page.epoch && after > 0 ? readFeed<UnitChange>(dataSource, 0, limit) : page;
  });

  server.get<{ Params: { memberId: string } }>('/internal/mandates/:memberId', async (request, reply) => {
    if (!hasSystemRight(request, 'mandates:read')) {
      return answerError(reply, 403, 'FORBIDDEN', 'The right mandates:read is required');
    }
    const { memberId } = request.params;
    const held = isId(memberId) ? await readMandates(dataSource, memberId, new Date()) : null;
    return held ?? answerError(reply, 404, 'NOT_FOUND', 'No member has this id');
  });
}
