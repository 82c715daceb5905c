import { SubjectKind } from '@thidua/contracts';
import { derivedId, newId } from '@thidua/contracts/ids';
import {
  badInput,
  normalisedText,
  notFound,
  OPEN_END,
  Provenance,
  refuse,
  type CommandActor,
  type CommandOutcome,
  type Decisions,
  type DecisionTransaction,
} from '@thidua/service-kit';
import { In, type DataSource, type EntityManager } from 'typeorm';
import { firstOverlap, holdsOn, isForward, rangesOverlap, type DatedRange } from '../dated/dated-range';
import { firstNestedPair } from '../unit/nested-units';
import { requireUnitsUnder } from '../unit/unit-rules';
import { placesOf } from '../unit/unit-tree';
import {
  EmulationGroup,
  GroupEvent,
  GroupHead,
  GroupMembership,
  type GroupEventKind,
  type GroupKind,
} from './group.entity';

/** What forming a group needs. */
export interface FormGroupCommand {
  readonly commandId: string;
  readonly ownerId: string;
  readonly kind: GroupKind;
  readonly number: number;
  readonly name: string;
  readonly headUnitId?: string | null;
  readonly memberUnitIds: readonly string[];
  /** First day of the memberships and of the head. */
  readonly from: string;
}

/** What a seed says besides. */
export interface FormGroupOptions {
  readonly groupId?: string;
  readonly provenance?: Provenance;
  /** Provenance of the memberships where it is another one than the group's. */
  readonly memberProvenance?: Provenance;
  /**
   * First day that the source says nothing about: memberships and the head that it tells of end there and are
   * continued as demonstration.
   */
  readonly statedUntil?: string;
}

/** A unit joins a group or leaves it. */
export enum MembershipChange {
  Join = 'JOIN',
  Leave = 'LEAVE',
}

/** What changing a membership needs. */
export interface ChangeMembershipCommand {
  readonly commandId: string;
  readonly groupId: string;
  readonly unitId: string;
  readonly change: MembershipChange;
  /** First day in the group, or first day no longer in it. */
  readonly on: string;
  /** When joining: first day no longer in it; open when not given. */
  readonly until?: string | null;
}

/** What changing the head needs. */
export interface ChangeHeadCommand {
  readonly commandId: string;
  readonly groupId: string;
  readonly unitId: string;
  readonly from: string;
}

/** An event of a group as a source tells of it. */
export interface RecordEventCommand {
  readonly commandId: string;
  readonly groupId: string;
  readonly kind: GroupEventKind;
  readonly year: number;
  readonly hostUnitId?: string | null;
  readonly heldOn?: string | null;
  readonly title?: string | null;
  readonly source: string;
  readonly sentence: string;
}

const KIND_NAMES: Readonly<Record<GroupKind, { vi: string; en: string }>> = {
  CLUSTER: { vi: 'cụm', en: 'cluster' },
  BLOCK: { vi: 'khối', en: 'block' },
};

const unitLock = (ownerId: string, kind: GroupKind, unitId: string): string =>
  `group-unit:${ownerId}:${kind}:${unitId}`;

/** Forms and changes emulation groups: the one writer of groups, memberships and heads. */
export class GroupService {
  constructor(
    private readonly decisions: Decisions,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * Forms a cluster or block with its first members and head.
   * @throws a refusal when a unit is in another group of that owner and kind on a day in common, when one member is above
   * another, or when the number is taken.
   */
  form(
    actor: CommandActor,
    input: FormGroupCommand,
    options: FormGroupOptions = {},
  ): Promise<CommandOutcome<{ groupId: string }>> {
    const groupId = options.groupId ?? newId();
    const memberUnitIds = [...new Set(input.memberUnitIds)];
    return this.decisions.run({
      actor,
      operation: 'formGroup',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Group, id: groupId, isNew: true },
      locks: [
        `group-number:${input.ownerId}:${input.kind}:${input.number}`,
        ...memberUnitIds.map((unitId) => unitLock(input.ownerId, input.kind, unitId)),
      ],
      decide: async (transaction) => {
        await transaction.authorise('group.form', input.ownerId, 'input.ownerId');
        await requireUnitsUnder(transaction, input.ownerId, memberUnitIds, 'input.memberUnitIds');
        await requireNoNesting(transaction, memberUnitIds, memberUnitIds, 'input.memberUnitIds');
        if (input.headUnitId && !memberUnitIds.includes(input.headUnitId)) {
          throw headNotMember('input.headUnitId');
        }
        await requireFreeNumber(transaction, input);
        const range = { validFrom: input.from, validUntil: OPEN_END };
        for (const unitId of memberUnitIds) {
          await requireNoOtherGroup(transaction, input.ownerId, input.kind, unitId, range, 'input.memberUnitIds');
        }
        const provenance = options.provenance ?? Provenance.Recorded;
        const name = normalisedText(input.name);
        await transaction.manager.insert(EmulationGroup, {
          id: groupId,
          ownerUnitId: input.ownerId,
          kind: input.kind,
          number: input.number,
          name,
          provenance,
        });
        if (memberUnitIds.length > 0) {
          await transaction.manager.insert(
            GroupMembership,
            spansOf(range, options.memberProvenance ?? provenance, options.statedUntil).flatMap((span) =>
              memberUnitIds.map((unitId) => ({
                id: derivedId('group-membership', groupId, unitId, span.validFrom),
                groupId,
                ownerUnitId: input.ownerId,
                kind: input.kind,
                unitId,
                ...span,
              })),
            ),
          );
        }
        const { headUnitId } = input;
        if (headUnitId) {
          await transaction.manager.insert(
            GroupHead,
            spansOf(range, provenance, options.statedUntil).map((span) => ({
              id: newId(),
              groupId,
              unitId: headUnitId,
              ...span,
            })),
          );
        }
        return {
          answer: { groupId },
          audit: {
            action: 'FORM_GROUP',
            after: {
              ownerId: input.ownerId,
              kind: input.kind,
              number: input.number,
              name,
              headUnitId: input.headUnitId ?? null,
              memberUnitIds,
              from: input.from,
            },
          },
        };
      },
    });
  }

  /**
   * A unit joins or leaves a group on a date.
   * @throws a refusal that names the other group when memberships would overlap, or the other unit when one is above
   * the other.
   */
  async changeMembership(
    actor: CommandActor,
    input: ChangeMembershipCommand,
  ): Promise<CommandOutcome<{ groupId: string }>> {
    const group = await requireGroup(this.dataSource.manager, input.groupId, 'input.groupId');
    return this.decisions.run({
      actor,
      operation: 'changeGroupMembership',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Group, id: group.id },
      locks: [unitLock(group.ownerUnitId, group.kind, input.unitId)],
      decide: async (transaction) => {
        await transaction.authorise('group.form', group.ownerUnitId);
        if (input.change === MembershipChange.Join) {
          await this.join(transaction, group, input);
        } else {
          await this.leave(transaction, group, input);
        }
        return {
          answer: { groupId: group.id },
          audit: {
            action: `${input.change}_GROUP`,
            after: { unitId: input.unitId, on: input.on, until: input.until ?? null },
          },
        };
      },
    });
  }

  private async join(
    transaction: DecisionTransaction,
    group: EmulationGroup,
    input: ChangeMembershipCommand,
  ): Promise<void> {
    const range = { validFrom: input.on, validUntil: input.until ?? OPEN_END };
    if (!isForward(range)) {
      throw badInput({
        field: 'input.until',
        vi: 'Ngày kết thúc phải sau ngày bắt đầu.',
        en: 'The end must come after the beginning.',
      });
    }
    await requireUnitsUnder(transaction, group.ownerUnitId, [input.unitId], 'input.unitId');
    await requireNoOtherGroup(transaction, group.ownerUnitId, group.kind, input.unitId, range, 'input.unitId');
    const members = await transaction.manager.findBy(GroupMembership, { groupId: group.id });
    const others = members.filter((member) => rangesOverlap(member, range)).map(({ unitId }) => unitId);
    await requireNoNesting(transaction, [input.unitId], others, 'input.unitId');
    await transaction.manager.insert(GroupMembership, {
      id: newId(),
      groupId: group.id,
      ownerUnitId: group.ownerUnitId,
      kind: group.kind,
      unitId: input.unitId,
      ...range,
      provenance: Provenance.Recorded,
    });
  }

  private async leave(
    transaction: DecisionTransaction,
    group: EmulationGroup,
    input: ChangeMembershipCommand,
  ): Promise<void> {
    const memberships = await transaction.manager.findBy(GroupMembership, { groupId: group.id, unitId: input.unitId });
    const current = memberships.find((range) => range.validFrom < input.on && input.on < range.validUntil);
    if (!current) {
      throw refuse(
        'NOT_A_MEMBER',
        `Đơn vị này không thuộc ${group.name} vào ngày trước ${input.on}.`,
        `This unit is not a member of ${group.name} on the day before ${input.on}.`,
        'input.on',
      );
    }
    const heads = await transaction.manager.findBy(GroupHead, { groupId: group.id, unitId: input.unitId });
    if (heads.some((head) => head.validUntil > input.on)) {
      throw refuse(
        'HEAD_CANNOT_LEAVE',
        'Đơn vị này đang là cụm trưởng, khối trưởng; hãy đổi đơn vị trưởng trước.',
        'This unit heads the group; change the head first.',
        'input.unitId',
      );
    }
    await transaction.manager.update(GroupMembership, current.id, { validUntil: input.on });
  }

  /**
   * Another unit heads the group from a date on.
   * @throws a refusal when it is no member then, or when a later head is already there.
   */
  async changeHead(actor: CommandActor, input: ChangeHeadCommand): Promise<CommandOutcome<{ groupId: string }>> {
    const group = await requireGroup(this.dataSource.manager, input.groupId, 'input.groupId');
    return this.decisions.run({
      actor,
      operation: 'changeGroupHead',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Group, id: group.id },
      decide: async (transaction) => {
        await transaction.authorise('group.form', group.ownerUnitId);
        const members = await transaction.manager.findBy(GroupMembership, { groupId: group.id, unitId: input.unitId });
        if (!members.some((range) => holdsOn(range, input.from))) {
          throw headNotMember('input.unitId');
        }
        const heads = await transaction.manager.findBy(GroupHead, { groupId: group.id });
        const later = heads.find((head) => head.validFrom >= input.from);
        if (later) {
          throw refuse(
            'HEAD_OVERLAPS',
            `Đã có đơn vị trưởng khác từ ngày ${later.validFrom}; mỗi thời điểm chỉ có một đơn vị trưởng.`,
            `Another head begins on ${later.validFrom}; there is one head at a time.`,
            'input.from',
          );
        }
        const current = heads.find((head) => holdsOn(head, input.from));
        if (current) {
          await transaction.manager.update(GroupHead, current.id, { validUntil: input.from });
        }
        await transaction.manager.insert(GroupHead, {
          id: newId(),
          groupId: group.id,
          unitId: input.unitId,
          validFrom: input.from,
          validUntil: OPEN_END,
          provenance: Provenance.Recorded,
        });
        return {
          answer: { groupId: group.id },
          audit: {
            action: 'CHANGE_HEAD',
            before: { headUnitId: current?.unitId ?? null },
            after: { headUnitId: input.unitId, from: input.from },
          },
        };
      },
    });
  }

  /** Records an event of a group with its host. */
  async recordEvent(
    actor: CommandActor,
    input: RecordEventCommand,
    provenance = Provenance.Recorded,
  ): Promise<CommandOutcome<{ groupId: string }>> {
    const group = await requireGroup(this.dataSource.manager, input.groupId, 'input.groupId');
    return this.decisions.run({
      actor,
      operation: 'recordGroupEvent',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Group, id: group.id },
      decide: async (transaction) => {
        await transaction.authorise('group.form', group.ownerUnitId);
        if (input.hostUnitId) {
          await requireUnitsUnder(transaction, group.ownerUnitId, [input.hostUnitId], 'input.hostUnitId');
        }
        const event = {
          id: derivedId('group-event', input.commandId),
          groupId: group.id,
          kind: input.kind,
          year: input.year,
          hostUnitId: input.hostUnitId ?? null,
          heldOn: input.heldOn ?? null,
          title: input.title ? normalisedText(input.title) : null,
          source: normalisedText(input.source),
          sentence: normalisedText(input.sentence),
          provenance,
        };
        await transaction.manager.insert(GroupEvent, event);
        return { answer: { groupId: group.id }, audit: { action: 'RECORD_EVENT', after: event } };
      },
    });
  }
}

/**
 * A group.
 * @throws NOT_FOUND.
 */
export async function requireGroup(
  manager: EntityManager,
  groupId: string,
  field: string | null,
): Promise<EmulationGroup> {
  const group = await manager.findOneBy(EmulationGroup, { id: groupId });
  if (!group) {
    throw notFound({ vi: 'cụm, khối thi đua', en: 'emulation group' }, field);
  }
  return group;
}

function headNotMember(field: string): Error {
  return refuse(
    'HEAD_NOT_MEMBER',
    'Cụm trưởng, khối trưởng phải là một đơn vị trong cụm, khối vào ngày đó.',
    'The head must be a member of the group on that day.',
    field,
  );
}

/** A span of days, split where the source that tells of it ends. */
function spansOf(
  range: DatedRange,
  provenance: Provenance,
  statedUntil: string | undefined,
): (DatedRange & { readonly provenance: Provenance })[] {
  if (provenance !== Provenance.Source || statedUntil === undefined || !holdsOn(range, statedUntil)) {
    return [{ ...range, provenance }];
  }
  return [
    { validFrom: range.validFrom, validUntil: statedUntil, provenance },
    { validFrom: statedUntil, validUntil: range.validUntil, provenance: Provenance.Demonstration },
  ];
}

/**
 * Demands that no unit is above another one of the same group: its figures would be counted twice. A seed is trusted:
 * it runs before the projection of the tree is there.
 */
async function requireNoNesting(
  transaction: DecisionTransaction,
  unitIds: readonly string[],
  otherIds: readonly string[],
  field: string,
): Promise<void> {
  if (transaction.actor.kind === 'system') {
    return;
  }
  const places = await placesOf(transaction, [...new Set([...unitIds, ...otherIds])], transaction.today);
  const pair = firstNestedPair(
    places.filter(({ unitId }) => unitIds.includes(unitId)),
    places.filter(({ unitId }) => otherIds.includes(unitId)),
  );
  if (pair) {
    throw refuse(
      'MEMBERS_NESTED',
      `${pair.lower.name} trực thuộc ${pair.upper.name}: hai đơn vị này không thể cùng một cụm, khối vì số liệu sẽ bị tính hai lần.`,
      `${pair.lower.name} lies under ${pair.upper.name}: the two cannot be in one group, their figures would be counted twice.`,
      field,
    );
  }
}

async function requireFreeNumber(transaction: DecisionTransaction, input: FormGroupCommand): Promise<void> {
  const { ownerId, kind, number } = input;
  if (await transaction.manager.existsBy(EmulationGroup, { ownerUnitId: ownerId, kind, number })) {
    throw refuse(
      'GROUP_NUMBER_TAKEN',
      `Đã có ${KIND_NAMES[kind].vi} số ${number} của đơn vị này.`,
      `This owner already has a ${KIND_NAMES[kind].en} number ${number}.`,
      'input.number',
    );
  }
}

async function requireNoOtherGroup(
  transaction: DecisionTransaction,
  ownerUnitId: string,
  kind: GroupKind,
  unitId: string,
  range: DatedRange,
  field: string,
): Promise<void> {
  const memberships = await transaction.manager.findBy(GroupMembership, { unitId, ownerUnitId, kind });
  const other = firstOverlap(memberships, range);
  if (!other) {
    return;
  }
  const [group] = await transaction.manager.findBy(EmulationGroup, { id: In([other.groupId]) });
  const until =
    other.validUntil === OPEN_END ? { vi: 'nay', en: 'now' } : { vi: other.validUntil, en: other.validUntil };
  throw refuse(
    'UNIT_IN_OTHER_GROUP',
    `Đơn vị này thuộc ${group?.name ?? other.groupId} từ ${other.validFrom} đến ${until.vi}; mỗi thời điểm một đơn vị chỉ thuộc một ${KIND_NAMES[kind].vi}.`,
    `This unit is in ${group?.name ?? other.groupId} from ${other.validFrom} to ${until.en}; a unit is in one ${KIND_NAMES[kind].en} at a time.`,
    field,
  );
}
