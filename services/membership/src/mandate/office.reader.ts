import type { HeldOffice, Period } from '@thidua/contracts';
import { notFound, type Provenance, type SqlRunner } from '@thidua/service-kit';
import type { Position } from '../officer/position.enum';
import { openEndAsNull } from '../unit/union-unit.type';
import type { OfficeOnRecord } from './mandate-rules';

/** A suspension or a delegation of an office. */
interface Recorded extends Period {
  readonly id: string;
}

/** A suspension with the unit under whose mandate it was made. */
interface RecordedSuspension extends Recorded {
  readonly unitId: string;
}

/** An office as the commands on mandates look at it. */
export interface StoredOffice extends OfficeOnRecord {
  readonly id: string;
  readonly unitId: string;
  readonly position: Position;
  readonly provenance: Provenance;
  readonly suspensions: readonly RecordedSuspension[];
  readonly delegations: readonly Recorded[];
}

/** A delegation with the office that it is of. */
export interface StoredDelegation extends Recorded {
  readonly toMemberId: string;
  readonly office: StoredOffice;
}

type Row<Fields> = Fields & { readonly until: string };

async function recordedOf<Kind extends Recorded>(
  runner: SqlRunner,
  table: 'mandate_suspension' | 'mandate_delegation',
  column: string,
  officeId: string,
): Promise<Kind[]> {
  const rows = await runner.query<Row<Kind>[]>(
    `SELECT id, valid_from AS \`from\`, valid_until AS until, ${column}
       FROM ${table} WHERE office_id = ? ORDER BY valid_from`,
    [officeId],
  );
  return rows.map((row) => ({ ...row, until: openEndAsNull(row.until) }));
}

async function readOffice(runner: SqlRunner, officeId: string): Promise<StoredOffice | null> {
  const [row] = await runner.query<Row<StoredOffice>[]>(
    `SELECT id, member_id AS holderId, unit_id AS unitId, position, provenance, valid_from AS \`from\`,
            valid_until AS until
       FROM officer WHERE id = ?`,
    [officeId],
  );
  return row
    ? {
        ...row,
        until: openEndAsNull(row.until),
        suspensions: await recordedOf(runner, 'mandate_suspension', 'unit_id AS unitId', officeId),
        delegations: await recordedOf(runner, 'mandate_delegation', 'to_member_id AS toMemberId', officeId),
      }
    : null;
}

/** A delegation by its id; null when there is none. */
export async function readDelegation(runner: SqlRunner, delegationId: string): Promise<StoredDelegation | null> {
  const [row] = await runner.query<Row<Recorded & { readonly toMemberId: string; readonly officeId: string }>[]>(
    `SELECT id, office_id AS officeId, to_member_id AS toMemberId, valid_from AS \`from\`, valid_until AS until
       FROM mandate_delegation WHERE id = ?`,
    [delegationId],
  );
  const office = row ? await readOffice(runner, row.officeId) : null;
  return row && office
    ? { id: row.id, toMemberId: row.toMemberId, from: row.from, until: openEndAsNull(row.until), office }
    : null;
}

/** An office by its id. @throws NOT_FOUND. */
export async function requireOffice(runner: SqlRunner, officeId: string): Promise<StoredOffice> {
  const office = await readOffice(runner, officeId);
  if (!office) {
    throw notFound({ vi: 'chức danh', en: 'office' }, 'input.officeId');
  }
  return office;
}

/** A delegation by its id. @throws NOT_FOUND. */
export async function requireDelegation(runner: SqlRunner, delegationId: string): Promise<StoredDelegation> {
  const delegation = await readDelegation(runner, delegationId);
  if (!delegation) {
    throw notFound({ vi: 'ủy quyền', en: 'delegation' }, 'input.delegationId');
  }
  return delegation;
}

/** The offices that a member holds or held in a unit, with their suspensions. One statement. */
export async function readOfficesIn(runner: SqlRunner, unitId: string, memberId: string): Promise<HeldOffice[]> {
  const rows = await runner.query<
    Row<{ id: string; from: string; suspendedFrom: string | null; suspendedUntil: string }>[]
  >(
    `SELECT officer.id, officer.valid_from AS \`from\`, officer.valid_until AS until,
            suspension.valid_from AS suspendedFrom, suspension.valid_until AS suspendedUntil
       FROM officer LEFT JOIN mandate_suspension suspension ON suspension.office_id = officer.id
      WHERE officer.member_id = ? AND officer.unit_id = ?`,
    [memberId, unitId],
  );
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((ofOne): HeldOffice[] => {
    const [first] = ofOne;
    return first
      ? [
          {
            from: first.from,
            until: openEndAsNull(first.until),
            suspensions: ofOne.flatMap(({ suspendedFrom, suspendedUntil }): Period[] =>
              suspendedFrom === null ? [] : [{ from: suspendedFrom, until: openEndAsNull(suspendedUntil) }],
            ),
            delegation: null,
          },
        ]
      : [];
  });
}
