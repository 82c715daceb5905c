import {
  type CommandActor,
  type CommandOutcome,
  CommandRefused,
  connectionOf,
  type HistoryEntry,
  HistoryArguments,
  HistoryEntryConnection,
  IsId,
  keysetPage,
  notFound,
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
  type ClassType,
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
import { namedParameters } from '../access/nomination-scope';
import type { AwardsContext } from '../graph/awards-context';
import { IdArgument } from '../graph/id.argument';
import { UnionUnit } from '../union-unit/union-unit.type';
import { AwardAppeal } from './award-appeal.entity';
import { AwardAppealState } from './award-appeal.enum';
import { AnswerAwardAppealInput, FileAwardAppealInput, WithdrawAwardAppealInput } from './award-appeal.input';
import { AWARD_APPEAL, visibleAppeals } from './award-appeal.query';
import type { AwardAppealAnswer, AwardAppealService } from './award-appeal.service';

/** A page of appeals. */
export const AwardAppealConnection = connectionOf(AwardAppeal, 'AwardAppeal', 'kiến nghị');
const INPUT = { description: 'Nội dung lệnh. The command’s input.' };

interface AppealSuccess {
  appeal: AwardAppeal;
}

/** The success type and the result union of one command on an appeal. */
function appealResult(verb: string, vi: string, en: string): { Success: ClassType<AppealSuccess>; Result: object } {
  @ObjectType(`${verb}Success`, { description: `${vi}. ${en}.` })
  class Success implements AppealSuccess {
    @Field(() => AwardAppeal, { description: 'Kiến nghị sau lệnh. The appeal after the command.' })
    appeal: AwardAppeal;
  }
  const Result = createUnionType({
    name: `${verb}Result`,
    description: `${vi}, hoặc bị từ chối có lý do. ${en}, or refused with reasons.`,
    types: () => [Success, CommandRefused] as const,
  });
  return { Success, Result };
}

const FileAwardAppeal = appealResult('FileAwardAppeal', 'Đã gửi kiến nghị', 'The appeal was filed');
const AnswerAwardAppeal = appealResult('AnswerAwardAppeal', 'Đã trả lời kiến nghị', 'The appeal was answered');
const WithdrawAwardAppeal = appealResult('WithdrawAwardAppeal', 'Đã rút kiến nghị', 'The appeal was withdrawn');

@ArgsType()
class AwardAppealsArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Chỉ gửi đến cơ quan này. Only those to this body.' })
  @IsOptional()
  @IsId()
  bodyUnitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Chỉ về hồ sơ này. Only those about this nomination.' })
  @IsOptional()
  @IsId()
  nominationId?: string | null;

  @Field(() => AwardAppealState, { nullable: true, description: 'Chỉ trạng thái này. Only of this state.' })
  state?: AwardAppealState | null;
}

function carryOut(
  context: AwardsContext,
  Success: ClassType<AppealSuccess>,
  command: (actor: CommandActor) => Promise<CommandOutcome<AwardAppealAnswer>>,
): Promise<object> {
  return refusable(async () => {
    const { answer } = await command({ kind: 'person', passport: context.passport });
    context.loaders.forget();
    const appeal = await context.dataSource.manager.findOneByOrFail(AwardAppeal, { id: answer.appealId });
    return Object.assign(new Success(), { appeal });
  });
}

/** Appeals about awards. */
@Resolver(() => AwardAppeal)
export class AwardAppealResolver {
  constructor(private readonly appeals: AwardAppealService) {}

  @RequiresPermission('award-appeal.read')
  @Query(() => AwardAppeal, {
    description:
      'Một kiến nghị mà bạn được xem; không được xem thì như không có. An appeal that you may see; else NOT_FOUND.',
  })
  async awardAppeal(
    @Args(() => IdArgument) { id }: IdArgument,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<AwardAppeal> {
    const appeal = await loaders.appeal.load(id);
    if (!appeal) {
      throw notFound(AWARD_APPEAL, 'id');
    }
    return appeal;
  }

  @RequiresPermission('award-appeal.read')
  @Query(() => AwardAppealConnection, {
    description:
      'Các kiến nghị mà bạn được xem, cũ trước: của bạn, gửi đến cơ quan của bạn, hoặc về hồ sơ của đơn vị bạn. Appeals that you may see, oldest first: your own, those to your body, or about your unit’s nominations.',
  })
  awardAppeals(
    @Args(() => AwardAppealsArguments) { bodyUnitId, nominationId, state, ...page }: AwardAppealsArguments,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<Page<AwardAppeal>> {
    const query = dataSource.manager.createQueryBuilder(AwardAppeal, 'a').where('TRUE');
    for (const [column, value] of Object.entries({ bodyUnitId, nominationId, state })) {
      if (value) {
        query.andWhere(`a.${column} = :${column}`, { [column]: value });
      }
    }
    const { sql, parameters } = namedParameters(visibleAppeals(passport));
    query.andWhere(sql, parameters);
    return keysetPage(query, page, [{ column: 'a.id', read: ({ id }) => id }]);
  }

  @RequiresPermission('award-appeal.file')
  @Mutation(() => FileAwardAppeal.Result, {
    description:
      'Gửi kiến nghị về khen thưởng: người được đề nghị, hoặc đơn vị đề nghị. Files an appeal: the one nominated, or the nominating unit.',
  })
  fileAwardAppeal(
    @Arg('input', () => FileAwardAppealInput, INPUT) input: FileAwardAppealInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, FileAwardAppeal.Success, (actor) => this.appeals.file(actor, input));
  }

  @RequiresPermission('award-appeal.answer')
  @Mutation(() => AnswerAwardAppeal.Result, {
    description: 'Trả lời kiến nghị, kể cả khi đã quá hạn. Answers an appeal, late or not.',
  })
  answerAwardAppeal(
    @Arg('input', () => AnswerAwardAppealInput, INPUT) input: AnswerAwardAppealInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, AnswerAwardAppeal.Success, (actor) => this.appeals.answer(actor, input));
  }

  @RequiresPermission('award-appeal.file')
  @Mutation(() => WithdrawAwardAppeal.Result, {
    description:
      'Rút kiến nghị chưa được trả lời: người gửi, hoặc đơn vị đề nghị nếu không phải chính người được đề nghị gửi. Withdraws an appeal that was not answered: who filed it, or the nominating unit where it was not the nominee.',
  })
  withdrawAwardAppeal(
    @Arg('input', () => WithdrawAwardAppealInput, INPUT) input: WithdrawAwardAppealInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, WithdrawAwardAppeal.Success, (actor) => this.appeals.withdraw(actor, input));
  }

  @FieldResolver(() => UnionUnit, { description: 'Cơ quan phải trả lời. The body that answers.' })
  body(@Root() { bodyUnitId }: AwardAppeal): UnionUnit {
    return { id: bodyUnitId };
  }

  @FieldResolver(() => HistoryEntryConnection, { description: 'Nhật ký. History.' })
  history(
    @Root() { id }: AwardAppeal,
    @Args(() => HistoryArguments) wanted: HistoryArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<HistoryEntry>> {
    return loaders.history.load(id, wanted);
  }
}
