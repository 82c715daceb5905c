import {
  MOST_REPORTED_EVENTS,
  SECURITY_EVENT_KINDS,
  securityEventReports,
  type SecurityEventKind,
} from '@thidua/contracts/security-event';
import { hasSystemRight, verifiedPassport } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { takeReport } from '../security/security-report';
import type { SecurityLog } from '../security/security-log';
import { answerError, answerMissingRight } from './answer-error';

/** What only this service's own commands write, in their transactions: nobody else reports that they happened. */
const OF_COMMANDS: ReadonlySet<SecurityEventKind> = new Set([
  'MANDATE_DELEGATED',
  'DELEGATION_ENDED',
  'MANDATE_SUSPENDED',
  'MANDATE_RESUMED',
  'OFFICER_APPOINTED',
  'OFFICE_ENDED',
  'IDENTITY_LINKED',
  'IDENTITY_UNLINKED',
]);
const REPORTED = SECURITY_EVENT_KINDS.filter((kind) => !OF_COMMANDS.has(kind));

/** The security log takes what other processes report: sign-ins, refusals, changed keys. */
export function registerSecurityEventsRoute(server: FastifyInstance, dataSource: DataSource, log: SecurityLog): void {
  server.post('/internal/security-events', async (request, reply) => {
    if (!hasSystemRight(request, 'security:write')) {
      return answerMissingRight(reply, 'security:write');
    }
    const body = securityEventReports.safeParse(request.body);
    if (!body.success || body.data.events.some(({ kind }) => OF_COMMANDS.has(kind))) {
      return answerError(
        reply,
        400,
        'BAD_USER_INPUT',
        `1 to ${MOST_REPORTED_EVENTS} events are required, each of one of the kinds ${REPORTED.join(', ')}`,
      );
    }
    await takeReport(dataSource, log, verifiedPassport(request).subject, body.data.events);
    return reply.code(204).send();
  });
}
