import {
  MEMBER_PROFILES_PATH,
  type MemberProfile,
  type MemberProfilesAnswer,
  MOST_MEMBER_PROFILES,
} from '@thidua/contracts';
import { hasSystemRight } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { answerError, answerMissingRight } from './answer-error';

const profilesRequest = z.strictObject({ memberIds: z.array(z.uuid()).max(MOST_MEMBER_PROFILES) });

/** How members are called: for our own processes, which show names to nobody who may not see them. */
export function registerMemberProfilesRoute(server: FastifyInstance, dataSource: DataSource): void {
  server.post(MEMBER_PROFILES_PATH, async (request, reply) => {
    if (!hasSystemRight(request, 'members:read')) {
      return answerMissingRight(reply, 'members:read');
    }
    const asked = profilesRequest.safeParse(request.body);
    if (!asked.success) {
      return answerError(reply, 400, 'BAD_USER_INPUT', `memberIds: at most ${MOST_MEMBER_PROFILES} ids`);
    }
    const { memberIds } = asked.data;
    const members =
      memberIds.length === 0
        ? []
        : await dataSource.query<MemberProfile[]>(
            'SELECT id AS memberId, full_name AS fullName, gender FROM member WHERE id IN (?)',
            [memberIds],
          );
    return { members } satisfies MemberProfilesAnswer;
  });
}
