import { notFound, refuse, type DecisionTransaction } from '@thidua/service-kit';
import { pathsOf } from './unit-tree';

const UNIT = { vi: 'đơn vị công đoàn', en: 'union unit' };

/**
 * Demands that units are in being today and lie under the owner, the owner itself included. A seed is trusted: it runs
 * before the projection of the tree is there.
 * @param field input field that named the units.
 * @throws NOT_FOUND for an unknown unit; a refusal for one that belongs elsewhere.
 */
export async function requireUnitsUnder(
  transaction: DecisionTransaction,
  ownerId: string,
  unitIds: readonly string[],
  field: string,
): Promise<void> {
  if (transaction.actor.kind === 'system') {
    return;
  }
  const paths = await pathsOf(transaction, [ownerId, ...unitIds], transaction.today);
  const ownerPath = paths.get(ownerId);
  for (const unitId of unitIds) {
    const path = paths.get(unitId);
    if (path === undefined) {
      throw notFound(UNIT, field);
    }
    if (ownerPath === undefined || !path.startsWith(ownerPath)) {
      throw refuse(
        'UNIT_NOT_UNDER_OWNER',
        'Đơn vị này không trực thuộc đơn vị chủ quản.',
        'This unit does not belong under the owner.',
        field,
      );
    }
  }
}
