import { hasSystemRight } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { account } from '../identity/account';
import { readMandatesOfAccount } from '../mandate/mandate.reader';
import { answerError, answerMissingRight } from './answer-error';

/** Who signs in with an account, and what they may act under: the gateway asks for it before every command. */
export function registerIdentitiesRoute(server: FastifyInstance, dataSource: DataSource): void {
  server.get<{ Params: { provider: string; subject: string } }>(
    '/internal/identities/:provider/:subject/mandates',
    async (request, reply) => {
      if (!hasSystemRight(request, 'mandates:read')) {
        return answerMissingRight(reply, 'mandates:read');
      }
      const asked = account.safeParse(request.params);
      const held = asked.success ? await readMandatesOfAccount(dataSource, asked.data, new Date()) : null;
      return held ?? answerError(reply, 404, 'NOT_LINKED', 'The account is linked to no member');
    },
  );
}
