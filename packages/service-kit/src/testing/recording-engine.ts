import type { AcceptedDecision, Instruction, TaskToOpen } from '@thidua/contracts';
import type { Delivery, DeliveryOutcome, Engine } from '../decision/engine';

/** What the engine of a test does with a delivery. */
export type EngineBehaviour = (delivery: Delivery) => Promise<DeliveryOutcome>;

/** The answer of a workflow that opens these tasks. */
export function instructionFor(
  decision: Pick<AcceptedDecision, 'number' | 'action'>,
  openTasks: readonly TaskToOpen[] = [],
): Instruction {
  return {
    number: decision.number,
    state: `AFTER_${decision.action}`,
    openTasks,
    closeOpenTasks: false,
    finished: false,
    runId: 'run-of-the-test',
  };
}

/** Answers every delivery at once. */
export const answering: EngineBehaviour = ({ decision }) =>
  Promise.resolve({ outcome: 'ANSWERED', instruction: instructionFor(decision) });

/** Is down. */
export const down: EngineBehaviour = () => Promise.resolve({ outcome: 'LATER', reason: 'the engine is down' });

/** An engine that remembers what it was given, in order, and behaves as the test says. */
export class RecordingEngine implements Engine {
  /** Every delivery, also those that were not answered. */
  readonly deliveries: Delivery[] = [];
  behaviour: EngineBehaviour = answering;

  deliver(delivery: Delivery): Promise<DeliveryOutcome> {
    this.deliveries.push(delivery);
    return this.behaviour(delivery);
  }

  /** Numbers delivered for a subject's workflow, in order. */
  numbersOf(workflowId: string): number[] {
    return this.deliveries
      .filter((delivery) => delivery.workflowId === workflowId)
      .map(({ decision }) => decision.number);
  }

  reachable(): Promise<boolean> {
    return Promise.resolve(true);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
