import type { Passport } from '@thidua/contracts/passport';
import type { Page, SqlRunner } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { personOf } from '../identity/person-of';
import { namedUnits, scopedUnits } from '../identity/scoped-units';
import type { WantedPage } from '../list/listed-pages';
import { isWithin } from './member-reach';
import { memberPageLoader, type ListedMember, type MembersOf } from './member.pages';
import { openEndAsNull } from '../unit/union-unit.type';
import { Affiliation, Member } from './member.type';

/** The loaders of members of one request. */
export interface MemberLoaders {
  /** A member as the caller may see one; null when unknown. */
  readonly members: DataLoader<string, Member | null>;
  /** A unit's members on the unit's date, as far as member.read reaches. */
  readonly membersOfUnit: DataLoader<WantedPage<MembersOf>, Page<Member>, string>;
  /** A member's units, oldest first. */
  readonly affiliations: DataLoader<string, Affiliation[]>;
}

/** A member with what the caller may see of one. */
interface MemberRow extends ListedMember {
  readonly isOpen: number;
  readonly isNamed: number;
}

/** Makes the loaders of members of one request. */
export function createMemberLoaders(dataSource: DataSource, passport: Passport, today: string): MemberLoaders {
  return {
    members: new DataLoader((ids) => loadMembers(dataSource, passport, today, ids)),
    membersOfUnit: memberPageLoader(dataSource, scopedUnits(passport, ['member.read'], today), (row) =>
      memberShown({ ...row, isOpen: 1, isNamed: 1 }),
    ),
    affiliations: new DataLoader((memberIds) => loadAffiliations(dataSource, memberIds)),
  };
}

/** What the caller may not see is left out here, once, whatever the way to the member. */
function memberShown(row: MemberRow): Member {
  const isOpen = Number(row.isOpen) === 1;
  return Object.assign(new Member(), {
    id: row.id,
    code: isOpen ? row.code : null,
    fullName: isOpen || Number(row.isNamed) === 1 ? row.fullName : null,
    gender: isOpen ? row.gender : null,
    provenance: row.provenance,
    isOpen,
  });
}

async function loadMembers(
  runner: SqlRunner,
  passport: Passport,
  today: string,
  ids: readonly string[],
): Promise<(Member | null)[]> {
  // What is personal closes with the belonging or office that opened it; a name stays with what was done under it.
  const open = isWithin(scopedUnits(passport, ['member.read'], today), today);
  const named = isWithin(namedUnits(passport, today), null);
  const rows = await runner.query<MemberRow[]>(
    `SELECT member.id, member.code, member.full_name AS fullName, member.gender, member.provenance,
            (member.id = ? OR ${open.sql}) AS isOpen,
            (${named.sql} OR EXISTS (SELECT 1 FROM officer WHERE officer.member_id = member.id)) AS isNamed
       FROM member WHERE member.id IN (?)`,
    [personOf(passport), ...open.parameters, ...named.parameters, ids],
  );
  const byId = new Map(rows.map((row) => [row.id, memberShown(row)]));
  return ids.map((id) => byId.get(id) ?? null);
}

async function loadAffiliations(runner: SqlRunner, memberIds: readonly string[]): Promise<Affiliation[][]> {
  const rows = await runner.query<(Affiliation & { until: string })[]>(
    `SELECT member_id AS memberId, unit_id AS unitId, valid_from AS \`from\`, valid_until AS until,
            admitted_on AS admittedOn
       FROM member_affiliation WHERE member_id IN (?) ORDER BY valid_from`,
    [memberIds],
  );
  const byMember = Map.groupBy(rows, (row) => row.memberId);
  return memberIds.map((id) =>
    (byMember.get(id) ?? []).map((row) => Object.assign(new Affiliation(), row, { until: openEndAsNull(row.until) })),
  );
}
