import {
  DeclaresPermission,
  HistoryArguments,
  HistoryEntryConnection,
  refusable,
  RequiresPermission,
  RoutingState,
  type CommandOutcome,
  type CommandRefused,
  type HistoryEntry,
  type Page,
} from '@thidua/service-kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { actorOf, found, ROUTING, THING } from '../command/caller';
import { EmulationCycle } from '../cycle/cycle.entity';
import { EmulationGroup } from '../group/group.entity';
import { dayOf } from '../group/group.resolver';
import { mayReadHistory, requireHistory, unitsOfPledge } from '../history/history-access';
import { IdentifierArguments } from '../identifier/identifier.validation';
import type { EmulationContext } from '../loading/emulation-loaders';
import { Member, member } from '../member/member.stub';
import { OfCycleArguments } from '../target/target.resolver';
import { PledgeTask, taskOf } from '../task/emulation-task.type';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';
import { missingUnits } from './pledge-rules';
import { EmulationPledge, JointActivity, PledgeSignature, PledgeStateValue } from './pledge.entity';
import {
  DraftPledgeInput,
  HandlePledgeEscalationInput,
  OpenPledgeForSignatureInput,
  SignPledgeInput,
} from './pledge.input';
import { EmulationPledgeConnection, pledgePage } from './pledge.lists';
import {
  DraftPledgeResult,
  DraftPledgeSuccess,
  HandlePledgeEscalationResult,
  HandlePledgeEscalationSuccess,
  OpenPledgeForSignatureResult,
  OpenPledgeForSignatureSuccess,
  SignPledgeResult,
  SignPledgeSuccess,
} from './pledge.results';
import { PledgeService } from './pledge.service';

const COMMAND = { description: 'Nội dung lệnh. The command.' };

/** Arguments of `pledges`. */
@ArgsType()
export class PledgesArguments extends OfCycleArguments {
  @Field(() => PledgeStateValue, { nullable: true, description: 'Chỉ trạng thái này. Only those in this state.' })
  state?: PledgeStateValue | null;
}

/** Pledges in the graph. */
@Resolver(() => EmulationPledge)
export class PledgeResolver {
  constructor(private readonly pledgeService: PledgeService) {}

  @RequiresPermission('graph.read')
  @Query(() => EmulationPledge, { nullable: true, description: 'Một giao ước. A pledge; NOT_FOUND when unknown.' })
  pledge(@Args() { id }: IdentifierArguments, @Ctx() { loaders }: EmulationContext): Promise<EmulationPledge> {
    return found(loaders.pledge.load(id), THING.pledge);
  }

  @RequiresPermission('graph.read')
  @Query(() => EmulationPledgeConnection, { description: 'Các giao ước của một chu kỳ. Pledges of a cycle.' })
  pledges(@Args() page: PledgesArguments, @Ctx() { dataSource }: EmulationContext): Promise<Page<EmulationPledge>> {
    return pledgePage(dataSource, page, page);
  }

  @RequiresPermission('pledge.draft')
  @Mutation(() => DraftPledgeResult, {
    description: 'Soạn giao ước (đơn vị trưởng). The group’s head writes the draft; refused once open for signature.',
  })
  draftPledge(
    @Arg('input', () => DraftPledgeInput, COMMAND) input: DraftPledgeInput,
    @Ctx() context: EmulationContext,
  ): Promise<DraftPledgeSuccess | CommandRefused> {
    return refusable(async () =>
      success(context, new DraftPledgeSuccess(), await this.pledgeService.draft(actorOf(context), input)),
    );
  }

  @RequiresPermission('pledge.draft')
  @Mutation(() => OpenPledgeForSignatureResult, {
    description:
      'Mở để ký; bị từ chối nếu chưa đủ hoạt động chung. Opens for signature; refused below the minimum of joint activities.',
  })
  openPledgeForSignature(
    @Arg('input', () => OpenPledgeForSignatureInput, COMMAND) input: OpenPledgeForSignatureInput,
    @Ctx() context: EmulationContext,
  ): Promise<OpenPledgeForSignatureSuccess | CommandRefused> {
    return refusable(async () =>
      success(
        context,
        new OpenPledgeForSignatureSuccess(),
        await this.pledgeService.openForSignature(actorOf(context), input),
      ),
    );
  }

  @RequiresPermission('pledge.sign')
  @Mutation(() => SignPledgeResult, {
    description:
      'Ký thay mặt đơn vị; sau hạn được ghi là ký muộn. Signs for a unit; after the deadline it is marked late.',
  })
  signPledge(
    @Arg('input', () => SignPledgeInput, COMMAND) input: SignPledgeInput,
    @Ctx() context: EmulationContext,
  ): Promise<SignPledgeSuccess | CommandRefused> {
    return refusable(async () =>
      success(context, new SignPledgeSuccess(), await this.pledgeService.sign(actorOf(context), input)),
    );
  }

  @RequiresPermission('pledge.escalation.handle')
  @Mutation(() => HandlePledgeEscalationResult, {
    description: 'Đơn vị chủ quản xử lý việc chậm ký. The owner deals with late signatures.',
  })
  handlePledgeEscalation(
    @Arg('input', () => HandlePledgeEscalationInput, COMMAND) input: HandlePledgeEscalationInput,
    @Ctx() context: EmulationContext,
  ): Promise<HandlePledgeEscalationSuccess | CommandRefused> {
    return refusable(async () =>
      success(
        context,
        new HandlePledgeEscalationSuccess(),
        await this.pledgeService.handleEscalation(actorOf(context), input),
      ),
    );
  }

  @FieldResolver(() => EmulationCycle, { description: 'Chu kỳ. The cycle.' })
  cycle(@Root() pledge: EmulationPledge, @Ctx() { loaders }: EmulationContext): Promise<EmulationCycle> {
    return found(loaders.cycle.load(pledge.cycleId), THING.cycle);
  }

  @FieldResolver(() => EmulationGroup, { description: 'Cụm, khối. The group.' })
  group(@Root() pledge: EmulationPledge, @Ctx() { loaders }: EmulationContext): Promise<EmulationGroup> {
    return found(loaders.group.load(pledge.groupId), THING.group);
  }

  @FieldResolver(() => UnionUnit, {
    description:
      'Đơn vị trưởng khi giao ước được lập, hoặc đơn vị trưởng mới đã tiếp nhận. The head when it was prepared, or the later one that has taken it over by drafting or opening it.',
  })
  head(@Root() pledge: EmulationPledge): UnionUnit {
    return unionUnit(pledge.headUnitId);
  }

  @DeclaresPermission('emulation.history.read')
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Nội dung giao ước; trước khi mở ký chỉ cán bộ của đơn vị liên quan hoặc cấp trên thấy. Text of the pledge; until it is open for signature, null for all but officers of the units concerned and of those above.',
  })
  async content(@Root() pledge: EmulationPledge, @Ctx() context: EmulationContext): Promise<string | null> {
    return (await readsDraft(context, pledge)) ? pledge.content : null;
  }

  @DeclaresPermission('emulation.history.read')
  @FieldResolver(() => [JointActivity], {
    nullable: true,
    description:
      'Các hoạt động chung; trước khi mở ký chỉ cán bộ của đơn vị liên quan hoặc cấp trên thấy. The joint activities; until it is open for signature, null for all but officers of the units concerned and of those above.',
  })
  async jointActivities(
    @Root() pledge: EmulationPledge,
    @Ctx() context: EmulationContext,
  ): Promise<JointActivity[] | null> {
    return (await readsDraft(context, pledge)) ? context.loaders.jointActivities.load(pledge.id) : null;
  }

  @DeclaresPermission('emulation.history.read')
  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Ý kiến khi xử lý chậm ký; trống với người ngoài các đơn vị liên quan. The owner’s note on the delay; null for all but officers of the units concerned and of those above.',
  })
  async escalationNote(@Root() pledge: EmulationPledge, @Ctx() context: EmulationContext): Promise<string | null> {
    return (await mayReadHistory(context, () => unitsOfPledge(context, pledge))) ? pledge.escalationNote : null;
  }

  @FieldResolver(() => [PledgeSignature], { description: 'Các chữ ký, theo thứ tự ký. Signatures in their order.' })
  signatures(@Root() pledge: EmulationPledge, @Ctx() { loaders }: EmulationContext): Promise<PledgeSignature[]> {
    return loaders.signatures.load(pledge.id);
  }

  @FieldResolver(() => [UnionUnit], {
    description:
      'Các đơn vị chưa ký: thành viên lúc mở ký; trước đó là thành viên hôm nay. Units that have not signed: of the members when it was opened, before that of today’s.',
  })
  async missingUnits(@Root() pledge: EmulationPledge, @Ctx() { loaders }: EmulationContext): Promise<UnionUnit[]> {
    const [members, signatures] = await Promise.all([
      pledge.openedAt
        ? loaders.pledgeMembers.load(pledge.id)
        : loaders.members.load({ id: pledge.groupId, date: dayOf({}) }),
      loaders.signatures.load(pledge.id),
    ]);
    return missingUnits(
      members.map(({ unitId }) => unitId),
      signatures.map(({ unitId }) => unitId),
    ).map(unionUnit);
  }

  @FieldResolver(() => [UnionUnit], {
    description: 'Các đơn vị được nêu tên là chưa ký khi hết hạn. Units named as not having signed at the deadline.',
  })
  escalatedUnits(@Root() pledge: EmulationPledge): UnionUnit[] {
    return (pledge.escalatedUnitIds ?? []).map(unionUnit);
  }

  @FieldResolver(() => [PledgeTask], {
    description: 'Mọi nhiệm vụ của giao ước. All tasks of the pledge, oldest first.',
  })
  async tasks(@Root() pledge: EmulationPledge, @Ctx() { loaders }: EmulationContext): Promise<PledgeTask[]> {
    return (await loaders.tasks.load(pledge.id)).map(taskOf);
  }

  @DeclaresPermission('emulation.history.read')
  @FieldResolver(() => HistoryEntryConnection, {
    nullable: true,
    description:
      'Nhật ký của giao ước; chỉ cho cán bộ của đơn vị liên quan hoặc cấp trên. The pledge’s history, for officers of the units concerned and of those above; else null with FORBIDDEN.',
  })
  async history(
    @Root() pledge: EmulationPledge,
    @Args() wanted: HistoryArguments,
    @Ctx() context: EmulationContext,
  ): Promise<Page<HistoryEntry>> {
    await requireHistory(context, () => unitsOfPledge(context, pledge));
    return context.loaders.history.load(pledge.id, wanted);
  }
}

/** Whether the caller sees what the pledge says: everybody once it is open, until then those concerned. */
async function readsDraft(context: EmulationContext, pledge: EmulationPledge): Promise<boolean> {
  return pledge.openedAt !== null || mayReadHistory(context, () => unitsOfPledge(context, pledge));
}

/** A signature in the graph. */
@Resolver(() => PledgeSignature)
export class PledgeSignatureResolver {
  @FieldResolver(() => UnionUnit, { description: 'Đơn vị ký. The unit that signed.' })
  unit(@Root() signature: PledgeSignature): UnionUnit {
    return unionUnit(signature.unitId);
  }

  @FieldResolver(() => Member, { description: 'Người ký. Who signed for it.' })
  signedBy(@Root() signature: PledgeSignature): Member {
    return member(signature.signedBy);
  }
}

async function success<Success extends { pledge: EmulationPledge; routing: RoutingState }>(
  { loaders }: EmulationContext,
  answered: Success,
  { answer, routing }: CommandOutcome<{ pledgeId: string }>,
): Promise<Success> {
  const pledge = await found(loaders.pledge.load(answer.pledgeId), THING.pledge);
  return Object.assign(answered, { pledge, routing: ROUTING[routing] });
}
