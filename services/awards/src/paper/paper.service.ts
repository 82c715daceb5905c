import { decideAccess } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  type CommandActor,
  type CommandOutcome,
  calendarDateAt,
  type Decisions,
  type DecisionTransaction,
  notFound,
  refuse,
  type UnitScopeReader,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { MOST_PAPERS, MOST_UPLOADS, nameToKeep, UPLOAD_HOURS, voteProblem } from './paper.rules';
import { beingCleared, type KeptContent, type PaperContents, UPLOAD, type UploadRow } from './paper-contents';
import { NominationPaper, NominationPaperSignatory } from './paper.entity';
import { PaperKind } from '../award-type/award-type.enum';
import type { AttachPaperInput, BeginPaperUploadInput, RemovePaperInput } from './paper.input';
import { authoriseChangeOfPapers, ownerOf, type PaperOwner, subjectOf } from './paper-owner';
import { recordParties } from './paper-parties';
import { PaperUpload, PaperUploadState } from './paper-upload.entity';

/** How a paper is called in errors. */
export const PAPER = { vi: 'giấy tờ', en: 'paper' };
const HOUR = 3_600_000;

/** What the commands on papers answer. */
export interface PaperAnswer {
  readonly paperId: string;
}

/** The same for an upload that was begun. */
export interface UploadAnswer {
  readonly uploadId: string;
}

function actorId(actor: CommandActor): string {
  return actor.kind === 'person' ? actor.passport.subject : actor.name;
}

function assertMinutes({ kind, vote, signatoryMemberIds }: AttachPaperInput): void {
  const isMinutes = kind === PaperKind.Minutes;
  if (isMinutes !== Boolean(vote)) {
    throw badInput({
      field: 'input.vote',
      vi: isMinutes ? 'Biên bản phải có kết quả bỏ phiếu.' : 'Chỉ biên bản mới có kết quả bỏ phiếu.',
      en: isMinutes ? 'Minutes need their vote.' : 'Only minutes have a vote.',
    });
  }
  if (vote && voteProblem(vote)) {
    throw badInput({
      field: 'input.vote.yes',
      vi: `Số phiếu tán thành không được vượt ${vote.members}.`,
      en: `Votes in favour cannot exceed ${vote.members}.`,
    });
  }
  if (!isMinutes && signatoryMemberIds?.length) {
    throw badInput({
      field: 'input.signatoryMemberIds',
      vi: 'Chỉ biên bản mới có người ký.',
      en: 'Only minutes have signatories.',
    });
  }
}

/** Uploads, and the one writer of papers. */
export class PaperService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly contents: PaperContents,
    private readonly units: UnitScopeReader,
    private readonly largestBytes: number,
  ) {}

  /** Begins an upload: who may attach papers may send one. */
  async begin(actor: CommandActor, input: BeginPaperUploadInput): Promise<CommandOutcome<UploadAnswer>> {
    const owner = ownerOf(input);
    const id = newId();
    return this.decisions.run<UploadAnswer>({
      actor,
      operation: 'beginPaperUpload',
      commandId: input.commandId,
      payload: input,
      subject: subjectOf(owner),
      // Two that somebody begins at once are counted one after the other.
      locks: [`paper-uploads:${actorId(actor)}`],
      decide: async (transaction) => {
        await authoriseChangeOfPapers(transaction, owner.nominationId ? 'input.nominationId' : 'input.listId');
        this.contents.assertThereIsAStore();
        this.assertSize(input.size);
        await assertFewUploads(transaction);
        await transaction.manager.insert(PaperUpload, {
          id,
          ...owner,
          fileName: input.fileName,
          size: input.size,
          digest: input.sha256,
          uploadedBy: transaction.memberId,
          state: PaperUploadState.Open,
          begunAt: transaction.now,
          expiresAt: new Date(transaction.now.getTime() + UPLOAD_HOURS * HOUR),
        });
        return {
          answer: { uploadId: id },
          audit: { action: 'BEGIN_UPLOAD', after: { uploadId: id, paperDigest: input.sha256, size: input.size } },
        };
      },
    });
  }

  /**
   * Attaches an upload to what it was sent for; whoever may change that may attach it. Its content is checked and kept before the transaction, which is safe to repeat; what that came
   * to is judged inside, so that a repeat of a carried out command gets its first answer.
   */
  async attach(actor: CommandActor, input: AttachPaperInput): Promise<CommandOutcome<PaperAnswer>> {
    assertMinutes(input);
    const upload = await this.contents.uploadOf(input.uploadId, 'input.uploadId');
    const owner: PaperOwner = { nominationId: upload.nomination_id, listId: upload.list_id };
    const kept = await this.keptOrWhyNot(actor, upload);
    const id = newId();
    const outcome = await this.decisions.run<PaperAnswer>({
      actor,
      operation: 'attachPaper',
      commandId: input.commandId,
      payload: input,
      subject: subjectOf(owner),
      decide: async (transaction) => {
        await authoriseChangeOfPapers(transaction, 'input.uploadId');
        await useUpload(transaction, upload.id);
        if (kept instanceof Error) {
          throw kept;
        }
        await keepForEver(transaction, kept.digest);
        await assertRoom(transaction, owner, kept.digest, input.kind);
        const paper = {
          id,
          ...owner,
          kind: input.kind,
          fileName: nameToKeep(upload.file_name, kept.mediaType),
          digest: kept.digest,
          size: kept.size,
          mediaType: kept.mediaType,
          voteMembers: input.vote?.members ?? null,
          voteYes: input.vote?.yes ?? null,
          attachedBy: transaction.memberId,
          attachedAt: transaction.now,
        };
        await transaction.manager.insert(NominationPaper, paper);
        const signatories = input.signatoryMemberIds ?? [];
        if (signatories.length > 0) {
          await transaction.manager.insert(
            NominationPaperSignatory,
            signatories.map((memberId) => ({ paperId: id, memberId })),
          );
        }
        await recordParties(transaction, [transaction.memberId, ...signatories]);
        return {
          answer: { paperId: id },
          audit: {
            action: 'ATTACH_PAPER',
            after: {
              paperId: id,
              kind: input.kind,
              paperDigest: kept.digest,
              size: kept.size,
              mediaType: kept.mediaType,
              ...(input.vote ? { vote: { members: input.vote.members, yes: input.vote.yes } } : {}),
              ...(signatories.length > 0 ? { signatoryMemberIds: signatories } : {}),
            },
          },
        };
      },
    });
    // The paper stands; parts that stay behind now are cleared away later.
    await this.contents.clearParts(upload.id).catch(() => undefined);
    return outcome;
  }

  /** Removes a paper from what is still being drafted; what was submitted keeps it. */
  async remove(actor: CommandActor, input: RemovePaperInput): Promise<CommandOutcome<PaperAnswer>> {
    const known = await this.dataSource.manager.findOneBy(NominationPaper, { id: input.paperId });
    if (!known) {
      throw notFound(PAPER, 'input.paperId');
    }
    return this.decisions.run<PaperAnswer>({
      actor,
      operation: 'removePaper',
      commandId: input.commandId,
      payload: input,
      subject: subjectOf(known),
      decide: async (transaction) => {
        await authoriseChangeOfPapers(transaction, 'input.paperId');
        const paper = await transaction.manager.findOneByOrFail(NominationPaper, { id: known.id });
        if (paper.removedAt) {
          throw refuse('PAPER_REMOVED', 'Giấy tờ này đã được gỡ.', 'This paper has been removed.', 'input.paperId');
        }
        await transaction.manager.update(
          NominationPaper,
          { id: paper.id },
          { removedBy: transaction.memberId, removedAt: transaction.now },
        );
        await recordParties(transaction, [transaction.memberId]);
        return {
          answer: { paperId: paper.id },
          audit: {
            action: 'REMOVE_PAPER',
            before: { paperId: paper.id, kind: paper.kind, paperDigest: paper.digest },
          },
        };
      },
    });
  }

  private assertSize(size: number): void {
    if (size > this.largestBytes) {
      throw badInput({
        field: 'input.size',
        vi: `Tệp có ${size} byte; tối đa ${this.largestBytes}.`,
        en: `The file has ${size} bytes; at most ${this.largestBytes}.`,
      });
    }
  }

  /**
   * Nothing is done for somebody who may not attach: the transaction tells them why. An upload that was used has no
   * parts any more: its command is a repeat, or is refused by its state.
   */
  private async keptOrWhyNot(actor: CommandActor, upload: UploadRow): Promise<KeptContent | Error> {
    const isOpen = upload.state === 'OPEN' && Number(upload.is_alive) === 1;
    if (!isOpen || !(await this.mayAttach(actor, upload))) {
      return notFound(UPLOAD, 'input.uploadId');
    }
    try {
      return await this.contents.keep(upload);
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }

  private async mayAttach(actor: CommandActor, upload: UploadRow): Promise<boolean> {
    const [row] = await this.dataSource.query<{ unit_id: string }[]>(
      `SELECT nominating_unit_id AS unit_id FROM nomination WHERE id = ?
        UNION ALL SELECT nominating_unit_id FROM nomination_list WHERE id = ?`,
      [upload.nomination_id, upload.list_id],
    );
    const unit = row ? await this.units.unitInScope(this.dataSource, row.unit_id, calendarDateAt(new Date())) : null;
    return (
      unit !== null &&
      actor.kind === 'person' &&
      decideAccess(actor.passport, 'nomination.draft', { unit, facts: {} }).allowed
    );
  }
}

async function assertFewUploads(transaction: DecisionTransaction): Promise<void> {
  const [row] = await transaction.query<{ n: string | number }[]>(
    `SELECT COUNT(*) AS n FROM paper_upload
      WHERE uploaded_by = ? AND state = 'OPEN' AND expires_at > UTC_TIMESTAMP(6)`,
    [transaction.memberId],
  );
  if (Number(row?.n ?? 0) >= MOST_UPLOADS) {
    throw refuse(
      'TOO_MANY_UPLOADS',
      `Bạn đang có ${MOST_UPLOADS} lần tải lên chưa xong; hãy hoàn tất hoặc đợi chúng hết hạn.`,
      `You have ${MOST_UPLOADS} uploads under way; finish them, or wait until they expire.`,
    );
  }
}

/**
 * Compare-and-set on an upload: it serves once.
 * @throws Refusal for one that has served or whose time is over.
 */
export async function useUpload(transaction: DecisionTransaction, uploadId: string): Promise<void> {
  const { affectedRows } = await transaction.query<{ affectedRows: number }>(
    `UPDATE paper_upload SET state = 'USED'
      WHERE id = ? AND state = 'OPEN' AND expires_at > UTC_TIMESTAMP(6)`,
    [uploadId],
  );
  if (affectedRows !== 1) {
    throw refuse(
      'UPLOAD_IS_OVER',
      'Lần tải lên này đã được dùng hoặc đã hết hạn; hãy tải lên lại.',
      'This upload was used or its time is over; upload the file again.',
      'input.uploadId',
    );
  }
}

/** From now on a paper refers to the content, so nobody clears it away. */
async function keepForEver(transaction: DecisionTransaction, digest: string): Promise<void> {
  const { affectedRows } = await transaction.query<{ affectedRows: number }>(
    "UPDATE stored_file SET keep_until = '9999-12-31 00:00:00' WHERE digest = ? AND is_leaving = 0",
    [digest],
  );
  if (affectedRows !== 1) {
    throw beingCleared();
  }
}

async function assertRoom(
  transaction: DecisionTransaction,
  { nominationId, listId }: PaperOwner,
  digest: string,
  kind: PaperKind,
): Promise<void> {
  const rows = await transaction.query<{ digest: string; kind: string }[]>(
    `SELECT digest, kind FROM nomination_paper
      WHERE ${nominationId ? 'nomination_id' : 'list_id'} = ? AND removed_at IS NULL`,
    [nominationId ?? listId],
  );
  if (rows.some((row) => row.digest === digest && row.kind === kind)) {
    throw refuse(
      'PAPER_ALREADY_ATTACHED',
      'Tệp này đã được đính kèm với cùng loại giấy tờ.',
      'This very file is attached already as this kind of paper.',
      'input.uploadId',
    );
  }
  if (rows.length >= MOST_PAPERS) {
    throw refuse(
      'TOO_MANY_PAPERS',
      `Tối đa ${MOST_PAPERS} giấy tờ; hãy gỡ bớt hoặc ghép tệp.`,
      `At most ${MOST_PAPERS} papers; remove some, or join files.`,
    );
  }
}
