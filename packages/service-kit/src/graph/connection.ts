import { createHash } from 'node:crypto';
import { IsOptional, Length, Max, Min } from 'class-validator';
import { ArgsType, Field, Int, ObjectType, type ClassType } from 'type-graphql';
import type { GraphQLError } from 'graphql';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { badInput } from '../errors';
import { PageInfo } from './shared-types';

/** The most items of one page. */
export const LARGEST_PAGE = 200;
/** Items of a page when `first` is not given. */
export const DEFAULT_PAGE = 50;
/** The longest cursor; every list's own are far shorter. */
const LONGEST_CURSOR = 2000;

/** Arguments of every list. */
@ArgsType()
export class PageArguments {
  @Field(() => Int, {
    defaultValue: DEFAULT_PAGE,
    description: `Số mục của trang, 1 đến ${LARGEST_PAGE}. How many items, 1 to ${LARGEST_PAGE}.`,
  })
  @Min(1)
  @Max(LARGEST_PAGE)
  first: number;

  @Field(() => String, {
    nullable: true,
    description: 'Con trỏ của mục đứng ngay trước trang. Cursor after which the page begins.',
  })
  @IsOptional()
  @Length(1, LONGEST_CURSOR)
  after: string | null;
}

/** An item with its cursor. */
export interface Edge<Node> {
  cursor: string;
  node: Node;
}

/** A page of a list. */
export interface Page<Node> {
  edges: Edge<Node>[];
  nodes: Node[];
  pageInfo: PageInfo;
}

/**
 * The Relay connection type of a node, named after it: `<Name>Connection` and `<Name>Edge`.
 * @param vi what the items are called in Vietnamese, for the descriptions.
 */
export function connectionOf<Node extends object>(
  node: ClassType<Node>,
  name: string,
  vi: string,
): ClassType<Page<Node>> {
  @ObjectType(`${name}Edge`, { description: `Một mục (${vi}) và con trỏ của nó. An item and its cursor.` })
  class NodeEdge implements Edge<Node> {
    @Field({ description: 'Con trỏ của mục. Cursor of the item; opaque.' })
    cursor: string;
    @Field(() => node, { description: `Mục (${vi}). The item.` })
    node: Node;
  }
  @ObjectType(`${name}Connection`, { description: `Một trang của danh sách (${vi}). A page of the list.` })
  class NodeConnection implements Page<Node> {
    @Field(() => [NodeEdge], { description: 'Các mục với con trỏ. The items with their cursors.' })
    edges: NodeEdge[];
    @Field(() => [node], { description: `Các mục (${vi}). The items without their cursors.` })
    nodes: Node[];
    @Field(() => PageInfo, { description: 'Vị trí của trang. Where the page stands in the list.' })
    pageInfo: PageInfo;
  }
  return NodeConnection;
}

type CursorValue = string | number | null;

/** Writes a cursor from the values of the sort keys. */
export function encodeCursor(values: readonly CursorValue[]): string {
  return Buffer.from(JSON.stringify(values), 'utf8').toString('base64url');
}

/** The refusal of a cursor that the list did not write. */
export function malformedCursor(): GraphQLError {
  return badInput({
    field: 'after',
    vi: 'Con trỏ không hợp lệ; hãy dùng endCursor của trang trước.',
    en: 'The cursor is malformed; use the endCursor of the page before.',
  });
}

/** A short mark of a list's order, so that a cursor of another list is not taken for one of this. */
export function listTag(columns: readonly string[]): string {
  return createHash('sha256').update(columns.join()).digest('base64url').slice(0, 6);
}

/**
 * Reads a cursor.
 * @param length how many sort keys it must hold.
 * @throws BAD_USER_INPUT for anything that this list did not write.
 */
export function decodeCursor(cursor: string, length: number): CursorValue[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((value) => value === null || typeof value === 'string' || typeof value === 'number')
    ) {
      return values as CursorValue[];
    }
  } catch {
    // falls through to the one refusal below: a cursor of any other make is equally wrong
  }
  throw malformedCursor();
}

/** A sort key of a list, ascending: its SQL column (never null) and how to read it from a node. */
export interface SortKey<Node> {
  readonly column: string;
  readonly read: (node: Node) => string | number;
}

/**
 * One page of a query in keyset order: never an offset, never the whole list.
 * @param query a query over the nodes, filtered (the scope included) but not sorted.
 * @param keys sort keys; the last one is unique.
 */
export async function keysetPage<Node extends ObjectLiteral>(
  query: SelectQueryBuilder<Node>,
  { first, after }: PageArguments,
  keys: readonly SortKey<Node>[],
): Promise<Page<Node>> {
  const list = listTag(keys.map((key) => key.column));
  if (after) {
    const [tag, ...values] = decodeCursor(after, keys.length + 1);
    if (tag !== list) {
      throw malformedCursor();
    }
    const columns = keys.map((key) => key.column).join(', ');
    const parameters = Object.fromEntries(values.map((value, index) => [`cursor${index}`, value]));
    query.andWhere(`(${columns}) > (${keys.map((_, index) => `:cursor${index}`).join(', ')})`, parameters);
  }
  for (const key of keys) {
    query.addOrderBy(key.column, 'ASC');
  }
  const found = await query.limit(first + 1).getMany();
  return pageOf(found, first, Boolean(after), (node) => encodeCursor([list, ...keys.map((key) => key.read(node))]));
}

/**
 * A page from rows that were read one beyond its size.
 * @param found at most `first + 1` rows in order.
 */
export function pageOf<Node>(
  found: readonly Node[],
  first: number,
  hasPreviousPage: boolean,
  cursorOf: (node: Node) => string,
): Page<Node> {
  const nodes = found.slice(0, first);
  const edges = nodes.map((node) => ({ node, cursor: cursorOf(node) }));
  return {
    edges,
    nodes,
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage,
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
