import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';

const ROOT = join(__dirname, '..', '..', '..');
const PAGES = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs')).flatMap((name) => (name.endsWith('.md') ? [`docs/${name}`] : [])),
];
const BLOCK = /```graphql\n([\s\S]*?)\n```/g;
const OPERATIONS = PAGES.flatMap((page) =>
  [...readFileSync(join(ROOT, page), 'utf8').matchAll(BLOCK)].map(
    ([, operation = ''], index) => [`${page}, block ${index + 1}`, operation] as const,
  ),
);

describe('the operations that the pages show', () => {
  const schema = buildSchema(readFileSync(join(ROOT, 'gateway', 'supergraph.graphql'), 'utf8'), {
    assumeValidSDL: true,
  });

  it('are there', () => {
    expect(OPERATIONS.length).toBeGreaterThan(30);
  });

  it.each(OPERATIONS)('%s is an operation of the graph', (_where, operation) => {
    expect(validate(schema, parse(operation)).map(({ message }) => message)).toEqual([]);
  });
});
