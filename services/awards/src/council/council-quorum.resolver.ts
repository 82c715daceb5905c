import {
  CommandRefused,
  IsId,
  keysetPage,
  type Page,
  PageArguments,
  refusable,
  RequiresPermission,
} from '@thidua/service-kit';
import { IsOptional } from 'class-validator';
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
import { UnionUnit } from '../union-unit/union-unit.type';
import { CouncilQuorum, CouncilQuorumConnection, EVERY_BODY } from './council-quorum.entity';
import { SetCouncilQuorumInput } from './council-quorum.input';
import type { CouncilQuorumService } from './council-quorum.service';

/** A quorum was set. */
@ObjectType({ description: 'Đã đặt tỷ lệ tối thiểu tham gia. The quorum was set.' })
export class SetCouncilQuorumSuccess {
  @Field(() => CouncilQuorum, { description: 'Tỷ lệ tối thiểu tham gia. The quorum.' })
  councilQuorum: CouncilQuorum;
}

/** What setCouncilQuorum answers. */
export const SetCouncilQuorumResult = createUnionType({
  name: 'SetCouncilQuorumResult',
  description: 'Đã đặt, hoặc bị từ chối có lý do. Set, or refused with reasons.',
  types: () => [SetCouncilQuorumSuccess, CommandRefused] as const,
});

@ArgsType()
class CouncilQuorumsArguments extends PageArguments {
  @Field(() => ID, {
    nullable: true,
    description:
      'Cơ quan có hội đồng; bỏ trống là quy định chung. The body; the quorum of every body without one of its own when left out.',
  })
  @IsOptional()
  @IsId()
  bodyUnitId?: string | null;
}

/** Quorums of councils. */
@Resolver(() => CouncilQuorum)
export class CouncilQuorumResolver {
  constructor(private readonly quorums: CouncilQuorumService) {}

  @RequiresPermission('graph.read')
  @Query(() => CouncilQuorumConnection, {
    description:
      'Tỷ lệ tối thiểu tham gia của một hội đồng qua các thời kỳ, cũ nhất trước; rỗng là theo quy định chung. A council’s quorums, oldest first; none where the one of every body holds.',
  })
  councilQuorums(
    @Args(() => CouncilQuorumsArguments) { bodyUnitId, ...page }: CouncilQuorumsArguments,
    @Ctx() { dataSource }: AwardsContext,
  ): Promise<Page<CouncilQuorum>> {
    const list = dataSource.manager
      .createQueryBuilder(CouncilQuorum, 'q')
      .where('q.scope = :scope', { scope: bodyUnitId ?? EVERY_BODY });
    return keysetPage(list, page, [
      { column: 'q.validFrom', read: (quorum) => quorum.validFrom },
      { column: 'q.id', read: (quorum) => quorum.id },
    ]);
  }

  @FieldResolver(() => UnionUnit, {
    nullable: true,
    description: 'Cơ quan; null là mọi cơ quan chưa quy định riêng. The body; null for every one without its own.',
  })
  body(@Root() { scope }: CouncilQuorum): UnionUnit | null {
    return scope === EVERY_BODY ? null : { id: scope };
  }

  @RequiresPermission('council-quorum.set')
  @Mutation(() => SetCouncilQuorumResult, {
    description:
      'Đặt tỷ lệ tối thiểu thành viên hội đồng phải tham gia biểu quyết, từ một ngày; phiên đang mở giữ tỷ lệ lúc mở. Sets a council’s quorum from a date on; a session that is open keeps the one under which it was opened.',
  })
  setCouncilQuorum(
    @Arg('input', () => SetCouncilQuorumInput, { description: 'Nội dung lệnh. The command’s input.' })
    input: SetCouncilQuorumInput,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<SetCouncilQuorumSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.quorums.set({ kind: 'person', passport }, input);
      const councilQuorum = await dataSource.manager.findOneByOrFail(CouncilQuorum, { id: answer.rowId });
      return Object.assign(new SetCouncilQuorumSuccess(), { councilQuorum });
    });
  }
}
