import { SubjectKind, type Mandate, type ServiceName } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import type { Passport } from '@thidua/contracts/passport';
import type { DataSource } from 'typeorm';
import type { Decisions } from '../decision/decisions';
import { badInput, notFound, refuse } from '../errors';
import { authorise } from '../identity/caller';
import { normalisedText } from '../text';
import { queueExport, readAuditExport, unfinishedExport } from './audit-export-rows';
import type { AuditExport, RequestAuditExportInput } from './audit-export.type';

/** What is looked for, in words. */
export const EXPORT = { vi: 'việc xuất nhật ký', en: 'export of the audit trail' };
const LONGEST_REASON = 2_000;

/**
 * The mandate under which somebody may ask for exports, see how far they are and fetch them. A trail is exported whole,
 * and shows what every unit did: only a mandate over everything covers it.
 * @throws FORBIDDEN, UNAUTHENTICATED.
 */
export function authoriseExport(passport: Passport): Mandate {
  return authorise(passport, 'audit.export', { unitId: '', unitPath: '' });
}

function reasonOf({ reason }: RequestAuditExportInput): string {
  const text = normalisedText(reason);
  if (!text || text.length > LONGEST_REASON) {
    throw badInput({
      field: 'input.reason',
      vi: `Nêu lý do, 1 đến ${LONGEST_REASON} ký tự.`,
      en: `Give a reason of 1 to ${LONGEST_REASON} characters.`,
    });
  }
  return text;
}

/** Takes requests for exports of a service's audit trail, and says how far they are. */
export class AuditExportRequests {
  /** @param isConfigured whether this service has a place to write exports to, and a key to sign them. */
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly service: ServiceName,
    private readonly isConfigured: boolean,
  ) {}

  /**
   * Queues an export: the request itself becomes part of the trail.
   * @throws FORBIDDEN; Refusal where exports are not configured or one is under way.
   */
  async request(passport: Passport, input: RequestAuditExportInput): Promise<AuditExport> {
    const reason = reasonOf(input);
    const id = newId();
    const { answer } = await this.decisions.run<{ id: string }>({
      actor: { kind: 'person', passport },
      operation: 'requestAuditExport',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AuditExport, id, isNew: true },
      locks: ['audit-export'],
      decide: async (transaction) => {
        transaction.mandate = authoriseExport(passport);
        if (!this.isConfigured) {
          throw refuse(
            'AUDIT_EXPORT_NOT_CONFIGURED',
            'Phân hệ này chưa được cấu hình nơi ghi bản xuất; người vận hành có thể xuất bằng lệnh.',
            'This service has no place to write exports to; the operator can export by command.',
          );
        }
        if ((await unfinishedExport(transaction)) !== null) {
          throw refuse(
            'AUDIT_EXPORT_UNDER_WAY',
            'Một bản xuất của phân hệ này đang được thực hiện; hãy chờ xong.',
            'An export of this service is under way; wait until it is done.',
          );
        }
        await queueExport(transaction, id, transaction.memberId, transaction.now);
        return { answer: { id }, audit: { action: 'REQUEST_AUDIT_EXPORT', reason, after: { service: this.service } } };
      },
    });
    return this.existing(answer.id);
  }

  /** How far an export is. @throws FORBIDDEN, NOT_FOUND. */
  async read(passport: Passport, id: string): Promise<AuditExport> {
    authoriseExport(passport);
    return this.existing(id);
  }

  private async existing(id: string): Promise<AuditExport> {
    const found = await readAuditExport(this.dataSource, this.service, id);
    if (!found) {
      throw notFound(EXPORT, 'id');
    }
    return found;
  }
}
