import type { Permission } from '@thidua/contracts';
import { type CommandActor, type DecisionTransaction, type SqlRunner, notFound, refuse } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { BALLOT_SESSION, hidingUnseenSession } from '../access/ballot-session-scope';
import { conflictsOf, peopleActing } from '../access/separation-of-duties';
import { NOMINATION } from '../nomination/nomination.service';
import { BallotItem, BallotSession } from './ballot-session.entity';
import { BallotSessionState } from './ballot-session.enum';

/** What the commands on a session answer. */
export interface BallotSessionAnswer {
  readonly sessionId: string;
}

/** What the session's entries in the audit trail say was done. */
export const BallotAction = {
  Open: 'OPEN_BALLOT',
  Recuse: 'RECUSE',
  Cast: 'CAST_VOTE',
  Written: 'RECORD_WRITTEN_VOTE',
  Close: 'CLOSE_BALLOT',
  Void: 'VOID_BALLOT',
  KeyDestroyed: 'KEY_DESTROYED',
} as const;

/** A session with its id in canonical form. @throws NOT_FOUND. */
export async function existingSession(dataSource: DataSource, sessionId: string): Promise<BallotSession> {
  const session = await dataSource.manager.findOneBy(BallotSession, { id: sessionId });
  if (!session) {
    throw notFound(BALLOT_SESSION, 'input.sessionId');
  }
  return session;
}

/**
 * The session of this transaction, locked: shared by who votes, exclusively by who closes or voids, so that no vote
 * comes in while votes are counted.
 */
export async function lockedSession(
  transaction: DecisionTransaction,
  lock: 'pessimistic_read' | 'pessimistic_write',
): Promise<BallotSession> {
  return transaction.manager.findOneOrFail(BallotSession, {
    where: { id: transaction.subject.id },
    lock: { mode: lock },
  });
}

/** @throws Refusal for a session that takes nothing more. */
export function assertOpen({ state }: BallotSession): void {
  if (state !== BallotSessionState.Open) {
    throw refuse(
      'BALLOT_SESSION_NOT_OPEN',
      `Phiên bỏ phiếu này đã ${state === BallotSessionState.Closed ? 'kết thúc' : 'bị hủy'}.`,
      `This session has been ${state === BallotSessionState.Closed ? 'closed' : 'voided'}.`,
      'input.sessionId',
    );
  }
}

/** A nomination of a session. @throws NOT_FOUND. */
export async function itemOf(transaction: DecisionTransaction, nominationId: string): Promise<BallotItem> {
  const item = await transaction.manager.findOneBy(BallotItem, { sessionId: transaction.subject.id, nominationId });
  if (!item) {
    throw notFound(NOMINATION, 'input.nominationId');
  }
  return item;
}

async function isPartyTo(runner: SqlRunner, actor: CommandActor, nominationIds: readonly string[]): Promise<boolean> {
  return actor.kind === 'person' && (await conflictsOf(runner, nominationIds, peopleActing(actor.passport))).length > 0;
}

/**
 * Checks the mandate for a session and separation of duties over its nominations: all of them, or the one that it is about.
 * @throws FORBIDDEN, or NOT_FOUND for a session that the caller may not see.
 */
export async function authoriseOnSession(
  transaction: DecisionTransaction,
  permission: Permission,
  { bodyUnitId }: Pick<BallotSession, 'bodyUnitId'>,
  nominationIds: readonly string[],
): Promise<void> {
  const isParty = await isPartyTo(transaction, transaction.actor, nominationIds);
  await hidingUnseenSession(transaction, 'input.sessionId', () =>
    transaction.authorise(permission, bodyUnitId, null, { isParty }),
  );
}

/** The nominations of a session in the order of the list. */
export function itemsOf(transaction: DecisionTransaction): Promise<BallotItem[]> {
  return transaction.manager.find(BallotItem, {
    where: { sessionId: transaction.subject.id },
    order: { ordinal: 'ASC' },
  });
}
