import type { UnitInScope } from '@thidua/contracts';
import type { SqlRunner } from '@thidua/service-kit';

/** Where a member stands on a day. */
export interface PersonUnits {
  /** Units in which they hold an office. */
  readonly offices: readonly string[];
  /** Units in which they will hold one. */
  readonly officesToCome: readonly string[];
  /** Units to which they belong. */
  readonly belongings: readonly string[];
}

/** The units in which a member holds an office or will, or to which they belong on a day. One statement. */
export async function readPersonUnits(runner: SqlRunner, memberId: string, day: string): Promise<PersonUnits> {
  const rows = await runner.query<{ unitId: string; kind: 'OFFICE' | 'TO_COME' | 'BELONGING' }[]>(
    `SELECT unit_id AS unitId, IF(valid_from <= ?, 'OFFICE', 'TO_COME') AS kind FROM officer
      WHERE member_id = ? AND valid_until > ?
     UNION
     SELECT unit_id, 'BELONGING' FROM member_affiliation WHERE member_id = ? AND valid_from <= ? AND valid_until > ?
      ORDER BY unitId`,
    [day, memberId, day, memberId, day, day],
  );
  const unitsOf = (wanted: 'OFFICE' | 'TO_COME' | 'BELONGING'): string[] =>
    rows.filter(({ kind }) => kind === wanted).map(({ unitId }) => unitId);
  return { offices: unitsOf('OFFICE'), officesToCome: unitsOf('TO_COME'), belongings: unitsOf('BELONGING') };
}

/** The unit above which there is none, on a day. */
export async function readRoot(runner: SqlRunner, day: string): Promise<UnitInScope> {
  const [root] = await runner.query<{ unitId: string; unitPath: string }[]>(
    `SELECT unit_id AS unitId, path AS unitPath FROM union_unit_version
      WHERE parent_id IS NULL AND valid_from <= ? AND valid_until > ? ORDER BY path LIMIT 1`,
    [day, day],
  );
  if (!root) {
    throw new Error('the union tree has no root');
  }
  return { unitId: root.unitId, unitPath: root.unitPath };
}
