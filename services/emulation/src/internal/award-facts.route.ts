import { AWARD_FACTS_PATH, MOST_AWARD_FACT_IDS } from '@thidua/contracts';
import { isId } from '@thidua/contracts/ids';
import { hasSystemRight, type ServiceDefinition, type ServiceDependencies } from '@thidua/service-kit';
import { z } from 'zod';
import { readAwardFacts } from '../award-facts/award-facts.reader';

type InternalServer = Parameters<NonNullable<ServiceDefinition<unknown>['registerInternalRoutes']>>[0];

/** Room for the most ids that a request may hold. */
const BODY_BYTES = 2 ** 20;

const ids = z.array(z.string().refine(isId)).refine((list) => new Set(list).size === list.length);
const year = z.number().int().min(1900).max(2100);

const factsRequest = z
  .object({ memberIds: ids, unitIds: ids, fromYear: year, toYear: year })
  .refine(({ memberIds, unitIds }) => memberIds.length + unitIds.length <= MOST_AWARD_FACT_IDS);

/** Initiatives and ratings of many persons and units in one request. Needs the right `award-facts:read`. */
export function registerAwardFactsRoute(
  server: InternalServer,
  { dataSource }: Pick<ServiceDependencies, 'dataSource'>,
): void {
  server.post(AWARD_FACTS_PATH, { bodyLimit: BODY_BYTES }, async (request, reply) => {
    const refuse = (status: number, code: string, message: string): unknown =>
      reply.code(status).send({ errors: [{ message, extensions: { code } }] });
    if (!hasSystemRight(request, 'award-facts:read')) {
      return refuse(403, 'FORBIDDEN', 'The right award-facts:read is required');
    }
    const body = factsRequest.safeParse(request.body);
    return body.success
      ? readAwardFacts(dataSource, body.data)
      : refuse(
          400,
          'BAD_USER_INPUT',
          `memberIds and unitIds hold ids, none twice, at most ${MOST_AWARD_FACT_IDS} together; years are numbers`,
        );
  });
}
