import { DOCUMENTS_PATH, isCertificateCode, PUBLIC_CERTIFICATES_PATH } from '@thidua/contracts';
import { isId } from '@thidua/contracts/ids';
import { grantingMandate } from '@thidua/contracts';
import { calendarDateAt, type ServiceDependencies, verifiedPassport } from '@thidua/service-kit';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';
import { refuseDocument, sendDocument } from '../document/document-answer';
import { CertificateBatch, CertificateBatchPart } from './certificate.entity';
import { CertificateBatchState } from './certificate.enum';
import { sheetsOf, verification, visibleCertificate } from './certificate.reader';
import { certificatesAsPdf } from './certificate-pdf';

type RouteDependencies = Pick<ServiceDependencies, 'dataSource' | 'units'> & { readonly publicUrl: string };

/**
 * The one question that an anonymous caller may ask, by a PUBLIC passport: what a certificate says whose code they hold.
 * Nobody else asks here: people see the registry.
 */
export function registerVerificationRoute(server: FastifyInstance, { dataSource }: RouteDependencies): void {
  server.get<{ Params: { code: string } }>(`${PUBLIC_CERTIFICATES_PATH}:code`, async (request, reply) => {
    if (verifiedPassport(request).kind !== 'public') {
      return reply
        .code(403)
        .send({ errors: [{ message: 'A PUBLIC passport asks here', extensions: { code: 'FORBIDDEN' } }] });
    }
    const { code } = request.params;
    const found = isCertificateCode(code) ? await verification(dataSource, code) : null;
    return found
      ? reply.header('cache-control', 'no-store').send(found)
      : reply
          .code(404)
          .send({ errors: [{ message: 'There is no such certificate', extensions: { code: 'NOT_FOUND' } }] });
  });
}

/** Certificates as PDF, for those who may see the award, and batches, for those who issue for the body. */
export function registerCertificateRoutes(
  server: FastifyInstance,
  { dataSource, units, publicUrl }: RouteDependencies,
): void {
  server.get<{ Params: { id: string } }>(`${DOCUMENTS_PATH}certificates/:id`, async (request, reply) => {
    const passport = verifiedPassport(request);
    const { id } = request.params;
    const certificate =
      passport.kind === 'person' && isId(id) ? await visibleCertificate(dataSource, passport, id) : null;
    if (!certificate) {
      return refuseDocument(reply);
    }
    const { parts, digest } = await certificatesAsPdf(
      await sheetsOf(dataSource, [certificate], publicUrl),
      certificate.issuedAt,
    );
    return sendPdf(reply, Buffer.concat([...parts]), digest, `giay-chung-nhan-${certificate.code}.pdf`);
  });

  server.get<{ Params: { id: string } }>(`${DOCUMENTS_PATH}certificate-batches/:id`, async (request, reply) => {
    const passport = verifiedPassport(request);
    const { id } = request.params;
    const batch =
      passport.kind === 'person' && isId(id)
        ? await dataSource.manager.findOneBy(CertificateBatch, { id, state: CertificateBatchState.Done })
        : null;
    const unit = batch && (await units.unitInScope(dataSource, batch.issuingUnitId, calendarDateAt(new Date())));
    if (!batch || !unit || !grantingMandate(passport.mandates, 'certificate.issue', unit)) {
      return refuseDocument(reply);
    }
    const parts = await dataSource.manager.find(CertificateBatchPart, {
      where: { batchId: id },
      order: { ordinal: 'ASC' },
    });
    const content = Buffer.concat(parts.map((part) => part.content));
    return sendPdf(reply, content, createHash('sha256').update(content).digest('hex'), `giay-chung-nhan-${id}.pdf`);
  });
}

function sendPdf(reply: FastifyReply, content: Buffer, digest: string, fileName: string): FastifyReply {
  return sendDocument(reply, { content, digest, fileName, mediaType: 'application/pdf' });
}
