import { grantingMandate, type UnitInScope } from '@thidua/contracts';
import { isId } from '@thidua/contracts/ids';
import type { Passport } from '@thidua/contracts/passport';
import { authorise, badInput, calendarDateAt, notFound, type SqlRunner } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';

/**
 * An id in its canonical form.
 * @throws BAD_USER_INPUT for anything but a UUID.
 */
export function canonicalId(id: string, field: string): string {
  const canonical = id.toLowerCase();
  if (!isId(canonical)) {
    throw badInput({ field, vi: 'Cần một UUID.', en: 'Give a UUID.' });
  }
  return canonical;
}

/**
 * The unit where it stands today, or where it last or first stood when it is not in being today: what a dissolved unit
 * received stays readable for those above it. Null when the union tree has never known it.
 */
export async function placeOfUnit(runner: SqlRunner, unitId: string, today: string): Promise<UnitInScope | null> {
  const [row] = await runner.query<{ path: string }[]>(
    `SELECT path FROM unit_projection WHERE unit_id = ?
      ORDER BY valid_from <= ? DESC, ABS(DATEDIFF(valid_from, ?)) LIMIT 1`,
    [unitId, today, today],
  );
  return row ? { unitId: unitId.toLowerCase(), unitPath: row.path } : null;
}

/** The same for many units, in one statement. */
export function placeLoader(dataSource: DataSource): DataLoader<string, UnitInScope | null> {
  return new DataLoader(async (unitIds) => {
    const today = calendarDateAt(new Date());
    const rows = await dataSource.query<{ unit_id: string; path: string }[]>(
      `SELECT unit_id, path FROM unit_projection WHERE unit_id IN (?)
        ORDER BY valid_from <= ? DESC, ABS(DATEDIFF(valid_from, ?))`,
      [unitIds, today, today],
    );
    return unitIds.map((unitId) => {
      const row = rows.find((each) => each.unit_id === unitId);
      return row ? { unitId, unitPath: row.path } : null;
    });
  });
}

/**
 * Checks that the caller may read the unit's budgets and single receipts.
 * @throws NOT_FOUND for a unit that the tree has never known, FORBIDDEN that names the mandate needed.
 */
export async function assertReadableLedger(runner: SqlRunner, passport: Passport, unitId: string): Promise<void> {
  const unit = await placeOfUnit(runner, unitId, calendarDateAt(new Date()));
  if (!unit) {
    throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, 'unitId');
  }
  authorise(passport, 'finance.read', unit);
}

/** Whether the caller may read the unit's budgets and single receipts. */
export async function isReadableLedger(runner: SqlRunner, passport: Passport, unitId: string): Promise<boolean> {
  const unit = await placeOfUnit(runner, unitId, calendarDateAt(new Date()));
  return unit !== null && grantingMandate(passport.mandates, 'finance.read', unit) !== null;
}
