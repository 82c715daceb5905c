import type { UnitChange } from '@thidua/contracts';
import { hasSystemRight, readFeed, type ServiceDependencies } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { SecurityLog } from '../security/security-log';
import { answerError, answerMissingRight } from './answer-error';
import { registerAwardFactsRoutes } from './award-facts.route';
import { registerCouncilRoutes } from './council.routes';
import { registerEndedSessionsRoute } from './ended-sessions.route';
import { registerMandatesRoute } from './mandates.route';
import { registerMemberMandatesRoute } from './member-mandates.route';
import { registerMemberProfilesRoute } from './member-profiles.route';
import { registerMemberUnitsRoute } from './member-units.route';
import { registerMembersByCodeRoute } from './members-by-code.route';
import { registerPeopleRoute } from './people.route';
import { registerSecurityEventsRoute } from './security-events.route';

const feedQuery = z.object({
  after: z.coerce.number().int().min(0).default(0),
  epoch: z.string().max(64).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(500),
});

/** What membership answers to our other processes, each by its right; the change feed here, the rest in files of their own. */
export function registerInternalRoutes(
  server: FastifyInstance,
  { dataSource, environment }: ServiceDependencies,
): void {
  registerMemberUnitsRoute(server, dataSource);
  registerMandatesRoute(server, dataSource);
  registerMemberMandatesRoute(server, dataSource);
  registerAwardFactsRoutes(server, dataSource);
  registerMemberProfilesRoute(server, dataSource);
  registerMembersByCodeRoute(server, dataSource);
  registerEndedSessionsRoute(server, dataSource);
  registerPeopleRoute(server, dataSource);
  registerCouncilRoutes(server, dataSource);
  registerSecurityEventsRoute(server, dataSource, new SecurityLog(environment.AUDIT_DATABASE));
  server.get('/internal/feed', async (request, reply) => {
    if (!hasSystemRight(request, 'feed:read')) {
      return answerMissingRight(reply, 'feed:read');
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
}
