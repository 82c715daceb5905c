import { hasSystemRight } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { account } from '../identity/account';
import { answerError, answerMissingRight } from './answer-error';

/** Rows whose token has ended by itself are taken away when another is written, so many at a time. */
const MOST_REMOVED = 100;

const endedSession = account.extend({
  tokenId: z.string().regex(/^[ -~]{1,255}$/),
  expiresAt: z.iso.datetime().transform((text) => new Date(text)),
});

/** Sessions that ended before their token did: the gateway writes them, and reads them with the account's mandates. */
export function registerEndedSessionsRoute(server: FastifyInstance, dataSource: DataSource): void {
  server.post('/internal/ended-sessions', async (request, reply) => {
    if (!hasSystemRight(request, 'sessions:end')) {
      return answerMissingRight(reply, 'sessions:end');
    }
    const body = endedSession.safeParse(request.body);
    if (!body.success) {
      return answerError(reply, 400, 'BAD_USER_INPUT', 'provider, subject, tokenId and expiresAt are required');
    }
    const { provider, subject, tokenId, expiresAt } = body.data;
    await dataSource.query(
      'DELETE FROM ended_session WHERE expires_at <= UTC_TIMESTAMP(3) ORDER BY expires_at LIMIT ?',
      [MOST_REMOVED],
    );
    await dataSource.query(
      `INSERT INTO ended_session (provider, subject, token_id, expires_at) VALUES (?, ?, ?, ?)
       ON DUPLICATE KEY UPDATE token_id = VALUES(token_id)`,
      [provider, subject, tokenId, expiresAt],
    );
    return reply.code(204).send();
  });
}
