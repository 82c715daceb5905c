import {
  keysetPage,
  PageArguments,
  refusable,
  RequiresPermission,
  type CommandRefused,
  type Page,
} from '@thidua/service-kit';
import { IsOptional } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { actorOf, found, THING } from '../command/caller';
import { IdentifierArguments, IsIdentifier } from '../identifier/identifier.validation';
import type { EmulationContext } from '../loading/emulation-loaders';
import { Member, member } from '../member/member.stub';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';
import { Initiative, InitiativeAcceptance, InitiativeAuthor, InitiativeConnection } from './initiative.entity';
import { InitiativeLevel, LEVELS } from './initiative.enum';
import { AcceptInitiativeInput, RecordInitiativeInput, WithdrawInitiativeInput } from './initiative.input';
import {
  AcceptInitiativeResult,
  AcceptInitiativeSuccess,
  RecordInitiativeResult,
  RecordInitiativeSuccess,
  WithdrawInitiativeResult,
  WithdrawInitiativeSuccess,
} from './initiative.results';
import type { InitiativeService } from './initiative.service';

const COMMAND = { description: 'Nội dung lệnh. The command.' };

/** Arguments of `initiatives`. */
@ArgsType()
export class InitiativesArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Chỉ của đơn vị này. Only those made in this unit.' })
  @IsOptional()
  @IsIdentifier()
  unitId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Chỉ của tác giả này. Only those by this member.' })
  @IsOptional()
  @IsIdentifier()
  memberId?: string | null;

  @Field(() => Int, { nullable: true, description: 'Chỉ năm áp dụng này. Only those applied in this year.' })
  year?: number | null;

  @Field(() => InitiativeLevel, {
    nullable: true,
    description: 'Chỉ những sáng kiến được công nhận ở cấp này. Only those accepted at this level.',
  })
  level?: InitiativeLevel | null;
}

/** Initiatives in the graph. */
@Resolver(() => Initiative)
export class InitiativeResolver {
  constructor(private readonly service: InitiativeService) {}

  @RequiresPermission('graph.read')
  @Query(() => InitiativeConnection, {
    description:
      'Sáng kiến, đề tài, sản phẩm còn giá trị, theo năm. Initiatives that stand, by the year in which they were applied.',
  })
  initiatives(
    @Args() { unitId, memberId, year, level, ...page }: InitiativesArguments,
    @Ctx() { dataSource }: EmulationContext,
  ): Promise<Page<Initiative>> {
    const query = dataSource
      .getRepository(Initiative)
      .createQueryBuilder('initiative')
      .where('initiative.withdrawnAt IS NULL');
    const exists = (entity: typeof InitiativeAuthor | typeof InitiativeAcceptance, condition: string): string =>
      `EXISTS ${query
        .subQuery()
        .select('1')
        .from(entity, 'part')
        .where(`part.initiativeId = initiative.id AND ${condition}`)
        .getQuery()}`;
    if (unitId) {
      query.andWhere('initiative.unitId = :unitId', { unitId });
    }
    if (year != null) {
      query.andWhere('initiative.year = :year', { year });
    }
    if (memberId) {
      query.andWhere(exists(InitiativeAuthor, 'part.memberId = :memberId'), { memberId });
    }
    if (level) {
      query.andWhere(exists(InitiativeAcceptance, 'part.level = :level'), { level });
    }
    return keysetPage(query, page, [
      { column: 'initiative.year', read: (initiative) => initiative.year },
      { column: 'initiative.id', read: (initiative) => initiative.id },
    ]);
  }

  @RequiresPermission('graph.read')
  @Query(() => Initiative, { description: 'Một sáng kiến, kể cả đã rút. An initiative, a withdrawn one too.' })
  initiative(@Args() { id }: IdentifierArguments, @Ctx() { loaders }: EmulationContext): Promise<Initiative> {
    return found(loaders.initiative.load(id), THING.initiative);
  }

  @RequiresPermission('initiative.record')
  @Mutation(() => RecordInitiativeResult, {
    description: 'Ghi nhận sáng kiến, đề tài, sản phẩm. Records an initiative, research topic or product.',
  })
  recordInitiative(
    @Arg('input', () => RecordInitiativeInput, COMMAND) input: RecordInitiativeInput,
    @Ctx() context: EmulationContext,
  ): Promise<RecordInitiativeSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.service.record(actorOf(context), input);
      return Object.assign(new RecordInitiativeSuccess(), { initiative: await fresh(context, answer.initiativeId) });
    });
  }

  @RequiresPermission('initiative.record')
  @Mutation(() => AcceptInitiativeResult, {
    description: 'Ghi nhận một cấp công nhận sáng kiến. Records that a body accepted an initiative.',
  })
  acceptInitiative(
    @Arg('input', () => AcceptInitiativeInput, COMMAND) input: AcceptInitiativeInput,
    @Ctx() context: EmulationContext,
  ): Promise<AcceptInitiativeSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.service.accept(actorOf(context), input);
      return Object.assign(new AcceptInitiativeSuccess(), { initiative: await fresh(context, answer.initiativeId) });
    });
  }

  @RequiresPermission('initiative.record')
  @Mutation(() => WithdrawInitiativeResult, {
    description: 'Rút một sáng kiến ghi nhận nhầm. Withdraws an initiative that was recorded by mistake.',
  })
  withdrawInitiative(
    @Arg('input', () => WithdrawInitiativeInput, COMMAND) input: WithdrawInitiativeInput,
    @Ctx() context: EmulationContext,
  ): Promise<WithdrawInitiativeSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.service.withdraw(actorOf(context), input);
      return Object.assign(new WithdrawInitiativeSuccess(), { initiative: await fresh(context, answer.initiativeId) });
    });
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị nơi thực hiện. Unit in which it was made.' })
  unit(@Root() { unitId }: Initiative): UnionUnit {
    return unionUnit(unitId);
  }

  @FieldResolver(() => [Member], { description: 'Các tác giả. Its authors.' })
  async authors(@Root() { id }: Initiative, @Ctx() { loaders }: EmulationContext): Promise<Member[]> {
    return (await loaders.initiativeAuthors.load(id)).map(({ memberId }) => member(memberId));
  }

  @FieldResolver(() => [InitiativeAcceptance], {
    description: 'Các cấp đã công nhận, từ thấp đến cao. Acceptances, lowest level first.',
  })
  async acceptances(@Root() { id }: Initiative, @Ctx() { loaders }: EmulationContext): Promise<InitiativeAcceptance[]> {
    const acceptances = await loaders.initiativeAcceptances.load(id);
    return acceptances.toSorted((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level));
  }
}

function fresh({ dataSource, loaders }: EmulationContext, id: string): Promise<Initiative> {
  loaders.initiative.clear(id);
  loaders.initiativeAcceptances.clear(id);
  return dataSource.getRepository(Initiative).findOneByOrFail({ id });
}
