import {
  CycleAction,
  CycleState,
  PledgeAction,
  PledgeState,
  PledgeTaskKind,
  ReviewAction,
  ReviewState,
  ReviewTaskKind,
  WorkflowType,
  type AcceptedDecision,
  type Instruction,
  type MidYearReviewInput,
  type PledgeSigningInput,
  type TaskToOpen,
} from '@thidua/contracts';
import type { Delivery, DeliveryOutcome, Engine } from '@thidua/service-kit';

interface Life {
  readonly input: object;
  readonly workflowType: string;
  readonly answers: Map<string, Instruction>;
  state: string;
  toSign: number;
  escalationOpen: boolean;
}

type Step = Pick<Instruction, 'openTasks' | 'closeOpenTasks' | 'finished'>;

const NOTHING: Step = { openTasks: [], closeOpenTasks: false, finished: false };

/**
 * Stands in for Temporal where a test is about the database half: it answers what the workflows would, and a known
 * command with its first answer. The end-to-end tests use the real engine and the real workflows.
 */
export class StandInEngine implements Engine {
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
    let life = this.lives.get(delivery.workflowId);
    if (!life && delivery.rowKind === 'START') {
      life = {
        input: delivery.startInput as object,
        workflowType: delivery.workflowType,
        answers: new Map(),
        state: '',
        toSign: 0,
        escalationOpen: false,
      };
      this.lives.set(delivery.workflowId, life);
    }
    if (!life) {
      return Promise.resolve({ outcome: 'LATER', reason: 'the workflow has not started' });
    }
    const { decision } = delivery;
    const known = life.answers.get(decision.commandId);
    const instruction = known ?? {
      ...NOTHING,
      ...this.step(life, decision),
      number: decision.number,
      state: life.state,
      runId: 'run-1',
    };
    life.answers.set(decision.commandId, instruction);
    return Promise.resolve({ outcome: 'ANSWERED', instruction });
  }

  reachable(): Promise<boolean> {
    return Promise.resolve(!this.down);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private step(life: Life, decision: AcceptedDecision): Partial<Step> {
    switch (life.workflowType) {
      case WorkflowType.AnnualCycle:
        life.state = decision.action === CycleAction.Close ? CycleState.Closed : CycleState.Open;
        return { finished: decision.action === CycleAction.Close };
      case WorkflowType.PledgeSigning:
        return pledgeStep(life, life.input as PledgeSigningInput, decision);
      default:
        return reviewStep(life, life.input as MidYearReviewInput, decision);
    }
  }
}

const task = (kind: string, unitId: string, permission: string, dueAt: string | null): TaskToOpen => ({
  kind,
  stage: kind,
  unitId,
  permission,
  dueAt,
});

function pledgeStep(life: Life, input: PledgeSigningInput, { action, details }: AcceptedDecision): Partial<Step> {
  const escalation = task(PledgeTaskKind.HandleEscalation, input.ownerUnitId, 'pledge.escalation.handle', null);
  switch (action) {
    case PledgeAction.Prepare:
      life.state = PledgeState.Drafting;
      return { openTasks: [task(PledgeTaskKind.Draft, input.headUnitId, 'pledge.draft', input.deadlineAt)] };
    case PledgeAction.OpenForSignature: {
      const units = details['memberUnitIds'] as readonly string[];
      life.state = PledgeState.Signing;
      life.toSign = units.length;
      const signatures = units.map((unitId) => task(PledgeTaskKind.Sign, unitId, 'pledge.sign', input.deadlineAt));
      return { closeOpenTasks: true, openTasks: life.escalationOpen ? [...signatures, escalation] : signatures };
    }
    case PledgeAction.Sign:
      life.toSign -= 1;
      life.state = life.toSign === 0 ? PledgeState.Signed : PledgeState.Signing;
      return { closeOpenTasks: life.toSign === 0, finished: life.toSign === 0 };
    case PledgeAction.DeadlinePassed:
      life.escalationOpen = true;
      return { openTasks: [escalation] };
    case PledgeAction.HandleEscalation:
      life.escalationOpen = false;
      return {};
    default:
      return {};
  }
}

function reviewStep(life: Life, input: MidYearReviewInput, { action }: AcceptedDecision): Partial<Step> {
  switch (action) {
    case ReviewAction.Open:
      life.state = ReviewState.Collecting;
      return {};
    case ReviewAction.RecordActuals:
      life.state = ReviewState.InReview;
      return {
        openTasks: [task(ReviewTaskKind.Conclude, input.concludingUnitId, 'review.conclude', input.deadlineAt)],
      };
    case ReviewAction.Overdue:
      return { openTasks: [task(ReviewTaskKind.HandleOverdue, input.ownerUnitId, 'review.overdue.handle', null)] };
    case ReviewAction.Conclude:
      life.state = ReviewState.Concluded;
      return { closeOpenTasks: true, finished: true };
    default:
      return {};
  }
}
