import {
  PledgeAction,
  PledgeTaskKind,
  SubjectKind,
  WorkflowType,
  type PledgeSigningInput,
  type TimerOutcome,
  type TimerRequest,
} from '@thidua/contracts';
import {
  conflict,
  normalisedText,
  notFound,
  readAudit,
  Refusal,
  refuse,
  TimerDoesNotAct,
  unauthenticated,
  type CommandActor,
  type CommandOutcome,
  type Decisions,
  type DecisionTransaction,
} from '@thidua/service-kit';
import { LessThanOrEqual, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { GroupHead, GroupMembership } from '../group/group.entity';
import { markTasksOverdue, subjectOfTask } from '../task/subject-of-task';
import {
  completesPledge,
  distinctActivities,
  isLate,
  missingUnits,
  reasonAgainstActivities,
  reasonAgainstSigning,
  reasonsAgainstOpening,
} from './pledge-rules';
import { EmulationPledge, JointActivity, PledgeMember, PledgeSignature, PledgeStateValue } from './pledge.entity';

/** What preparing a group's pledge needs: all of it from the cycle and the group. */
export interface PreparePledge {
  readonly commandId: string;
  readonly cycleId: string;
  readonly groupId: string;
  readonly minimumJointActivities: number;
  readonly start: PledgeSigningInput;
}

/** What drafting needs. */
export interface DraftPledgeCommand {
  readonly commandId: string;
  readonly pledgeId: string;
  /** Version of the pledge that the caller saw. */
  readonly version: number;
  readonly content: string;
  readonly jointActivities: readonly string[];
}

/** What opening for signature needs. */
export interface OpenPledgeCommand {
  readonly commandId: string;
  readonly pledgeId: string;
  /** Version of the pledge that the caller saw: what is opened is what they read. */
  readonly version: number;
  /** Version of the DRAFT_PLEDGE task that the caller saw, when they want it checked. */
  readonly taskVersion?: number | null;
}

/** What signing needs. */
export interface SignPledgeCommand {
  readonly commandId: string;
  readonly pledgeId: string;
  readonly unitId: string;
}

/** What dealing with an escalation needs. */
export interface HandleEscalationCommand {
  readonly commandId: string;
  readonly taskId: string;
  readonly version: number;
  readonly note: string;
}

type PledgeOutcome = CommandOutcome<{ pledgeId: string }>;

/** Prepares the pledges of a cycle, drafts, opens and signs them; src/preparation prepares those that the cycle could not. */
export class PledgeService {
  constructor(
    private readonly decisions: Decisions,
    private readonly dataSource: DataSource,
  ) {}

  /** Prepares a group's pledge and starts its workflow; a repeat answers the same. */
  prepare(actor: CommandActor, request: PreparePledge): Promise<CommandOutcome<PledgeSigningInput>> {
    const { start } = request;
    return this.decisions.run({
      actor,
      operation: 'preparePledge',
      commandId: request.commandId,
      payload: { cycleId: request.cycleId, groupId: request.groupId },
      subject: { kind: SubjectKind.Pledge, id: start.pledgeId, isNew: true },
      // The cycle's workflow is about to start the pledge's as its child.
      delivery: 'RELAY',
      decide: async (transaction) => {
        await transaction.manager.insert(EmulationPledge, {
          id: start.pledgeId,
          cycleId: request.cycleId,
          groupId: request.groupId,
          headUnitId: start.headUnitId,
          ownerUnitId: start.ownerUnitId,
          state: PledgeStateValue.Drafting,
          minimumJointActivities: request.minimumJointActivities,
          reminderAt: new Date(start.reminderAt),
          deadlineAt: new Date(start.deadlineAt),
        });
        return {
          answer: start,
          audit: {
            action: PledgeAction.Prepare,
            after: { cycleId: request.cycleId, groupId: request.groupId, ...start },
          },
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

  /**
   * The group's head of today writes the pledge's text and joint activities; reaches no workflow.
   * @throws a refusal once it has been opened for signature, and for an activity named twice; CONFLICT when somebody
   * has drafted it since the version that the caller saw.
   */
  draft(actor: CommandActor, input: DraftPledgeCommand): Promise<PledgeOutcome> {
    return this.decisions.run({
      actor,
      operation: 'draftPledge',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Pledge, id: input.pledgeId },
      decide: async (transaction) => {
        const pledge = await requirePledge(transaction.manager, input.pledgeId);
        const headUnitId = await authoriseHead(transaction, pledge);
        requireDrafting(pledge);
        await requireVersion(transaction, pledge, input.version);
        const before = await jointActivitiesOf(transaction.manager, pledge.id);
        const jointActivities = input.jointActivities.map(normalisedText).filter((text) => text.length > 0);
        const repeated = reasonAgainstActivities(jointActivities);
        if (repeated) {
          throw new Refusal([repeated]);
        }
        await takeOver(transaction, pledge, headUnitId);
        const content = normalisedText(input.content);
        await transaction.manager.update(EmulationPledge, pledge.id, { content, version: pledge.version + 1 });
        await transaction.manager.delete(JointActivity, { pledgeId: pledge.id });
        if (jointActivities.length > 0) {
          await transaction.manager.insert(
            JointActivity,
            jointActivities.map((description, index) => ({ pledgeId: pledge.id, ordinal: index + 1, description })),
          );
        }
        return {
          answer: { pledgeId: pledge.id },
          audit: {
            action: 'DRAFT',
            before: { content: pledge.content, jointActivities: before.map(({ description }) => description) },
            after: { content, jointActivities },
          },
        };
      },
    });
  }

  /**
   * The group's head of today opens the pledge for signature: from now on exactly today's members of the group have to sign.
   * @throws a refusal below the owner's minimum of joint activities; CONFLICT for a stale version of the
   * pledge or of the task.
   */
  openForSignature(actor: CommandActor, input: OpenPledgeCommand): Promise<PledgeOutcome> {
    return this.decisions.run({
      actor,
      operation: 'openPledgeForSignature',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Pledge, id: input.pledgeId },
      decide: async (transaction) => {
        const pledge = await requirePledge(transaction.manager, input.pledgeId);
        const headUnitId = await authoriseHead(transaction, pledge);
        requireDrafting(pledge);
        await requireVersion(transaction, pledge, input.version);
        const activities = await jointActivitiesOf(transaction.manager, pledge.id);
        const [reason, ...others] = reasonsAgainstOpening(
          pledge.minimumJointActivities,
          distinctActivities(activities.map(({ description }) => description)).length,
          pledge.content,
        );
        if (reason) {
          throw new Refusal([reason, ...others]);
        }
        const memberUnitIds = await membersToday(transaction, pledge.groupId);
        if (memberUnitIds.length === 0) {
          throw refuse(
            'GROUP_HAS_NO_MEMBERS',
            'Cụm, khối hiện không có thành viên nào để ký.',
            'The group has no members today who could sign.',
          );
        }
        await takeOver(transaction, pledge, headUnitId);
        const task = await transaction.lockOpenTask(PledgeTaskKind.Draft, headUnitId);
        if (task) {
          await transaction.completeTask(
            { taskId: task.taskId, version: input.taskVersion ?? task.version },
            PledgeAction.OpenForSignature,
          );
        }
        await transaction.manager.insert(
          PledgeMember,
          memberUnitIds.map((unitId) => ({ pledgeId: pledge.id, unitId })),
        );
        await transaction.manager.update(EmulationPledge, pledge.id, { openedAt: transaction.now });
        return {
          answer: { pledgeId: pledge.id },
          audit: {
            action: PledgeAction.OpenForSignature,
            after: { memberUnitIds, jointActivities: activities.length },
          },
          route: {
            workflowType: WorkflowType.PledgeSigning,
            action: PledgeAction.OpenForSignature,
            details: { memberUnitIds },
          },
        };
      },
    });
  }

  /**
   * A member unit signs; after the deadline the signature is accepted and marked late.
   * @throws a refusal for another group's unit, a pledge that is not open, and a second signature.
   */
  sign(actor: CommandActor, input: SignPledgeCommand): Promise<PledgeOutcome> {
    return this.decisions.run({
      actor,
      operation: 'signPledge',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Pledge, id: input.pledgeId },
      decide: async (transaction) => {
        const pledge = await requirePledge(transaction.manager, input.pledgeId);
        const mandate = await transaction.authorise('pledge.sign', input.unitId, 'input.unitId');
        if (!mandate) {
          // The system needs no mandate for what it does, but a signature is somebody's.
          throw unauthenticated();
        }
        const facts = {
          opened: pledge.openedAt !== null,
          memberUnitIds: await signatories(transaction.manager, pledge.id),
          signedUnitIds: await signedUnits(transaction.manager, pledge.id),
        };
        const reason = reasonAgainstSigning(facts, input.unitId);
        if (reason) {
          throw new Refusal([reason]);
        }
        const task = await transaction.lockOpenTask(PledgeTaskKind.Sign, input.unitId);
        if (task) {
          await transaction.completeTask(task, PledgeAction.Sign);
        }
        const late = isLate(transaction.now, pledge.deadlineAt);
        await transaction.manager.insert(PledgeSignature, {
          pledgeId: pledge.id,
          unitId: input.unitId,
          signedBy: transaction.memberId,
          mandateId: mandate.id,
          signedAt: transaction.now,
          late,
        });
        if (completesPledge(facts, input.unitId)) {
          await transaction.manager.update(EmulationPledge, pledge.id, { completedAt: transaction.now });
        }
        return {
          answer: { pledgeId: pledge.id },
          audit: { action: PledgeAction.Sign, after: { unitId: input.unitId, late } },
          route: {
            workflowType: WorkflowType.PledgeSigning,
            action: PledgeAction.Sign,
            details: { unitId: input.unitId, late },
          },
        };
      },
    });
  }

  /** The owner deals with the escalation; late signatures stay possible. */
  async handleEscalation(actor: CommandActor, input: HandleEscalationCommand): Promise<PledgeOutcome> {
    const { subjectId } = await subjectOfTask(this.dataSource, input.taskId, [PledgeTaskKind.HandleEscalation]);
    return this.decisions.run({
      actor,
      operation: 'handlePledgeEscalation',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Pledge, id: subjectId },
      decide: async (transaction) => {
        const pledge = await requirePledge(transaction.manager, subjectId);
        await transaction.authorise('pledge.escalation.handle', pledge.ownerUnitId);
        if (pledge.completedAt) {
          throw refuse(
            'PLEDGE_COMPLETE',
            'Mọi đơn vị đã ký; không còn gì phải xử lý.',
            'Every unit has signed meanwhile; there is nothing left to deal with.',
            'input.taskId',
          );
        }
        await transaction.completeTask(input, PledgeAction.HandleEscalation);
        const note = normalisedText(input.note);
        await transaction.manager.update(EmulationPledge, pledge.id, {
          escalationHandledAt: transaction.now,
          escalationNote: note,
        });
        return {
          answer: { pledgeId: pledge.id },
          audit: { action: PledgeAction.HandleEscalation, reason: note },
          route: { workflowType: WorkflowType.PledgeSigning, action: PledgeAction.HandleEscalation, details: {} },
        };
      },
    });
  }

  /** Reminds the units that have not signed: a timer's act. */
  remind(request: TimerRequest): Promise<TimerOutcome> {
    return this.decisions.actOnTimer(request, {
      operation: 'remindPledge',
      subject: { kind: SubjectKind.Pledge, id: request.subjectId },
      decide: async (transaction) => {
        const pledge = await requirePledge(transaction.manager, request.subjectId);
        requireTimerTurn(
          pledge.reminderAt,
          Boolean(pledge.remindedAt ?? pledge.escalatedAt ?? pledge.completedAt),
          transaction,
        );
        const unitIds = await unitsWithoutSignature(transaction, pledge);
        await transaction.manager.update(EmulationPledge, pledge.id, { remindedAt: transaction.now });
        return {
          answer: null,
          audit: { action: PledgeAction.Remind, after: { missingUnitIds: unitIds } },
          route: { workflowType: WorkflowType.PledgeSigning, action: PledgeAction.Remind, details: {} },
        };
      },
    });
  }

  /** Names those who have not signed at the deadline and escalates to the owner: a timer's act. */
  passDeadline(request: TimerRequest): Promise<TimerOutcome> {
    return this.decisions.actOnTimer(request, {
      operation: 'passPledgeDeadline',
      subject: { kind: SubjectKind.Pledge, id: request.subjectId },
      decide: async (transaction) => {
        const pledge = await requirePledge(transaction.manager, request.subjectId);
        requireTimerTurn(pledge.deadlineAt, Boolean(pledge.escalatedAt ?? pledge.completedAt), transaction);
        const missingUnitIds = await unitsWithoutSignature(transaction, pledge);
        await transaction.manager.update(EmulationPledge, pledge.id, {
          escalatedAt: transaction.now,
          escalatedUnitIds: missingUnitIds,
        });
        await markTasksOverdue(transaction, pledge.id, transaction.now);
        return {
          answer: null,
          audit: { action: PledgeAction.DeadlinePassed, after: { missingUnitIds } },
          route: {
            workflowType: WorkflowType.PledgeSigning,
            action: PledgeAction.DeadlinePassed,
            details: { missingUnitIds },
          },
        };
      },
    });
  }
}

/** A timer acts once, not before its time, and not after somebody has made it needless. */
function requireTimerTurn(dueAt: Date, needless: boolean, transaction: DecisionTransaction): void {
  if (needless) {
    throw new TimerDoesNotAct({ outcome: 'LOST' });
  }
  if (dueAt > transaction.now) {
    throw new TimerDoesNotAct({ outcome: 'NOT_DUE', until: dueAt.toISOString() });
  }
}

async function requirePledge(manager: EntityManager, pledgeId: string): Promise<EmulationPledge> {
  const pledge = await manager.findOneBy(EmulationPledge, { id: pledgeId });
  if (!pledge) {
    throw notFound({ vi: 'giao ước thi đua', en: 'pledge' }, 'input.pledgeId');
  }
  return pledge;
}

/**
 * Whoever leads the group today drafts and opens its pledge, not who led it when the pledge was prepared.
 * @returns the unit that heads the group today.
 * @throws FORBIDDEN for all others; a refusal while nobody heads the group.
 */
async function authoriseHead(transaction: DecisionTransaction, pledge: EmulationPledge): Promise<string> {
  const head = await transaction.manager.findOneBy(GroupHead, {
    groupId: pledge.groupId,
    validFrom: LessThanOrEqual(transaction.today),
    validUntil: MoreThan(transaction.today),
  });
  if (!head) {
    throw refuse(
      'GROUP_HAS_NO_HEAD',
      'Cụm, khối hiện chưa có đơn vị trưởng; đơn vị chủ quản cần chỉ định trước.',
      'The group has no head today; its owner has to name one first.',
      'input.pledgeId',
    );
  }
  await transaction.authorise('pledge.draft', head.unitId);
  return head.unitId;
}

/** A new head takes the pledge and its open task over from the one before, with its first act. */
async function takeOver(transaction: DecisionTransaction, pledge: EmulationPledge, headUnitId: string): Promise<void> {
  if (pledge.headUnitId === headUnitId) {
    return;
  }
  await transaction.manager.update(EmulationPledge, pledge.id, { headUnitId });
  // Whoever of the head before had claimed the task holds it no longer. Its version stays: the caller saw this task.
  await transaction.query(
    "UPDATE task SET unit_id = ?, assignee_id = NULL WHERE subject_id = ? AND kind = ? AND status = 'OPEN'",
    [headUnitId, pledge.id, PledgeTaskKind.Draft],
  );
}

/** @throws CONFLICT that says who drafted the pledge since the version that the caller saw. */
async function requireVersion(
  transaction: DecisionTransaction,
  pledge: EmulationPledge,
  version: number,
): Promise<void> {
  if (pledge.version === version) {
    return;
  }
  const latest = await readAudit(transaction, pledge.id, Math.max(0, transaction.subject.auditSequence - 20), 20);
  const drafted = latest.findLast(({ entry }) => entry.action === 'DRAFT')?.entry;
  throw conflict(
    {
      vi: `Giao ước đã được soạn lại (phiên bản ${pledge.version}); hãy tải lại rồi quyết định.`,
      en: `The pledge has been drafted anew (version ${pledge.version}); load it again, then decide.`,
    },
    {
      happened: {
        status: 'DRAFTED',
        version: pledge.version,
        at: drafted?.at ?? null,
        by: drafted?.actor ?? null,
      },
    },
  );
}

function requireDrafting(pledge: EmulationPledge): void {
  if (pledge.openedAt) {
    throw refuse(
      'PLEDGE_ALREADY_OPEN',
      'Giao ước đã được mở để ký nên không sửa được nữa.',
      'The pledge has been opened for signature and cannot be changed any more.',
      'input.pledgeId',
    );
  }
}

function jointActivitiesOf(manager: EntityManager, pledgeId: string): Promise<JointActivity[]> {
  return manager.find(JointActivity, { where: { pledgeId }, order: { ordinal: 'ASC' } });
}

async function signatories(manager: EntityManager, pledgeId: string): Promise<string[]> {
  return (await manager.findBy(PledgeMember, { pledgeId })).map(({ unitId }) => unitId);
}

async function signedUnits(manager: EntityManager, pledgeId: string): Promise<string[]> {
  return (await manager.findBy(PledgeSignature, { pledgeId })).map(({ unitId }) => unitId);
}

async function membersToday(transaction: DecisionTransaction, groupId: string): Promise<string[]> {
  const memberships = await transaction.manager.find(GroupMembership, {
    where: { groupId, validFrom: LessThanOrEqual(transaction.today), validUntil: MoreThan(transaction.today) },
    order: { id: 'ASC' },
  });
  return memberships.map(({ unitId }) => unitId);
}

async function unitsWithoutSignature(transaction: DecisionTransaction, pledge: EmulationPledge): Promise<string[]> {
  return pledge.openedAt
    ? missingUnits(await signatories(transaction.manager, pledge.id), await signedUnits(transaction.manager, pledge.id))
    : membersToday(transaction, pledge.groupId);
}
