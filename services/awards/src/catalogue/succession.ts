import { newId } from '@thidua/contracts/ids';
import { badInput, type DecisionTransaction, normalisedText, OPEN_END, Provenance, Refusal } from '@thidua/service-kit';
import type { EntityTarget, FindOptionsOrder, FindOptionsWhere, QueryDeepPartialEntity } from 'typeorm';
import type { DatedRowInput } from './catalogue.input';
import { replacementProblem, successionProblem, validityProblem } from './catalogue.rules';
import type { DatedRow } from './dated-row.entity';

/** Getters of the graph, which no row is stored with. */
type Computed = 'endsOn' | 'isConfigurableDefault';
/** What a row states, besides what every dated row holds. */
export type Stated<Row extends DatedRow> = Omit<Row, keyof DatedRow>;
/** A row as it is written. */
export type Written<Row extends DatedRow> = Omit<Row, Computed>;

/** A new version, how the one before it ended if there was one, and the planned one that it took the place of. */
export interface Succession<Row extends DatedRow> {
  readonly row: Written<Row>;
  readonly before: { readonly id?: string; readonly validUntil?: string; readonly replaced?: Row } | null;
}

/**
 * Writes a new version of a row and ends the one before it on the day on which it begins. The subject's head is locked,
 * so that two never succeed the same one.
 * @param line what all versions have in common.
 * @throws Refusal when it would change the past or overlap; BAD_USER_INPUT when it ends before it begins.
 */
export async function succeed<Row extends DatedRow>(
  transaction: DecisionTransaction,
  entity: EntityTarget<Row>,
  line: FindOptionsWhere<Row>,
  input: DatedRowInput,
  stated: Stated<Row>,
): Promise<Succession<Row>> {
  const validity = { validFrom: input.validFrom, validUntil: input.validUntil ?? OPEN_END };
  const wrong = validityProblem(validity);
  if (wrong) {
    throw badInput(wrong);
  }
  const isSeed = transaction.actor.kind === 'system';
  const [latest = null, previous = null] = await transaction.manager.find(entity, {
    where: line,
    order: { version: 'DESC' } as FindOptionsOrder<Row>,
    take: 2,
  });
  const replaced = input.replacesId ? latest : null;
  const last = input.replacesId ? previous : latest;
  const problem =
    (input.replacesId ? replacementProblem(input.replacesId, latest, transaction.today) : null) ??
    successionProblem(validity.validFrom, last, isSeed ? null : transaction.today);
  if (problem) {
    throw new Refusal([problem]);
  }
  if (replaced) {
    // No nomination has been judged by it: it has not begun. The trail says what it was.
    await transaction.manager.delete(entity, { id: replaced.id });
  }
  // What ended only because the planned version was to begin goes on until the new one does.
  const isCut = last !== null && (last.validUntil > validity.validFrom || last.validUntil === replaced?.validFrom);
  if (isCut) {
    await transaction.manager.update(entity, { id: last.id }, {
      validUntil: validity.validFrom,
    } as unknown as QueryDeepPartialEntity<Row>);
  }
  const row = {
    id: newId(),
    version: (latest?.version ?? 0) + 1,
    ...validity,
    document: input.document ? normalisedText(input.document) : null,
    article: input.article ? normalisedText(input.article) : null,
    sourceStatus: input.sourceStatus,
    provenance: isSeed ? Provenance.Source : Provenance.Recorded,
    ...stated,
  } as unknown as Written<Row>;
  await transaction.manager.insert(entity, row as unknown as QueryDeepPartialEntity<Row>);
  return {
    row,
    before:
      isCut || replaced
        ? { ...(isCut ? { id: last.id, validUntil: last.validUntil } : {}), ...(replaced ? { replaced } : {}) }
        : null,
  };
}
