import { NominationAction, NominationState, NominationTaskKind, type Reason, SubjectKind } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import { Not } from 'typeorm';
import {
  type Decided,
  type DecisionTransaction,
  type Decisions,
  type Refusal,
  refuse,
  retryLater,
} from '@thidua/service-kit';
import type { ChecksInTrail, NominationChecks } from '../check/nomination-checks';
import { Nomination } from '../nomination/nomination.entity';
import { NominationStatus } from '../nomination/nomination.enum';
import { nominationOf } from '../nomination/nomination.service';
import { TaskOutcome } from '../stage/stage-decision';
import { routeOfAction } from '../stage/stage.service';
import { AwardDecision } from './award-decision.entity';
import { AwardDecisionAct, AwardDecisionItemState } from './award-decision.enum';
import { AwardDecisionItem } from './award-decision-item.entity';
import type { AwardDecisionMove } from './award-decision-move.entity';
import { refuseItem } from './decision-signing.service';
import { enterInRegistry, revokeInRegistry } from '../registry/decided-award';

/** Who moves nominations for a decision: whoever signed it stands in the decision's own history and in the entry. */
const ACTOR = { kind: 'system', name: 'award-decision' } as const;

type MoveAnswer = { readonly nominationId: string };
type Move = (
  transaction: DecisionTransaction,
  decision: AwardDecision,
  check: (nomination: Nomination, stage: string) => Promise<ChecksInTrail | null>,
) => Promise<Decided<MoveAnswer>>;
/** The checks that a nomination has to pass once more when its decision reaches it. */
export type ChecksOfMoves = Pick<NominationChecks, 'prepareById' | 'enforceAtStage'>;

/** What of a decision stands in the history of each of its nominations. */
export function decisionInHistory(decision: AwardDecision): object {
  const { id, bodyUnitId, year, number, decidedOn, signatoryId, signatoryPosition, mandateId, recordedAt } = decision;
  return { id, bodyUnitId, year, number, decidedOn, signatoryId, signatoryPosition, mandateId, recordedAt };
}

/** The item has moved, in the very transaction that moves its nomination. */
async function markItem(
  transaction: DecisionTransaction,
  decisionId: string,
  nominationId: string,
  state: AwardDecisionItemState,
): Promise<void> {
  // What was revoked meanwhile stays so.
  await transaction.manager.update(
    AwardDecisionItem,
    { decisionId, nominationId, state: Not(AwardDecisionItemState.Revoked) },
    { state },
  );
}

/** @throws Refusal when the nomination fell out of the decision before. */
async function assertHeld(transaction: DecisionTransaction, decisionId: string, nominationId: string): Promise<void> {
  const held = await transaction.manager.existsBy(AwardDecisionItem, { decisionId, heldNominationId: nominationId });
  if (!held) {
    throw notOfDecision();
  }
}

function notOfDecision(): Refusal {
  return refuse(
    'NOMINATION_NOT_OF_DECISION',
    'Hồ sơ không còn thuộc quyết định này.',
    'The nomination is no longer of this decision.',
  );
}

const decide: Move = async (transaction, decision, check) => {
  const nomination = await nominationOf(transaction);
  await assertHeld(transaction, decision.id, nomination.id);
  const task = await transaction.lockOpenTask(NominationTaskKind.Decide, decision.bodyUnitId);
  if (!task || nomination.state !== NominationState.Recommended) {
    throw refuse(
      'NOMINATION_NOT_AT_DECISION',
      `Hồ sơ đã rời bước quyết định (đang ở trạng thái ${nomination.state}).`,
      `The nomination has left the stage of the decision (it is ${nomination.state}).`,
    );
  }
  const { taskId, stage } = await transaction.completeTask(task, TaskOutcome.Decided);
  const checks = await check(nomination, stage);
  const { affected } = await transaction.manager.update(
    AwardDecisionItem,
    { decisionId: decision.id, nominationId: nomination.id, state: AwardDecisionItemState.Signed },
    { state: AwardDecisionItemState.Decided },
  );
  if (affected !== 1) {
    throw notOfDecision();
  }
  return {
    answer: { nominationId: nomination.id },
    audit: {
      action: 'DECIDE',
      before: { state: nomination.state, stage, revision: nomination.revision },
      after: { taskId, decision: decisionInHistory(decision), checks },
      ruleVersion: nomination.routeVersionId,
    },
    route: { ...routeOfAction(NominationAction.Advance), details: { awardDecisionId: decision.id } },
  };
};

/** What a decided nomination becomes by a later act on its decision; its workflow has ended, so nothing is routed. */
function afterwards(
  from: readonly NominationStatus[],
  to: NominationStatus,
  act: AwardDecisionAct,
  state: AwardDecisionItemState,
  alsoDo: (transaction: DecisionTransaction, decision: AwardDecision, nomination: Nomination) => Promise<object>,
): Move {
  return async (transaction, decision) => {
    const nomination = await nominationOf(transaction);
    await assertHeld(transaction, decision.id, nomination.id);
    if (nomination.state === NominationStatus.Revoked) {
      throw refuse('NOMINATION_REVOKED', 'Khen thưởng đã bị hủy bỏ.', 'The award has been revoked.');
    }
    if (!from.includes(nomination.state)) {
      // The workflow's instruction for what came before has not arrived yet.
      throw retryLater({
        vi: `Hồ sơ đang ở trạng thái ${nomination.state}; sẽ làm lại sau.`,
        en: `The nomination is ${nomination.state}; it will be moved later.`,
      });
    }
    await transaction.manager.update(Nomination, { id: nomination.id }, { state: to });
    await markItem(transaction, decision.id, nomination.id, state);
    const more = await alsoDo(transaction, decision, nomination);
    return {
      answer: { nominationId: nomination.id },
      audit: {
        action: act,
        before: { state: nomination.state },
        after: { state: to, decisionId: decision.id, ...more },
        ruleVersion: nomination.routeVersionId,
      },
    };
  };
}

const publish = afterwards(
  [NominationStatus.Decided],
  NominationStatus.Published,
  AwardDecisionAct.Publish,
  AwardDecisionItemState.Published,
  async (transaction, decision, nomination) => ({
    receivedAwardId: await enterInRegistry(transaction, decision, nomination),
  }),
);

const handOver = afterwards(
  [NominationStatus.Published],
  NominationStatus.Awarded,
  AwardDecisionAct.HandOver,
  AwardDecisionItemState.Awarded,
  () => Promise.resolve({}),
);

const revoke = afterwards(
  [NominationStatus.Decided, NominationStatus.Published, NominationStatus.Awarded],
  NominationStatus.Revoked,
  AwardDecisionAct.Revoke,
  AwardDecisionItemState.Revoked,
  async (transaction, decision, nomination) => ({
    receivedAwardId: await revokeInRegistry(transaction, decision.id, nomination.id),
  }),
);

const MOVES: Readonly<Record<AwardDecisionAct, Move>> = {
  [AwardDecisionAct.Decide]: decide,
  [AwardDecisionAct.Publish]: publish,
  [AwardDecisionAct.HandOver]: handOver,
  [AwardDecisionAct.Revoke]: revoke,
};

/** Takes a nomination out of its decision, in the decision's own history, with the reason why it could not be decided. @throws Refusal when it is not there any more. */
export async function dropFromDecision(
  decisions: Decisions,
  { id, decisionId, nominationId }: AwardDecisionMove,
  reason: Omit<Reason, 'field'>,
): Promise<void> {
  await decisions.run<MoveAnswer>({
    actor: ACTOR,
    operation: 'dropFromAwardDecision',
    commandId: derivedId('award-decision-drop', id),
    payload: { decisionId, nominationId },
    subject: { kind: SubjectKind.AwardDecision, id: decisionId },
    decide: async (transaction) => {
      if (!(await refuseItem(transaction, decisionId, nominationId, reason))) {
        throw notOfDecision();
      }
      return {
        answer: { nominationId },
        audit: { action: 'DROP', reason: `${reason.vi} / ${reason.en}`, after: { nominationId, code: reason.code } },
      };
    },
  });
}

/**
 * Moves one nomination for an act on its decision, by a command of its own (rule 10). A repeat repeats nothing. Before it
 * is decided its checks run once more, as they do at every stage: one that is blocked by now falls out of the decision.
 * @throws a Refusal, or CONFLICT, when the nomination cannot be moved.
 */
export async function moveNomination(
  decisions: Decisions,
  checks: ChecksOfMoves,
  move: AwardDecisionMove,
): Promise<void> {
  // What other services know of the nominee is asked before the transaction (decision-path.md rule 4).
  const prepared = move.act === AwardDecisionAct.Decide ? await checks.prepareById(move.nominationId) : null;
  await decisions.run<MoveAnswer>({
    actor: ACTOR,
    operation: 'moveNomination',
    commandId: move.id,
    payload: { decisionId: move.decisionId, nominationId: move.nominationId, act: move.act },
    subject: { kind: SubjectKind.Nomination, id: move.nominationId },
    delivery: 'RELAY',
    locks: prepared?.locks ?? [],
    decide: async (transaction) => {
      const decision = await transaction.manager.findOneByOrFail(AwardDecision, { id: move.decisionId });
      return MOVES[move.act](
        transaction,
        decision,
        async (nomination, stage) => prepared && checks.enforceAtStage(transaction, nomination, prepared, stage),
      );
    },
  });
}
