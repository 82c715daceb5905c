import { POSITION_NAMES, mandateState, type OfficerPosition, type Period } from '@thidua/contracts';
import { calendarDateAt, normalisedText, type SqlRunner } from '@thidua/service-kit';
import { openEndAsNull } from '../unit/union-unit.type';

/** An office that a person holds today. */
export interface OfficeOfPerson extends Period {
  readonly position: OfficerPosition;
  /** Vietnamese name of the position. */
  readonly positionName: string;
  readonly unitName: string;
}

/** A person who can sign in at an issuer. */
export interface LinkedPerson {
  /** The account at the issuer. */
  readonly subject: string;
  readonly memberId: string;
  readonly fullName: string;
  readonly offices: readonly OfficeOfPerson[];
}

/** The people found, and how many there are in all. */
export interface FoundPeople {
  readonly people: readonly LinkedPerson[];
  readonly total: number;
}

interface OfficeRow extends OfficeOfPerson {
  readonly id: string;
  readonly memberId: string;
  readonly until: string;
  readonly suspendedFrom: string | null;
  readonly suspendedUntil: string;
}

/** What makes an office count today: its days and its unit's version. Takes the day four times. */
const HELD_TODAY = `officer.valid_from <= ? AND officer.valid_until > ?
  AND version.unit_id = officer.unit_id AND version.valid_from <= ? AND version.valid_until > ?`;

/**
 * Persons linked to an issuer whose name, account or unit holds the words, with or without accents, or whose member id
 * they are; those with an office first, then by name. Two statements.
 */
export async function findPeople(
  runner: SqlRunner,
  { provider, search, first }: { readonly provider: string; readonly search: string; readonly first: number },
  now: Date,
): Promise<FoundPeople> {
  const today = calendarDateAt(now);
  const days = [today, today, today, today];
  const words = `%${normalisedText(search).replace(/[\\%_]/g, '\\$&')}%`;
  const people = await runner.query<(Omit<LinkedPerson, 'offices'> & { total: number | string })[]>(
    `SELECT link.subject, member.id AS memberId, member.full_name AS fullName, COUNT(*) OVER () AS total
       FROM identity_link link JOIN member ON member.id = link.member_id
      WHERE link.provider = ?
        AND (member.full_name LIKE ? OR CONVERT(link.subject USING utf8mb4) COLLATE utf8mb4_unicode_520_ci LIKE ?
             OR CAST(member.id AS char) = ?
             OR EXISTS (SELECT 1 FROM officer JOIN union_unit_version version
                         WHERE officer.member_id = member.id AND ${HELD_TODAY} AND version.name LIKE ?))
      ORDER BY EXISTS (SELECT 1 FROM officer JOIN union_unit_version version
                        WHERE officer.member_id = member.id AND ${HELD_TODAY}) DESC, member.full_name, link.subject
      LIMIT ?`,
    [provider, words, words, normalisedText(search), ...days, words, ...days, first],
  );
  const offices = await officesOf(
    runner,
    people.map(({ memberId }) => memberId),
    today,
  );
  return {
    people: people.map(({ subject, memberId, fullName }) => ({
      subject,
      memberId,
      fullName,
      offices: offices.get(memberId) ?? [],
    })),
    total: Number(people[0]?.total ?? 0),
  };
}

/** The offices of members that are in force on a day. */
async function officesOf(
  runner: SqlRunner,
  memberIds: readonly string[],
  day: string,
): Promise<Map<string, OfficeOfPerson[]>> {
  if (memberIds.length === 0) {
    return new Map();
  }
  const rows = await runner.query<OfficeRow[]>(
    `SELECT officer.id, officer.member_id AS memberId, officer.position, version.name AS unitName,
            officer.valid_from AS \`from\`, officer.valid_until AS until,
            suspension.valid_from AS suspendedFrom, suspension.valid_until AS suspendedUntil
       FROM officer JOIN union_unit_version version
       LEFT JOIN mandate_suspension suspension ON suspension.office_id = officer.id
      WHERE officer.member_id IN (?) AND ${HELD_TODAY}
      ORDER BY officer.valid_from, officer.id`,
    [memberIds, day, day, day, day],
  );
  const inForce = [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((ofOne) => {
    const [office] = ofOne;
    const suspensions = ofOne.flatMap(({ suspendedFrom, suspendedUntil }): Period[] =>
      suspendedFrom === null ? [] : [{ from: suspendedFrom, until: openEndAsNull(suspendedUntil) }],
    );
    return office && mandateState({ ...office, suspensions, delegation: null }, day) === 'IN_FORCE' ? [office] : [];
  });
  const shown = ({ position, unitName, from, until }: OfficeRow): OfficeOfPerson => ({
    position,
    positionName: POSITION_NAMES[position].vi,
    unitName,
    from,
    until: openEndAsNull(until),
  });
  return new Map(
    [...Map.groupBy(inForce, ({ memberId }) => memberId)].map(([memberId, held]) => [memberId, held.map(shown)]),
  );
}
