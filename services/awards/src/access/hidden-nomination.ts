import type { Message } from '@thidua/contracts';
import { type DecisionTransaction, notFound } from '@thidua/service-kit';
import { GraphQLError } from 'graphql';
import { visibleNominations } from './nomination-scope';

/**
 * Carries out a check on the nomination of this transaction. That a nomination exists is private: whoever is refused
 * and may not even see it learns that there is no such thing.
 * @param what how the thing that was named is called, and by which field.
 * @throws NOT_FOUND in place of FORBIDDEN for a nomination that the caller may not see.
 */
export async function hidingUnseen<Result>(
  transaction: DecisionTransaction,
  what: Message,
  field: string,
  check: () => Promise<Result>,
): Promise<Result> {
  try {
    return await check();
  } catch (error) {
    const isRefusal = error instanceof GraphQLError && error.extensions['code'] === 'FORBIDDEN';
    if (!isRefusal || transaction.actor.kind !== 'person') {
      throw error;
    }
    const scope = visibleNominations(transaction.actor.passport, transaction.now);
    const seen = await transaction.query<unknown[]>(`SELECT 1 FROM nomination n WHERE n.id = ? AND ${scope.sql}`, [
      transaction.subject.id,
      ...scope.parameters,
    ]);
    throw seen.length > 0 ? error : notFound(what, field);
  }
}
