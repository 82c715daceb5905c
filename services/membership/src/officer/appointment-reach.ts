import type { Mandate } from '@thidua/contracts';
import { refuse, type DecisionTransaction } from '@thidua/service-kit';

/**
 * Checks that a member belongs today to a unit under the mandate by which they are appointed: nobody is drawn into a
 * unit, and their personal data with them, from elsewhere.
 */
export async function assertWithinReach(
  transaction: DecisionTransaction,
  memberId: string,
  { unitPath }: Mandate,
): Promise<void> {
  const { today } = transaction;
  const [row] = await transaction.query<{ found: number }[]>(
    `SELECT EXISTS (SELECT 1 FROM member_affiliation held
                      JOIN union_unit_version version ON version.unit_id = held.unit_id
                     WHERE held.member_id = ? AND held.valid_from <= ? AND held.valid_until > ?
                       AND version.valid_from <= ? AND version.valid_until > ? AND version.path LIKE ?) AS found`,
    [memberId, today, today, today, today, `${unitPath}%`],
  );
  if (Number(row?.found) !== 1) {
    throw refuse(
      'MEMBER_OUT_OF_REACH',
      'Đoàn viên này hiện không sinh hoạt tại đơn vị nào thuộc phạm vi chức danh của người công nhận.',
      'The member does not belong today to a unit within reach of the mandate by which they would be appointed.',
      'input.memberId',
    );
  }
}
