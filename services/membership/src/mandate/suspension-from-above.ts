import { refuse, type DecisionTransaction, type Refusal } from '@thidua/service-kit';
import { actsFromAtLeast } from './acting-unit';

/** The refusal to undo what a superior has suspended. */
function suspendedFromAbove(field: string): Refusal {
  return refuse(
    'SUSPENDED_FROM_ABOVE',
    'Chức danh này do đơn vị cấp trên tạm đình chỉ: chỉ đơn vị đó hoặc đơn vị cấp trên của đơn vị đó mới được khôi phục, kết thúc hoặc công nhận lại.',
    'This office was suspended by a unit above: only that unit or one above it may resume it, end it or appoint the member again.',
    field,
  );
}

/** Checks that the mandate acted under is of the unit that suspended an office, or of one above it. @throws a Refusal. */
export async function assertFromSuspendingUnit(
  transaction: DecisionTransaction,
  unitId: string,
  field: string,
): Promise<void> {
  if (!(await actsFromAtLeast(transaction, unitId))) {
    throw suspendedFromAbove(field);
  }
}

/**
 * Checks that no suspension from above the mandate acted under holds, today or later, on an office, or on any office of
 * a member in a unit: ending it, or appointing the member there again, would undo it.
 * @throws a Refusal.
 */
export async function assertNotHeldFromAbove(
  transaction: DecisionTransaction,
  of: { readonly officeId: string } | { readonly memberId: string; readonly unitId: string },
  field: string,
): Promise<void> {
  const [sql, parameters] =
    'officeId' in of
      ? ['officer.id = ?', [of.officeId]]
      : ['officer.member_id = ? AND officer.unit_id = ?', [of.memberId, of.unitId]];
  const suspending = await transaction.query<{ unitId: string }[]>(
    `SELECT DISTINCT suspension.unit_id AS unitId
       FROM officer JOIN mandate_suspension suspension ON suspension.office_id = officer.id
      WHERE ${sql} AND suspension.valid_until > ? AND suspension.valid_until > suspension.valid_from`,
    [...parameters, transaction.today],
  );
  for (const { unitId } of suspending) {
    await assertFromSuspendingUnit(transaction, unitId, field);
  }
}
