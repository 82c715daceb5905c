import type { DecisionTransaction } from '@thidua/service-kit';
import { readRoot } from '../identity/person-units';

/** The unit under whose mandate a command acts, once it is authorised; what the system does, as a seed, is the root's. */
export async function actingUnit(transaction: DecisionTransaction): Promise<string> {
  return transaction.mandate?.unitId ?? (await readRoot(transaction, transaction.today)).unitId;
}

/** Whether the mandate acted under is of a unit or of one above it; the system acts from above all. */
export async function actsFromAtLeast(transaction: DecisionTransaction, unitId: string): Promise<boolean> {
  const { mandate } = transaction;
  if (mandate === null || mandate.unitId === unitId) {
    return true;
  }
  const { unitPath } = await transaction.unit(unitId);
  return unitPath.startsWith(mandate.unitPath);
}
