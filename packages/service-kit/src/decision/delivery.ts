import type { AcceptedDecision, DecisionAnswer, Instruction } from '@thidua/contracts';
import type { DataSource } from 'typeorm';
import { failpoint } from '../failpoint';
import { withoutData } from '../log';
import type { Delivery, DeliveryOutcome, Engine } from './engine';
import { applyInstruction, type InstructionHooks } from './instruction';

interface OutboxDelivery {
  id: string;
  row_kind: Delivery['rowKind'];
  workflow_type: string;
  workflow_id: string;
  start_input: string | null;
  decision: string;
  instruction: string | null;
  attempts: number;
  last_error: string | null;
}

const LONGEST_BACK_OFF_SECONDS = 30;
/** An answer that could not be applied so often in a row never will be: back-off has taken seven minutes. */
const MOST_FAILED_APPLICATIONS = 20;
/** A row that has failed so often is struggling: the relay keeps a few places free of such rows. */
const STRUGGLING_ATTEMPTS = 3;
const NOT_APPLIED = 'the instruction could not be applied';

/** Seconds to wait before an attempt: doubling, at most half a minute. */
export function backOffSeconds(attempts: number): number {
  return Math.min(LONGEST_BACK_OFF_SECONDS, 0.25 * 2 ** Math.min(attempts, 10));
}

/**
 * Delivers a leased outbox row: the engine first, with no lock held over the call, then the instruction in a
 * transaction of its own. A crash anywhere leaves the row for the relay; delivering twice has one effect.
 * @returns whether the instruction has been applied.
 */
export async function deliverRow(
  dataSource: DataSource,
  engine: Engine,
  hooks: InstructionHooks,
  outboxId: string,
  leaseToken: string,
  deadlineMilliseconds: number,
): Promise<boolean> {
  const [row] = await dataSource.query<OutboxDelivery[]>(
    `SELECT id, row_kind, workflow_type, workflow_id, start_input, decision, instruction, attempts, last_error
       FROM outbox WHERE id = ? AND lease_token = ? AND done_at IS NULL`,
    [outboxId, leaseToken],
  );
  if (!row) {
    return false;
  }
  const outcome = await carryOut(dataSource, engine, hooks, outboxId, deliveryOf(row), deadlineMilliseconds);
  if (outcome === 'DONE') {
    return true;
  }
  // However long the engine was away: only failures of the application count towards giving it up.
  const isFirstOfItsKind = outcome.outcome === 'NOT_APPLIED' && !row.last_error?.startsWith(NOT_APPLIED);
  const attempts = isFirstOfItsKind ? 1 : row.attempts + 1;
  const poisonous =
    outcome.outcome === 'DIVERGED' || (outcome.outcome === 'NOT_APPLIED' && attempts >= MOST_FAILED_APPLICATIONS);
  await dataSource.query(
    `UPDATE outbox SET lease_token = NULL, lease_until = NULL, attempts = ?, struggling = ?, last_error = ?,
            next_attempt_at = UTC_TIMESTAMP(6) + INTERVAL ? MICROSECOND,
            set_aside_at = ${poisonous ? 'UTC_TIMESTAMP(6)' : 'set_aside_at'}
      WHERE id = ? AND lease_token = ? AND done_at IS NULL`,
    [
      attempts,
      attempts >= STRUGGLING_ATTEMPTS,
      outcome.reason.slice(0, 500),
      Math.round(backOffSeconds(attempts - 1) * 1e6),
      outboxId,
      leaseToken,
    ],
  );
  return false;
}

function deliveryOf(row: OutboxDelivery): Delivery {
  const decision = JSON.parse(row.decision) as AcceptedDecision;
  // It was applied before: the engine has forgotten it and takes it again as it did then.
  const takenAt = row.instruction === null ? undefined : (JSON.parse(row.instruction) as Instruction).takenAt;
  return {
    rowKind: row.row_kind,
    workflowType: row.workflow_type,
    workflowId: row.workflow_id,
    startInput: row.start_input === null ? null : (JSON.parse(row.start_input) as unknown),
    decision: takenAt === undefined ? decision : { ...decision, takenAt },
  };
}

type NotDone =
  | Exclude<DeliveryOutcome, { outcome: 'ANSWERED' }>
  /** The engine has answered; this service could not do what the answer says. */
  | { readonly outcome: 'NOT_APPLIED'; readonly reason: string };

/** The engine's answer, applied; a failure to apply it is a reason to come again, as the engine's silence is. */
async function carryOut(
  dataSource: DataSource,
  engine: Engine,
  hooks: InstructionHooks,
  outboxId: string,
  delivery: Delivery,
  deadlineMilliseconds: number,
): Promise<'DONE' | NotDone> {
  await failpoint('delivery.before-engine');
  const reply = await engine.deliver(delivery, deadlineMilliseconds);
  await failpoint('delivery.after-engine');
  if (reply.outcome !== 'ANSWERED') {
    return reply;
  }
  const answer: DecisionAnswer = reply.instruction;
  if (answer.number !== delivery.decision.number) {
    return { outcome: 'DIVERGED', reason: `the workflow answered decision ${answer.number} instead` };
  }
  try {
    const applied = await applyInstruction(dataSource, hooks, outboxId, answer, delivery);
    await failpoint('delivery.after-commit');
    return applied
      ? 'DONE'
      : { outcome: 'LATER', reason: 'an earlier instruction of the subject has not been applied yet, or it is held' };
  } catch (error) {
    return { outcome: 'NOT_APPLIED', reason: `${NOT_APPLIED}: ${withoutData(error)}` };
  }
}
