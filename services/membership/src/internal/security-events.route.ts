import {
  GATEWAY_EVENT_KINDS,
  MOST_REPORTED_EVENTS,
  SERVICE_EVENT_KINDS,
  securityEventReports,
  type SecurityEventKind,
} from '@thidua/contracts/security-event';
import { hasSystemRight, verifiedPassport } from '@thidua/service-kit';
import type { FastifyInstance } from 'fastify';
import type { DataSource } from 'typeorm';
import { takeReport } from '../security/security-report';
import type { SecurityLog } from '../security/security-log';
import { answerError, answerMissingRight } from './answer-error';

/** What a process may report; what this service's own commands did they write themselves, and nobody reports it. */
function kindsOf(reporter: string): readonly SecurityEventKind[] {
  return reporter === 'gateway' ? GATEWAY_EVENT_KINDS : SERVICE_EVENT_KINDS;
}

/** The security log takes what processes report: sign-ins, refusals, changed keys; exports of the audit trail. */
export function registerSecurityEventsRoute(server: FastifyInstance, dataSource: DataSource, log: SecurityLog): void {
  server.post('/internal/security-events', async (request, reply) => {
    if (!hasSystemRight(request, 'security:write')) {
      return answerMissingRight(reply, 'security:write');
    }
    const body = securityEventReports.safeParse(request.body);
    const { subject: reporter } = verifiedPassport(request);
    const kinds = kindsOf(reporter);
    if (!body.success || body.data.events.some(({ kind }) => !kinds.includes(kind))) {
      return answerError(
        reply,
        400,
        'BAD_USER_INPUT',
        `1 to ${MOST_REPORTED_EVENTS} events are required, each of one of the kinds ${kinds.join(', ')}`,
      );
    }
    await takeReport(dataSource, log, reporter, body.data.events);
    return reply.code(204).send();
  });
}
