import {
  CommandRefused,
  connectionOf,
  HistoryArguments,
  HistoryEntryConnection,
  type HistoryEntry,
  IsId,
  notFound,
  type Page,
  PageArguments,
  refusable,
  RequiresPermission,
} from '@thidua/service-kit';
import {
  Arg,
  Args,
  ArgsType,
  createUnionType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import type { AwardsContext } from '../graph/awards-context';
import { IdArgument } from '../graph/id.argument';
import { Member } from '../member/member.type';
import { Nomination } from '../nomination/nomination.entity';
import { NominationConnection } from '../nomination/nomination.resolver';
import { UnionUnit } from '../union-unit/union-unit.type';
import { NominationList } from './nomination-list.entity';
import { DraftNominationListInput } from './nomination-list.input';
import { listPageOfUnit } from './nomination-list.query';
import { NOMINATION_LIST } from './nomination-list.rules';
import type { NominationListService } from './nomination-list.service';

/** A page of lists. */
export const NominationListConnection = connectionOf(NominationList, 'NominationList', 'danh sách đề nghị');

/** A list was drafted. */
@ObjectType({ description: 'Đã lập danh sách. The list was drafted.' })
class DraftNominationListSuccess {
  @Field(() => NominationList, { description: 'Danh sách sau lệnh. The list after the command.' })
  list: NominationList;
}

const DraftNominationListResult = createUnionType({
  name: 'DraftNominationListResult',
  description: 'Đã lập danh sách, hoặc bị từ chối có lý do. The list was drafted, or refused with reasons.',
  types: () => [DraftNominationListSuccess, CommandRefused] as const,
});

@ArgsType()
class NominationListsArguments extends PageArguments {
  @Field(() => ID, { description: 'Đơn vị đề nghị. The nominating unit.' })
  @IsId()
  unitId: string;
}

/** Lists of nominations: each only for those who may see it or a nomination of it. */
@Resolver(() => NominationList)
export class NominationListResolver {
  constructor(private readonly lists: NominationListService) {}

  @RequiresPermission('nomination.draft')
  @Mutation(() => DraftNominationListResult, {
    description:
      'Lập danh sách đề nghị khen thưởng dùng chung giấy tờ. Drafts a list of nominations that share papers.',
  })
  draftNominationList(
    @Arg('input', () => DraftNominationListInput, { description: 'Nội dung lệnh. The command’s input.' })
    input: DraftNominationListInput,
    @Ctx() { passport, dataSource }: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.lists.draft({ kind: 'person', passport }, input);
      const list = await dataSource.manager.findOneByOrFail(NominationList, { id: answer.listId });
      return Object.assign(new DraftNominationListSuccess(), { list });
    });
  }

  @RequiresPermission('nomination.read', 'nomination.read-draft')
  @Query(() => NominationList, {
    description:
      'Một danh sách mà bạn được xem hoặc có hồ sơ bạn được xem; không thì như không có. A list that you may see, or with a nomination that you may see; any other is NOT_FOUND.',
  })
  async nominationList(
    @Args(() => IdArgument) { id }: IdArgument,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<NominationList> {
    const list = await loaders.list.load(id);
    if (!list) {
      throw notFound(NOMINATION_LIST, 'id');
    }
    return list;
  }

  @RequiresPermission('nomination.read', 'nomination.read-draft')
  @Query(() => NominationListConnection, {
    description:
      'Các danh sách của một đơn vị mà bạn được xem, cũ trước mới sau. Lists of a unit that you may see, oldest first.',
  })
  nominationLists(
    @Args(() => NominationListsArguments) { unitId, ...page }: NominationListsArguments,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<Page<NominationList>> {
    return listPageOfUnit(dataSource, passport, unitId, page);
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị đề nghị. The nominating unit.' })
  nominatingUnit(@Root() { nominatingUnitId }: NominationList): UnionUnit {
    return { id: nominatingUnitId };
  }

  @FieldResolver(() => Member, { description: 'Người lập danh sách. Who drafted it.' })
  draftedBy(@Root() { draftedBy }: NominationList): Member {
    return { id: draftedBy };
  }

  @FieldResolver(() => NominationConnection, {
    description:
      'Hồ sơ của danh sách mà bạn được xem, cũ trước mới sau, tối đa 500 hồ sơ một danh sách. Its nominations that you may see, oldest first; a list holds at most 500.',
  })
  nominations(
    @Root() { id }: NominationList,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<Nomination>> {
    return loaders.nominationsOfList.load(id, page);
  }

  @FieldResolver(() => HistoryEntryConnection, {
    description: 'Nhật ký của danh sách: lập, giấy tờ, nhập danh sách. History of the list: drafted, papers, imports.',
  })
  history(
    @Root() { id }: NominationList,
    @Args(() => HistoryArguments) wanted: HistoryArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<HistoryEntry>> {
    return loaders.history.load(id, wanted);
  }
}
