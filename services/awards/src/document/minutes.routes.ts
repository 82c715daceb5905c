import { DOCUMENTS_PATH } from '@thidua/contracts';
import { isId } from '@thidua/contracts/ids';
import { verifiedPassport } from '@thidua/service-kit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { DataSource } from 'typeorm';
import { councilMinutes, type MinutesFacts } from './council-minutes';
import { extractOf, minutesOf } from './council-minutes.query';
import { refuseDocument } from './document-answer';

function send(reply: FastifyReply, facts: MinutesFacts | null): FastifyReply {
  return facts
    ? reply
        .header('content-type', 'application/pdf')
        .header('content-disposition', `attachment; filename="${facts.isExtract ? 'trich-bien-ban' : 'bien-ban'}.pdf"`)
        .send(councilMinutes(facts))
    : refuseDocument(reply);
}

/** Minutes of secret ballots, for who may see the session, and extracts, for who may see the nomination. */
export function registerMinutesRoutes(server: FastifyInstance, dataSource: DataSource): void {
  server.get<{ Params: { id: string } }>(`${DOCUMENTS_PATH}ballot-sessions/:id/minutes.pdf`, async (request, reply) => {
    const { id } = request.params;
    return send(reply, isId(id) ? await minutesOf(dataSource, verifiedPassport(request), id) : null);
  });
  server.get<{ Params: { id: string } }>(
    `${DOCUMENTS_PATH}nominations/:id/council-minutes.pdf`,
    async (request, reply) => {
      const { id } = request.params;
      return send(reply, isId(id) ? await extractOf(dataSource, verifiedPassport(request), id) : null);
    },
  );
}
