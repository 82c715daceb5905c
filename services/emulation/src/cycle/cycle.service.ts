import {
  CycleAction,
  SubjectKind,
  WorkflowType,
  type AnnualCycleInput,
  type CycleMilestone,
  type TimerOutcome,
  type TimerRequest,
} from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  normalisedText,
  notFound,
  Provenance,
  refuse,
  TimerDoesNotAct,
  type CommandActor,
  type CommandOutcome,
  type Decisions,
  type DecisionTransaction,
} from '@thidua/service-kit';
import type { EntityManager } from 'typeorm';
import { resolveCalendar, type MilestoneGiven } from '../calendar/cycle-calendar';
import { CycleMilestoneEntry, CycleStateValue, EmulationCycle } from './cycle.entity';

/** What opening a cycle needs. */
export interface OpenCycleCommand {
  readonly commandId: string;
  readonly ownerId: string;
  readonly year: number;
  readonly theme: string;
  readonly minimumJointActivities: number;
  readonly calendar: readonly MilestoneGiven[];
}

/** A cycle of the past as a source tells of it: closed, without a workflow. */
export interface PastCycle {
  readonly commandId: string;
  readonly cycleId: string;
  readonly ownerId: string;
  readonly year: number;
  readonly theme: string | null;
  readonly minimumJointActivities: number;
  readonly provenance: Provenance;
}

/** Opens and closes annual cycles: the one writer of cycles. */
export class CycleService {
  constructor(private readonly decisions: Decisions) {}

  /**
   * Opens a cycle and starts its workflow.
   * @throws a refusal when the owner already has a cycle for the year; BAD_USER_INPUT for a calendar that does not ascend.
   */
  open(actor: CommandActor, input: OpenCycleCommand): Promise<CommandOutcome<{ cycleId: string }>> {
    const cycleId = newId();
    return this.decisions.run({
      actor,
      operation: 'openCycle',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Cycle, id: cycleId, isNew: true },
      locks: [`cycle:${input.ownerId}:${input.year}`],
      decide: async (transaction) => {
        await transaction.authorise('cycle.open', input.ownerId, 'input.ownerId');
        await requireNoCycle(transaction, input.ownerId, input.year);
        const { calendar, problems } = resolveCalendar(input.calendar, transaction.now);
        if (problems) {
          const [first, ...rest] = problems.map(({ index, vi, en }) => ({
            field: index === null ? 'input.calendar' : `input.calendar.${index}`,
            vi,
            en,
          }));
          throw badInput(first ?? { field: 'input.calendar', vi: 'Không hợp lệ.', en: 'Not valid.' }, ...rest);
        }
        const theme = normalisedText(input.theme);
        await transaction.manager.insert(EmulationCycle, {
          id: cycleId,
          ownerUnitId: input.ownerId,
          year: input.year,
          theme,
          minimumJointActivities: input.minimumJointActivities,
          state: CycleStateValue.Opening,
          openedAt: transaction.now,
          provenance: Provenance.Recorded,
        });
        await transaction.manager.insert(
          CycleMilestoneEntry,
          Object.entries(calendar).map(([milestone, at]) => ({
            cycleId,
            milestone: milestone as CycleMilestone,
            at: new Date(at),
          })),
        );
        const start: AnnualCycleInput = { cycleId, calendar };
        return {
          answer: { cycleId },
          audit: {
            action: CycleAction.Open,
            after: {
              ownerId: input.ownerId,
              year: input.year,
              theme,
              minimumJointActivities: input.minimumJointActivities,
              calendar,
            },
          },
          route: {
            start: { workflowType: WorkflowType.AnnualCycle, input: start },
            workflowType: WorkflowType.AnnualCycle,
            action: CycleAction.Open,
            details: {},
          },
        };
      },
    });
  }

  /** Records a cycle of the past, closed and without a workflow. */
  recordPast(actor: CommandActor, cycle: PastCycle): Promise<CommandOutcome<{ cycleId: string }>> {
    return this.decisions.run({
      actor,
      operation: 'recordPastCycle',
      commandId: cycle.commandId,
      payload: cycle,
      subject: { kind: SubjectKind.Cycle, id: cycle.cycleId, isNew: true },
      locks: [`cycle:${cycle.ownerId}:${cycle.year}`],
      decide: async (transaction) => {
        await transaction.authorise('cycle.open', cycle.ownerId);
        await requireNoCycle(transaction, cycle.ownerId, cycle.year);
        await transaction.manager.insert(EmulationCycle, {
          id: cycle.cycleId,
          ownerUnitId: cycle.ownerId,
          year: cycle.year,
          theme: cycle.theme,
          minimumJointActivities: cycle.minimumJointActivities,
          state: CycleStateValue.Closed,
          openedAt: transaction.now,
          closedAt: transaction.now,
          provenance: cycle.provenance,
        });
        return { answer: { cycleId: cycle.cycleId }, audit: { action: 'RECORD_PAST', after: cycle } };
      },
    });
  }

  /** Closes a cycle at the end of its year: a timer's act. */
  close(request: TimerRequest): Promise<TimerOutcome> {
    return this.decisions.actOnTimer(request, {
      operation: 'closeCycle',
      subject: { kind: SubjectKind.Cycle, id: request.subjectId },
      decide: async (transaction) => {
        const cycle = await requireCycle(transaction.manager, request.subjectId, null);
        if (cycle.closedAt) {
          throw new TimerDoesNotAct({ outcome: 'LOST' });
        }
        const yearEnd = await transaction.manager.findOneBy(CycleMilestoneEntry, {
          cycleId: cycle.id,
          milestone: 'YEAR_END',
        });
        if (yearEnd && yearEnd.at > transaction.now) {
          throw new TimerDoesNotAct({ outcome: 'NOT_DUE', until: yearEnd.at.toISOString() });
        }
        await transaction.manager.update(EmulationCycle, cycle.id, { closedAt: transaction.now });
        return {
          answer: null,
          audit: { action: CycleAction.Close, before: { state: cycle.state } },
          route: { workflowType: WorkflowType.AnnualCycle, action: CycleAction.Close, details: {} },
        };
      },
    });
  }
}

/**
 * A cycle.
 * @param field input field that named it.
 * @throws NOT_FOUND.
 */
export async function requireCycle(
  manager: EntityManager,
  cycleId: string,
  field: string | null,
): Promise<EmulationCycle> {
  const cycle = await manager.findOneBy(EmulationCycle, { id: cycleId });
  if (!cycle) {
    throw notFound({ vi: 'chu kỳ thi đua', en: 'emulation cycle' }, field);
  }
  return cycle;
}

/** Demands that a cycle has not been closed. A seed may still write about the past. */
export function requireOpen(transaction: DecisionTransaction, cycle: EmulationCycle, field: string): void {
  if (cycle.closedAt && transaction.actor.kind !== 'system') {
    throw refuse('CYCLE_CLOSED', 'Chu kỳ thi đua này đã kết thúc.', 'This cycle has been closed.', field);
  }
}

async function requireNoCycle(transaction: DecisionTransaction, ownerId: string, year: number): Promise<void> {
  if (await transaction.manager.existsBy(EmulationCycle, { ownerUnitId: ownerId, year })) {
    throw refuse(
      'CYCLE_EXISTS',
      `Đơn vị này đã có chu kỳ thi đua năm ${year}; mỗi năm chỉ có một chu kỳ.`,
      `This unit already has a cycle for ${year}; there is one for each year.`,
      'input.year',
    );
  }
}
