import DataLoader from 'dataloader';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import {
  decodeCursor,
  encodeCursor,
  listTag,
  malformedCursor,
  pageOf,
  type Page,
  type PageArguments,
} from './connection';

/** Pages of a list that hangs on a parent: parents that ask for the same page at once share the reads. */
export interface PageLoader<Node> {
  load(parentId: string, page: PageArguments): Promise<Page<Node>>;
  /** Forgets what was read, for a request that has changed something. */
  clearAll(): void;
}

/**
 * A loader of pages.
 * @param read the same page of several parents' lists, in the order of the parents.
 */
export function pageLoader<Node>(
  read: (parentIds: readonly string[], page: PageArguments) => Promise<readonly Page<Node>[]>,
): PageLoader<Node> {
  const loaders = new Map<string, DataLoader<string, Page<Node>>>();
  return {
    load(parentId, { first, after }) {
      const key = JSON.stringify([first, after ?? null]);
      let loader = loaders.get(key);
      if (!loader) {
        loader = new DataLoader((parentIds) => read(parentIds, { first, after: after ?? null }));
        loaders.set(key, loader);
      }
      return loader.load(parentId);
    },
    clearAll: () => loaders.clear(),
  };
}

/**
 * Pages of the rows that name a parent: one statement for all parents, in which each parent's page is limited by
 * itself, so that the index serves it.
 * @param alias name of the row in the list's cursors: the same as in the list over all parents.
 * @param sort sort keys, ascending, never null; together unique within a parent.
 */
export function pagesOfParents<Row extends ObjectLiteral & { id: string }>(
  dataSource: DataSource,
  entity: EntityTarget<Row>,
  alias: string,
  parent: keyof Row & string,
  sort: readonly (keyof Row & string)[],
): PageLoader<Row> {
  const columns = sort.map((key) => `${alias}.${key}`);
  const tag = listTag(columns);
  const cursorOf = (row: Row): string => encodeCursor([tag, ...sort.map((key) => row[key] as string | number)]);
  return pageLoader(async (parentIds, page) => {
    const repository = dataSource.getRepository(entity);
    const beyond = valuesOf(page.after ?? null, tag, sort.length);
    const cursor = (beyond ?? []).map((_, position) => `:cursor${position}`).join(', ');
    const branches = parentIds.map((_, index) => {
      const query = repository
        .createQueryBuilder(alias)
        .select(`${alias}.id`, 'id')
        .where(`${alias}.${parent} = :parent${index}`);
      if (beyond) {
        query.andWhere(`(${columns.join(', ')}) > (${cursor})`);
      }
      columns.forEach((column) => query.addOrderBy(column, 'ASC'));
      return `(${query.limit(page.first + 1).getQuery()})`;
    });
    const query = repository
      .createQueryBuilder(alias)
      .where(`${alias}.id IN (SELECT pages.id FROM (${branches.join(' UNION ALL ')}) pages)`)
      .setParameters(Object.fromEntries(parentIds.map((parentId, index) => [`parent${index}`, parentId])))
      .setParameters(Object.fromEntries((beyond ?? []).map((value, position) => [`cursor${position}`, value])));
    columns.forEach((column) => query.addOrderBy(column, 'ASC'));
    const rows = await query.getMany();
    return parentIds.map((parentId) =>
      pageOf(
        rows.filter((row) => row[parent] === parentId),
        page.first,
        Boolean(page.after),
        cursorOf,
      ),
    );
  });
}

/** What a cursor of the list says; null without one. @throws BAD_USER_INPUT for a cursor of another list. */
function valuesOf(after: string | null, tag: string, length: number): (string | number | null)[] | null {
  if (!after) {
    return null;
  }
  const [list, ...values] = decodeCursor(after, length + 1);
  if (list !== tag) {
    throw malformedCursor();
  }
  return values;
}
