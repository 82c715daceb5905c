import { hasSystemRight } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { MOST_ACCOUNTS, readMandatesOfAccounts } from '../mandate/mandate.reader';
import { answerError, answerMissingRight } from './answer-error';

const question = z.object({
  provider: z.string(),
  subjects: z.array(z.string()).min(1).max(MOST_ACCOUNTS),
});

/**
 * Who signs in with some accounts of one issuer, and what each may act under: the gateway asks for it before every
 * command, for those that came at the same time together. An account that is linked to nobody gets null.
 */
export function registerMandatesRoute(server: FastifyInstance, dataSource: DataSource): void {
  server.post('/internal/mandates', async (request, reply) => {
    if (!hasSystemRight(request, 'mandates:read')) {
      return answerMissingRight(reply, 'mandates:read');
    }
    const asked = question.safeParse(request.body);
    return asked.success
      ? readMandatesOfAccounts(dataSource, asked.data, new Date())
      : answerError(reply, 400, 'BAD_USER_INPUT', `provider, and 1 to ${MOST_ACCOUNTS} subjects`);
  });
}
