import type { Passport } from '@thidua/contracts/passport';
import { isId } from '@thidua/contracts/ids';
import {
  calendarDateAt,
  decodeCursor,
  encodeCursor,
  listTag,
  malformedCursor,
  notFound,
  type Page,
  type PageArguments,
  pageOf,
} from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { marks, type SqlFragment, underPaths, visibleBranches, visibleNominations } from '../access/nomination-scope';
import { Nomination } from './nomination.entity';
import type { NominationStatus } from './nomination.enum';

/** What a list of nominations is narrowed to. */
export interface NominationCriteria {
  readonly unitId?: string | null;
  readonly underUnitId?: string | null;
  readonly state?: NominationStatus | null;
  readonly awardTypeId?: string | null;
  readonly cycleId?: string | null;
}

/** Every list of nominations has this one order, so a cursor of one goes on in another. */
export const NOMINATION_LIST = listTag(['nomination.id']);

/** The id that a cursor of a list of nominations holds. @throws BAD_USER_INPUT. */
export function idAfter(after: string): string {
  const [list, id] = decodeCursor(after, 2);
  if (list !== NOMINATION_LIST || typeof id !== 'string' || !isId(id)) {
    throw malformedCursor();
  }
  return id;
}

/** Nominations by id, in the order of the ids. */
async function inOrder(dataSource: DataSource, ids: readonly string[]): Promise<Nomination[]> {
  if (ids.length === 0) {
    return [];
  }
  const rows = await dataSource.manager.findBy(Nomination, { id: In([...ids]) });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function pageByIds(found: readonly Nomination[], { first, after }: PageArguments): Page<Nomination> {
  return pageOf(found, first, Boolean(after), (nomination) => encodeCursor([NOMINATION_LIST, nomination.id]));
}

/** Those of the nominations that the caller may see. */
export async function visibleByIds(
  dataSource: DataSource,
  passport: Passport,
  ids: readonly string[],
): Promise<Nomination[]> {
  const scope = visibleNominations(passport);
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT n.id FROM nomination n WHERE n.id IN (${marks(ids)}) AND ${scope.sql}`,
    [...ids, ...scope.parameters],
  );
  return inOrder(
    dataSource,
    rows.map((row) => row.id),
  );
}

/** Path of a unit today. @throws NOT_FOUND. */
export async function pathOf(dataSource: DataSource, unitId: string, today: string): Promise<string> {
  const [row] = await dataSource.query<{ path: string }[]>(
    'SELECT path FROM unit_projection WHERE unit_id = ? AND valid_from <= ? AND valid_until > ?',
    [unitId, today, today],
  );
  if (!row) {
    throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, 'filter.underUnitId');
  }
  return row.path;
}

async function criteriaSql(dataSource: DataSource, criteria: NominationCriteria): Promise<SqlFragment[]> {
  const equal: readonly (readonly [string, string | null | undefined])[] = [
    ['n.nominating_unit_id', criteria.unitId],
    ['n.state', criteria.state],
    ['n.award_type_id', criteria.awardTypeId],
    ['n.cycle_id', criteria.cycleId],
  ];
  const fragments = equal.flatMap(([column, value]) => (value ? [{ sql: `${column} = ?`, parameters: [value] }] : []));
  if (!criteria.underUnitId) {
    return fragments;
  }
  const today = calendarDateAt(new Date());
  return [
    ...fragments,
    underPaths('n.nominating_unit_id', [await pathOf(dataSource, criteria.underUnitId, today)], today),
  ];
}

/** A page of the nominations that the caller may see, oldest first. */
export async function nominationPage(
  dataSource: DataSource,
  passport: Passport,
  criteria: NominationCriteria,
  page: PageArguments,
): Promise<Page<Nomination>> {
  const criteriaFragments = await criteriaSql(dataSource, criteria);
  const after = page.after ? [{ sql: 'n.id > ?', parameters: [idAfter(page.after)] }] : [];
  const branches = visibleBranches(passport).map((visible) => [visible, ...criteriaFragments, ...after]);
  if (branches.length === 0) {
    return pageByIds([], page);
  }
  const limit = page.first + 1;
  const branchSql = branches.map(
    (conditions) =>
      `(SELECT n.id AS id FROM nomination n WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}
         ORDER BY n.id LIMIT ?)`,
  );
  const rows = await dataSource.query<{ id: string }[]>(`${branchSql.join(' UNION ')} ORDER BY id LIMIT ?`, [
    ...branches.flatMap((conditions) => [...conditions.flatMap(({ parameters }) => parameters), limit]),
    limit,
  ]);
  const found = await inOrder(
    dataSource,
    rows.map((row) => row.id),
  );
  return pageByIds(found, page);
}

/**
 * The same page of the nominations of each parent, oldest first: two statements for any number of parents, and each
 * parent's branch reads no more of its index than the page.
 */
export async function pagesOfParents(
  dataSource: DataSource,
  passport: Passport,
  column: 'nominating_unit_id' | 'nominee_member_id' | 'list_id',
  parentIds: readonly string[],
  page: PageArguments,
): Promise<Page<Nomination>[]> {
  const scope = visibleNominations(passport);
  const after = page.after ? { sql: ' AND n.id > ?', parameters: [idAfter(page.after)] } : { sql: '', parameters: [] };
  const branch = `(SELECT n.id AS id FROM nomination n WHERE n.${column} = ? AND ${scope.sql}${after.sql}
                    ORDER BY n.id LIMIT ?)`;
  const rows = await dataSource.query<{ id: string }[]>(
    `${parentIds.map(() => branch).join(' UNION ALL ')} ORDER BY id`,
    parentIds.flatMap((id) => [id, ...scope.parameters, ...after.parameters, page.first + 1]),
  );
  const found = await inOrder(
    dataSource,
    rows.map((row) => row.id),
  );
  const parentOf = (nomination: Nomination): string | null =>
    ({
      nominating_unit_id: nomination.nominatingUnitId,
      nominee_member_id: nomination.nomineeMemberId,
      list_id: nomination.listId,
    })[column];
  return parentIds.map((parentId) =>
    pageByIds(
      found.filter((nomination) => parentOf(nomination) === parentId),
      page,
    ),
  );
}
