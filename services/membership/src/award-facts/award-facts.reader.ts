import type {
  FactKind,
  FactSource,
  HoldFact,
  MembershipFactsAnswer,
  MembershipFactsRequest,
  Period,
  PersonAwardFacts,
  UnitAwardFacts,
  UnitMembers,
  UnitMembersRequest,
} from '@thidua/contracts';
import { OPEN_END, type SqlRunner } from '@thidua/service-kit';
import { numbersOf, outermostPaths, sumsByNumber } from '../count/path-sums';

type Dated<More> = Period & { readonly id: string; readonly owner: string } & More;

const PERIOD = `valid_from AS \`from\`, NULLIF(valid_until, '${OPEN_END}') AS until`;

const source = (kind: FactKind, id: string): FactSource => ({ service: 'membership', kind, id });

function holdFact({ id, from, until, kind, document }: Dated<Pick<HoldFact, 'kind' | 'document'>>): HoldFact {
  return { source: source('HOLD', id), from, until, kind, document };
}

function holdsOf(
  runner: SqlRunner,
  column: 'member_id' | 'unit_id',
  ids: readonly string[],
): Promise<Dated<Pick<HoldFact, 'kind' | 'document'>>[]> {
  return runner.query(
    `SELECT id, ${column} AS owner, kind, document, ${PERIOD} FROM award_hold
      WHERE ${column} IN (?) ORDER BY valid_from, id`,
    [ids],
  );
}

interface TenureRow {
  readonly kind: 'EMPLOYMENT' | 'UNION_WORK' | 'MATERNITY_LEAVE';
  readonly rank: PersonAwardFacts['employments'][number]['rank'];
  readonly isPartTime: number | null;
  readonly sector: PersonAwardFacts['unionWork'][number]['sector'];
  readonly unitId: string | null;
}

async function readPersons(runner: SqlRunner, memberIds: readonly string[], asOf: string): Promise<PersonAwardFacts[]> {
  if (memberIds.length === 0) {
    return [];
  }
  const people = await runner.query<{ id: string; gender: PersonAwardFacts['gender'] }[]>(
    'SELECT id, gender FROM member WHERE id IN (?)',
    [memberIds],
  );
  const affiliations = await runner.query<Dated<{ unitId: string; admittedOn: string | null }>[]>(
    `SELECT id, member_id AS owner, unit_id AS unitId, admitted_on AS admittedOn, ${PERIOD} FROM member_affiliation
      WHERE member_id IN (?) ORDER BY valid_from, id`,
    [memberIds],
  );
  const tenure = await runner.query<Dated<TenureRow>[]>(
    `SELECT id, member_id AS owner, kind, employment_rank AS \`rank\`, is_part_time AS isPartTime, sector,
            unit_id AS unitId, ${PERIOD}
       FROM member_tenure WHERE member_id IN (?) AND withdrawn_at IS NULL ORDER BY valid_from, id`,
    [memberIds],
  );
  const offices = await runner.query<
    Dated<{ unitId: string; position: PersonAwardFacts['offices'][number]['position']; unitLevel: string | null }>[]
  >(
    `SELECT officer.id, officer.member_id AS owner, officer.unit_id AS unitId, officer.position,
            version.level AS unitLevel, officer.valid_from AS \`from\`,
            NULLIF(officer.valid_until, '${OPEN_END}') AS until
       FROM officer LEFT JOIN union_unit_version version ON version.unit_id = officer.unit_id
         AND version.valid_from <= ? AND version.valid_until > ? AND version.status = 'ACTIVE'
      WHERE officer.member_id IN (?) ORDER BY officer.valid_from, officer.id`,
    [asOf, asOf, memberIds],
  );
  const holds = await holdsOf(runner, 'member_id', memberIds);
  const of = {
    affiliations: Map.groupBy(affiliations, ({ owner }) => owner),
    tenure: Map.groupBy(tenure, ({ owner }) => owner),
    offices: Map.groupBy(offices, ({ owner }) => owner),
    holds: Map.groupBy(holds, ({ owner }) => owner),
  };
  const genderOf = new Map(people.map(({ id, gender }) => [id, gender]));
  return memberIds.flatMap((memberId) => {
    const gender = genderOf.get(memberId);
    if (gender === undefined) {
      return [];
    }
    const belonging = of.affiliations.get(memberId) ?? [];
    const periods = of.tenure.get(memberId) ?? [];
    const ofKind = (kind: TenureRow['kind']): Dated<TenureRow>[] => periods.filter((period) => period.kind === kind);
    return [
      {
        source: source('MEMBER', memberId),
        memberId,
        gender,
        joinedUnionOn: belonging.find(({ admittedOn }) => admittedOn !== null)?.admittedOn ?? null,
        affiliations: belonging.map(({ id, unitId, from, until }) => ({
          source: source('AFFILIATION', id),
          unitId,
          from,
          until,
        })),
        employments: ofKind('EMPLOYMENT').map(({ id, rank, from, until }) => ({
          source: source('EMPLOYMENT', id),
          rank,
          from,
          until,
        })),
        unionWork: ofKind('UNION_WORK').map(({ id, isPartTime, sector, unitId, from, until }) => ({
          source: source('UNION_WORK', id),
          isPartTime: isPartTime === 1,
          sector,
          unitId,
          from,
          until,
        })),
        offices: (of.offices.get(memberId) ?? []).map(({ id, unitId, unitLevel, position, from, until }) => ({
          source: source('OFFICE', id),
          unitId,
          unitLevel,
          position,
          from,
          until,
        })),
        maternityLeaves: ofKind('MATERNITY_LEAVE').map(({ id, from, until }) => ({
          source: source('MATERNITY_LEAVE', id),
          from,
          until,
        })),
        holds: (of.holds.get(memberId) ?? []).map(holdFact),
      },
    ];
  });
}

interface UnitRow {
  readonly unitId: string;
  readonly path: string;
  readonly level: string;
  readonly type: string | null;
  readonly sector: UnitAwardFacts['sector'];
  readonly status: string;
  readonly foundedOn: string | null;
}

/** Units on a day, in the order asked for; those that nobody knows on that day are left out. */
async function unitsOn(runner: SqlRunner, unitIds: readonly string[], asOf: string): Promise<UnitRow[]> {
  if (unitIds.length === 0) {
    return [];
  }
  const rows = await runner.query<UnitRow[]>(
    `SELECT version.unit_id AS unitId, version.path, version.level, version.type, version.sector, version.status,
            unit.founded_on AS foundedOn
       FROM union_unit_version version JOIN union_unit unit ON unit.id = version.unit_id
      WHERE version.unit_id IN (?) AND version.valid_from <= ? AND version.valid_until > ?`,
    [unitIds, asOf, asOf],
  );
  const byId = new Map(rows.map((row) => [row.unitId, row]));
  return unitIds.flatMap((id) => byId.get(id) ?? []);
}

/** `FROM … WHERE …` of the members of everything under some units on a day: each outermost branch is read once. */
function membersUnder(
  units: readonly UnitRow[],
  asOf: string,
): { readonly sql: string; readonly parameters: unknown[] } {
  const within = outermostPaths(units.map(({ path }) => path));
  return {
    sql: `FROM union_unit_version version
            STRAIGHT_JOIN member_affiliation affiliation ON affiliation.unit_id = version.unit_id
            STRAIGHT_JOIN member ON member.id = affiliation.member_id
           WHERE (${within.map(() => 'version.path LIKE ?').join(' OR ')})
             AND version.valid_from <= ? AND version.valid_until > ?
             AND affiliation.valid_from <= ? AND affiliation.valid_until > ?`,
    parameters: [...within.map((path) => `${path}%`), asOf, asOf, asOf, asOf],
  };
}

async function readUnits(runner: SqlRunner, unitIds: readonly string[], asOf: string): Promise<UnitAwardFacts[]> {
  const units = await unitsOn(runner, unitIds, asOf);
  if (units.length === 0) {
    return [];
  }
  const under = membersUnder(units, asOf);
  const counts = await runner.query<{ path: string; members: string; women: string }[]>(
    `SELECT version.path, COUNT(*) AS members, SUM(member.gender = 'FEMALE') AS women ${under.sql}
      GROUP BY version.path`,
    under.parameters,
  );
  const numbers = units.map(({ path }) => numbersOf(path).at(-1) ?? 0);
  const sums = (column: 'members' | 'women'): Map<number, number> =>
    sumsByNumber(
      counts.map((row) => ({ path: row.path, total: Number(row[column]) })),
      numbers,
    );
  const [members, women] = [sums('members'), sums('women')];
  const holds = Map.groupBy(
    await holdsOf(
      runner,
      'unit_id',
      units.map(({ unitId }) => unitId),
    ),
    ({ owner }) => owner,
  );
  return units.map(({ path, ...unit }) => {
    const number = numbersOf(path).at(-1) ?? 0;
    return {
      source: source('UNIT', unit.unitId),
      ...unit,
      members: members.get(number) ?? 0,
      women: women.get(number) ?? 0,
      holds: (holds.get(unit.unitId) ?? []).map(holdFact),
    };
  });
}

/** Facts of many persons and units: eight statements, whatever their number. */
export async function readAwardFacts(
  runner: SqlRunner,
  { memberIds, unitIds, asOf }: MembershipFactsRequest,
): Promise<MembershipFactsAnswer> {
  return { persons: await readPersons(runner, memberIds, asOf), units: await readUnits(runner, unitIds, asOf) };
}

/**
 * Who belongs to units or to something under them, in two statements.
 * @param most the most members in all.
 * @returns null where there are more.
 */
export async function readUnitMembers(
  runner: SqlRunner,
  { unitIds, asOf }: UnitMembersRequest,
  most: number,
): Promise<UnitMembers[] | null> {
  const units = await unitsOn(runner, unitIds, asOf);
  if (units.length === 0) {
    return [];
  }
  const under = membersUnder(units, asOf);
  const rows = await runner.query<{ path: string; memberId: string }[]>(
    `SELECT version.path, affiliation.member_id AS memberId ${under.sql} LIMIT ?`,
    [...under.parameters, most + 1],
  );
  if (rows.length > most) {
    return null;
  }
  const membersOf = new Map(units.map(({ path }) => [numbersOf(path).at(-1) ?? 0, [] as string[]]));
  for (const { path, memberId } of rows) {
    for (const number of numbersOf(path)) {
      membersOf.get(number)?.push(memberId);
    }
  }
  return units.map(({ unitId, path }) => ({
    unitId,
    memberIds: [...new Set(membersOf.get(numbersOf(path).at(-1) ?? 0))].sort(),
  }));
}
