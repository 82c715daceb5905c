import {
  calendarDateAt,
  CalendarDateScalar,
  OPEN_END,
  PageArguments,
  refusable,
  RequiresPermission,
  type CommandRefused,
  type Page,
} from '@thidua/service-kit';
import { IsOptional } from 'class-validator';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { actorOf, found, THING } from '../command/caller';
import type { StatedFigure } from '../figure/stated-figure.entity';
import { StatedFigureConnection } from '../figure/figure.lists';
import { CycleIdentifierArguments, IdentifierArguments, IsIdentifier } from '../identifier/identifier.validation';
import type { EmulationContext } from '../loading/emulation-loaders';
import { EmulationPledge } from '../pledge/pledge.entity';
import { UnionUnit, unionUnit } from '../unit/union-unit.stub';
import { EmulationGroup, GroupEvent, GroupKind, GroupMembership } from './group.entity';
import { ChangeGroupHeadInput, ChangeGroupMembershipInput, FormGroupInput, RecordGroupEventInput } from './group.input';
import { EmulationGroupConnection, groupPage } from './group.lists';
import {
  ChangeGroupHeadResult,
  ChangeGroupHeadSuccess,
  ChangeGroupMembershipResult,
  ChangeGroupMembershipSuccess,
  FormGroupResult,
  FormGroupSuccess,
  RecordGroupEventResult,
  RecordGroupEventSuccess,
} from './group.results';
import { GroupService } from './group.service';

const COMMAND = { description: 'Nội dung lệnh. The command.' };

/** The date at which a dated thing is shown. */
@ArgsType()
export class AsOfArguments {
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Xem vào ngày này; mặc định hôm nay. As at this date; today when not given.',
  })
  asOf?: string | null;
}

/** Arguments of `groups`. */
@ArgsType()
export class GroupsArguments extends PageArguments {
  @Field(() => ID, { nullable: true, description: 'Chỉ của đơn vị chủ quản này. Only those of this owner.' })
  @IsOptional()
  @IsIdentifier()
  ownerId?: string | null;

  @Field(() => GroupKind, { nullable: true, description: 'Chỉ cụm, hoặc chỉ khối. Only clusters, or only blocks.' })
  kind?: GroupKind | null;

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Chỉ cụm, khối có thành viên vào ngày này. Only those with members on this date.',
  })
  asOf?: string | null;
}

/** The day at which a field shows dated facts. */
export function dayOf({ asOf }: AsOfArguments): string {
  return asOf ?? calendarDateAt(new Date());
}

/** Groups in the graph. */
@Resolver(() => EmulationGroup)
export class GroupResolver {
  constructor(private readonly groupService: GroupService) {}

  @RequiresPermission('graph.read')
  @Query(() => EmulationGroup, { nullable: true, description: 'Một cụm, khối. A group; NOT_FOUND when unknown.' })
  group(@Args() { id }: IdentifierArguments, @Ctx() context: EmulationContext): Promise<EmulationGroup> {
    return found(context.loaders.group.load(id), THING.group);
  }

  @RequiresPermission('graph.read')
  @Query(() => EmulationGroupConnection, { description: 'Các cụm, khối. Groups by owner, kind and number.' })
  groups(@Args() page: GroupsArguments, @Ctx() { dataSource }: EmulationContext): Promise<Page<EmulationGroup>> {
    return groupPage(dataSource, page, page);
  }

  @RequiresPermission('group.form')
  @Mutation(() => FormGroupResult, {
    description:
      'Thành lập cụm hoặc khối với thành viên và đơn vị trưởng. Forms a group; refused when a unit is in another group of that owner and kind.',
  })
  formGroup(
    @Arg('input', () => FormGroupInput, COMMAND) input: FormGroupInput,
    @Ctx() context: EmulationContext,
  ): Promise<FormGroupSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.groupService.form(actorOf(context), input);
      return Object.assign(new FormGroupSuccess(), { group: await freshGroup(context, answer.groupId) });
    });
  }

  @RequiresPermission('group.form')
  @Mutation(() => ChangeGroupMembershipResult, {
    description: 'Đơn vị vào hoặc ra khỏi cụm, khối từ một ngày. A unit joins or leaves on a date.',
  })
  changeGroupMembership(
    @Arg('input', () => ChangeGroupMembershipInput, COMMAND) input: ChangeGroupMembershipInput,
    @Ctx() context: EmulationContext,
  ): Promise<ChangeGroupMembershipSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.groupService.changeMembership(actorOf(context), input);
      return Object.assign(new ChangeGroupMembershipSuccess(), { group: await freshGroup(context, answer.groupId) });
    });
  }

  @RequiresPermission('group.form')
  @Mutation(() => ChangeGroupHeadResult, {
    description: 'Đổi đơn vị cụm trưởng, khối trưởng từ một ngày. Another unit heads the group from a date on.',
  })
  changeGroupHead(
    @Arg('input', () => ChangeGroupHeadInput, COMMAND) input: ChangeGroupHeadInput,
    @Ctx() context: EmulationContext,
  ): Promise<ChangeGroupHeadSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.groupService.changeHead(actorOf(context), input);
      return Object.assign(new ChangeGroupHeadSuccess(), { group: await freshGroup(context, answer.groupId) });
    });
  }

  @RequiresPermission('group.form')
  @Mutation(() => RecordGroupEventResult, {
    description: 'Ghi nhận sự kiện của cụm, khối và đơn vị đăng cai. Records a group’s event and its host.',
  })
  recordGroupEvent(
    @Arg('input', () => RecordGroupEventInput, COMMAND) input: RecordGroupEventInput,
    @Ctx() context: EmulationContext,
  ): Promise<RecordGroupEventSuccess | CommandRefused> {
    return refusable(async () => {
      const { answer } = await this.groupService.recordEvent(actorOf(context), input);
      return Object.assign(new RecordGroupEventSuccess(), { group: await freshGroup(context, answer.groupId) });
    });
  }

  @FieldResolver(() => UnionUnit, { description: 'Đơn vị chủ quản. Unit that owns the group.' })
  owner(@Root() group: EmulationGroup): UnionUnit {
    return unionUnit(group.ownerUnitId);
  }

  @FieldResolver(() => [GroupMembership], { description: 'Các thành viên vào một ngày. Memberships on a date.' })
  members(
    @Root() group: EmulationGroup,
    @Args() asOf: AsOfArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<GroupMembership[]> {
    return loaders.members.load({ id: group.id, date: dayOf(asOf) });
  }

  @FieldResolver(() => [UnionUnit], { description: 'Các đơn vị thành viên vào một ngày. Member units on a date.' })
  async units(
    @Root() group: EmulationGroup,
    @Args() asOf: AsOfArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<UnionUnit[]> {
    const members = await loaders.members.load({ id: group.id, date: dayOf(asOf) });
    return members.map(({ unitId }) => unionUnit(unitId));
  }

  @FieldResolver(() => UnionUnit, {
    nullable: true,
    description: 'Đơn vị cụm trưởng, khối trưởng vào một ngày. The unit that heads the group on a date.',
  })
  async head(
    @Root() group: EmulationGroup,
    @Args() asOf: AsOfArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<UnionUnit | null> {
    const [head] = await loaders.heads.load({ id: group.id, date: dayOf(asOf) });
    return head ? unionUnit(head.unitId) : null;
  }

  @FieldResolver(() => [GroupEvent], { description: 'Các sự kiện, theo năm. Events, by year.' })
  events(@Root() group: EmulationGroup, @Ctx() { loaders }: EmulationContext): Promise<GroupEvent[]> {
    return loaders.events.load(group.id);
  }

  @FieldResolver(() => EmulationPledge, {
    nullable: true,
    description: 'Giao ước của cụm, khối trong một chu kỳ. The group’s pledge in a cycle, if any.',
  })
  pledge(
    @Root() group: EmulationGroup,
    @Args() { cycleId }: CycleIdentifierArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<EmulationPledge | null> {
    return loaders.pledgeOfGroup.load({ groupId: group.id, cycleId });
  }

  @FieldResolver(() => StatedFigureConnection, {
    description: 'Số liệu theo nguồn công bố về cụm, khối. Figures that sources state of the group.',
  })
  statedFigures(
    @Root() group: EmulationGroup,
    @Args() page: PageArguments,
    @Ctx() { loaders }: EmulationContext,
  ): Promise<Page<StatedFigure>> {
    return loaders.statedFiguresOfGroup.load(group.id, page);
  }
}

/** A membership's unit and dates in the graph. */
@Resolver(() => GroupMembership)
export class GroupMembershipResolver {
  @FieldResolver(() => UnionUnit, { description: 'Đơn vị thành viên. The member unit.' })
  unit(@Root() membership: GroupMembership): UnionUnit {
    return unionUnit(membership.unitId);
  }

  @FieldResolver(() => CalendarDateScalar, { description: 'Là thành viên từ ngày. First day as a member.' })
  from(@Root() membership: GroupMembership): string {
    return membership.validFrom;
  }

  @FieldResolver(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày không còn là thành viên; trống nếu chưa biết. First day no longer a member; null while open.',
  })
  until(@Root() membership: GroupMembership): string | null {
    return membership.validUntil === OPEN_END ? null : membership.validUntil;
  }
}

/** An event's host in the graph. */
@Resolver(() => GroupEvent)
export class GroupEventResolver {
  @FieldResolver(() => UnionUnit, { nullable: true, description: 'Đơn vị đăng cai. The host, when known.' })
  host(@Root() event: GroupEvent): UnionUnit | null {
    return event.hostUnitId ? unionUnit(event.hostUnitId) : null;
  }
}

function freshGroup(context: EmulationContext, groupId: string): Promise<EmulationGroup> {
  return found(context.loaders.group.load(groupId), THING.group);
}
