import { NominationTaskKind, type Reason } from '@thidua/contracts';
import { type DecisionTransaction, notFound } from '@thidua/service-kit';
import { visibleNominations } from '../access/nomination-scope';
import { NOMINATION } from '../nomination/nomination.service';
import type { AwardDecision } from './award-decision.entity';

/** A nomination as a decision's list sees it. */
export interface ListedNomination {
  readonly id: string;
  readonly submittedAt: Date;
  /** Whether its open stage is the decision of the body. */
  readonly isDecidable: boolean;
  /** The decision that holds it; null when none does. */
  readonly heldBy: string | null;
}

/** Nominations by id, as they stand in this transaction. */
export async function readListed(
  transaction: DecisionTransaction,
  nominationIds: readonly string[],
  bodyUnitId: string,
): Promise<Map<string, ListedNomination>> {
  if (nominationIds.length === 0) {
    return new Map();
  }
  const rows = await transaction.query<
    { id: string; submitted_at: Date; decidable: number | string; held_by: string | null }[]
  >(
    `SELECT n.id, n.submitted_at, i.decision_id AS held_by,
            EXISTS (SELECT 1 FROM task t WHERE t.subject_id = n.id AND t.kind = ? AND t.unit_id = ?
                       AND t.status = 'OPEN') AS decidable
       FROM nomination n LEFT JOIN award_decision_item i ON i.held_nomination_id = n.id
      WHERE n.id IN (?)`,
    [NominationTaskKind.Decide, bodyUnitId, nominationIds],
  );
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        submittedAt: row.submitted_at,
        isDecidable: Number(row.decidable) === 1,
        heldBy: row.held_by,
      },
    ]),
  );
}

/** Why a nomination cannot be of a decision; null when it can. */
export function listingProblem(listed: ListedNomination | undefined, decisionId: string, field: string): Reason | null {
  if (!listed?.isDecidable) {
    return {
      code: 'NOMINATION_NOT_AT_DECISION',
      vi: 'Hồ sơ này không còn ở bước chờ cơ quan này ký quyết định.',
      en: 'This nomination does not wait for this body’s decision.',
      field,
    };
  }
  return listed.heldBy === null || listed.heldBy === decisionId
    ? null
    : {
        code: 'NOMINATION_IN_ANOTHER_DECISION',
        vi: 'Hồ sơ này đã có trong một quyết định khác.',
        en: 'This nomination is already in another decision.',
        field,
      };
}

/**
 * Those of the nominations that the caller may not see are not there for them.
 * @throws NOT_FOUND naming the first one.
 */
export async function assertVisible(transaction: DecisionTransaction, nominationIds: readonly string[]): Promise<void> {
  if (transaction.actor.kind !== 'person' || nominationIds.length === 0) {
    return;
  }
  const scope = visibleNominations(transaction.actor.passport, transaction.now);
  const rows = await transaction.query<{ id: string }[]>(
    `SELECT n.id FROM nomination n WHERE n.id IN (?) AND ${scope.sql}`,
    [nominationIds, ...scope.parameters],
  );
  const seen = new Set(rows.map(({ id }) => id));
  const unseen = nominationIds.findIndex((id) => !seen.has(id));
  if (unseen >= 0) {
    throw notFound(NOMINATION, `input.nominationIds.${unseen}`);
  }
}

/** The ids of a decision's list in its order: of those that it still holds. */
export async function heldNominations(
  transaction: DecisionTransaction,
  { id }: Pick<AwardDecision, 'id'>,
): Promise<string[]> {
  const rows = await transaction.query<{ nomination_id: string }[]>(
    `SELECT nomination_id FROM award_decision_item
      WHERE decision_id = ? AND held_nomination_id IS NOT NULL ORDER BY ordinal`,
    [id],
  );
  return rows.map((row) => row.nomination_id);
}
