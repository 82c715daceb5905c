import { hasSystemRight } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { PROVIDER_PATTERN } from '../identity/account';
import { findPeople } from '../identity/people.reader';
import { answerError, answerMissingRight } from './answer-error';

const MOST_PEOPLE = 100;
const DEFAULT_PEOPLE = 50;

const peopleQuery = z.object({
  provider: z.string().regex(PROVIDER_PATTERN),
  search: z.string().max(100).default(''),
  first: z.coerce.number().int().min(1).max(MOST_PEOPLE).default(DEFAULT_PEOPLE),
});

/** Who can sign in at an issuer: its sign-in page lists them. */
export function registerPeopleRoute(server: FastifyInstance, dataSource: DataSource): void {
  server.get('/internal/people', async (request, reply) => {
    if (!hasSystemRight(request, 'people:list')) {
      return answerMissingRight(reply, 'people:list');
    }
    const query = peopleQuery.safeParse(request.query);
    return query.success
      ? findPeople(dataSource, query.data, new Date())
      : answerError(
          reply,
          400,
          'BAD_USER_INPUT',
          `provider is required, search ≤ 100 characters, first ≤ ${MOST_PEOPLE}`,
        );
  });
}
