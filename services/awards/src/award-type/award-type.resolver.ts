import {
  CalendarDateScalar,
  calendarDateAt,
  CommandRefused,
  connectionOf,
  keysetPage,
  notFound,
  OPEN_END,
  type Page,
  PageArguments,
  RequiresPermission,
  refusable,
  IsId,
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
import { ChecklistItem } from '../checklist/checklist-item.entity';
import type { AwardsContext } from '../graph/awards-context';
import { IdArgument } from '../graph/id.argument';
import { UnionUnit } from '../union-unit/union-unit.type';
import { AwardRoute, AwardRouteStage } from './award-route.entity';
import { AwardType } from './award-type.entity';
import { AwardIssuerLevel, AwardTrack } from './award-type.enum';
import { ChangeAwardRouteInput, DefineAwardTypeInput, EndAwardTypeInput } from './award-type.input';
import type { AwardTypeAnswer, AwardTypeService } from './award-type.service';

const AwardTypeConnection = connectionOf(AwardType, 'AwardType', 'loại khen thưởng');

@ArgsType()
class AwardTypesArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Chỉ loại do đơn vị này ban hành. Only those defined by this unit.' })
  @IsOptional()
  @IsId()
  ownerUnitId?: string | null;

  @Field(() => AwardIssuerLevel, { nullable: true, description: 'Chỉ cấp quyết định này. Only this issuer level.' })
  issuerLevel?: AwardIssuerLevel | null;

  @Field(() => AwardTrack, { nullable: true, description: 'Chỉ loại hình này. Only this track.' })
  track?: AwardTrack | null;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Chỉ loại áp dụng vào ngày này. Only those that can be awarded on this date.',
  })
  asOf?: string | null;
}

@ObjectType({ description: 'Đã định nghĩa loại khen thưởng. The award type was defined.' })
class DefineAwardTypeSuccess {
  @Field(() => AwardType, { description: 'Loại khen thưởng. The award type.' })
  awardType: AwardType;
}

@ObjectType({ description: 'Đã thay quy trình. The route was changed.' })
class ChangeAwardRouteSuccess {
  @Field(() => AwardType, { description: 'Loại khen thưởng. The award type.' })
  awardType: AwardType;
}

@ObjectType({ description: 'Đã thôi áp dụng. The award type was ended.' })
class EndAwardTypeSuccess {
  @Field(() => AwardType, { description: 'Loại khen thưởng. The award type.' })
  awardType: AwardType;
}

const EndAwardTypeResult = createUnionType({
  name: 'EndAwardTypeResult',
  description: 'Đã thôi áp dụng, hoặc bị từ chối có lý do. Ended, or refused with reasons.',
  types: () => [EndAwardTypeSuccess, CommandRefused] as const,
});

const DefineAwardTypeResult = createUnionType({
  name: 'DefineAwardTypeResult',
  description: 'Đã định nghĩa, hoặc bị từ chối có lý do. Defined, or refused with reasons.',
  types: () => [DefineAwardTypeSuccess, CommandRefused] as const,
});

const ChangeAwardRouteResult = createUnionType({
  name: 'ChangeAwardRouteResult',
  description: 'Đã thay quy trình, hoặc bị từ chối có lý do. The route was changed, or refused with reasons.',
  types: () => [ChangeAwardRouteSuccess, CommandRefused] as const,
});

const INPUT = { description: 'Nội dung lệnh. The command’s input.' };

/** The catalogue of awards. */
@Resolver(() => AwardType)
export class AwardTypeResolver {
  constructor(private readonly awardTypeService: AwardTypeService) {}

  @RequiresPermission('graph.read')
  @Query(() => AwardTypeConnection, {
    description: 'Danh mục khen thưởng, theo ký hiệu. The catalogue of awards, by code.',
  })
  awardTypes(
    @Args(() => AwardTypesArguments) { ownerUnitId, issuerLevel, track, asOf, ...page }: AwardTypesArguments,
    @Ctx() { dataSource }: AwardsContext,
  ): Promise<Page<AwardType>> {
    const query = dataSource.manager.createQueryBuilder(AwardType, 't').where('TRUE');
    if (ownerUnitId) {
      query.andWhere('t.ownerUnitId = :ownerUnitId', { ownerUnitId });
    }
    if (issuerLevel) {
      query.andWhere('t.issuerLevel = :issuerLevel', { issuerLevel });
    }
    if (track) {
      query.andWhere('t.track = :track', { track });
    }
    if (asOf) {
      query.andWhere('t.validFrom <= :asOf AND t.validUntil > :asOf', { asOf });
    }
    return keysetPage(query, page, [
      { column: 't.code', read: (awardType) => awardType.code },
      { column: 't.id', read: (awardType) => awardType.id },
    ]);
  }

  @RequiresPermission('graph.read')
  @Query(() => AwardType, { description: 'Một loại khen thưởng. An award type.' })
  async awardType(@Args(() => IdArgument) { id }: IdArgument, @Ctx() { loaders }: AwardsContext): Promise<AwardType> {
    const awardType = await loaders.awardType.load(id);
    if (!awardType) {
      throw notFound({ vi: 'loại khen thưởng', en: 'award type' }, 'id');
    }
    return awardType;
  }

  @RequiresPermission('award-type.define')
  @Mutation(() => DefineAwardTypeResult, {
    description: 'Định nghĩa loại khen thưởng cùng quy trình đầu tiên. Defines an award type with its first route.',
  })
  defineAwardType(
    @Arg('input', () => DefineAwardTypeInput, INPUT) input: DefineAwardTypeInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.awardTypeService.define({ kind: 'person', passport: context.passport }, input);
      return Object.assign(new DefineAwardTypeSuccess(), { awardType: await fresh(context, answer) });
    });
  }

  @RequiresPermission('award-type.define')
  @Mutation(() => ChangeAwardRouteResult, {
    description:
      'Thay quy trình từ một ngày; hồ sơ đã trình không đổi. Gives an award type another route from a date on; nominations already submitted keep theirs.',
  })
  changeAwardRoute(
    @Arg('input', () => ChangeAwardRouteInput, INPUT) input: ChangeAwardRouteInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.awardTypeService.changeRoute({ kind: 'person', passport: context.passport }, input);
      return Object.assign(new ChangeAwardRouteSuccess(), { awardType: await fresh(context, answer) });
    });
  }

  @RequiresPermission('award-type.define')
  @Mutation(() => EndAwardTypeResult, {
    description:
      'Thôi áp dụng một loại khen thưởng từ một ngày; hồ sơ đã trình vẫn được xét. Ends an award type from a date on; nominations already submitted go on.',
  })
  endAwardType(
    @Arg('input', () => EndAwardTypeInput, INPUT) input: EndAwardTypeInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.awardTypeService.end({ kind: 'person', passport: context.passport }, input);
      return Object.assign(new EndAwardTypeSuccess(), { awardType: await fresh(context, answer) });
    });
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị ban hành. The unit that defined it.' })
  owner(@Root() { ownerUnitId }: AwardType): UnionUnit {
    return { id: ownerUnitId };
  }

  @FieldResolver(() => AwardRoute, {
    nullable: true,
    description: 'Quy trình đang hiệu lực, hoặc vào ngày được hỏi. The route in force today, or on the date asked for.',
  })
  async route(
    @Root() { id }: AwardType,
    @Arg('asOf', () => CalendarDateScalar, {
      nullable: true,
      description: 'Ngày cần xem; mặc định hôm nay (giờ Việt Nam). The date; today in Việt Nam by default.',
    })
    asOf: string | null,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<AwardRoute | null> {
    const date = asOf ?? calendarDateAt(new Date());
    const routes = await loaders.routesOfType.load(id);
    return routes.find((route) => route.validFrom <= date && date < route.validUntil) ?? null;
  }

  @FieldResolver(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày thôi áp dụng (không gồm ngày này); null là chưa xác định. First day on which it no longer can be awarded; null when open.',
  })
  validUntil(@Root() { validUntil }: AwardType): string | null {
    return validUntil === OPEN_END ? null : validUntil;
  }

  @FieldResolver(() => [AwardRoute], { description: 'Mọi phiên bản quy trình. Every version, oldest first.' })
  routes(@Root() { id }: AwardType, @Ctx() { loaders }: AwardsContext): Promise<AwardRoute[]> {
    return loaders.routesOfType.load(id);
  }
}

/** Stages of a route. */
@Resolver(() => AwardRoute)
export class AwardRouteResolver {
  @FieldResolver(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày hết hiệu lực (không gồm ngày này); null là chưa xác định. First day on which it no longer holds; null when open.',
  })
  validUntil(@Root() { validUntil }: AwardRoute): string | null {
    return validUntil === OPEN_END ? null : validUntil;
  }

  @FieldResolver(() => [AwardRouteStage], { description: 'Các bước theo thứ tự. The stages in order.' })
  stages(@Root() { id }: AwardRoute, @Ctx() { loaders }: AwardsContext): Promise<AwardRouteStage[]> {
    return loaders.stagesOfRoute.load(id);
  }
}

/** What an appraisal at a stage goes through. */
@Resolver(() => AwardRouteStage)
export class StageChecklistResolver {
  @FieldResolver(() => [ChecklistItem], {
    description: 'Danh mục thẩm định của bước, theo thứ tự. Checklist of the stage, in order.',
  })
  async checklist(
    @Root() { routeVersionId, stage }: AwardRouteStage,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<ChecklistItem[]> {
    return (await loaders.checklistOfRoute.load(routeVersionId)).filter((item) => item.stage === stage);
  }
}

async function fresh(context: AwardsContext, { awardTypeId }: AwardTypeAnswer): Promise<AwardType> {
  context.loaders.forget();
  return context.dataSource.manager.findOneByOrFail(AwardType, { id: awardTypeId });
}
