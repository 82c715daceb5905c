import type { GraphQLError } from 'graphql';
import { decodeCursor, encodeCursor, pageOf } from './connection';

const codeOf = (act: () => unknown): unknown => {
  try {
    act();
    return 'accepted';
  } catch (error) {
    return (error as GraphQLError).extensions['code'];
  }
};
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64url');

describe('cursors', () => {
  it.each([
    ['a number and an id', [2020, '01937e6e-0000-7000-8000-000000000001']],
    ['Vietnamese text', ['Công đoàn cơ sở', 7]],
    ['a missing value', [null, 'x']],
    ['a quote and a slash', ['"\\/']],
  ])('come back as they were written: %s', (_case, values) => {
    const cursor = encodeCursor(values);
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(decodeCursor(cursor, values.length)).toEqual(values);
  });

  it.each([
    ['nothing', ''],
    ['words', 'no cursor'],
    ['no JSON', base64('{')],
    ['an object', base64('{"0":1,"1":2,"length":2}')],
    ['a text', base64('"ab"')],
    ['too few keys', encodeCursor([1])],
    ['too many keys', encodeCursor([1, 2, 3])],
    ['a nested value', base64('[1,{"$gt":0}]')],
    ['a list inside', base64('[1,[2]]')],
    ['a truth value', base64('[1,true]')],
  ])('of any other make are bad input: %s', (_case, cursor) => {
    expect(codeOf(() => decodeCursor(cursor, 2))).toBe('BAD_USER_INPUT');
  });
});

describe('a page', () => {
  it.each([
    [[], 2, false, { nodes: [], hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null }],
    [[1], 2, true, { nodes: [1], hasNextPage: false, hasPreviousPage: true, startCursor: 'c1', endCursor: 'c1' }],
    [
      [1, 2],
      2,
      false,
      { nodes: [1, 2], hasNextPage: false, hasPreviousPage: false, startCursor: 'c1', endCursor: 'c2' },
    ],
    [
      [1, 2, 3],
      2,
      false,
      { nodes: [1, 2], hasNextPage: true, hasPreviousPage: false, startCursor: 'c1', endCursor: 'c2' },
    ],
  ])('of %p cut to %s', (found, first, hasPreviousPage, { nodes, ...pageInfo }) => {
    const page = pageOf(found as number[], first, hasPreviousPage, (node) => `c${node}`);
    expect(page.nodes).toEqual(nodes);
    expect(page.edges.map(({ node, cursor }) => [node, cursor])).toEqual(nodes.map((node) => [node, `c${node}`]));
    expect(page.pageInfo).toEqual(pageInfo);
  });
});
