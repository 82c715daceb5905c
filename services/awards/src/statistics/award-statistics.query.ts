import { calendarDateAt, type SqlRunner } from '@thidua/service-kit';
import { NominationStatus } from '../nomination/nomination.enum';
import { ReceivedAwardStatus } from '../registry/received-award.enum';
import {
  type Counts,
  NOT_STATED,
  type Standing,
  type StatisticsCell,
  StatisticsDimension,
} from './award-statistics.rules';

/** Of which units and years. */
export interface StatisticsScope {
  /** Path of the unit; everything under it counts. */
  readonly unitPath: string;
  /** Merit years, both inclusive. */
  readonly fromYear: number;
  readonly toYear: number;
}

type CellRow = Readonly<Record<Exclude<keyof StatisticsCell, 'isCollective' | 'count'>, string>> & {
  readonly isCollective: number | string;
  readonly count: number | string;
};

/** What was never submitted, or taken back by the nominator, was not nominated. */
const NEVER_NOMINATED = `('${NominationStatus.Draft}', 'WITHDRAWN')`;
const UNITS = 'u.valid_from <= ? AND u.valid_until > ? AND u.path LIKE ?';

const NOMINATED = `FROM unit_projection u
  JOIN nomination n ON n.nominating_unit_id = u.unit_id AND n.merit_year BETWEEN ? AND ?
  JOIN award_type t ON t.id = n.award_type_id`;
const AWARDED = `FROM unit_projection u
  JOIN received_award a ON a.home_unit_id = u.unit_id AND a.merit_year BETWEEN ? AND ?`;

/** The columns of the division, quoted: some are words of SQL. */
const KEYS = Object.values(StatisticsDimension)
  .map((dimension) => `\`${dimension}\``)
  .join(', ');

/** People by the member's column of a row and the day on which their rank counts. */
function people(member: string, day: string): string {
  return `LEFT JOIN award_recipient r ON r.recipient_id = ${member}
    LEFT JOIN award_recipient_rank k ON k.recipient_id = ${member} AND k.valid_from <= ${day} AND k.valid_until > ${day}`;
}

/** The finest division of everything nominated and awarded: two statements, whatever the number of units and awards. */
export async function statisticsCells(runner: SqlRunner, scope: StatisticsScope): Promise<StatisticsCell[]> {
  const today = calendarDateAt(new Date());
  const parameters = [scope.fromYear, scope.toYear, today, today, `${scope.unitPath}%`];
  const nominated = await runner.query<CellRow[]>(
    `SELECT 'NOMINATED' AS standing, t.issuer_level AS \`LEVEL\`, t.form AS \`FORM\`, t.track AS \`TRACK\`, n.merit_year AS \`YEAR\`,
            COALESCE(r.gender, '${NOT_STATED}') AS \`GENDER\`, COALESCE(k.work_rank, '${NOT_STATED}') AS \`RANK\`,
            COALESCE(u.sector, '${NOT_STATED}') AS \`SECTOR\`, n.provenance AS \`PROVENANCE\`,
            n.nominee_unit_id IS NOT NULL AS isCollective, COUNT(*) AS count
       ${NOMINATED} ${people('n.nominee_member_id', 'DATE(n.submitted_at)')}
      WHERE ${UNITS} AND n.submitted_at IS NOT NULL AND n.state NOT IN ${NEVER_NOMINATED}
      GROUP BY standing, ${KEYS}, isCollective`,
    parameters,
  );
  const awarded = await runner.query<CellRow[]>(
    `SELECT IF(a.status = '${ReceivedAwardStatus.Revoked}', 'REVOKED', 'AWARDED') AS standing, a.issuer_level AS \`LEVEL\`,
            a.form AS \`FORM\`, a.track AS \`TRACK\`, a.merit_year AS \`YEAR\`,
            COALESCE(r.gender, '${NOT_STATED}') AS \`GENDER\`, COALESCE(k.work_rank, '${NOT_STATED}') AS \`RANK\`,
            COALESCE(u.sector, '${NOT_STATED}') AS \`SECTOR\`, a.provenance AS \`PROVENANCE\`,
            a.recipient_unit_id IS NOT NULL AS isCollective, COUNT(*) AS count
       ${AWARDED} ${people('a.recipient_member_id', 'a.decided_on')}
      WHERE ${UNITS}
      GROUP BY standing, ${KEYS}, isCollective`,
    parameters,
  );
  return [...nominated, ...awarded].map((row) => ({
    ...row,
    standing: row.standing as Standing,
    YEAR: String(row.YEAR),
    isCollective: Number(row.isCollective) === 1,
    count: Number(row.count),
  }));
}

/** How many different people and collectives were awarded: each once, however many awards they have. */
export async function distinctRecipients(runner: SqlRunner, scope: StatisticsScope): Promise<Counts> {
  const today = calendarDateAt(new Date());
  const [row] = await runner.query<{ collectives: string; individuals: string }[]>(
    `SELECT COUNT(DISTINCT a.recipient_unit_id) AS collectives, COUNT(DISTINCT a.recipient_member_id) AS individuals
       ${AWARDED} WHERE ${UNITS} AND a.status = '${ReceivedAwardStatus.Valid}'`,
    [scope.fromYear, scope.toYear, today, today, `${scope.unitPath}%`],
  );
  return { collectives: Number(row?.collectives ?? 0), individuals: Number(row?.individuals ?? 0) };
}

/** A unit directly under another with what was nominated and awarded in it and under it. */
export interface UnitCounts {
  readonly unitId: string;
  readonly name: string;
  readonly nominated: Counts;
  readonly awarded: Counts;
}

/**
 * The units directly under a unit, in the order of their ids, each with its whole branch: three statements for any number.
 * @param after id after which the page begins.
 */
export async function countsByUnit(
  runner: SqlRunner,
  scope: StatisticsScope & { readonly unitId: string },
  after: string | null,
  limit: number,
): Promise<UnitCounts[]> {
  const today = calendarDateAt(new Date());
  const children = await runner.query<{ unitId: string; name: string; path: string }[]>(
    `SELECT c.unit_id AS unitId, c.name, c.path FROM unit_projection c
      WHERE c.valid_from <= ? AND c.valid_until > ? AND c.path LIKE ? AND c.parent_id = ?
        ${after ? 'AND c.unit_id > ?' : ''} ORDER BY c.unit_id LIMIT ?`,
    [today, today, `${scope.unitPath}%`, scope.unitId, ...(after ? [after] : []), limit],
  );
  if (children.length === 0) {
    return [];
  }
  const branch = `(${children.map(() => 'u.path LIKE ?').join(' OR ')})`;
  // The number of the child on a path stands right after the unit's own path.
  const child = `SUBSTRING_INDEX(SUBSTRING(u.path, CHAR_LENGTH(?) + 1), '/', 1)`;
  const parameters = [
    scope.unitPath,
    scope.fromYear,
    scope.toYear,
    today,
    today,
    ...children.map(({ path }) => `${path}%`),
  ];
  const count = async (sql: string): Promise<ReadonlyMap<string, Counts>> => {
    const rows = await runner.query<{ child: string; collectives: string; individuals: string }[]>(sql, parameters);
    return new Map(
      rows.map((row) => [row.child, { collectives: Number(row.collectives), individuals: Number(row.individuals) }]),
    );
  };
  const nominated = await count(
    `SELECT ${child} AS child, SUM(n.nominee_unit_id IS NOT NULL) AS collectives,
            SUM(n.nominee_member_id IS NOT NULL) AS individuals ${NOMINATED}
      WHERE u.valid_from <= ? AND u.valid_until > ? AND ${branch} AND n.submitted_at IS NOT NULL
        AND n.state NOT IN ${NEVER_NOMINATED} GROUP BY child`,
  );
  const awarded = await count(
    `SELECT ${child} AS child, SUM(a.recipient_unit_id IS NOT NULL) AS collectives,
            SUM(a.recipient_member_id IS NOT NULL) AS individuals ${AWARDED}
      WHERE u.valid_from <= ? AND u.valid_until > ? AND ${branch} AND a.status = '${ReceivedAwardStatus.Valid}' GROUP BY child`,
  );
  const none: Counts = { collectives: 0, individuals: 0 };
  return children.map(({ unitId, name, path }) => {
    const number = path.slice(scope.unitPath.length).split('/')[0] ?? '';
    return { unitId, name, nominated: nominated.get(number) ?? none, awarded: awarded.get(number) ?? none };
  });
}
