import { CommandRefused, IsId, notFound, refusable, RequiresPermission } from '@thidua/service-kit';
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
import { Member } from '../member/member.type';
import { Nomination } from '../nomination/nomination.entity';
import { NOMINATION } from '../nomination/nomination.service';
import { UnionUnit } from '../union-unit/union-unit.type';
import type { CheckOverrideService } from './check-override.service';
import { type CheckFact, worstOf } from './check-result';
import { CheckOccasion } from './check.enum';
import {
  CheckFactView,
  CheckOverrideView,
  NominationCheckResult,
  NominationCheckRun,
  OverrideCheckInput,
  overrideView,
} from './check.type';
import { CheckOverride, type NominationCheck } from './nomination-check.entity';
import type { NominationChecks } from './nomination-checks';

@ObjectType({ description: 'Đã cho vượt. The check was overridden.' })
class OverrideCheckSuccess {
  @Field(() => CheckOverrideView, { description: 'Lần cho vượt. The override.' })
  override: CheckOverrideView;
}

const OverrideCheckResult = createUnionType({
  name: 'OverrideCheckResult',
  description: 'Đã cho vượt, hoặc bị từ chối có lý do. Overridden, or refused with reasons.',
  types: () => [OverrideCheckSuccess, CommandRefused] as const,
});

@ArgsType()
class CheckNominationArguments {
  @Field(() => ID, { description: 'Hồ sơ mà bạn được xem. A nomination that you may see.' })
  @IsId()
  nominationId: string;
}

function runView(check: NominationCheck): NominationCheckRun {
  return Object.assign(new NominationCheckRun(), check);
}

/** Checks of nominations: tried at any time, kept with what was decided. */
@Resolver(() => Nomination)
export class NominationChecksResolver {
  constructor(
    private readonly checks: NominationChecks,
    private readonly overrides: CheckOverrideService,
  ) {}

  @RequiresPermission('nomination.read', 'nomination.read-draft')
  @Query(() => NominationCheckRun, {
    description:
      'Kiểm tra thử một hồ sơ mà bạn được xem, bất cứ lúc nào; không ghi lại gì. Tries the checks of a nomination that you may see, at any time; nothing is kept.',
  })
  async checkNomination(
    @Args(() => CheckNominationArguments) { nominationId }: CheckNominationArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<NominationCheckRun> {
    const nomination = await loaders.nomination.load(nominationId);
    if (!nomination) {
      throw notFound(NOMINATION, 'nominationId');
    }
    const { results, ruleSetId } = await this.checks.dryRun(nomination);
    return Object.assign(new NominationCheckRun(), {
      number: null,
      occasion: CheckOccasion.DryRun,
      stage: nomination.stage,
      revision: nomination.revision,
      outcome: worstOf(results),
      ruleSetId,
      auditSequence: null,
      checkedAt: new Date(),
      results,
    });
  }

  @RequiresPermission('nomination.override-check')
  @Mutation(() => OverrideCheckResult, {
    description:
      'Cho vượt một nội dung không đạt, chỉ khi quy tắc cho phép, bởi chức danh được nêu ở cơ quan quyết định, kèm lý do. Overrides a block, only where its rule says so, by the position that it names at the deciding body, with a reason.',
  })
  overrideCheck(
    @Arg('input', () => OverrideCheckInput, { description: 'Nội dung lệnh. The command’s input.' })
    input: OverrideCheckInput,
    @Ctx() { passport, dataSource, loaders }: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      const { answer } = await this.overrides.override({ kind: 'person', passport }, input);
      loaders.forget();
      const override = await dataSource.manager.findOneByOrFail(CheckOverride, { id: answer.overrideId });
      return Object.assign(new OverrideCheckSuccess(), { override: overrideView(override) });
    });
  }

  @FieldResolver(() => [NominationCheckRun], {
    name: 'checks',
    description:
      'Các lần kiểm tra khi trình và khi chuyển bước, cũ nhất trước, với dữ kiện lúc đó. What the checks came to at each submission and stage, oldest first, with the facts as they were.',
  })
  async keptChecks(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<NominationCheckRun[]> {
    return (await loaders.checks.load(id)).map(runView);
  }

  @FieldResolver(() => [CheckOverrideView], {
    description: 'Những nội dung đã được cho vượt, kèm lý do. Checks that were overridden, with the reasons.',
  })
  async checkOverrides(@Root() { id }: Nomination, @Ctx() { loaders }: AwardsContext): Promise<CheckOverrideView[]> {
    return (await loaders.checkOverrides.load(id)).map(overrideView);
  }
}

/** Facts of a check, each as the reader may see it. */
@Resolver(() => NominationCheckResult)
export class NominationCheckResultResolver {
  @FieldResolver(() => [CheckFactView], {
    description:
      'Các dữ kiện đã dùng; của đơn vị ngoài phạm vi của bạn thì chỉ cho biết cơ quan đang giữ. The facts used; of units beyond your reach only the body that holds them.',
  })
  facts(@Root() { facts }: NominationCheckResult, @Ctx() context: AwardsContext): Promise<CheckFactView[]> {
    return Promise.all(facts.map((fact) => factView(fact, context)));
  }
}

async function factView(fact: CheckFact, { loaders }: AwardsContext): Promise<CheckFactView> {
  const { service, kind, id, vi, en, unitId, heldBy } = fact;
  const isSeen =
    unitId === undefined ||
    (kind === 'NOMINATION' ? (await loaders.nomination.load(id)) !== null : await loaders.reachedUnit.load(unitId));
  return isSeen
    ? { service, kind, id, vi, en }
    : { service, kind, id: null, vi: `Do ${heldBy ?? '?'} quản lý`, en: `Held by ${heldBy ?? '?'}` };
}

/** Who overrode a check, for which body. */
@Resolver(() => CheckOverrideView)
export class CheckOverrideResolver {
  @FieldResolver(() => Member, { description: 'Người cho vượt. Who gave it.' })
  overriddenBy(@Root() { overriddenBy }: CheckOverrideView): Member {
    return { id: overriddenBy };
  }

  @FieldResolver(() => UnionUnit, { description: 'Cơ quan quyết định. The deciding body.' })
  body(@Root() { bodyUnitId }: CheckOverrideView): UnionUnit {
    return { id: bodyUnitId };
  }
}
