import { SubjectKind } from '@thidua/contracts';
import { badInput, type DecisionTransaction, notFound } from '@thidua/service-kit';
import { GraphQLError } from 'graphql';
import { hidingUnseen } from '../access/hidden-nomination';
import { visibleLists } from '../list/nomination-list.query';
import { listOf, NOMINATION_LIST } from '../list/nomination-list.rules';
import { assertPossible, NOMINATION, nominationOf } from '../nomination/nomination.service';

/** What papers belong to: exactly one of a nomination and a list. */
export interface PaperOwner {
  readonly nominationId: string | null;
  readonly listId: string | null;
}

/** @throws BAD_USER_INPUT unless exactly one is named. */
export function ownerOf(input: { nominationId?: string | null; listId?: string | null }): PaperOwner {
  const owner = { nominationId: input.nominationId ?? null, listId: input.listId ?? null };
  if ((owner.nominationId === null) === (owner.listId === null)) {
    throw badInput({
      field: 'input.nominationId',
      vi: 'Cần đúng một: hồ sơ hoặc danh sách.',
      en: 'Give exactly one: a nomination or a list.',
    });
  }
  return owner;
}

/** The subject whose chain tells of the owner's papers. */
export function subjectOf({ nominationId, listId }: PaperOwner): { kind: SubjectKind; id: string } {
  return nominationId
    ? { kind: SubjectKind.Nomination, id: nominationId }
    : { kind: SubjectKind.NominationList, id: listId ?? '' };
}

/** The same as `hidingUnseen`, for the list of this transaction. */
async function hidingUnseenList(
  transaction: DecisionTransaction,
  field: string,
  check: () => Promise<unknown>,
): Promise<void> {
  try {
    await check();
  } catch (error) {
    const isRefusal = error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN';
    if (!isRefusal || transaction.actor.kind !== 'person') {
      throw error;
    }
    const scope = visibleLists(transaction.actor.passport, transaction.now);
    const seen = await transaction.query<unknown[]>(`SELECT 1 FROM nomination_list l WHERE l.id = ? AND ${scope.sql}`, [
      transaction.subject.id,
      ...scope.parameters,
    ]);
    throw seen.length > 0 ? error : notFound(NOMINATION_LIST, field);
  }
}

/**
 * Checks that the caller may change the papers of this transaction's subject now.
 * @param field input field that led to the subject.
 * @returns the nominating unit.
 * @throws FORBIDDEN, NOT_FOUND for what the caller may not see, a Refusal for a nomination that is on its way.
 */
export async function authoriseChangeOfPapers(transaction: DecisionTransaction, field: string): Promise<string> {
  if (transaction.subject.kind === SubjectKind.Nomination) {
    const nomination = await nominationOf(transaction);
    await hidingUnseen(transaction, NOMINATION, field, () =>
      transaction.authorise('nomination.draft', nomination.nominatingUnitId),
    );
    assertPossible(nomination, 'edit');
    return nomination.nominatingUnitId;
  }
  const list = await listOf(transaction);
  await hidingUnseenList(transaction, field, () => transaction.authorise('nomination.draft', list.nominatingUnitId));
  return list.nominatingUnitId;
}
