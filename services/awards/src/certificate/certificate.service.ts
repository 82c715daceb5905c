import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  calendarDateAt,
  type CommandActor,
  type CommandOutcome,
  type Decisions,
  type DecisionTransaction,
  notFound,
  refuse,
  retryLater,
  type SqlRunner,
} from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { marks } from '../access/nomination-scope';
import { visibleAwards } from '../access/registry-scope';
import { charactersWithoutGlyph } from '../document/document-fonts';
import { AwardRecipient } from '../recipient/award-recipient.entity';
import type { MemberFacts } from '../recipient/member-facts';
import { ReceivedAward } from '../registry/received-award.entity';
import { ReceivedAwardProvenance, ReceivedAwardStatus } from '../registry/received-award.enum';
import { Certificate, CertificateBatch, CertificateBatchItem } from './certificate.entity';
import { CertificateBatchState } from './certificate.enum';
import type { RequestCertificatesInput } from './certificate.input';
import { newCertificateCode } from './certificate-code';
import { CertificateTemplate } from './certificate-template.entity';
import { TEMPLATE } from './certificate-template.service';

/** What the command answers. */
export interface CertificateBatchAnswer {
  readonly batchId: string;
}

const AWARDS = 'input.receivedAwardIds';
const AWARD = { vi: 'phần thưởng', en: 'award' };

/** Issues certificates: gives each award a code of its own once, and queues what is to be printed. */
export class CertificateService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly facts: MemberFacts,
  ) {}

  /**
   * Queues a batch. An award that has a certificate keeps its code and is printed anew with the template named.
   * @throws NOT_FOUND for awards that the caller may not see; a Refusal for those that bear no certificate of ours.
   */
  async request(actor: CommandActor, input: RequestCertificatesInput): Promise<CommandOutcome<CertificateBatchAnswer>> {
    const batchId = newId();
    const seen = await this.visible(actor, input.receivedAwardIds);
    const issuingUnitId = oneIssuer(seen);
    const signatories = await this.signatories(seen);
    return this.decisions.run<CertificateBatchAnswer>({
      actor,
      operation: 'requestCertificates',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.CertificateBatch, id: batchId, isNew: true },
      locks: [`certificates:${issuingUnitId}`],
      decide: async (transaction) => {
        await transaction.authorise('certificate.issue', issuingUnitId, AWARDS);
        const template = await usableTemplate(transaction, input.templateId, issuingUnitId);
        const awards = await awardsInOrder(transaction, input.receivedAwardIds);
        assertPrintable(awards);
        const certificates = await issue(transaction, awards, template, signatories, issuingUnitId);
        const batch: CertificateBatch = {
          id: batchId,
          issuingUnitId,
          templateId: template.id,
          templateVersion: template.version,
          requestedBy: transaction.memberId,
          requestedAt: transaction.now,
          state: CertificateBatchState.Queued,
          done: 0,
          total: certificates.length,
          attempts: 0,
          leaseToken: null,
          leaseUntil: null,
          digest: null,
          finishedAt: null,
          expiresAt: null,
          lastError: null,
        };
        await transaction.manager.insert(CertificateBatch, batch);
        await transaction.manager.insert(
          CertificateBatchItem,
          certificates.map(({ id }, index) => ({ batchId, ordinal: index + 1, certificateId: id })),
        );
        return {
          answer: { batchId },
          audit: {
            action: 'REQUEST_CERTIFICATES',
            after: {
              issuingUnitId,
              templateId: template.id,
              version: template.version,
              certificates: certificates.map(({ id, receivedAwardId }) => ({ id, receivedAwardId })),
            },
          },
        };
      },
    });
  }

  private async visible(actor: CommandActor, ids: readonly string[]): Promise<ReceivedAward[]> {
    if (actor.kind !== 'person') {
      throw notFound(AWARD, AWARDS);
    }
    const scope = visibleAwards(actor.passport);
    const rows = await this.dataSource.query<{ id: string }[]>(
      `SELECT a.id FROM received_award a WHERE a.id IN (${marks(ids)}) AND ${scope.sql}`,
      [...ids, ...scope.parameters],
    );
    if (rows.length < ids.length) {
      throw notFound(AWARD, AWARDS);
    }
    return this.dataSource.manager.findBy(ReceivedAward, { id: In([...ids]) });
  }

  /** Who signed the decisions, by the decision: asked of their owner before the transaction. */
  private async signatories(awards: readonly ReceivedAward[]): Promise<ReadonlyMap<string, string>> {
    const decisionIds = [...new Set(awards.flatMap(({ decisionId }) => decisionId ?? []))];
    if (decisionIds.length === 0) {
      return new Map();
    }
    const rows = await this.dataSource.query<{ id: string; signatoryId: string | null }[]>(
      `SELECT id, signatory_id AS signatoryId FROM award_decision WHERE id IN (${marks(decisionIds)})`,
      decisionIds,
    );
    const memberIds = [...new Set(rows.flatMap(({ signatoryId }) => signatoryId ?? []))];
    const members = await this.facts.named(memberIds, calendarDateAt(new Date())).catch(() => {
      throw retryLater({
        vi: 'Chưa đọc được tên người ký; hãy gửi lại đúng lệnh này sau giây lát.',
        en: 'The names of the signatories could not be read now; send the same command again in a moment.',
      });
    });
    const names = new Map(members.map(({ memberId, fullName }) => [memberId, fullName]));
    return new Map(rows.map(({ id, signatoryId }) => [id, names.get(signatoryId ?? '') ?? '']));
  }
}

/** The one unit that gave all of the awards. @throws a Refusal where there are several or none of ours. */
function oneIssuer(awards: readonly ReceivedAward[]): string {
  const issuers = [...new Set(awards.map(({ issuingUnitId }) => issuingUnitId))];
  const [issuer] = issuers;
  if (issuers.length > 1) {
    throw refuse(
      'CERTIFICATES_OF_SEVERAL_BODIES',
      'Một lô chỉ gồm phần thưởng do một đơn vị quyết định.',
      'A batch holds awards that one unit gave.',
      AWARDS,
    );
  }
  if (!issuer) {
    throw refuse(
      'CERTIFICATE_OF_ANOTHER_BODY',
      'Phần thưởng do cơ quan ngoài công đoàn tặng; giấy chứng nhận do cơ quan đó cấp.',
      'A body outside the unions gave these awards; the certificate is theirs to issue.',
      AWARDS,
    );
  }
  return issuer;
}

async function awardsInOrder(transaction: DecisionTransaction, ids: readonly string[]): Promise<ReceivedAward[]> {
  const awards = await transaction.manager.findBy(ReceivedAward, { id: In([...ids]) });
  const byId = new Map(awards.map((award) => [award.id, award]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function assertPrintable(awards: readonly ReceivedAward[]): void {
  const stated = awards.filter(({ provenance }) => provenance === ReceivedAwardProvenance.Stated);
  if (stated.length > 0) {
    throw refuse(
      'CERTIFICATE_OF_A_STATED_AWARD',
      `${stated.length} phần thưởng chỉ được khai theo văn bản, không có quyết định trong hệ thống.`,
      `${stated.length} of the awards are only stated from a document; no decision of this system gave them.`,
      AWARDS,
    );
  }
  const revoked = awards.filter(({ status }) => status === ReceivedAwardStatus.Revoked);
  if (revoked.length > 0) {
    throw refuse(
      'CERTIFICATE_OF_A_REVOKED_AWARD',
      `${revoked.length} phần thưởng đã bị hủy bỏ: ${revoked.map(({ id }) => id).join(', ')}.`,
      `${revoked.length} of the awards were revoked: ${revoked.map(({ id }) => id).join(', ')}.`,
      AWARDS,
    );
  }
}

async function usableTemplate(
  transaction: DecisionTransaction,
  templateId: string,
  issuingUnitId: string,
): Promise<CertificateTemplate> {
  const template = await transaction.manager.findOneBy(CertificateTemplate, { id: templateId });
  if (!template) {
    throw notFound(TEMPLATE, 'input.templateId');
  }
  const issuer = await transaction.unit(issuingUnitId);
  const [owner] = await transaction.query<{ path: string }[]>(
    'SELECT path FROM unit_projection WHERE unit_id = ? AND valid_from <= ? AND valid_until > ?',
    [template.ownerUnitId, transaction.today, transaction.today],
  );
  if (!owner || !issuer.unitPath.startsWith(owner.path)) {
    throw refuse(
      'CERTIFICATE_TEMPLATE_OF_ANOTHER_BRANCH',
      'Mẫu này không phải của đơn vị đã khen hoặc cấp trên của đơn vị.',
      'This template is neither of the unit that gave the awards nor of one above it.',
      'input.templateId',
    );
  }
  return template;
}

async function unitNames(
  runner: SqlRunner,
  ids: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await runner.query<{ unitId: string; name: string }[]>(
    `SELECT unit_id AS unitId, name FROM unit_projection
      WHERE unit_id IN (${marks(ids)}) AND valid_from <= ? AND valid_until > ?`,
    [...ids, today, today],
  );
  return new Map(rows.map(({ unitId, name }) => [unitId, name]));
}

/** The certificates of the awards: those that have none get one, the others keep their code and take the template. */
async function issue(
  transaction: DecisionTransaction,
  awards: readonly ReceivedAward[],
  template: CertificateTemplate,
  signatories: ReadonlyMap<string, string>,
  issuingUnitId: string,
): Promise<Certificate[]> {
  const known = await transaction.manager.findBy(Certificate, { receivedAwardId: In(awards.map(({ id }) => id)) });
  const certificateOf = new Map(known.map((certificate) => [certificate.receivedAwardId, certificate]));
  const recipientIds = awards.map(
    ({ recipientMemberId, recipientUnitId }) => recipientMemberId ?? recipientUnitId ?? '',
  );
  const recipients = await transaction.manager.findBy(AwardRecipient, { recipientId: In(recipientIds) });
  const nameOf = new Map(recipients.map(({ recipientId, name }) => [recipientId, name]));
  const units = await unitNames(
    transaction,
    [...new Set([issuingUnitId, ...awards.map(({ homeUnitId }) => homeUnitId)])],
    transaction.today,
  );
  const issued = awards.map((award, index): Certificate => {
    const before = certificateOf.get(award.id);
    const words = before ?? {
      id: newId(),
      receivedAwardId: award.id,
      code: newCertificateCode(),
      recipientName: printableName(nameOf.get(recipientIds[index] ?? '') ?? null),
      unitName: award.recipientMemberId ? (units.get(award.homeUnitId) ?? '') : '',
      awardName: award.name,
      bodyName: units.get(issuingUnitId) ?? '',
      decisionNumber: award.decisionNumber ?? '',
      decidedOn: award.decidedOn,
      meritYear: award.meritYear,
      signatoryName: signatories.get(award.decisionId ?? '') ?? '',
      issuedAt: transaction.now,
    };
    const printed = { templateId: template.id, templateVersion: template.version };
    return Object.assign(new Certificate(), words, printed);
  });
  const fresh = issued.filter(({ receivedAwardId }) => !certificateOf.has(receivedAwardId));
  if (fresh.length > 0) {
    await transaction.manager.insert(Certificate, fresh);
  }
  if (known.length > 0) {
    await transaction.manager.update(
      Certificate,
      { id: In(known.map(({ id }) => id)) },
      { templateId: template.id, templateVersion: template.version },
    );
  }
  return issued;
}

function printableName(name: string | null): string {
  if (name === null) {
    throw retryLater({
      vi: 'Tên của một người nhận chưa được đọc từ danh bạ; hãy gửi lại đúng lệnh này sau giây lát.',
      en: 'The name of a recipient has not been read yet; send the same command again in a moment.',
    });
  }
  const missing = charactersWithoutGlyph(name, 'bold');
  if (missing.length > 0) {
    throw refuse(
      'CERTIFICATE_NAME_CANNOT_BE_SET',
      `Phông chữ không có ký tự ${missing.join(' ')} trong tên “${name}”.`,
      `The font has no character ${missing.join(' ')} in the name “${name}”.`,
      AWARDS,
    );
  }
  return name;
}
