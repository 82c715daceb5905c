import { CommandRefused, notFound, refusable, RequiresPermission } from '@thidua/service-kit';
import {
  Arg,
  Args,
  type ClassType,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { IdArgument } from '../graph/id.argument';
import { NominationList } from '../list/nomination-list.entity';
import { Member } from '../member/member.type';
import { Nomination } from '../nomination/nomination.entity';
import { NominationRevision } from '../nomination/nomination-revision.entity';
import { partsOf } from './paper.rules';
import { type PaperContents, UPLOAD } from './paper-contents';
import { NominationPaper } from './paper.entity';
import { AttachPaperInput, BeginPaperUploadInput, RemovePaperInput } from './paper.input';
import type { PaperAnswer, PaperService } from './paper.service';
import { visibleUpload } from './paper.query';
import { PaperUpload } from './paper-upload.entity';
import { PART_BYTES } from './store/paper-store';

const INPUT = { description: 'Nội dung lệnh. The command’s input.' };

@ObjectType({ description: 'Đã bắt đầu lần tải lên. The upload was begun.' })
class BeginPaperUploadSuccess {
  @Field(() => PaperUpload, { description: 'Lần tải lên. The upload.' })
  upload: PaperUpload;
}

const BeginPaperUploadResult = createUnionType({
  name: 'BeginPaperUploadResult',
  description: 'Đã bắt đầu, hoặc bị từ chối có lý do. Begun, or refused with reasons.',
  types: () => [BeginPaperUploadSuccess, CommandRefused] as const,
});

/** The success type and the result union of one command on a paper. */
function paperResult(
  verb: string,
  vi: string,
  en: string,
): { Success: ClassType<{ paper: NominationPaper }>; Result: object } {
  @ObjectType(`${verb}Success`, { description: `${vi}. ${en}.` })
  class Success {
    @Field(() => NominationPaper, { description: 'Giấy tờ sau lệnh. The paper after the command.' })
    paper: NominationPaper;
  }
  const Result = createUnionType({
    name: `${verb}Result`,
    description: `${vi}, hoặc bị từ chối có lý do. ${en}, or refused with reasons.`,
    types: () => [Success, CommandRefused] as const,
  });
  return { Success, Result };
}

const AttachPaper = paperResult('AttachPaper', 'Đã đính kèm giấy tờ', 'The paper was attached');
const RemovePaper = paperResult('RemovePaper', 'Đã gỡ giấy tờ', 'The paper was removed');

/** Papers of dossiers. */
@Resolver(() => NominationPaper)
export class PaperResolver {
  constructor(private readonly papers: PaperService) {}

  @RequiresPermission('nomination.draft')
  @Mutation(() => BeginPaperUploadResult, {
    description:
      'Bắt đầu tải tệp lên theo từng phần 1 MiB; gửi mỗi phần bằng PUT /papers/uploads/<id>/parts/<số> kèm Content-Digest, rồi đính kèm. Begins to send a file in parts of 1 MiB: PUT each to /papers/uploads/<id>/parts/<number> with its Content-Digest, then attach it.',
  })
  beginPaperUpload(
    @Arg('input', () => BeginPaperUploadInput, INPUT) input: BeginPaperUploadInput,
    @Ctx() { passport, dataSource }: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.papers.begin({ kind: 'person', passport }, input);
      const upload = await dataSource.manager.findOneBy(PaperUpload, { id: answer.uploadId });
      if (!upload) {
        // A repeat that comes after a day: what it began is over.
        throw notFound(UPLOAD);
      }
      return Object.assign(new BeginPaperUploadSuccess(), { upload });
    });
  }

  @RequiresPermission('nomination.draft')
  @Mutation(() => AttachPaper.Result, {
    description:
      'Đính kèm tệp đã tải lên đủ: loại nội dung được nhận ra từ chính nội dung (PDF, PNG, JPEG, DOCX, XLSX), mã băm ghi vào nhật ký. Attaches a file that was sent whole: its type is found in its content (PDF, PNG, JPEG, DOCX, XLSX), its digest stands in the history.',
  })
  attachPaper(
    @Arg('input', () => AttachPaperInput, INPUT) input: AttachPaperInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    const actor = { kind: 'person', passport: context.passport } as const;
    return this.after(context, AttachPaper.Success, async () => (await this.papers.attach(actor, input)).answer);
  }

  @RequiresPermission('nomination.draft')
  @Mutation(() => RemovePaper.Result, {
    description: 'Gỡ giấy tờ; các lần đã trình vẫn giữ. Removes a paper; what was submitted keeps it.',
  })
  removePaper(
    @Arg('input', () => RemovePaperInput, INPUT) input: RemovePaperInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    const actor = { kind: 'person', passport: context.passport } as const;
    return this.after(context, RemovePaper.Success, async () => (await this.papers.remove(actor, input)).answer);
  }

  @FieldResolver(() => Member, { description: 'Người đính kèm. Who attached it.' })
  attachedBy(@Root() { attachedBy }: NominationPaper): Member {
    return { id: attachedBy };
  }

  @FieldResolver(() => String, {
    description:
      'Đường dẫn tải nội dung tại cổng, chỉ để lưu về máy. Path of the content at the gateway, for saving only.',
  })
  contentPath(@Root() { id }: NominationPaper): string {
    return `/papers/${id}`;
  }

  @FieldResolver(() => Boolean, {
    description: 'Giấy tờ dùng chung của danh sách. Whether it is shared by the nominations of a list.',
  })
  isShared(@Root() { listId }: NominationPaper): boolean {
    return listId !== null;
  }

  private after(
    { loaders, dataSource }: AwardsContext,
    Success: ClassType<{ paper: NominationPaper }>,
    command: () => Promise<PaperAnswer>,
  ): Promise<object> {
    return refusable(async () => {
      const { paperId } = await command();
      loaders.forget();
      const paper = await dataSource.manager.findOneByOrFail(NominationPaper, { id: paperId });
      return Object.assign(new Success(), { paper });
    });
  }
}

/** Uploads, each for whoever began it. */
@Resolver(() => PaperUpload)
export class PaperUploadResolver {
  constructor(private readonly contents: PaperContents) {}

  @RequiresPermission('nomination.read-draft')
  @Query(() => PaperUpload, {
    description:
      'Một lần tải lên, để tải tiếp: của chính bạn hoặc của đơn vị có bản soạn mà bạn được xem. An upload, to resume it: your own, or of a unit whose drafts you read.',
  })
  async paperUpload(
    @Args(() => IdArgument) { id }: IdArgument,
    @Ctx() { passport, dataSource }: AwardsContext,
  ): Promise<PaperUpload> {
    const upload = await visibleUpload(dataSource, passport, id);
    if (!upload) {
      throw notFound(UPLOAD, 'id');
    }
    return upload;
  }

  @FieldResolver(() => Int, { description: 'Số phần của tệp. How many parts the file has.' })
  partCount(@Root() { size }: PaperUpload): number {
    return partsOf(size);
  }

  @FieldResolver(() => Int, {
    description: 'Kích thước mỗi phần trừ phần cuối, byte. Size of every part but the last, in bytes.',
  })
  partBytes(): number {
    return PART_BYTES;
  }

  @FieldResolver(() => [Int], {
    description:
      'Số của các phần đã nhận, tăng dần; tải tiếp từ phần còn thiếu. Numbers of the parts that have arrived; resume with those that are missing.',
  })
  receivedParts(@Root() { id }: PaperUpload): Promise<number[]> {
    return this.contents.arrived(id);
  }
}

/** Papers of nominations. */
@Resolver(() => Nomination)
export class NominationPapersResolver {
  @FieldResolver(() => [NominationPaper], {
    description:
      'Giấy tờ của hồ sơ, kể cả giấy tờ chung của danh sách: bản đang lập thì như hiện có, đã trình thì như lần trình gần nhất; tối đa 100. Papers of the dossier, those of its list included: as they are now while it is drafted, else as last submitted; at most 100.',
  })
  async papers(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<NominationPaper[]> {
    return (await loaders.papers.load(id)).map(({ paper }) => paper);
  }
}

/** Papers of revisions. */
@Resolver(() => NominationRevision)
export class RevisionPapersResolver {
  @FieldResolver(() => [NominationPaper], {
    description: 'Giấy tờ ở lần trình này. Papers of this revision, as they were submitted.',
  })
  async papers(
    @Root() { nominationId, number }: NominationRevision,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<NominationPaper[]> {
    const rows = await loaders.revisionPapers.load(nominationId);
    return rows.filter(({ revision }) => revision === number).map(({ paper }) => paper);
  }
}

/** Papers of lists. */
@Resolver(() => NominationList)
export class ListPapersResolver {
  @FieldResolver(() => [NominationPaper], {
    description: 'Giấy tờ chung của danh sách, hiện có; tối đa 50. Papers that the list shares now, at most 50.',
  })
  papers(@Root() { id }: NominationList, @Ctx() { loaders }: AwardsContext): Promise<NominationPaper[]> {
    return loaders.papersOfList.load(id);
  }
}
