import {
  authorise,
  calendarDateAt,
  CalendarDateScalar,
  type CommandRefused,
  IsId,
  keysetPage,
  notFound,
  type Page,
  PageArguments,
  refusable,
  RequiresPermission,
} from '@thidua/service-kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AwardRoutePaper, AwardRouteStage } from '../award-type/award-route.entity';
import { AwardType } from '../award-type/award-type.entity';
import type { AwardsContext } from '../graph/awards-context';
import { Nomination } from '../nomination/nomination.entity';
import type { NominationOwners } from '../nomination/nomination-owners';
import { NominationConnection } from '../nomination/nomination.resolver';
import { AwardMultiple } from './award-multiple.entity';
import { AwardQuota } from './award-quota.entity';
import { AwardRule } from './award-rule.entity';
import { BaseSalary, BaseSalaryConnection } from './base-salary.entity';
import { CatalogueRowKind } from './catalogue.enum';
import {
  EndAwardRowInput,
  SetAwardMultipleInput,
  SetAwardQuotaInput,
  SetAwardRuleInput,
  SetBaseSalaryInput,
} from './catalogue.input';
import { countTouched, touchedPage } from './catalogue-preview';
import type { AwardRowAnswer, CatalogueService } from './catalogue.service';
import {
  AwardMultipleResult,
  AwardMultipleSuccess,
  AwardQuotaResult,
  AwardQuotaSuccess,
  AwardRuleResult,
  AwardRuleSuccess,
  CatalogueChangePreview,
  SetBaseSalaryResult,
  SetBaseSalarySuccess,
  TouchedCycles,
} from './catalogue.type';
import { inForceOn } from './dated-row.entity';

const INPUT = { description: 'Nội dung lệnh. The command’s input.' };
const AWARD_TYPE = { vi: 'loại khen thưởng', en: 'award type' };

@ArgsType()
class VersionsArguments {
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày cần xem; mặc định hôm nay (giờ Việt Nam). The date; today in Việt Nam by default.',
  })
  asOf: string | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Mọi phiên bản, cả đã hết và chưa có hiệu lực. Every version, those ended and to come as well.',
  })
  allVersions: boolean;
}

@ArgsType()
class ChangePreviewArguments {
  @Field(() => CatalogueRowKind, { description: 'Loại dòng sẽ đổi, trừ lương cơ sở. What would change.' })
  kind: CatalogueRowKind;

  @Field(() => ID, { description: 'Loại khen thưởng. The award type.' })
  @IsId()
  awardTypeId: string;

  @Field(() => CalendarDateScalar, { description: 'Từ ngày. From which day on.' })
  validFrom: string;
}

function asAsked<Row extends { validFrom: string; validUntil: string }>(
  rows: Row[],
  { asOf, allVersions }: VersionsArguments,
): Row[] {
  return allVersions ? rows : inForceOn(rows, asOf ?? calendarDateAt(new Date()));
}

/** Dated facts of the catalogue: rules, quotas, award multiples and the base salary. */
@Resolver(() => AwardType)
export class CatalogueResolver {
  constructor(private readonly catalogue: CatalogueService) {}

  @FieldResolver(() => [AwardRule], {
    description: 'Điều kiện xét, theo ký hiệu. Rules in force today or on the date asked for, by code.',
  })
  async rules(
    @Root() { id }: AwardType,
    @Args(() => VersionsArguments) versions: VersionsArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<AwardRule[]> {
    return asAsked(await loaders.rulesOfType.load(id), versions);
  }

  @FieldResolver(() => [AwardQuota], {
    description: 'Chỉ tiêu số lượng, theo ký hiệu. Quotas in force today or on the date asked for, by code.',
  })
  async quotas(
    @Root() { id }: AwardType,
    @Args(() => VersionsArguments) versions: VersionsArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<AwardQuota[]> {
    return asAsked(await loaders.quotasOfType.load(id), versions);
  }

  @FieldResolver(() => [AwardMultiple], {
    description: 'Mức thưởng theo đối tượng. Award multiples in force today or on the date asked for.',
  })
  async multiples(
    @Root() { id }: AwardType,
    @Args(() => VersionsArguments) versions: VersionsArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<AwardMultiple[]> {
    return asAsked(await loaders.multiplesOfType.load(id), versions);
  }

  @RequiresPermission('graph.read')
  @Query(() => BaseSalaryConnection, {
    description: 'Lương cơ sở qua các thời kỳ, cũ nhất trước. Base salaries, oldest first.',
  })
  baseSalaries(
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { dataSource }: AwardsContext,
  ): Promise<Page<BaseSalary>> {
    return keysetPage(dataSource.manager.createQueryBuilder(BaseSalary, 's').where('TRUE'), page, [
      { column: 's.validFrom', read: (salary) => salary.validFrom },
      { column: 's.id', read: (salary) => salary.id },
    ]);
  }

  @RequiresPermission('award-rule.set')
  @Query(() => CatalogueChangePreview, {
    description:
      'Xem trước: thay đổi quy trình, điều kiện, chỉ tiêu hoặc mức thưởng của một loại khen thưởng từ một ngày sẽ chạm đến hồ sơ nào. What a change of an award type from a day on would touch.',
  })
  async catalogueChangePreview(
    @Args(() => ChangePreviewArguments) { kind, awardTypeId, validFrom }: ChangePreviewArguments,
    @Ctx() { dataSource, loaders, passport, units }: AwardsContext,
  ): Promise<CatalogueChangePreview> {
    const awardType = await loaders.awardType.load(awardTypeId);
    if (!awardType) {
      throw notFound(AWARD_TYPE, 'awardTypeId');
    }
    const unitId = awardType.ownerUnitId;
    const owner = await units.unitInScope(dataSource, unitId, calendarDateAt(new Date()));
    authorise(passport, 'award-rule.set', owner ?? { unitId, unitPath: '' });
    return preview(dataSource, kind, awardType, validFrom);
  }

  @RequiresPermission('base-salary.set')
  @Query(() => CatalogueChangePreview, {
    description:
      'Xem trước: lương cơ sở mới từ một ngày sẽ chạm đến hồ sơ nào. What a new base salary from a day on would touch.',
  })
  baseSalaryChangePreview(
    @Arg('validFrom', () => CalendarDateScalar, { description: 'Từ ngày. From which day on.' }) validFrom: string,
    @Ctx() { dataSource }: AwardsContext,
  ): Promise<CatalogueChangePreview> {
    return preview(dataSource, CatalogueRowKind.BaseSalary, null, validFrom);
  }

  @RequiresPermission('award-rule.set')
  @Mutation(() => AwardRuleResult, {
    description:
      'Đặt điều kiện, hoặc phiên bản mới của điều kiện, từ một ngày; hồ sơ đã trình không đổi. Sets a rule, or a new version of it, from a date on; nominations already submitted keep theirs.',
  })
  setAwardRule(
    @Arg('input', () => SetAwardRuleInput, INPUT) input: SetAwardRuleInput,
    @Ctx() context: AwardsContext,
  ): Promise<AwardRuleSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.catalogue.setRule({ kind: 'person', passport: context.passport }, input);
      return ruleSuccess(context, answer);
    });
  }

  @RequiresPermission('award-rule.set')
  @Mutation(() => AwardRuleResult, {
    description: 'Chấm dứt điều kiện từ một ngày mà không thay thế. Ends a rule without another in its place.',
  })
  endAwardRule(
    @Arg('input', () => EndAwardRowInput, INPUT) input: EndAwardRowInput,
    @Ctx() context: AwardsContext,
  ): Promise<AwardRuleSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.catalogue.end({ kind: 'person', passport: context.passport }, 'RULE', input);
      return ruleSuccess(context, answer);
    });
  }

  @RequiresPermission('award-rule.set')
  @Mutation(() => AwardQuotaResult, {
    description:
      'Đặt chỉ tiêu số lượng, hoặc phiên bản mới của nó, từ một ngày. Sets a quota, or a new version of it, from a date on.',
  })
  setAwardQuota(
    @Arg('input', () => SetAwardQuotaInput, INPUT) input: SetAwardQuotaInput,
    @Ctx() context: AwardsContext,
  ): Promise<AwardQuotaSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.catalogue.setQuota({ kind: 'person', passport: context.passport }, input);
      return quotaSuccess(context, answer);
    });
  }

  @RequiresPermission('award-rule.set')
  @Mutation(() => AwardQuotaResult, {
    description: 'Chấm dứt chỉ tiêu từ một ngày mà không thay thế. Ends a quota without another in its place.',
  })
  endAwardQuota(
    @Arg('input', () => EndAwardRowInput, INPUT) input: EndAwardRowInput,
    @Ctx() context: AwardsContext,
  ): Promise<AwardQuotaSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.catalogue.end({ kind: 'person', passport: context.passport }, 'QUOTA', input);
      return quotaSuccess(context, answer);
    });
  }

  @RequiresPermission('award-rule.set')
  @Mutation(() => AwardMultipleResult, {
    description:
      'Đặt mức thưởng (hệ số × lương cơ sở) từ một ngày. Sets an award multiple from a date on; money goes by the day of the decision.',
  })
  setAwardMultiple(
    @Arg('input', () => SetAwardMultipleInput, INPUT) input: SetAwardMultipleInput,
    @Ctx() context: AwardsContext,
  ): Promise<AwardMultipleSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.catalogue.setMultiple({ kind: 'person', passport: context.passport }, input);
      const { manager } = context.dataSource;
      context.loaders.forget();
      return Object.assign(new AwardMultipleSuccess(), {
        multiple: await manager.findOneByOrFail(AwardMultiple, { id: answer.rowId }),
        awardType: await manager.findOneByOrFail(AwardType, { id: answer.awardTypeId }),
      });
    });
  }

  @RequiresPermission('base-salary.set')
  @Mutation(() => SetBaseSalaryResult, {
    description: 'Cập nhật lương cơ sở từ một ngày, cho cả nước. Sets the base salary from a date on.',
  })
  setBaseSalary(
    @Arg('input', () => SetBaseSalaryInput, INPUT) input: SetBaseSalaryInput,
    @Ctx() context: AwardsContext,
  ): Promise<SetBaseSalarySuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.catalogue.setBaseSalary({ kind: 'person', passport: context.passport }, input);
      const baseSalary = await context.dataSource.manager.findOneByOrFail(BaseSalary, { id: answer.rowId });
      return Object.assign(new SetBaseSalarySuccess(), { baseSalary });
    });
  }
}

/** Papers of a stage. */
@Resolver(() => AwardRouteStage)
export class AwardRouteStageResolver {
  @FieldResolver(() => [AwardRoutePaper], {
    description: 'Giấy tờ phải có khi vào bước. Papers that must be there when the stage is entered.',
  })
  papers(
    @Root() { routeVersionId, ordinal }: AwardRouteStage,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<AwardRoutePaper[]> {
    return loaders.papersOfStage.load(`${routeVersionId}/${ordinal}`);
  }
}

/** The list of a preview. */
@Resolver(() => CatalogueChangePreview)
export class CatalogueChangePreviewResolver {
  constructor(private readonly owners: NominationOwners) {}

  @FieldResolver(() => TouchedCycles, {
    description:
      'Chu kỳ chưa kết thúc, từ năm đó trở đi, của đơn vị ban hành và cấp dưới. Cycles not closed, of that year or later, of the unit that defined the award and those under it.',
  })
  async cycles(@Root() { validFrom, ownerUnitId }: CatalogueChangePreview): Promise<TouchedCycles> {
    const { total, cycleIds } = await this.owners.openCycles(Number(validFrom.slice(0, 4)), ownerUnitId);
    return { total, cycles: cycleIds.map((id) => ({ id })) };
  }

  @FieldResolver(() => NominationConnection, {
    description: 'Những hồ sơ chịu thay đổi mà bạn được xem. Those touched that you may see, oldest first.',
  })
  nominations(
    @Root() change: CatalogueChangePreview,
    @Args(() => PageArguments) page: PageArguments,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<Page<Nomination>> {
    return touchedPage(dataSource, passport, change, page);
  }
}

/** What a nomination was submitted under. */
@Resolver(() => Nomination)
export class PinnedRulesResolver {
  @FieldResolver(() => [AwardRule], {
    description:
      'Điều kiện đang hiệu lực lúc trình lần đầu, hồ sơ giữ đến cùng. Rules in force when it was first submitted: it is judged by them to its end; empty for a draft.',
  })
  async rules(@Root() { ruleSetId }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<AwardRule[]> {
    const rows = ruleSetId ? await loaders.rowsOfRuleSet.load(ruleSetId) : [];
    const rules = await Promise.all(
      rows.filter(({ kind }) => kind === 'RULE').map(({ rowId }) => loaders.rule.load(rowId)),
    );
    return rules.filter((rule) => rule !== null);
  }

  @FieldResolver(() => [AwardQuota], {
    description: 'Chỉ tiêu đang hiệu lực lúc trình lần đầu. Quotas in force when it was first submitted.',
  })
  async quotas(@Root() { ruleSetId }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<AwardQuota[]> {
    const rows = ruleSetId ? await loaders.rowsOfRuleSet.load(ruleSetId) : [];
    const quotas = await Promise.all(
      rows.filter(({ kind }) => kind === 'QUOTA').map(({ rowId }) => loaders.quota.load(rowId)),
    );
    return quotas.filter((quota) => quota !== null);
  }
}

async function preview(
  dataSource: AwardsContext['dataSource'],
  kind: CatalogueRowKind,
  awardType: AwardType | null,
  validFrom: string,
): Promise<CatalogueChangePreview> {
  const awardTypeId = awardType?.id ?? null;
  const counts = await countTouched(dataSource, { kind, awardTypeId });
  const ownerUnitId = awardType?.ownerUnitId ?? null;
  return Object.assign(new CatalogueChangePreview(), { kind, awardTypeId, ownerUnitId, validFrom, ...counts });
}

async function ruleSuccess({ dataSource, loaders }: AwardsContext, answer: AwardRowAnswer): Promise<AwardRuleSuccess> {
  loaders.forget();
  return Object.assign(new AwardRuleSuccess(), {
    rule: await dataSource.manager.findOneByOrFail(AwardRule, { id: answer.rowId }),
    awardType: await dataSource.manager.findOneByOrFail(AwardType, { id: answer.awardTypeId }),
  });
}

async function quotaSuccess(
  { dataSource, loaders }: AwardsContext,
  answer: AwardRowAnswer,
): Promise<AwardQuotaSuccess> {
  loaders.forget();
  return Object.assign(new AwardQuotaSuccess(), {
    quota: await dataSource.manager.findOneByOrFail(AwardQuota, { id: answer.rowId }),
    awardType: await dataSource.manager.findOneByOrFail(AwardType, { id: answer.awardTypeId }),
  });
}
