import { Provenance, badInput, type SqlRunner } from '@thidua/service-kit';
import { newId } from '@thidua/contracts/ids';
import { insertRows } from '../list/insert-rows';
import { changeFrom, factAt, type DatedFact } from './dated-facts';
import type { UnitFactKind } from './unit.enums';

/** A fact to be written. */
export interface FactToWrite {
  readonly unitId: string;
  readonly kind: UnitFactKind;
  readonly value: string;
  /** First day on which it holds. */
  readonly from: string;
  readonly document: string | null;
  readonly provenance?: Provenance;
}

const COLUMNS = ['id', 'unit_id', 'kind', 'value', 'valid_from', 'valid_until', 'document', 'provenance'] as const;

/** Writes facts that nothing came before: those of a new unit. */
export async function insertFacts(
  runner: SqlRunner,
  facts: readonly (FactToWrite & { readonly until: string })[],
): Promise<void> {
  await insertRows(
    runner,
    'union_unit_fact',
    COLUMNS,
    facts.map((fact) => [
      newId(),
      fact.unitId,
      fact.kind,
      fact.value,
      fact.from,
      fact.until,
      fact.document,
      fact.provenance ?? Provenance.Recorded,
    ]),
  );
}

/** The facts of one kind that are known of a unit, oldest first. */
export function readFacts(runner: SqlRunner, unitId: string, kind: UnitFactKind): Promise<DatedFact[]> {
  return runner.query<DatedFact[]>(
    `SELECT id, value, valid_from AS validFrom, valid_until AS validUntil
       FROM union_unit_fact WHERE unit_id = ? AND kind = ? ORDER BY valid_from`,
    [unitId, kind],
  );
}

/**
 * Makes a value hold from a date; what held before keeps its days. Runs under the tree's lock.
 * @returns the value that held on that date before; null when none did.
 */
export async function writeFact(runner: SqlRunner, fact: FactToWrite): Promise<string | null> {
  const known = await readFacts(runner, fact.unitId, fact.kind);
  const change = changeFrom(known, fact.from);
  if (change.corrected) {
    await runner.query('UPDATE union_unit_fact SET value = ?, document = ?, provenance = ? WHERE id = ?', [
      fact.value,
      fact.document,
      fact.provenance ?? Provenance.Recorded,
      change.corrected.id,
    ]);
    return change.corrected.value;
  }
  if (change.cut) {
    await runner.query('UPDATE union_unit_fact SET valid_until = ? WHERE id = ?', [fact.from, change.cut.id]);
  }
  await insertFacts(runner, [{ ...fact, until: change.validUntil }]);
  return factAt(known, fact.from)?.value ?? null;
}

/** The refusal of a date that lies before the unit's first day. */
export function beforeTheUnit(field: string, firstDay: string): ReturnType<typeof badInput> {
  return badInput({
    field,
    vi: `Đơn vị có từ ngày ${firstDay}; ngày này sớm hơn.`,
    en: `The unit exists from ${firstDay} on; this date is earlier.`,
  });
}
