import { grantingMandate, type Permission } from '@thidua/contracts';
import type { DecisionTransaction } from '@thidua/service-kit';
import { readPersonUnits } from '../identity/person-units';

/**
 * Checks that a mandate of the caller grants a permission over a unit to which a member belongs, or in which they hold
 * an office, today. The system itself needs none.
 * @throws FORBIDDEN, for a member whom nobody knows as well.
 */
export async function authoriseOverMember(
  transaction: DecisionTransaction,
  permission: Permission,
  memberId: string,
): Promise<void> {
  const { actor, today } = transaction;
  const { offices, belongings } = await readPersonUnits(transaction, memberId, today);
  const mandates = actor.kind === 'person' ? actor.passport.mandates : [];
  const [first, ...others] = [...new Set([...belongings, ...offices])];
  for (const unitId of others) {
    if (grantingMandate(mandates, permission, await transaction.unit(unitId))) {
      await transaction.authorise(permission, unitId);
      return;
    }
  }
  // Nobody's own: without a unit of theirs within reach it is refused, and says which mandate it would take.
  await transaction.authoriseOwn(permission, '', first ?? null);
}
