import { PledgeAction, SubjectKind, WorkflowType, type PledgeSigningInput } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import { refuse, type CommandActor, type CommandOutcome, type Decisions } from '@thidua/service-kit';
import { LessThanOrEqual, MoreThan } from 'typeorm';
import { CycleMilestoneEntry } from '../cycle/cycle.entity';
import { requireCycle, requireOpen } from '../cycle/cycle.service';
import { GroupHead, GroupMembership } from '../group/group.entity';
import { requireGroup } from '../group/group.service';
import { EmulationPledge, PledgeStateValue } from '../pledge/pledge.entity';

/** What preparing a pledge by hand needs. */
export interface PreparePledgeCommand {
  readonly commandId: string;
  readonly cycleId: string;
  readonly groupId: string;
}

/** Prepares pledges that the cycle could not prepare when drafting began: their groups had no head or no members then. */
export class PledgePreparationService {
  constructor(private readonly decisions: Decisions) {}

  /**
   * The owner has a group's pledge prepared after all; its workflow starts as those that the cycle prepared did.
   * @throws a refusal before the drafting begins, when the group has a pledge in the cycle already, or when it still has
   * no head or no members.
   */
  prepare(actor: CommandActor, input: PreparePledgeCommand): Promise<CommandOutcome<{ pledgeId: string }>> {
    const pledgeId = derivedId('pledge', input.cycleId, input.groupId);
    return this.decisions.run({
      actor,
      operation: 'preparePledge',
      commandId: input.commandId,
      payload: input,
      // Its id follows from the group and the cycle, so that the cycle and the owner cannot both prepare one.
      subject: { kind: SubjectKind.Pledge, id: pledgeId, isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        const { manager, today } = transaction;
        const group = await requireGroup(manager, input.groupId, 'input.groupId');
        await transaction.authorise('group.form', group.ownerUnitId);
        const cycle = await requireCycle(manager, input.cycleId, 'input.cycleId');
        if (group.ownerUnitId !== cycle.ownerUnitId) {
          throw refuse(
            'GROUP_OF_OTHER_OWNER',
            `${group.name} không thuộc đơn vị chủ trì chu kỳ này.`,
            `${group.name} does not belong to the cycle’s owner.`,
            'input.groupId',
          );
        }
        requireOpen(transaction, cycle, 'input.cycleId');
        if (await manager.existsBy(EmulationPledge, { cycleId: cycle.id, groupId: group.id })) {
          throw refuse(
            'PLEDGE_EXISTS',
            `${group.name} đã có giao ước trong chu kỳ này.`,
            `${group.name} already has a pledge in this cycle.`,
            'input.groupId',
          );
        }
        const milestones = await manager.findBy(CycleMilestoneEntry, { cycleId: cycle.id });
        const at = (name: string): Date =>
          milestones.find(({ milestone }) => milestone === name)?.at ?? transaction.now;
        if (at('PLEDGE_DRAFTING') > transaction.now) {
          throw refuse(
            'DRAFTING_NOT_BEGUN',
            'Chưa đến mốc soạn giao ước; khi đến mốc, hệ thống tự lập giao ước.',
            'The drafting of pledges has not begun; the cycle prepares them by itself then.',
            'input.cycleId',
          );
        }
        const onToday = { groupId: group.id, validFrom: LessThanOrEqual(today), validUntil: MoreThan(today) };
        const head = await manager.findOneBy(GroupHead, onToday);
        if (!head || !(await manager.existsBy(GroupMembership, onToday))) {
          throw refuse(
            'GROUP_WITHOUT_HEAD_OR_MEMBERS',
            `${group.name} hiện chưa có đơn vị trưởng hoặc thành viên.`,
            `${group.name} has no head or no members today.`,
            'input.groupId',
          );
        }
        const start: PledgeSigningInput = {
          pledgeId,
          headUnitId: head.unitId,
          ownerUnitId: group.ownerUnitId,
          reminderAt: at('PLEDGE_REMINDER').toISOString(),
          deadlineAt: at('PLEDGE_DEADLINE').toISOString(),
        };
        await manager.insert(EmulationPledge, {
          id: pledgeId,
          cycleId: cycle.id,
          groupId: group.id,
          headUnitId: head.unitId,
          ownerUnitId: group.ownerUnitId,
          state: PledgeStateValue.Drafting,
          minimumJointActivities: cycle.minimumJointActivities,
          reminderAt: new Date(start.reminderAt),
          deadlineAt: new Date(start.deadlineAt),
        });
        return {
          answer: { pledgeId },
          audit: { action: PledgeAction.Prepare, after: { cycleId: cycle.id, groupId: group.id, ...start } },
          route: {
            start: { workflowType: WorkflowType.PledgeSigning, input: start },
            workflowType: WorkflowType.PledgeSigning,
            action: PledgeAction.Prepare,
            details: {},
          },
        };
      },
    });
  }
}
