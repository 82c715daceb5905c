import { CommandInput, CommandRefused, IsId, refusable, Refusal, RequiresPermission } from '@thidua/service-kit';
import {
  Arg,
  Args,
  ArgsType,
  createUnionType,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { NominationList } from '../list/nomination-list.entity';
import { MOST_PROBLEMS, type NomineeImportService } from './nominee-import.service';

@ArgsType()
class ImportArguments {
  @Field(() => ID, { description: 'Danh sách nhận. The list to import into.' })
  @IsId()
  listId: string;

  @Field(() => ID, {
    description:
      'Tệp XLSX hoặc CSV đã tải lên cho danh sách này, tối đa 2 MiB. An XLSX or CSV that was sent for this list, at most 2 MiB.',
  })
  @IsId()
  uploadId: string;
}

/** A list of nominees to import. */
@InputType({
  description:
    'Nhập danh sách người, tập thể được đề nghị từ tệp: tất cả hoặc không dòng nào; tối đa 500 dòng. Imports nominees from a file: all of it or nothing; at most 500 rows.',
})
class ImportNomineesInput extends CommandInput {
  @Field(() => ID, { description: 'Danh sách nhận. The list to import into.' })
  @IsId()
  listId: string;

  @Field(() => ID, {
    description:
      'Tệp XLSX hoặc CSV UTF-8 đã tải lên cho danh sách này, tối đa 2 MiB; dòng đầu là tên cột: Đối tượng, Mã, Tên, Khen thưởng, Năm, Thành tích. An XLSX or CSV in UTF-8 that was sent for this list; its first row names the columns.',
  })
  @IsId()
  uploadId: string;
}

/** What is wrong with a row. */
@ObjectType({
  description: 'Lỗi của một dòng: sai gì, thế nào là đúng. What is wrong with a row, and what would be right.',
})
class NomineeRowProblem {
  @Field(() => Int, { description: 'Số dòng như trong bảng tính, từ 1. Row as a spreadsheet counts it, from 1.' })
  row: number;

  @Field(() => String, {
    nullable: true,
    description: 'Tên cột; null khi cả dòng hoặc cả tệp. The column, if it is one.',
  })
  column: string | null;

  @Field({ description: 'Mã lỗi ổn định. Stable machine name of the problem.' })
  code: string;

  @Field({ description: 'Lỗi bằng tiếng Việt. The problem in Vietnamese.' })
  vi: string;

  @Field({ description: 'Lỗi bằng tiếng Anh. The problem in English.' })
  en: string;
}

/** What importing a file would come to. */
@ObjectType({
  description:
    'Nhập thử: tệp sẽ cho ra gì; không có gì thay đổi. What importing a file would come to; nothing is changed.',
})
class NomineeImportCheck {
  @Field({ description: 'Nhập được cả tệp. Whether all of the file can be imported.' })
  isReady: boolean;

  @Field(() => Int, { description: 'Số dòng nhập được. How many rows can be nominated.' })
  readyCount: number;

  @Field(() => Int, { description: 'Số lỗi. How many problems there are.' })
  problemCount: number;

  @Field(() => [NomineeRowProblem], {
    description: 'Các lỗi theo dòng, tối đa 200. The problems by row, the first 200.',
  })
  problems: NomineeRowProblem[];
}

/** The file was imported. */
@ObjectType({ description: 'Đã nhập cả danh sách. The whole list was imported.' })
class ImportNomineesSuccess {
  @Field(() => NominationList, { description: 'Danh sách sau lệnh. The list after the command.' })
  list: NominationList;

  @Field(() => Int, { description: 'Số hồ sơ đã lập từ tệp. How many nominations were drafted from the file.' })
  imported: number;
}

const ImportNomineesResult = createUnionType({
  name: 'ImportNomineesResult',
  description:
    'Đã nhập, hoặc bị từ chối với lỗi của từng dòng; khi bị từ chối không dòng nào được nhập. Imported, or refused with the problems of each row; then nothing was.',
  types: () => [ImportNomineesSuccess, CommandRefused] as const,
});

/** Imports of lists of nominees. */
@Resolver()
export class NomineeImportResolver {
  constructor(private readonly imports: NomineeImportService) {}

  @RequiresPermission('nomination.draft')
  @Query(() => NomineeImportCheck, {
    description:
      'Nhập thử danh sách đề nghị từ tệp đã tải lên: lỗi của từng dòng. Tries an import without carrying it out: the problems of each row.',
  })
  async checkNomineeImport(
    @Args(() => ImportArguments) { listId, uploadId }: ImportArguments,
    @Ctx() { passport }: AwardsContext,
  ): Promise<NomineeImportCheck> {
    try {
      const { nominees, problems } = await this.imports.check(passport, listId, uploadId);
      return {
        isReady: problems.length === 0,
        readyCount: nominees.length,
        problemCount: problems.length,
        problems: [...problems].sort((one, other) => one.row - other.row).slice(0, MOST_PROBLEMS),
      };
    } catch (error) {
      if (!(error instanceof Refusal)) {
        throw error;
      }
      // A file that cannot be read at all is a problem of the file, told like those of its rows.
      const problems = error.reasons.map(({ code, vi, en }) => ({ row: 1, column: null, code, vi, en }));
      return { isReady: false, readyCount: 0, problemCount: problems.length, problems };
    }
  }

  @RequiresPermission('nomination.draft')
  @Mutation(() => ImportNomineesResult, {
    description:
      'Nhập danh sách đề nghị từ tệp đã tải lên: mỗi dòng thành một hồ sơ, hoặc không dòng nào. Imports nominees from a file that was sent: a nomination for each row, or none at all.',
  })
  importNominees(
    @Arg('input', () => ImportNomineesInput, { description: 'Nội dung lệnh. The command’s input.' })
    input: ImportNomineesInput,
    @Ctx() { passport, dataSource, loaders }: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.imports.import({ kind: 'person', passport }, input);
      loaders.forget();
      const list = await dataSource.manager.findOneByOrFail(NominationList, { id: answer.listId });
      return Object.assign(new ImportNomineesSuccess(), { list, imported: answer.imported });
    });
  }
}
