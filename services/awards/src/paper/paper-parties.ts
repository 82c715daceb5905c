import { SubjectKind } from '@thidua/contracts';
import type { DecisionTransaction } from '@thidua/service-kit';

/**
 * Whoever attaches, removes or signs a paper is a party to every nomination that it still is a paper of: they never
 * judge those (separation of duties).
 */
export async function recordParties(transaction: DecisionTransaction, members: readonly string[]): Promise<void> {
  const { id, kind } = transaction.subject;
  const column = kind === SubjectKind.Nomination ? 'n.id' : 'n.list_id';
  for (const memberId of members) {
    await transaction.query(
      `INSERT IGNORE INTO nomination_editor (nomination_id, member_id)
       SELECT n.id, ? FROM nomination n WHERE ${column} = ? AND n.state IN ('DRAFT', 'RETURNED')`,
      [memberId, id],
    );
  }
}

/** The same for a nomination that is drafted into a list which has papers already. */
export async function inheritParties(
  transaction: DecisionTransaction,
  nominationId: string,
  listId: string,
): Promise<void> {
  await transaction.query(
    `INSERT IGNORE INTO nomination_editor (nomination_id, member_id)
     SELECT ?, p.attached_by FROM nomination_paper p WHERE p.list_id = ?
      UNION SELECT ?, s.member_id FROM nomination_paper p JOIN nomination_paper_signatory s ON s.paper_id = p.id
       WHERE p.list_id = ?`,
    [nominationId, listId, nominationId, listId],
  );
}
