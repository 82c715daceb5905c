import { newId } from '@thidua/contracts/ids';
import { OPEN_END, refuse, type SqlRunner } from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';

/** A belonging to be written. */
export interface NewAffiliation {
  readonly memberId: string;
  readonly unitId: string;
  readonly validFrom: string;
  readonly admittedOn: string | null;
}

/** Writes open belongings. */
export async function insertAffiliations(runner: SqlRunner, affiliations: readonly NewAffiliation[]): Promise<void> {
  await insertRows(
    runner,
    'member_affiliation',
    ['id', 'member_id', 'unit_id', 'valid_from', 'valid_until', 'admitted_on'],
    affiliations.map((affiliation) => [
      newId(),
      affiliation.memberId,
      affiliation.unitId,
      affiliation.validFrom,
      OPEN_END,
      affiliation.admittedOn,
    ]),
  );
}

/**
 * Ends the belonging of all members of a unit on a date; where the unit is merged they belong to the other from then on.
 * @returns how many members were concerned.
 */
export async function endMembershipOf(
  runner: SqlRunner,
  unitId: string,
  date: string,
  mergedIntoId: string | null,
): Promise<number> {
  const [later] = await runner.query<{ found: number }[]>(
    'SELECT EXISTS (SELECT 1 FROM member_affiliation WHERE unit_id = ? AND valid_from >= ?) AS found',
    [unitId, date],
  );
  if (Number(later?.found) === 1) {
    throw refuse(
      'UNIT_HAS_LATER_MEMBERS',
      'Đơn vị có đoàn viên được kết nạp từ ngày này trở đi.',
      'The unit has members who were admitted on that date or later.',
      'input.dissolvedOn',
    );
  }
  const members = await runner.query<{ memberId: string }[]>(
    'SELECT member_id AS memberId FROM member_affiliation WHERE unit_id = ? AND valid_until > ?',
    [unitId, date],
  );
  await runner.query('UPDATE member_affiliation SET valid_until = ? WHERE unit_id = ? AND valid_until > ?', [
    date,
    unitId,
    date,
  ]);
  if (mergedIntoId) {
    await insertAffiliations(
      runner,
      members.map(({ memberId }) => ({ memberId, unitId: mergedIntoId, validFrom: date, admittedOn: null })),
    );
  }
  return members.length;
}
