import {
  CommandRefused,
  connectionOf,
  IsId,
  keysetPage,
  type Page,
  PageArguments,
  RequiresPermission,
  refusable,
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
import { AwardTally, AwardTallyOverlap } from './award-tally.entity';
import { RecordAwardTallyInput } from './award-tally.input';
import type { AwardTallyService } from './award-tally.service';

/** A page of tallies. */
export const AwardTallyConnection = connectionOf(AwardTally, 'AwardTally', 'số liệu khen thưởng theo nguồn');

@ArgsType()
class AwardTalliesArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Chỉ của liên đoàn này. Only those of this federation.' })
  @IsOptional()
  @IsId()
  ownerUnitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Chỉ về đơn vị này. Only those about this unit.' })
  @IsOptional()
  @IsId()
  unitId?: string | null;
}

@ObjectType({ description: 'Đã ghi nhận số liệu. The tally was recorded.' })
class RecordAwardTallySuccess {
  @Field(() => AwardTally, { description: 'Số liệu, kèm cảnh báo nếu có. The tally, with its warnings.' })
  tally: AwardTally;
}

const RecordAwardTallyResult = createUnionType({
  name: 'RecordAwardTallyResult',
  description: 'Đã ghi nhận, hoặc bị từ chối có lý do. Recorded, or refused with reasons.',
  types: () => [RecordAwardTallySuccess, CommandRefused] as const,
});

/** Asserted tallies in the graph. */
@Resolver(() => AwardTally)
export class AwardTallyResolver {
  constructor(private readonly tallies: AwardTallyService) {}

  @RequiresPermission('graph.read')
  @Query(() => AwardTallyConnection, {
    description:
      'Số liệu khen thưởng theo nguồn công bố, không thuộc thống kê. Award figures as sources state them; part of no statistics.',
  })
  awardTallies(
    @Args(() => AwardTalliesArguments) { ownerUnitId, unitId, ...page }: AwardTalliesArguments,
    @Ctx() { dataSource }: AwardsContext,
  ): Promise<Page<AwardTally>> {
    const query = dataSource.manager.createQueryBuilder(AwardTally, 'tally').where('TRUE');
    if (ownerUnitId) {
      query.andWhere('tally.ownerUnitId = :ownerUnitId', { ownerUnitId });
    }
    if (unitId) {
      query.andWhere('tally.unitId = :unitId', { unitId });
    }
    return keysetPage(query, page, [{ column: 'tally.id', read: (tally) => tally.id }]);
  }

  @RequiresPermission('award-tally.record')
  @Mutation(() => RecordAwardTallyResult, {
    description:
      'Ghi nhận số liệu khen thưởng theo nguồn, giữ nguyên và kèm cảnh báo. Records an award figure as stated, with warnings, never corrected.',
  })
  recordAwardTally(
    @Arg('input', () => RecordAwardTallyInput, { description: 'Nội dung lệnh. The command’s input.' })
    input: RecordAwardTallyInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.tallies.record({ kind: 'person', passport: context.passport }, input);
      context.loaders.forget();
      const tally = await context.dataSource.manager.findOneByOrFail(AwardTally, { id: answer.tallyId });
      return Object.assign(new RecordAwardTallySuccess(), { tally });
    });
  }

  @FieldResolver(() => UnionUnit, {
    description: 'Liên đoàn mà số liệu được công bố. Federation it was published under.',
  })
  owner(@Root() { ownerUnitId }: AwardTally): UnionUnit {
    return { id: ownerUnitId };
  }

  @FieldResolver(() => UnionUnit, {
    nullable: true,
    description: 'Đơn vị mà số liệu nói đến; null khi không có ở đây. Its unit; null when we do not have it.',
  })
  unit(@Root() { unitId }: AwardTally): UnionUnit | null {
    return unitId ? { id: unitId } : null;
  }

  @FieldResolver(() => [AwardTallyOverlap], {
    description: 'Các số liệu trùng hoặc có thể trùng. The tallies that it overlaps or may overlap.',
  })
  overlaps(@Root() { id }: AwardTally, @Ctx() { loaders }: AwardsContext): Promise<AwardTallyOverlap[]> {
    return loaders.tallyOverlaps.load(id);
  }
}
