import { OPEN_END, Provenance, refuse, type Refusal, type SqlRunner } from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';
import { Position } from './position.enum';

/** An office to be written. */
export interface NewOfficer {
  readonly id: string;
  readonly memberId: string;
  readonly unitId: string;
  readonly position: Position;
  readonly from: string;
  /** First day on which it is no longer held; null when open. */
  readonly until: string | null;
  readonly document: string | null;
  readonly provenance: Provenance;
}

interface HeldOffice {
  readonly memberId: string;
  readonly unitId: string;
  readonly position: Position;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly fullName: string | null;
}

/**
 * Writes offices, one or many. Runs under the unit's lock, and under `chair:<unit>` for a chair.
 * @throws a Refusal when a unit would have two chairs at once, or a member the same office twice at once.
 */
export async function insertOfficers(runner: SqlRunner, officers: readonly NewOfficer[]): Promise<void> {
  const held = await runner.query<HeldOffice[]>(
    `SELECT officer.member_id AS memberId, officer.unit_id AS unitId, officer.position,
            officer.valid_from AS validFrom, officer.valid_until AS validUntil, member.full_name AS fullName
       FROM officer JOIN member ON member.id = officer.member_id WHERE officer.unit_id IN (?)`,
    [[...new Set(officers.map((officer) => officer.unitId))]],
  );
  const heldByUnit = Map.groupBy(held, (office) => office.unitId);
  for (const officer of officers) {
    const others = heldByUnit.get(officer.unitId) ?? [];
    const clash = others.find((other) => overlaps(other, officer) && excludes(other, officer));
    if (clash) {
      throw clashRefusal(clash);
    }
    heldByUnit.set(officer.unitId, [
      ...others,
      { ...officer, validFrom: officer.from, validUntil: officer.until ?? OPEN_END, fullName: null },
    ]);
  }
  await insertRows(
    runner,
    'officer',
    ['id', 'member_id', 'unit_id', 'position', 'valid_from', 'valid_until', 'document', 'provenance'],
    officers.map((officer) => [
      officer.id,
      officer.memberId,
      officer.unitId,
      officer.position,
      officer.from,
      officer.until ?? OPEN_END,
      officer.document,
      officer.provenance,
    ]),
  );
}

function overlaps(held: HeldOffice, wanted: NewOfficer): boolean {
  return held.validFrom < (wanted.until ?? OPEN_END) && wanted.from < held.validUntil;
}

function excludes(held: HeldOffice, wanted: NewOfficer): boolean {
  return held.position === wanted.position && (wanted.position === Position.Chair || held.memberId === wanted.memberId);
}

function clashRefusal(clash: HeldOffice): Refusal {
  const until = clash.validUntil === OPEN_END ? null : clash.validUntil;
  const vi = `${clash.fullName ?? ''} đang giữ chức danh này từ ${clash.validFrom}${until ? ` đến trước ${until}` : ''}.`;
  const en = `${clash.fullName ?? ''} holds this position from ${clash.validFrom}${until ? ` until ${until}` : ' on'}.`;
  return clash.position === Position.Chair
    ? refuse(
        'UNIT_HAS_CHAIR',
        `Mỗi đơn vị chỉ có một Chủ tịch tại một thời điểm: ${vi}`,
        `A unit has one chair at a time: ${en}`,
        'input.from',
      )
    : refuse('OFFICE_ALREADY_HELD', vi, en, 'input.from');
}

/** Ends all offices of a unit on a date. @throws a Refusal when one begins on that date or later. */
export async function endOfficesOf(runner: SqlRunner, unitId: string, date: string): Promise<void> {
  const [later] = await runner.query<{ found: number }[]>(
    'SELECT EXISTS (SELECT 1 FROM officer WHERE unit_id = ? AND valid_from >= ?) AS found',
    [unitId, date],
  );
  if (Number(later?.found) === 1) {
    throw refuse(
      'UNIT_HAS_LATER_OFFICERS',
      'Đơn vị có chức danh bắt đầu từ ngày này trở đi.',
      'The unit has an office that begins on that date or later.',
      'input.dissolvedOn',
    );
  }
  await runner.query('UPDATE officer SET valid_until = ? WHERE unit_id = ? AND valid_until > ?', [date, unitId, date]);
}
