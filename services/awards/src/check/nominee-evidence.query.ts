import type { SqlRunner } from '@thidua/service-kit';
import { marks } from '../access/nomination-scope';
import { pathsFromRoot } from '../nomination/lineage.query';
import type { AwardSelector } from '../rule/predicate';
import type { HeldAward, TitleHolders } from '../rule/rule-facts';
import type { OtherAward, SimilarReport } from './duplicate-check';

/** States in which a nomination stands for nothing: being drafted, or ended without an award. */
const IDLE_STATES = ['DRAFT', 'REJECTED', 'WITHDRAWN', 'REVOKED', 'FORWARDED_UP'];
/** States in which its award has been made known: one that is only decided is still told, and stops nothing. */
const DECIDED_STATES = new Set(['PUBLISHED', 'AWARDED']);
/** The most reports that share one band of a fingerprint, the newest of them, that are compared. */
const CANDIDATES_A_BAND = 10;
/** The most awards and nominations of one nominee that are looked at. */
/** An id that no nomination has. */
const NOBODY = '00000000-0000-0000-0000-000000000000';
const MOST_AWARDS = 500;
const PROVINCIAL_LEVELS = ['PROVINCIAL_FEDERATION', 'NATIONAL_SECTORAL_UNION'];

/** Whom awards belong to. */
export interface Nominees {
  readonly memberIds: readonly string[];
  readonly unitIds: readonly string[];
}

interface AwardRow {
  readonly id: string;
  readonly owner_id: string;
  readonly is_nomination: number | string;
  readonly state: string;
  readonly award_type_id: string | null;
  readonly code: string | null;
  readonly name: string;
  readonly form: string;
  readonly issuer_level: string;
  readonly track: string;
  readonly merit_year: number;
  readonly decision: string | null;
  readonly provenance: string;
  readonly unit_id: string;
}

/** An award or nomination as it was read, and whose it is. */
export interface ReadAward extends Omit<OtherAward, 'heldBy'> {
  readonly ownerId: string;
  readonly decision: string | null;
  readonly isStated: boolean;
}

/** Valid awards and standing nominations of the nominees: one statement for each kind of owner, by its own index. */
export async function awardsOf(
  runner: SqlRunner,
  { memberIds, unitIds }: Nominees,
  exceptNominationId: string | null = null,
): Promise<ReadAward[]> {
  const branches: string[] = [];
  const parameters: unknown[] = [];
  for (const [ids, recipient, nominee] of [
    [memberIds, 'recipient_member_id', 'nominee_member_id'],
    [unitIds, 'recipient_unit_id', 'nominee_unit_id'],
  ] as const) {
    if (ids.length > 0) {
      branches.push(
        `(SELECT r.id, r.${recipient} AS owner_id, 0 AS is_nomination, 'HELD' AS state, r.award_type_id,
                 r.award_code AS code, r.name, r.form, r.issuer_level, r.track, r.merit_year,
                 r.decision_number AS decision, r.provenance, r.home_unit_id AS unit_id
            FROM received_award r WHERE r.${recipient} IN (${marks(ids)}) AND r.status = 'VALID'
             AND (r.nomination_id IS NULL OR r.nomination_id <> ?))`,
        `(SELECT n.id, n.${nominee} AS owner_id, 1 AS is_nomination, n.state, n.award_type_id, t.code, t.name, t.form,
                 t.issuer_level, t.track, n.merit_year, NULL AS decision, '' AS provenance,
                 n.nominating_unit_id AS unit_id
            FROM nomination n JOIN award_type t ON t.id = n.award_type_id
           WHERE n.${nominee} IN (${marks(ids)}) AND n.state NOT IN (${marks(IDLE_STATES)})
             AND NOT EXISTS (SELECT 1 FROM received_award d WHERE d.nomination_id = n.id))`,
      );
      parameters.push(...ids, exceptNominationId ?? NOBODY, ...ids, ...IDLE_STATES);
    }
  }
  if (branches.length === 0) {
    return [];
  }
  const most = MOST_AWARDS * (memberIds.length + unitIds.length);
  const rows = await runner.query<AwardRow[]>(`${branches.join(' UNION ALL ')} LIMIT ${most}`, parameters);
  return rows
    .filter(({ id }) => id !== exceptNominationId)
    .map((row) => {
      const isNomination = Number(row.is_nomination) === 1;
      return {
        id: row.id,
        ownerId: row.owner_id,
        isNomination,
        standing: !isNomination || DECIDED_STATES.has(row.state) ? 'HELD' : 'NOMINATED',
        awardTypeId: row.award_type_id,
        code: row.code,
        name: row.name,
        form: row.form,
        issuerLevel: row.issuer_level,
        track: row.track,
        meritYear: row.merit_year,
        unitId: row.unit_id,
        decision: row.decision,
        isStated: row.provenance === 'STATED',
      };
    });
}

/** An award as the rules see it. */
export function heldAward(award: ReadAward): HeldAward {
  const { id, standing, code, name, form, issuerLevel, track, meritYear, decision, isStated } = award;
  return { id, standing, code, name, form, issuerLevel, track, meritYear, decision, isStated };
}

/**
 * How many of the members of collectives hold what the selectors say, for a merit year: one statement for each
 * selector, however many collectives there are.
 */
export async function titleHoldersOf(
  runner: SqlRunner,
  unitIds: readonly string[],
  selectors: readonly AwardSelector[],
  meritYear: number,
  today: string,
): Promise<ReadonlyMap<string, TitleHolders[]>> {
  const byUnit = new Map<string, TitleHolders[]>(unitIds.map((unitId) => [unitId, []]));
  if (unitIds.length === 0) {
    return byUnit;
  }
  for (const award of selectors) {
    const conditions: [string, readonly string[]][] = [['r.track', award.tracks ?? ['REGULAR']]];
    if (award.codes) {
      conditions.push(['r.award_code', award.codes]);
    }
    if (award.forms) {
      conditions.push(['r.form', award.forms]);
    }
    if (award.issuerLevels) {
      conditions.push(['r.issuer_level', award.issuerLevels]);
    }
    const rows = await runner.query<{ unit_id: string; holders: number | string }[]>(
      `SELECT c.unit_id, COUNT(DISTINCT r.recipient_member_id) AS holders
         FROM unit_projection c
         JOIN unit_projection u ON u.path LIKE CONCAT(c.path, '%') AND u.valid_from <= ? AND u.valid_until > ?
         JOIN received_award r ON r.home_unit_id = u.unit_id AND r.merit_year = ? AND r.status = 'VALID'
              AND ${conditions.map(([column, values]) => `${column} IN (${marks(values)})`).join(' AND ')}
        WHERE c.unit_id IN (${marks(unitIds)}) AND c.valid_from <= ? AND c.valid_until > ?
        GROUP BY c.unit_id`,
      [today, today, meritYear, ...conditions.flatMap(([, values]) => values), ...unitIds, today, today],
    );
    const counts = new Map(rows.map((row) => [row.unit_id, Number(row.holders)]));
    for (const [unitId, holders] of byUnit) {
      holders.push({ award, holders: counts.get(unitId) ?? 0 });
    }
  }
  return byUnit;
}

/** A unit on the way from the root to a unit. */
export interface NamedUnit {
  readonly unitId: string;
  /** UnitLevel. */
  readonly level: string;
  readonly name: string;
  readonly path: string;
}

/** The units from the root down to the unit of a path, with their names. */
export async function namedLineage(runner: SqlRunner, path: string, today: string): Promise<NamedUnit[]> {
  const paths = pathsFromRoot(path);
  const rows = await runner.query<{ unit_id: string; level: string; name: string; path: string }[]>(
    `SELECT unit_id, level, name, path FROM unit_projection
      WHERE path IN (${marks(paths)}) AND valid_from <= ? AND valid_until > ? ORDER BY CHAR_LENGTH(path)`,
    [...paths, today, today],
  );
  return rows.map(({ unit_id: unitId, level, name, path: unitPath }) => ({ unitId, level, name, path: unitPath }));
}

/** The name of the province or sectoral union over each unit; the unit's own where there is none. */
export async function holdersOf(
  runner: SqlRunner,
  unitIds: readonly string[],
  today: string,
): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(unitIds)];
  if (distinct.length === 0) {
    return new Map();
  }
  const units = await runner.query<{ unit_id: string; name: string; path: string }[]>(
    `SELECT unit_id, name, path FROM unit_projection
      WHERE unit_id IN (${marks(distinct)}) AND valid_from <= ? AND valid_until > ?`,
    [...distinct, today, today],
  );
  const paths = [...new Set(units.flatMap(({ path }) => pathsFromRoot(path)))];
  const above =
    paths.length === 0
      ? []
      : await runner.query<{ name: string; path: string }[]>(
          `SELECT name, path FROM unit_projection
            WHERE path IN (${marks(paths)}) AND level IN (${marks(PROVINCIAL_LEVELS)})
              AND valid_from <= ? AND valid_until > ?`,
          [...paths, ...PROVINCIAL_LEVELS, today, today],
        );
  return new Map(
    units.map(({ unit_id: unitId, name, path }) => [
      unitId,
      above.find((each) => path.startsWith(each.path))?.name ?? name,
    ]),
  );
}

/** A standing nomination whose report shares a band with a fingerprint: read by index, bounded, the newest first. */
export async function similarReports(
  runner: SqlRunner,
  fingerprint: readonly number[],
  nominee: { readonly memberId: string | null; readonly unitId: string | null },
  exceptNominationId: string,
): Promise<Omit<SimilarReport, 'heldBy'>[]> {
  if (fingerprint.length === 0) {
    return [];
  }
  const band = `(SELECT nomination_id FROM nomination_fingerprint WHERE band = ? AND hash = ? AND nomination_id <> ?
                  ORDER BY nomination_id DESC LIMIT ${CANDIDATES_A_BAND})`;
  const rows = await runner.query<
    {
      id: string;
      achievement: string;
      merit_year: number;
      nominating_unit_id: string;
      nominee_member_id: string | null;
      nominee_unit_id: string | null;
    }[]
  >(
    `SELECT n.id, n.achievement, n.merit_year, n.nominating_unit_id, n.nominee_member_id, n.nominee_unit_id
       FROM (${fingerprint.map(() => band).join(' UNION ')}) f JOIN nomination n ON n.id = f.nomination_id
      WHERE n.state NOT IN (${marks(IDLE_STATES)})`,
    [...fingerprint.flatMap((hash, index) => [index, hash, exceptNominationId]), ...IDLE_STATES],
  );
  return rows.map((row) => ({
    nominationId: row.id,
    achievement: row.achievement,
    meritYear: row.merit_year,
    unitId: row.nominating_unit_id,
    isSameNominee:
      (nominee.memberId !== null && row.nominee_member_id === nominee.memberId) ||
      (nominee.unitId !== null && row.nominee_unit_id === nominee.unitId),
  }));
}

/** Places of a quota that standing nominations of others and awards of outside took, counted up to a bound. */
export async function placesTaken(
  runner: SqlRunner,
  place: { awardTypeId: string; quotaCode: string; meritYear: number; scopeUnitId: string },
  exceptNominationId: string | null,
  bound: number,
): Promise<number> {
  const [row] = await runner.query<{ used: number | string }[]>(
    `SELECT COUNT(*) AS used FROM (
       SELECT 1 FROM quota_place p JOIN nomination n ON n.id = p.nomination_id
        WHERE p.award_type_id = ? AND p.quota_code = ? AND p.merit_year = ? AND p.scope_unit_id = ?
          AND p.nomination_id <> ? AND n.state NOT IN (${marks(IDLE_STATES)}) LIMIT ${bound}) taken`,
    [
      place.awardTypeId,
      place.quotaCode,
      place.meritYear,
      place.scopeUnitId,
      exceptNominationId ?? NOBODY,
      ...IDLE_STATES,
    ],
  );
  return Number(row?.used ?? 0);
}

/** Whether a nomination took a place of a quota that was free: one that was let in over it has an override instead. */
export async function ownsPlace(
  runner: SqlRunner,
  place: { awardTypeId: string; quotaCode: string; meritYear: number; scopeUnitId: string },
  nominationId: string,
): Promise<boolean> {
  const rows = await runner.query<unknown[]>(
    `SELECT 1 FROM quota_place p
      WHERE p.award_type_id = ? AND p.quota_code = ? AND p.merit_year = ? AND p.scope_unit_id = ? AND p.nomination_id = ?
        AND NOT EXISTS (SELECT 1 FROM check_override o
                         WHERE o.nomination_id = p.nomination_id AND o.kind = 'QUOTA' AND o.code = p.quota_code)`,
    [place.awardTypeId, place.quotaCode, place.meritYear, place.scopeUnitId, nominationId],
  );
  return rows.length > 0;
}

/** How many persons or collectives under a path hold an award of a code for a year. */
export async function holdersUnder(
  runner: SqlRunner,
  path: string,
  awardCode: string,
  meritYear: number,
  today: string,
): Promise<number> {
  const [row] = await runner.query<{ holders: number | string }[]>(
    `SELECT COUNT(DISTINCT COALESCE(r.recipient_member_id, r.recipient_unit_id)) AS holders
       FROM unit_projection u
       JOIN received_award r ON r.home_unit_id = u.unit_id AND r.merit_year = ? AND r.status = 'VALID' AND r.award_code = ?
      WHERE u.path LIKE ? AND u.valid_from <= ? AND u.valid_until > ?`,
    [meritYear, awardCode, `${path}%`, today, today],
  );
  return Number(row?.holders ?? 0);
}

/** How many grassroots unions are active under a path. */
export async function grassrootsUnder(runner: SqlRunner, path: string, today: string): Promise<number> {
  const [row] = await runner.query<{ unions: number | string }[]>(
    `SELECT COUNT(*) AS unions FROM unit_projection
      WHERE path LIKE ? AND level = 'GRASSROOTS_UNION' AND status = 'ACTIVE' AND valid_from <= ? AND valid_until > ?`,
    [`${path}%`, today, today],
  );
  return Number(row?.unions ?? 0);
}
