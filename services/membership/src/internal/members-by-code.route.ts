import { calendarDateAt, hasSystemRight } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { answerError, answerMissingRight } from './answer-error';

/** The most codes of one request. */
const MOST_CODES = 1000;
const codesBody = z.object({ codes: z.array(z.string().min(1).max(60)).max(MOST_CODES) });

/**
 * `POST /internal/members/by-code` for our other processes; needs the right `members:read`. Answers the members that
 * have one of the codes, with their names and the units that they belong to today: what an imported list is held against.
 */
export function registerMembersByCodeRoute(server: FastifyInstance, dataSource: DataSource): void {
  server.post('/internal/members/by-code', async (request, reply) => {
    if (!hasSystemRight(request, 'members:read')) {
      return answerMissingRight(reply, 'members:read');
    }
    const body = codesBody.safeParse(request.body);
    if (!body.success) {
      return answerError(reply, 400, 'BAD_USER_INPUT', `codes: at most ${MOST_CODES}, each 1 to 60 characters`);
    }
    const { codes } = body.data;
    const today = calendarDateAt(new Date());
    const rows =
      codes.length === 0
        ? []
        : await dataSource.query<{ code: string; memberId: string; fullName: string; unitId: string | null }[]>(
            `SELECT member.code, member.id AS memberId, member.full_name AS fullName, affiliation.unit_id AS unitId
               FROM member LEFT JOIN member_affiliation affiliation
                 ON affiliation.member_id = member.id AND affiliation.valid_from <= ? AND affiliation.valid_until > ?
              WHERE member.code IN (${codes.map(() => '?').join(', ')}) ORDER BY member.code, affiliation.unit_id`,
            [today, today, ...codes],
          );
    const members = new Map<string, { code: string; memberId: string; fullName: string; unitIds: string[] }>();
    for (const { unitId, ...member } of rows) {
      const known = members.get(member.memberId) ?? { ...member, unitIds: [] };
      known.unitIds.push(...(unitId ? [unitId] : []));
      members.set(member.memberId, known);
    }
    return { members: [...members.values()] };
  });
}
