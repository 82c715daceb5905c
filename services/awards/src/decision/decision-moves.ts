import { derivedId } from '@thidua/contracts/ids';
import type { DecisionTransaction } from '@thidua/service-kit';
import type { AwardDecisionAct } from './award-decision.enum';
import { AwardDecisionMove, MoveState } from './award-decision-move.entity';

/** The id of the command that moves one nomination for an act on a decision: a repeat repeats nothing (rule 10). */
export function moveCommandId(actCommandId: string, nominationId: string): string {
  return derivedId('bulk-item', actCommandId, nominationId);
}

/**
 * Notes, in the transaction of an act on a decision, what it still has to do to each nomination: a crash afterwards
 * loses none of it.
 */
export async function planMoves(
  transaction: DecisionTransaction,
  decisionId: string,
  act: AwardDecisionAct,
  nominationIds: readonly string[],
): Promise<void> {
  if (nominationIds.length === 0) {
    return;
  }
  await transaction.manager.insert(
    AwardDecisionMove,
    nominationIds.map((nominationId) => ({
      id: moveCommandId(transaction.commandId, nominationId),
      decisionId,
      nominationId,
      actCommandId: transaction.commandId,
      act,
      state: MoveState.Waiting,
      nextAttemptAt: transaction.now,
    })),
  );
}

/** How many nominations of a decision still wait to be moved. */
export async function waitingMoves(transaction: DecisionTransaction, decisionId: string): Promise<number> {
  return transaction.manager.countBy(AwardDecisionMove, { decisionId, state: MoveState.Waiting });
}
