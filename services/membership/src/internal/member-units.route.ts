import { isId } from '@thidua/contracts/ids';
import { calendarDateAt, hasSystemRight } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { z } from 'zod';

const unitsQuery = z.object({ asOf: z.iso.date().optional() });

/**
 * The units that a member belongs to on a date; null for an unknown member.
 * @param date YYYY-MM-DD, Asia/Ho_Chi_Minh.
 */
export async function unitsOfMember(dataSource: DataSource, memberId: string, date: string): Promise<string[] | null> {
  const rows = await dataSource.query<{ unitId: string | null }[]>(
    `SELECT affiliation.unit_id AS unitId FROM member
       LEFT JOIN member_affiliation affiliation
         ON affiliation.member_id = member.id AND affiliation.valid_from <= ? AND affiliation.valid_until > ?
      WHERE member.id = ? ORDER BY affiliation.unit_id`,
    [date, date, memberId],
  );
  return rows.length === 0 ? null : rows.flatMap(({ unitId }) => unitId ?? []);
}

/** `GET /internal/members/:id/units?asOf=…` for our other processes; needs the right `members:read`. */
export function registerMemberUnitsRoute(server: FastifyInstance, dataSource: DataSource): void {
  server.get<{ Params: { id: string } }>('/internal/members/:id/units', async (request, reply) => {
    const refuse = (status: number, code: string, message: string): unknown =>
      reply.code(status).send({ errors: [{ message, extensions: { code } }] });
    if (!hasSystemRight(request, 'members:read')) {
      return refuse(403, 'FORBIDDEN', 'The right members:read is required');
    }
    const query = unitsQuery.safeParse(request.query);
    if (!query.success) {
      return refuse(400, 'BAD_USER_INPUT', 'asOf is a calendar date, YYYY-MM-DD');
    }
    const { id } = request.params;
    const unitIds = isId(id)
      ? await unitsOfMember(dataSource, id, query.data.asOf ?? calendarDateAt(new Date()))
      : null;
    return unitIds ? { memberId: id, unitIds } : refuse(404, 'NOT_FOUND', 'No member has this id');
  });
}
