import {
  decodeCursor,
  encodeCursor,
  isCalendarDate,
  malformedCursor,
  pageOf,
  type Page,
  type PageArguments,
  type SortKey,
  type SqlRunner,
} from '@thidua/service-kit';
import { isId } from '@thidua/contracts/ids';
import DataLoader from 'dataloader';
import type { SqlFragment } from '../identity/scoped-units';

/** What a sort key holds: a cursor with anything else was not written by the list. */
export type SortKeyContent = 'ID' | 'DATE' | 'TEXT';

const IS_CONTENT: Readonly<Record<SortKeyContent, (value: string) => boolean>> = {
  ID: isId,
  DATE: isCalendarDate,
  TEXT: () => true,
};

/** A sort key that knows what it holds. */
export interface ListedSortKey<Row> extends SortKey<Row> {
  readonly holds: SortKeyContent;
}

/** A list that hangs on something (its parent), read in keyset order. */
export interface ListedRows<Parent, Row, Node> {
  /** What is selected of each row; property names as the row has them. */
  readonly columns: string;
  /** `FROM … WHERE …` of one parent's rows, the caller's scope included. */
  from(parent: Parent): SqlFragment;
  /** Sort keys, ascending; together unique. */
  readonly sort: readonly ListedSortKey<Row>[];
  /** The node of a row. */
  node(row: Row, parent: Parent): Node;
}

/** One page that is wanted of one parent's list. */
export interface WantedPage<Parent> {
  readonly parent: Parent;
  readonly page: PageArguments;
}

/**
 * Reads pages of many parents in one statement: each parent's page is limited by itself, so the index serves it.
 * @returns pages in the order of what was wanted.
 */
export async function readListedPages<Parent, Row extends object, Node>(
  runner: SqlRunner,
  list: ListedRows<Parent, Row, Node>,
  wanted: readonly WantedPage<Parent>[],
): Promise<Page<Node>[]> {
  const columns = list.sort.map(({ column }) => column);
  const order = columns.join(', ');
  const parts = wanted.map(({ parent, page }, index): SqlFragment => {
    const { sql, parameters } = list.from(parent);
    const cursor = page.after ? readCursor(page.after, list.sort) : [];
    const beyond = page.after ? afterCursor(columns, cursor) : { sql: '', parameters: [] };
    return {
      sql: `(SELECT ${index} AS listIndex, ${list.columns} ${sql}${beyond.sql} ORDER BY ${order} LIMIT ${page.first + 1})`,
      parameters: [...parameters, ...beyond.parameters],
    };
  });
  const rows = await runner.query<(Row & { listIndex: number })[]>(
    parts.map(({ sql }) => sql).join(' UNION ALL '),
    parts.flatMap(({ parameters }) => [...parameters]),
  );
  const byIndex = Map.groupBy(rows, (row) => Number(row.listIndex));
  return wanted.map(({ parent, page }, index) => {
    const read = pageOf(byIndex.get(index) ?? [], page.first, Boolean(page.after), (row) =>
      encodeCursor(list.sort.map((key) => key.read(row))),
    );
    const edges = read.edges.map(({ cursor, node }) => ({ cursor, node: list.node(node, parent) }));
    return { edges, nodes: edges.map(({ node }) => node), pageInfo: read.pageInfo };
  });
}

/** Rows beyond a cursor, written out column by column: in this form an index finds where to go on. */
function afterCursor(columns: readonly string[], cursor: readonly unknown[]): SqlFragment {
  const [column, ...columnsLeft] = columns;
  const [value, ...valuesLeft] = cursor;
  if (columnsLeft.length === 0) {
    return { sql: ` AND ${column} > ?`, parameters: [value] };
  }
  const rest = afterCursor(columnsLeft, valuesLeft);
  return {
    sql: ` AND (${column} > ? OR (${column} = ?${rest.sql}))`,
    parameters: [value, value, ...rest.parameters],
  };
}

/**
 * The values of a cursor that the list has written.
 * @throws BAD_USER_INPUT for any other.
 */
export function readCursor<Row>(after: string, sort: readonly ListedSortKey<Row>[]): unknown[] {
  const values = decodeCursor(after, sort.length);
  const isWhole = sort.every(({ holds }, index) => {
    const value = values[index];
    return typeof value === 'string' && IS_CONTENT[holds](value);
  });
  if (!isWhole) {
    throw malformedCursor();
  }
  return values;
}

/** A DataLoader over readListedPages: the lists of all parents of a request level are one statement. */
export function listedPageLoader<Parent, Row extends object, Node>(
  runner: SqlRunner,
  list: ListedRows<Parent, Row, Node>,
  keyOf: (parent: Parent) => string,
): DataLoader<WantedPage<Parent>, Page<Node>, string> {
  return new DataLoader((wanted) => readListedPages(runner, list, wanted), {
    cacheKeyFn: ({ parent, page }) => `${keyOf(parent)} ${page.first} ${page.after ?? ''}`,
    maxBatchSize: 200,
  });
}
