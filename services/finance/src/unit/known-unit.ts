import { isId } from '@thidua/contracts/ids';
import { badInput, notFound, type SqlRunner } from '@thidua/service-kit';

/**
 * The unit's id in its canonical form.
 * @throws BAD_USER_INPUT for anything but a UUID.
 */
export function canonicalUnitId(id: string, field: string): string {
  const canonical = id.toLowerCase();
  if (!isId(canonical)) {
    throw badInput({ field, vi: 'Cần một UUID.', en: 'Give a UUID.' });
  }
  return canonical;
}

/**
 * Checks that the union tree knows the unit, today or in the past: what a dissolved unit received stays readable.
 * @throws NOT_FOUND.
 */
export async function assertKnownUnit(runner: SqlRunner, unitId: string): Promise<void> {
  const [row] = await runner.query<{ found: number | string }[]>(
    'SELECT EXISTS (SELECT 1 FROM unit_projection WHERE unit_id = ?) AS found',
    [unitId],
  );
  if (Number(row?.found) !== 1) {
    throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, 'unitId');
  }
}
