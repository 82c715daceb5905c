import { notFound, type SqlRunner } from '@thidua/service-kit';
import type { UnitLevel, UnitStatus } from './unit.enums';

/** A unit between two dates, as the rules look at it. */
export interface UnitState {
  readonly unitId: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly path: string;
  readonly parentId: string | null;
  readonly level: UnitLevel;
  readonly status: UnitStatus;
  readonly name: string;
}

/** Every known state of units, oldest first. */
export function readStates(runner: SqlRunner, unitIds: readonly string[]): Promise<UnitState[]> {
  return unitIds.length === 0
    ? Promise.resolve([])
    : runner.query<UnitState[]>(
        `SELECT unit_id AS unitId, valid_from AS validFrom, valid_until AS validUntil, path, parent_id AS parentId,
                level, status, name
           FROM union_unit_version WHERE unit_id IN (?) ORDER BY valid_from`,
        [unitIds],
      );
}

/** The state that holds on a date, or null. */
export function stateOn(states: readonly UnitState[], unitId: string, date: string): UnitState | null {
  return states.find((state) => state.unitId === unitId && state.validFrom <= date && date < state.validUntil) ?? null;
}

/** Every known state of one unit, oldest first. @throws NOT_FOUND for an unknown unit. */
export async function readStatesOf(
  runner: SqlRunner,
  unitId: string,
  field: string,
): Promise<[UnitState, ...UnitState[]]> {
  const [first, ...later] = await readStates(runner, [unitId]);
  if (!first) {
    throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, field);
  }
  return [first, ...later];
}
