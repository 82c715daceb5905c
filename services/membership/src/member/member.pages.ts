import type { Page, Provenance, SqlRunner } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import type { SqlFragment } from '../identity/scoped-units';
import {
  readCursor,
  readListedPages,
  type ListedRows,
  type ListedSortKey,
  type WantedPage,
} from '../list/listed-pages';
import type { UnionUnit } from '../unit/union-unit.type';
import type { Gender } from './gender.enum';
import type { Member } from './member.type';

/** A unit whose members are wanted. */
export interface MembersOf {
  readonly unit: UnionUnit;
  readonly includeBelow: boolean;
}

/** A member as a list reads one. */
export interface ListedMember {
  readonly id: string;
  readonly unitId: string;
  readonly code: string | null;
  readonly fullName: string;
  readonly gender: Gender;
  readonly provenance: Provenance;
}

/** A unit with the units under it whose members make the page. */
interface MembersOfUnits extends MembersOf {
  readonly unitIds: readonly string[];
}

const COLUMNS = `affiliation.unit_id AS unitId, member.id, member.code, member.full_name AS fullName, member.gender,
  member.provenance`;
const BY_MEMBER: ListedSortKey<ListedMember> = { column: 'affiliation.member_id', holds: 'ID', read: (row) => row.id };
const BY_UNIT: ListedSortKey<ListedMember> = { column: 'affiliation.unit_id', holds: 'ID', read: (row) => row.unitId };
const SORT_OF_ALL = [BY_UNIT, BY_MEMBER];

/**
 * Members of units on the units' dates, as far as the scope reaches: of one unit by member, of everything under it by
 * unit and member, which is the order of an index. One statement for the units of all pages and one for their members.
 * @param scope subquery of the ids of the units whose members the caller may read.
 */
export function memberPageLoader(
  runner: SqlRunner,
  scope: SqlFragment,
  shown: (row: ListedMember) => Member,
): DataLoader<WantedPage<MembersOf>, Page<Member>, string> {
  const ofOne: ListedRows<MembersOf, ListedMember, Member> = {
    columns: COLUMNS,
    from: ({ unit }) => membersOf([unit.id], unit.asOf, scope),
    sort: [BY_MEMBER],
    node: shown,
  };
  const ofAll: ListedRows<MembersOfUnits, ListedMember, Member> = {
    columns: COLUMNS,
    from: ({ unit, unitIds }) => membersOf(unitIds, unit.asOf, null),
    sort: SORT_OF_ALL,
    node: shown,
  };
  return new DataLoader(
    async (wanted) => {
      const pages = new Map<WantedPage<MembersOf>, Page<Member>>();
      const read = async <Parent extends MembersOf>(
        list: ListedRows<Parent, ListedMember, Member>,
        keys: readonly WantedPage<MembersOf>[],
        parents: readonly Parent[],
      ): Promise<void> => {
        const listed = keys.flatMap(({ page }, index) => {
          const parent = parents[index];
          return parent ? [{ parent, page }] : [];
        });
        const answers = listed.length > 0 ? await readListedPages(runner, list, listed) : [];
        answers.forEach((answer, index) => {
          const key = keys[index];
          if (key) {
            pages.set(key, answer);
          }
        });
      };
      const one = wanted.filter(({ parent }) => !parent.includeBelow);
      const all = wanted.filter(({ parent }) => parent.includeBelow);
      await read(
        ofOne,
        one,
        one.map(({ parent }) => parent),
      );
      await read(ofAll, all, await unitsOfPages(runner, scope, all));
      return wanted.map((key) => pages.get(key) ?? new Error('a page of members was asked for and not read'));
    },
    {
      cacheKeyFn: ({ parent: { unit, includeBelow }, page }) =>
        `${unit.id} ${unit.asOf} ${includeBelow} ${page.first} ${page.after ?? ''}`,
      maxBatchSize: 200,
    },
  );
}

/** `FROM … WHERE …` of the members of units on a date; units that are chosen within the scope already need none. */
export function membersOf(unitIds: readonly string[], asOf: string, scope: SqlFragment | null): SqlFragment {
  return {
    sql: `FROM member_affiliation affiliation JOIN member ON member.id = affiliation.member_id
           WHERE ${unitIds.length > 0 ? 'affiliation.unit_id IN (?)' : 'FALSE'}
             AND affiliation.valid_from <= ? AND affiliation.valid_until > ?
             ${scope ? `AND affiliation.unit_id IN (${scope.sql})` : ''}`,
    parameters: [...(unitIds.length > 0 ? [unitIds] : []), asOf, asOf, ...(scope?.parameters ?? [])],
  };
}

/**
 * The next units under each unit that have a member on the date, by id: of a page of n members one unit more than n is
 * enough to know whether another follows, and one more still where the page goes on within a unit.
 */
async function unitsOfPages(
  runner: SqlRunner,
  scope: SqlFragment,
  wanted: readonly WantedPage<MembersOf>[],
): Promise<MembersOfUnits[]> {
  if (wanted.length === 0) {
    return [];
  }
  const parts = wanted.map(({ parent: { unit }, page }, index) => {
    const [from] = page.after ? readCursor(page.after, SORT_OF_ALL) : [];
    const part = unitsWithMembers(unit.path, unit.asOf, scope, from);
    return {
      sql: `(SELECT ${index} AS listIndex, version.unit_id AS unitId ${part.sql} LIMIT ${page.first + 2})`,
      parameters: part.parameters,
    };
  });
  const rows = await runner.query<{ listIndex: number; unitId: string }[]>(
    parts.map(({ sql }) => sql).join(' UNION ALL '),
    parts.flatMap(({ parameters }) => [...parameters]),
  );
  const byIndex = Map.groupBy(rows, ({ listIndex }) => Number(listIndex));
  return wanted.map(({ parent }, index) => ({
    ...parent,
    unitIds: (byIndex.get(index) ?? []).map(({ unitId }) => unitId),
  }));
}

/** `FROM … ORDER BY …` of the units under a path, itself included, that have a member on a date, from an id on. */
export function unitsWithMembers(path: string, asOf: string, scope: SqlFragment, from: unknown): SqlFragment {
  return {
    sql: `FROM union_unit_version version FORCE INDEX (union_unit_version_path)
           WHERE version.path LIKE ? AND version.valid_from <= ? AND version.valid_until > ?
             ${from === undefined ? '' : 'AND version.unit_id >= ?'} AND version.unit_id IN (${scope.sql})
             AND EXISTS (SELECT 1 FROM member_affiliation held
                          WHERE held.unit_id = version.unit_id AND held.valid_from <= ? AND held.valid_until > ?)
           ORDER BY version.unit_id`,
    parameters: [`${path}%`, asOf, asOf, ...(from === undefined ? [] : [from]), ...scope.parameters, asOf, asOf],
  };
}
