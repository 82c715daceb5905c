import { COUNCIL_PATH, type CouncilAnswer, MEMBER_NAMES_PATH, MOST_MEMBER_NAMES } from '@thidua/contracts';
import { isId } from '@thidua/contracts/ids';
import { calendarDateAt, hasSystemRight } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { namesOfMembers, readCouncil } from '../officer/council.reader';
import { answerError, answerMissingRight } from './answer-error';

const councilQuery = z.object({ asOf: z.iso.date().optional() });
const namesBody = z.object({ memberIds: z.array(z.string().refine((id) => isId(id))).max(MOST_MEMBER_NAMES) });

/** Who a council is and what people are called, for the sessions and papers of awards. */
export function registerCouncilRoutes(server: FastifyInstance, dataSource: DataSource): void {
  server.get<{ Params: { unitId: string } }>(`${COUNCIL_PATH}/:unitId`, async (request, reply) => {
    if (!hasSystemRight(request, 'councils:read')) {
      return answerMissingRight(reply, 'councils:read');
    }
    const query = councilQuery.safeParse(request.query);
    const { unitId } = request.params;
    if (!query.success || !isId(unitId)) {
      return answerError(reply, 400, 'BAD_USER_INPUT', 'a unit id, and asOf as a calendar date, YYYY-MM-DD');
    }
    const asOf = query.data.asOf ?? calendarDateAt(new Date());
    return { unitId, asOf, members: await readCouncil(dataSource, unitId, asOf) } satisfies CouncilAnswer;
  });
  server.post(MEMBER_NAMES_PATH, async (request, reply) => {
    if (!hasSystemRight(request, 'member-names:read')) {
      return answerMissingRight(reply, 'member-names:read');
    }
    const body = namesBody.safeParse(request.body);
    return body.success
      ? { names: await namesOfMembers(dataSource, body.data.memberIds) }
      : answerError(reply, 400, 'BAD_USER_INPUT', `memberIds: at most ${MOST_MEMBER_NAMES} ids`);
  });
}
