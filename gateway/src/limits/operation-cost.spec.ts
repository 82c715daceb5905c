import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, buildSchema, getIntrospectionQuery, type GraphQLSchema, Kind, parse } from 'graphql';
import { EXAMPLES } from '../explorer/examples';
import { operationCost } from './operation-cost';
import { OPERATION_LIMITS } from './operation-limits';

function costOf(schema: GraphQLSchema, text: string, variables: Readonly<Record<string, unknown>> = {}): number {
  const document = parse(text);
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('the text has no operation');
  return operationCost({ schema, document, operation, variables });
}

describe('what an operation costs', () => {
  const schema = buildSchema(`
    type Query { name: String tags: [String!]! unit: Unit units: [Unit!]! page(first: Int! = 50): Page! some(first: Int): [Unit!]! task: Task }
    type Page { nodes: [Unit!]! edges: [Edge!]! total: Int! }
    type Edge { cursor: String! node: Unit! }
    interface Task { id: ID! }
    type Review implements Task { id: ID! unit: Unit! }
    type Vote implements Task { id: ID! units: [Unit!]! }
    type Unit { id: ID! name: String! parts: [Unit!]! page(first: Int! = 50): Page! }
  `);

  it.each([
    ['a field', '{ name }', 1],
    ['a list of values', '{ tags }', 1],
    ['an object', '{ unit { id name } }', 3],
    ['a list, taken to have ten items', '{ units { id } }', 11],
    ['a list in a list', '{ units { parts { id } } }', 1 + 10 * 11],
    ['a page of the default size', '{ page { nodes { id } } }', 2 + 50],
    [
      'a page of a size, and its total once',
      '{ page(first: 3) { nodes { id } edges { node { id } } total }}',
      3 + 3 + 1 + 3 * 2,
    ],
    ['pages in a page', '{ page(first: 3) { nodes { page(first: 4) { nodes { id } } } } }', 2 + 3 * (2 + 4)],
    ['a list that takes a size', '{ some(first: 7) { id } }', 8],
    ['such a list without one', '{ some { id } }', 11],
    [
      'a page through fragments',
      '{ page(first: 3) { ...P } } fragment P on Page { nodes { ...U } } fragment U on Unit { id }',
      5,
    ],
    [
      'everything that an interface may be',
      '{ task { id ... on Review { unit { id } } ... on Vote { units { id } } } }',
      2 + 2 + 11,
    ],
    ['a size that would take something away', '{ page(first: -5) { nodes { id } } }', 3],
    ['aliases, each', '{ a: name b: name }', 2],
  ])('%s', (_what, text, cost) => {
    expect(costOf(schema, text)).toBe(cost);
  });

  it.each([
    ['the variable’s value', { first: 5 }, 7],
    ['the variable’s own default', {}, 22],
    ['the assumption, for what the executor will refuse', { first: 'all' }, 12],
    ['infinity, which JSON can say', { first: Number.POSITIVE_INFINITY }, Number.MAX_SAFE_INTEGER],
  ])('takes its size from %s', (_what, variables, cost) => {
    const text = 'query Q($first: Int! = 20) { page(first: $first) { nodes { id } } }';
    expect(costOf(schema, text, variables)).toBe(cost);
  });

  it('takes the schema’s default for a variable that is not given', () => {
    expect(costOf(schema, 'query Q($first: Int) { page(first: $first) { nodes { id } } }')).toBe(52);
  });
});

describe('what the graph’s own questions cost', () => {
  const supergraph = readFileSync(join(__dirname, '..', '..', 'supergraph.graphql'), 'utf8');
  const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(supergraph)));

  it.each(EXAMPLES.map((example) => [example.title, example] as const))(
    '%s is well within the limit',
    (_title, example) => {
      expect(costOf(schema, example.query, example.variables)).toBeLessThan(OPERATION_LIMITS.cost / 2);
    },
  );

  it('lets three of the heaviest fields into an operation, by whatever names', () => {
    const compared = (times: number): string =>
      `{ ${Array.from({ length: times }, (_, at) => `a${at}: compareNominationVersions(nominationId: "n", from: 1, to: 2) { __typename }`).join(' ')} }`;
    expect(costOf(schema, compared(3))).toBeLessThan(OPERATION_LIMITS.cost);
    expect(costOf(schema, compared(4))).toBeGreaterThan(OPERATION_LIMITS.cost);
  });

  it('reading the whole schema is within the limit', () => {
    expect(costOf(schema, getIntrospectionQuery({ inputValueDeprecation: true }))).toBeLessThan(OPERATION_LIMITS.cost);
  });

  it('two hundred in each of two hundred is beyond it', () => {
    const text = '{ units(first: 200) { nodes { members(first: 200) { nodes { id } } } } }';
    expect(costOf(schema, text)).toBeGreaterThan(OPERATION_LIMITS.cost);
  });
});
