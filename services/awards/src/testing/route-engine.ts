import {
  type AcceptedDecision,
  CLOSED_NOMINATION_STATES,
  type Instruction,
  NominationAction,
  type NominationApprovalInput,
  NominationState,
  NominationTaskKind,
  type TaskToOpen,
} from '@thidua/contracts';
import type { Delivery, DeliveryOutcome, Engine } from '@thidua/service-kit';

interface Life {
  readonly input: NominationApprovalInput;
  readonly answers: Map<string, Instruction>;
  state: string;
  stageIndex: number;
  returnedFrom: number;
  suspendedFrom: string;
  /** Consultations that have not been answered. */
  readonly asked: Set<unknown>;
}

/**
 * Stands in for Temporal where a test is about the database half: it walks the route that a START brought, and
 * answers a known command with the answer it gave first. The end-to-end tests use the real engine and workflow.
 */
export class RouteEngine implements Engine {
  /** While true it answers nothing, as an engine that is down. */
  down = false;
  /** Every delivery that reached it, repeats included. */
  readonly delivered: Delivery[] = [];
  private readonly lives = new Map<string, Life>();

  deliver(delivery: Delivery): Promise<DeliveryOutcome> {
    if (this.down) {
      return Promise.resolve({ outcome: 'LATER', reason: 'the engine is down' });
    }
    this.delivered.push(delivery);
    if (!this.lives.has(delivery.workflowId)) {
      if (delivery.rowKind !== 'START') {
        return Promise.resolve({ outcome: 'LATER', reason: 'the workflow has not started' });
      }
      this.lives.set(delivery.workflowId, {
        input: delivery.startInput as NominationApprovalInput,
        answers: new Map(),
        state: NominationState.Draft,
        stageIndex: -1,
        returnedFrom: -1,
        suspendedFrom: NominationState.Draft,
        asked: new Set(),
      });
    }
    const life = this.lives.get(delivery.workflowId) as Life;
    const known = life.answers.get(delivery.decision.commandId);
    const instruction = known ?? this.accept(life, delivery);
    return Promise.resolve({ outcome: 'ANSWERED', instruction });
  }

  reachable(): Promise<boolean> {
    return Promise.resolve(!this.down);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private accept(life: Life, { decision }: Delivery): Instruction {
    let openTasks: TaskToOpen[] = [];
    let closeOpenTasks = true;
    switch (decision.action) {
      case NominationAction.Submit:
        openTasks = this.enter(life, 0);
        break;
      case NominationAction.Advance:
        openTasks = this.enter(life, life.stageIndex + 1);
        break;
      case NominationAction.Resubmit:
        openTasks = this.enter(life, life.returnedFrom);
        break;
      case NominationAction.Return:
        life.returnedFrom = life.stageIndex;
        life.state = NominationState.Returned;
        openTasks = [
          {
            kind: NominationTaskKind.Revise,
            stage: 'REVISION',
            unitId: life.input.nominatingUnitId,
            permission: 'nomination.submit',
            dueAt: null,
          },
        ];
        break;
      case NominationAction.Reject:
        life.state = NominationState.Rejected;
        break;
      case NominationAction.Withdraw:
        life.state = NominationState.Withdrawn;
        break;
      case NominationAction.ForwardUp:
        life.state = NominationState.ForwardedUp;
        break;
      default:
        closeOpenTasks = false;
        openTasks = this.beside(life, decision);
    }
    const finished = CLOSED_NOMINATION_STATES.includes(life.state);
    const instruction: Instruction = {
      number: decision.number,
      state: life.state,
      openTasks,
      closeOpenTasks,
      finished,
      runId: 'run-1',
    };
    life.answers.set(decision.commandId, instruction);
    return instruction;
  }

  /** What leaves the stage open. */
  private beside(life: Life, { action, details }: AcceptedDecision): TaskToOpen[] {
    // Payouts, revocations and appeals have no stages.
    const stage = life.stageIndex < 0 ? undefined : life.input.stages[life.stageIndex];
    const dueAt = typeof details['dueAt'] === 'string' ? details['dueAt'] : null;
    const task = (kind: string, name: string, unitId: string, permission: string): TaskToOpen[] => [
      { kind, stage: name, unitId, permission, dueAt },
    ];
    switch (action) {
      case NominationAction.Suspend:
        life.suspendedFrom = life.state;
        life.state = NominationState.Suspended;
        return [];
      case NominationAction.Resume:
        life.state = life.suspendedFrom;
        return [];
      case NominationAction.Consult:
        life.asked.add(details['consultationId']);
        life.state = NominationState.Consultation;
        return stage?.unitId
          ? task(NominationTaskKind.RecordConsultationAnswer, 'CONSULTATION', stage.unitId, stage.permission)
          : [];
      case NominationAction.EndConsultation:
        life.asked.delete(details['consultationId']);
        life.state = life.asked.size === 0 ? (stage?.state ?? life.state) : life.state;
        return [];
      case NominationAction.Escalate:
        return stage?.escalationUnitId
          ? task(NominationTaskKind.HandleOverdue, 'ESCALATION', stage.escalationUnitId, 'nomination.escalation.handle')
          : [];
      default:
        return [];
    }
  }

  private enter(life: Life, from: number): TaskToOpen[] {
    const index = life.input.stages.findIndex((stage, at) => at >= from && stage.unitId !== null);
    const stage = life.input.stages[index];
    if (!stage?.unitId) {
      life.state = NominationState.Decided;
      return [];
    }
    life.stageIndex = index;
    life.state = stage.state;
    const dueAt = new Date(Date.now() + stage.timeLimitSeconds * 1000).toISOString();
    return [{ kind: stage.taskKind, stage: stage.stage, unitId: stage.unitId, permission: stage.permission, dueAt }];
  }
}
