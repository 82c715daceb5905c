import { badInput, type DecisionTransaction, notFound, refuse } from '@thidua/service-kit';
import { NominationList } from './nomination-list.entity';

/** How a list is called in errors. */
export const NOMINATION_LIST = { vi: 'danh sách đề nghị', en: 'list of nominations' };
/** The most nominations of one list. */
export const MOST_IN_A_LIST = 500;

/**
 * Locks the list, so that two who fill it at once do not overfill it together.
 * @param more how many nominations are to be added.
 * @throws NOT_FOUND, BAD_USER_INPUT for a list of another unit, a Refusal when it would become too long.
 */
export async function assertListTakes(
  transaction: DecisionTransaction,
  listId: string,
  nominatingUnitId: string,
  more: number,
): Promise<void> {
  const [list] = await transaction.query<{ nominating_unit_id: string }[]>(
    'SELECT nominating_unit_id FROM nomination_list WHERE id = ? FOR UPDATE',
    [listId],
  );
  if (!list) {
    throw notFound(NOMINATION_LIST, 'input.listId');
  }
  if (list.nominating_unit_id !== nominatingUnitId) {
    throw badInput({
      field: 'input.listId',
      vi: 'Danh sách thuộc đơn vị đề nghị khác.',
      en: 'The list is of another nominating unit.',
    });
  }
  const [row] = await transaction.query<{ n: string | number }[]>(
    'SELECT COUNT(*) AS n FROM nomination WHERE list_id = ?',
    [listId],
  );
  if (Number(row?.n ?? 0) + more > MOST_IN_A_LIST) {
    throw refuse(
      'LIST_IS_FULL',
      `Một danh sách có tối đa ${MOST_IN_A_LIST} hồ sơ; hãy lập danh sách khác.`,
      `A list holds at most ${MOST_IN_A_LIST} nominations; draft another one.`,
      'input.listId',
    );
  }
}

/** The list of a transaction's subject. @throws NOT_FOUND. */
export async function listOf(transaction: DecisionTransaction): Promise<NominationList> {
  const list = await transaction.manager.findOneBy(NominationList, { id: transaction.subject.id });
  if (!list) {
    throw notFound(NOMINATION_LIST);
  }
  return list;
}
