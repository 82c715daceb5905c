import {
  authorise,
  calendarDateAt,
  type CommandActor,
  type CommandOutcome,
  type CommandRefused,
  connectionOf,
  type HistoryEntry,
  HistoryArguments,
  HistoryEntryConnection,
  IsId,
  notFound,
  type Page,
  PageArguments,
  RefusalReason,
  refusable,
  RequiresPermission,
} from '@thidua/service-kit';
import { IsOptional, Max, Min, ValidateNested } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  type ClassType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { AWARD_DECISION } from '../access/decision-scope';
import type { AwardsContext } from '../graph/awards-context';
import { IdArgument } from '../graph/id.argument';
import { Member } from '../member/member.type';
import { Nomination } from '../nomination/nomination.entity';
import { AwardRevocation } from '../revocation/award-revocation.entity';
import { UnionUnit } from '../union-unit/union-unit.type';
import { AwardDecision } from './award-decision.entity';
import { AwardDecisionItemState, AwardDecisionState } from './award-decision.enum';
import {
  ChangeAwardDecisionListInput,
  DiscardAwardDecisionInput,
  DraftAwardDecisionInput,
  EditAwardDecisionInput,
  PublishAwardDecisionInput,
  RaiseAwardDecisionNumberInput,
  RecordAwardHandoverInput,
  SignAwardDecisionInput,
} from './award-decision.input';
import { decisionPage } from './award-decision.query';
import {
  AddToAwardDecision,
  AwardDecisionNumbers,
  AwardDecisionProgress,
  type AwardDecisionSuccess,
  DiscardAwardDecision,
  DraftAwardDecision,
  EditAwardDecision,
  PublishAwardDecision,
  RaiseAwardDecisionNumberResult,
  RaiseAwardDecisionNumberSuccess,
  RecordAwardHandover,
  RemoveFromAwardDecision,
  SignAwardDecision,
} from './award-decision.result';
import { AwardDecisionCounter } from './award-decision-counter.entity';
import { AwardDecisionItem } from './award-decision-item.entity';
import { AwardHandover } from './award-handover.entity';
import { AwardPublication } from './award-publication.entity';
import type { DecisionCeremoniesService } from './decision-ceremonies.service';
import type { AwardDecisionAnswer, DecisionDraftsService } from './decision-drafts.service';
import { numbersOf } from './decision-numbering';
import type { DecisionSigningService } from './decision-signing.service';

const AwardDecisionConnection = connectionOf(AwardDecision, 'AwardDecision', 'quyết định khen thưởng');
const AwardDecisionItemConnection = connectionOf(AwardDecisionItem, 'AwardDecisionItem', 'dòng của danh sách kèm theo');

const INPUT = { description: 'Nội dung lệnh. The command’s input.' };

@InputType({
  description: 'Điều kiện lọc quyết định; các điều kiện cùng đúng. Filter of decisions; all conditions hold.',
})
class AwardDecisionFilter {
  @Field(() => ID, { nullable: true, description: 'Cơ quan ban hành. The body.' })
  @IsOptional()
  @IsId()
  bodyUnitId?: string | null;

  @Field(() => AwardDecisionState, { nullable: true, description: 'Trạng thái. State.' })
  state?: AwardDecisionState | null;

  @Field(() => Int, { nullable: true, description: 'Năm ký, 2000–2100. Year of signature, 2000 to 2100.' })
  @IsOptional()
  @Min(2000)
  @Max(2100)
  year?: number | null;
}

@ArgsType()
class AwardDecisionsArguments extends PageArguments {
  @Field(() => AwardDecisionFilter, { nullable: true, description: 'Điều kiện lọc. Filter.' })
  @IsOptional()
  @ValidateNested()
  filter?: AwardDecisionFilter | null;
}

@ArgsType()
class AwardDecisionHistoryArguments extends HistoryArguments {
  @Field(() => ID, { description: 'Quyết định. The decision.' })
  @IsId()
  decisionId: string;
}

@ArgsType()
class AwardDecisionNumbersArguments {
  @Field(() => ID, { description: 'Cơ quan ban hành. The body.' })
  @IsId()
  bodyUnitId: string;

  @Field(() => Int, { description: 'Năm, 2000–2100. The year, 2000 to 2100.' })
  @Min(2000)
  @Max(2100)
  year: number;
}

@ArgsType()
class ItemsArguments extends PageArguments {
  @Field(() => AwardDecisionItemState, { nullable: true, description: 'Chỉ tình trạng này. Only those of this state.' })
  state?: AwardDecisionItemState | null;
}

/** Carries out a command and reads the decision as it stands after it. */
export function carryOutOnDecision(
  context: AwardsContext,
  Success: ClassType<AwardDecisionSuccess>,
  command: (actor: CommandActor) => Promise<CommandOutcome<AwardDecisionAnswer>>,
): Promise<AwardDecisionSuccess | CommandRefused> {
  return refusable(async () => {
    const { answer } = await command({ kind: 'person', passport: context.passport });
    context.loaders.forget();
    const decision = await context.dataSource.manager.findOneByOrFail(AwardDecision, { id: answer.decisionId });
    return Object.assign(new Success(), { decision });
  });
}

/** Decisions over many nominations: drafted, signed with a number, each nomination moving by itself. */
@Resolver(() => AwardDecision)
export class AwardDecisionResolver {
  constructor(
    private readonly drafts: DecisionDraftsService,
    private readonly signing: DecisionSigningService,
    private readonly ceremonies: DecisionCeremoniesService,
  ) {}

  @RequiresPermission('award-decision.read', 'nomination.read')
  @Query(() => AwardDecision, {
    description:
      'Một quyết định mà bạn được xem; không được xem thì như không có. A decision that you may see; one that you may not is NOT_FOUND.',
  })
  async awardDecision(
    @Args(() => IdArgument) { id }: IdArgument,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<AwardDecision> {
    const decision = await loaders.awardDecision.load(id);
    if (!decision) {
      throw notFound(AWARD_DECISION, 'id');
    }
    return decision;
  }

  @RequiresPermission('award-decision.read', 'nomination.read')
  @Query(() => AwardDecisionConnection, {
    description:
      'Các quyết định mà bạn được xem, cũ trước mới sau; dự thảo chỉ cấp soạn và cấp trên được xem. Decisions that you may see, oldest first; drafts only for the body and those above it.',
  })
  awardDecisions(
    @Args(() => AwardDecisionsArguments) { filter, ...page }: AwardDecisionsArguments,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<Page<AwardDecision>> {
    return decisionPage(dataSource, passport, filter ?? {}, page);
  }

  @RequiresPermission('award-decision.read', 'nomination.read')
  @Query(() => HistoryEntryConnection, {
    description:
      'Nhật ký của một quyết định mà bạn được xem, mục cũ nhất trước. History of a decision that you may see, oldest entry first.',
  })
  async awardDecisionHistory(
    @Args(() => AwardDecisionHistoryArguments) { decisionId, ...wanted }: AwardDecisionHistoryArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<HistoryEntry>> {
    const decision = await loaders.awardDecision.load(decisionId);
    if (!decision) {
      throw notFound(AWARD_DECISION, 'decisionId');
    }
    return loaders.history.load(decision.id, wanted);
  }

  @RequiresPermission('award-decision.read')
  @Query(() => AwardDecisionNumbers, {
    description: 'Sổ cấp số quyết định của một cơ quan trong năm. A body’s register of decision numbers in a year.',
  })
  async awardDecisionNumbers(
    @Args(() => AwardDecisionNumbersArguments) { bodyUnitId, year }: AwardDecisionNumbersArguments,
    @Ctx() context: AwardsContext,
  ): Promise<AwardDecisionNumbers> {
    const unit = await context.units.unitInScope(context.dataSource, bodyUnitId, calendarDateAt(new Date()));
    if (!unit) {
      throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, 'bodyUnitId');
    }
    authorise(context.passport, 'award-decision.read', unit);
    return numbersAfter(context, bodyUnitId, year);
  }

  @RequiresPermission('award-decision.draft')
  @Mutation(() => DraftAwardDecision.Result, {
    description:
      'Soạn quyết định khen thưởng trên nhiều hồ sơ đang chờ ký; tất cả hồ sơ hợp lệ hoặc không soạn gì. Drafts a decision over nominations that wait for it; all of them or nothing.',
  })
  draftAwardDecision(
    @Arg('input', () => DraftAwardDecisionInput, INPUT) input: DraftAwardDecisionInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOutOnDecision(context, DraftAwardDecision.Success, (actor) => this.drafts.draft(actor, input));
  }

  @RequiresPermission('award-decision.draft')
  @Mutation(() => EditAwardDecision.Result, { description: 'Sửa nội dung dự thảo. Changes the texts of a draft.' })
  editAwardDecision(
    @Arg('input', () => EditAwardDecisionInput, INPUT) input: EditAwardDecisionInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOutOnDecision(context, EditAwardDecision.Success, (actor) => this.drafts.edit(actor, input));
  }

  @RequiresPermission('award-decision.draft')
  @Mutation(() => AddToAwardDecision.Result, {
    description: 'Thêm hồ sơ vào cuối danh sách của dự thảo. Adds nominations at the end of a draft’s list.',
  })
  addToAwardDecision(
    @Arg('input', () => ChangeAwardDecisionListInput, INPUT) input: ChangeAwardDecisionListInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOutOnDecision(context, AddToAwardDecision.Success, (actor) => this.drafts.add(actor, input));
  }

  @RequiresPermission('award-decision.draft')
  @Mutation(() => RemoveFromAwardDecision.Result, {
    description: 'Bỏ hồ sơ khỏi danh sách của dự thảo. Takes nominations off a draft’s list.',
  })
  removeFromAwardDecision(
    @Arg('input', () => ChangeAwardDecisionListInput, INPUT) input: ChangeAwardDecisionListInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOutOnDecision(context, RemoveFromAwardDecision.Success, (actor) => this.drafts.remove(actor, input));
  }

  @RequiresPermission('award-decision.draft')
  @Mutation(() => DiscardAwardDecision.Result, {
    description: 'Bỏ dự thảo; hồ sơ được trả ra để đưa vào quyết định khác. Drops a draft and lets its nominations go.',
  })
  discardAwardDecision(
    @Arg('input', () => DiscardAwardDecisionInput, INPUT) input: DiscardAwardDecisionInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOutOnDecision(context, DiscardAwardDecision.Success, (actor) => this.drafts.discard(actor, input));
  }

  @RequiresPermission('nomination.decide')
  @Mutation(() => SignAwardDecision.Result, {
    description:
      'Ký dự thảo: cấp số trong năm, rồi từng hồ sơ tự chuyển bước. Hồ sơ không còn chờ ký bị loại khỏi danh sách, nêu rõ lý do, không ảnh hưởng hồ sơ khác. Signs a draft: it gets its number, then each nomination moves by itself. One that no longer waits for it falls out by name and spoils none.',
  })
  signAwardDecision(
    @Arg('input', () => SignAwardDecisionInput, INPUT) input: SignAwardDecisionInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOutOnDecision(context, SignAwardDecision.Success, (actor) => this.signing.sign(actor, input));
  }

  @RequiresPermission('award-decision.publish')
  @Mutation(() => PublishAwardDecision.Result, {
    description:
      'Công bố quyết định đã ký, cho cả danh sách hoặc một phần; người, tập thể được khen được ghi vào sổ khen thưởng. Publishes a signed decision, all of its list or some of it; its nominees enter the registry of awards.',
  })
  publishAwardDecision(
    @Arg('input', () => PublishAwardDecisionInput, INPUT) input: PublishAwardDecisionInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOutOnDecision(context, PublishAwardDecision.Success, (actor) => this.ceremonies.publish(actor, input));
  }

  @RequiresPermission('award-decision.hand-over')
  @Mutation(() => RecordAwardHandover.Result, {
    description:
      'Ghi nhận buổi trao thưởng: ngày, nơi, người trao; cho cả danh sách hoặc một phần. Records a ceremony at which awards were handed over: day, place, by whom; all of the list or some of it.',
  })
  recordAwardHandover(
    @Arg('input', () => RecordAwardHandoverInput, INPUT) input: RecordAwardHandoverInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOutOnDecision(context, RecordAwardHandover.Success, (actor) => this.ceremonies.handOver(actor, input));
  }

  @RequiresPermission('award-decision.number')
  @Mutation(() => RaiseAwardDecisionNumberResult, {
    description:
      'Ghi nhận số cuối cùng đã cấp ngoài hệ thống trong năm; chỉ được tăng. States the last number of the year that was given outside the system; it only goes up.',
  })
  raiseAwardDecisionNumber(
    @Arg('input', () => RaiseAwardDecisionNumberInput, INPUT) input: RaiseAwardDecisionNumberInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return refusable(async () => {
      await this.signing.raiseNumber({ kind: 'person', passport: context.passport }, input);
      context.loaders.forget();
      return Object.assign(new RaiseAwardDecisionNumberSuccess(), {
        numbers: await numbersAfter(context, input.bodyUnitId, input.year),
      });
    });
  }

  @FieldResolver(() => UnionUnit, { description: 'Cơ quan ban hành. The body that issues it.' })
  body(@Root() { bodyUnitId }: AwardDecision): UnionUnit {
    return { id: bodyUnitId };
  }

  @FieldResolver(() => Member, { description: 'Người soạn. Who drafted it.' })
  draftedBy(@Root() { draftedBy }: AwardDecision): Member {
    return { id: draftedBy };
  }

  @FieldResolver(() => Member, { nullable: true, description: 'Người ký; null khi là dự thảo. Who signed it.' })
  signatory(@Root() { signatoryId }: AwardDecision): Member | null {
    return signatoryId ? { id: signatoryId } : null;
  }

  @FieldResolver(() => AwardDecisionItemConnection, {
    description:
      'Danh sách kèm theo, theo thứ tự: những dòng bạn được xem. The attached list in order: the rows that you may see.',
  })
  items(
    @Root() { id }: AwardDecision,
    @Args(() => ItemsArguments) { state, ...page }: ItemsArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<AwardDecisionItem>> {
    return loaders.decisionItems(state ?? null).load(id, page);
  }

  @FieldResolver(() => [AwardPublication], { description: 'Các lần công bố, cũ trước. Publications, oldest first.' })
  publications(@Root() { id }: AwardDecision, @Ctx() { loaders }: AwardsContext): Promise<AwardPublication[]> {
    return loaders.publications.load(id);
  }

  @FieldResolver(() => [AwardHandover], { description: 'Các buổi trao thưởng, cũ trước. Ceremonies, oldest first.' })
  handovers(@Root() { id }: AwardDecision, @Ctx() { loaders }: AwardsContext): Promise<AwardHandover[]> {
    return loaders.handovers.load(id);
  }

  @FieldResolver(() => [AwardRevocation], {
    description: 'Các lần hủy bỏ mà bạn được xem, cũ trước. Revocations that you may see, oldest first.',
  })
  revocations(@Root() { id }: AwardDecision, @Ctx() { loaders }: AwardsContext): Promise<AwardRevocation[]> {
    return loaders.revocationsOfDecision.load(id);
  }

  @FieldResolver(() => [AwardDecisionProgress], {
    description:
      'Từng việc trên quyết định đã làm đến đâu với các hồ sơ. How far each act on the decision has come with its nominations.',
  })
  progress(@Root() { id }: AwardDecision, @Ctx() { loaders }: AwardsContext): Promise<AwardDecisionProgress[]> {
    return loaders.decisionProgress.load(id);
  }

  @FieldResolver(() => HistoryEntryConnection, {
    description:
      'Nhật ký; quyết định ký nhanh trên một hồ sơ có phần ký trong nhật ký của hồ sơ đó. History; a decision that was signed over one nomination has its signature in that nomination’s history.',
  })
  history(
    @Root() { id }: AwardDecision,
    @Args(() => HistoryArguments) wanted: HistoryArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<HistoryEntry>> {
    return loaders.history.load(id, wanted);
  }
}

/** Rows of a decision's list. */
@Resolver(() => AwardDecisionItem)
export class AwardDecisionItemResolver {
  @FieldResolver(() => Nomination, {
    nullable: true,
    description: 'Hồ sơ; null khi bạn không được xem hồ sơ. The nomination; null for one that you may not see.',
  })
  nomination(
    @Root() { nominationId }: AwardDecisionItem,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Nomination | null> {
    return loaders.nomination.load(nominationId);
  }

  @FieldResolver(() => AwardPublication, {
    nullable: true,
    description: 'Lần công bố của dòng này; null khi chưa công bố. The publication of this row; null before it.',
  })
  async publication(
    @Root() { decisionId, publicationId }: AwardDecisionItem,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<AwardPublication | null> {
    return (await loaders.publications.load(decisionId)).find(({ id }) => id === publicationId) ?? null;
  }

  @FieldResolver(() => AwardHandover, {
    nullable: true,
    description: 'Buổi trao của dòng này; null khi chưa trao. The ceremony of this row; null before it.',
  })
  async handover(
    @Root() { decisionId, handoverId }: AwardDecisionItem,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<AwardHandover | null> {
    return (await loaders.handovers.load(decisionId)).find(({ id }) => id === handoverId) ?? null;
  }

  @FieldResolver(() => RefusalReason, {
    nullable: true,
    description: 'Vì sao hồ sơ bị loại khỏi quyết định; null khi không bị loại. Why it fell out of the decision.',
  })
  refusal(@Root() { refusalCode, refusalVi, refusalEn }: AwardDecisionItem): RefusalReason | null {
    return refusalCode === null
      ? null
      : Object.assign(new RefusalReason(), { code: refusalCode, vi: refusalVi, en: refusalEn, field: null });
  }
}

/** The history of a body's numbers. */
@Resolver(() => AwardDecisionNumbers)
export class AwardDecisionNumbersResolver {
  @FieldResolver(() => HistoryEntryConnection, {
    description: 'Các lần nâng số, mọi năm. Every time the number was raised, of all years.',
  })
  history(
    @Root() { bodyUnitId }: AwardDecisionNumbers,
    @Args(() => HistoryArguments) wanted: HistoryArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<HistoryEntry>> {
    return loaders.history.load(numbersOf(bodyUnitId).id, wanted);
  }
}

async function numbersAfter(
  { dataSource }: AwardsContext,
  bodyUnitId: string,
  year: number,
): Promise<AwardDecisionNumbers> {
  const counter = await dataSource.manager.findOneBy(AwardDecisionCounter, { bodyUnitId, year });
  return Object.assign(new AwardDecisionNumbers(), { bodyUnitId, year, lastNumber: counter?.lastOrdinal ?? 0 });
}
