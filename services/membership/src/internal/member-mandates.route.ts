import { isId } from '@thidua/contracts/ids';
import { calendarDateAt, hasSystemRight } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { mandateOf, readMandatesInForce } from '../mandate/mandate.reader';
import { answerError, answerMissingRight } from './answer-error';

/**
 * `GET /internal/members/:id/mandates` for our other processes: what a member may act under today, empty for an unknown
 * one; needs the right `members:read`. Whoever gives a task to somebody asks first whether they may do it.
 */
export function registerMemberMandatesRoute(server: FastifyInstance, dataSource: DataSource): void {
  server.get<{ Params: { id: string } }>('/internal/members/:id/mandates', async (request, reply) => {
    if (!hasSystemRight(request, 'members:read')) {
      return answerMissingRight(reply, 'members:read');
    }
    const { id } = request.params;
    if (!isId(id)) {
      return answerError(reply, 404, 'NOT_FOUND', 'No member has this id');
    }
    const held = await readMandatesInForce(dataSource, id, calendarDateAt(new Date()));
    return { memberId: id, mandates: held.map(mandateOf) };
  });
}
