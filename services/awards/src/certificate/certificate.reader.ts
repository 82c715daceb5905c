import { type CertificateVerification, VERIFICATION_PAGE } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import type { SqlRunner } from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { visibleAwards } from '../access/registry-scope';
import { ReceivedAward } from '../registry/received-award.entity';
import { ReceivedAwardStatus } from '../registry/received-award.enum';
import { Certificate, CertificateBatchItem } from './certificate.entity';
import type { CertificateSheet } from './certificate-page';
import { CertificateTemplateVersion } from './certificate-template.entity';
import { filledWords } from './certificate-text';

/** The public page of a certificate. */
export function verificationUrl(publicUrl: string, code: string): string {
  return new URL(`${VERIFICATION_PAGE}${code}`, publicUrl).href;
}

/** What anybody may know of a certificate by its code; null when there is none. */
export async function verification(runner: SqlRunner, code: string): Promise<CertificateVerification | null> {
  const [row] = await runner.query<CertificateVerification[]>(
    `SELECT c.decision_number AS number, c.award_name AS award, c.recipient_name AS name, c.decided_on AS date, a.status
       FROM certificate c JOIN received_award a ON a.id = c.received_award_id WHERE c.code = ?`,
    [code],
  );
  return row ?? null;
}

/** A version of a template. */
export type PrintedWith = Pick<Certificate, 'templateId' | 'templateVersion'>;

/**
 * What is printed on certificates, in their order: two statements for any number of them.
 * @param printedWith the template of all of them; each certificate's own when null.
 */
export async function sheetsOf(
  dataSource: DataSource,
  certificates: readonly Certificate[],
  publicUrl: string,
  printedWith: PrintedWith | null = null,
): Promise<CertificateSheet[]> {
  const { manager } = dataSource;
  const templateOf = (certificate: Certificate): PrintedWith => printedWith ?? certificate;
  const versions = await manager.findBy(CertificateTemplateVersion, {
    templateId: In([...new Set(certificates.map((certificate) => templateOf(certificate).templateId))]),
  });
  const versionOf = new Map(versions.map((each) => [`${each.templateId} ${each.version}`, each]));
  const awards = await manager.findBy(ReceivedAward, {
    id: In(certificates.map(({ receivedAwardId }) => receivedAwardId)),
  });
  const revoked = new Set(awards.flatMap(({ id, status }) => (status === ReceivedAwardStatus.Revoked ? [id] : [])));
  return certificates.map((certificate) => {
    const { templateId, templateVersion } = templateOf(certificate);
    const template = versionOf.get(`${templateId} ${templateVersion}`);
    if (!template) {
      throw new Error(`the template of certificate ${certificate.id} is missing`);
    }
    const [signedYear = '', month = '', day = ''] = certificate.decidedOn.split('-');
    return {
      words: filledWords(template, {
        recipient: certificate.recipientName,
        unit: certificate.unitName,
        award: certificate.awardName,
        year: String(certificate.meritYear),
        body: certificate.bodyName,
        decision: certificate.decisionNumber,
        day,
        month,
        signedYear,
        signatory: certificate.signatoryName,
      }),
      orientation: template.orientation,
      decisionNumber: certificate.decisionNumber,
      decidedOn: certificate.decidedOn,
      signatory: certificate.signatoryName,
      verificationUrl: verificationUrl(publicUrl, certificate.code),
      isRevoked: revoked.has(certificate.receivedAwardId),
    };
  });
}

/** How many awards of a batch are revoked by now. */
export async function revokedInBatch(runner: SqlRunner, batchId: string): Promise<number> {
  const [row] = await runner.query<{ n: number | string }[]>(
    `SELECT COUNT(*) AS n FROM certificate_batch_item i
       JOIN certificate c ON c.id = i.certificate_id JOIN received_award a ON a.id = c.received_award_id
      WHERE i.batch_id = ? AND a.status = '${ReceivedAwardStatus.Revoked}'`,
    [batchId],
  );
  return Number(row?.n ?? 0);
}

/**
 * Has the batches printed anew in which a revoked award is: their files would show it as valid. All of them are locked,
 * so that one which is just being finished looks at the award after this transaction.
 */
export async function printAnewWith(runner: SqlRunner, receivedAwardId: string): Promise<void> {
  const batches = await runner.query<{ id: string }[]>(
    `SELECT b.id FROM certificate c JOIN certificate_batch_item i ON i.certificate_id = c.id
       JOIN certificate_batch b ON b.id = i.batch_id
      WHERE c.received_award_id = ? AND b.state IN ('RUNNING', 'DONE') ORDER BY b.id FOR UPDATE`,
    [receivedAwardId],
  );
  if (batches.length > 0) {
    await runner.query(
      `UPDATE certificate_batch SET state = 'QUEUED', done = 0, lease_token = NULL, lease_until = NULL
        WHERE id IN (?) AND state = 'DONE'`,
      [batches.map(({ id }) => id)],
    );
  }
}

/** The certificates of a batch, in its order. */
export async function certificatesOfBatch(dataSource: DataSource, batchId: string): Promise<Certificate[]> {
  const items = await dataSource.manager.find(CertificateBatchItem, { where: { batchId }, order: { ordinal: 'ASC' } });
  const found = await dataSource.manager.findBy(Certificate, {
    id: In(items.map(({ certificateId }) => certificateId)),
  });
  const byId = new Map(found.map((certificate) => [certificate.id, certificate]));
  return items.flatMap(({ certificateId }) => byId.get(certificateId) ?? []);
}

/** A certificate whose award the caller may see; null otherwise. */
export async function visibleCertificate(
  dataSource: DataSource,
  passport: Passport,
  id: string,
): Promise<Certificate | null> {
  const scope = visibleAwards(passport);
  const [row] = await dataSource.query<{ id: string }[]>(
    `SELECT c.id FROM certificate c JOIN received_award a ON a.id = c.received_award_id WHERE c.id = ? AND ${scope.sql}`,
    [id, ...scope.parameters],
  );
  return row ? dataSource.manager.findOneBy(Certificate, { id: row.id }) : null;
}
