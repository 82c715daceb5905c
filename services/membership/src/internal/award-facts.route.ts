import { AWARD_FACTS_PATH, MOST_AWARD_FACT_IDS, MOST_AWARD_FACT_MEMBERS, UNIT_MEMBERS_PATH } from '@thidua/contracts';
import { isId } from '@thidua/contracts/ids';
import { hasSystemRight } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { readAwardFacts, readUnitMembers } from '../award-facts/award-facts.reader';
import { answerError, answerMissingRight } from './answer-error';

const MOST_UNITS = 1000;
/** Room for the most ids that a request may hold. */
const BODY_BYTES = 2 ** 20;

const ids = z.array(z.string().refine(isId)).refine((list) => new Set(list).size === list.length);

const factsRequest = z
  .object({ memberIds: ids, unitIds: ids, asOf: z.iso.date() })
  .refine(({ memberIds, unitIds }) => memberIds.length + unitIds.length <= MOST_AWARD_FACT_IDS);

const membersRequest = z.object({ unitIds: ids.refine((list) => list.length <= MOST_UNITS), asOf: z.iso.date() });

/** What checks of nominations ask of persons and units: many in one request; each needs the right `award-facts:read`. */
export function registerAwardFactsRoutes(server: FastifyInstance, dataSource: DataSource): void {
  server.post(AWARD_FACTS_PATH, { bodyLimit: BODY_BYTES }, async (request, reply) => {
    if (!hasSystemRight(request, 'award-facts:read')) {
      return answerMissingRight(reply, 'award-facts:read');
    }
    const body = factsRequest.safeParse(request.body);
    return body.success
      ? readAwardFacts(dataSource, body.data)
      : answerError(
          reply,
          400,
          'BAD_USER_INPUT',
          `memberIds and unitIds hold ids, none twice, at most ${MOST_AWARD_FACT_IDS} together; asOf is a date`,
        );
  });
  server.post(UNIT_MEMBERS_PATH, { bodyLimit: BODY_BYTES }, async (request, reply) => {
    if (!hasSystemRight(request, 'award-facts:read')) {
      return answerMissingRight(reply, 'award-facts:read');
    }
    const body = membersRequest.safeParse(request.body);
    if (!body.success) {
      return answerError(reply, 400, 'BAD_USER_INPUT', `unitIds holds at most ${MOST_UNITS} ids; asOf is a date`);
    }
    const units = await readUnitMembers(dataSource, body.data, MOST_AWARD_FACT_MEMBERS);
    return units
      ? { units }
      : answerError(reply, 413, 'TOO_MANY_MEMBERS', `The units have more than ${MOST_AWARD_FACT_MEMBERS} members`);
  });
}
