import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, buildSchema, type GraphQLSchema, Kind, parse, validate } from 'graphql';
import { EXAMPLES, tabOf } from './examples';

const SUPERGRAPH = join(__dirname, '..', '..', 'supergraph.graphql');

/** The graph as callers see it; before the first composition there is nothing but the schema to ask about. */
function publicSchema(): GraphQLSchema {
  if (!existsSync(SUPERGRAPH)) return buildSchema('type Query { nothing: Boolean }');
  return buildASTSchema(transformSupergraphToPublicSchema(parse(readFileSync(SUPERGRAPH, 'utf8'))));
}

describe('the examples of the explorer', () => {
  const schema = publicSchema();

  it.each(EXAMPLES.map((example) => [example.title, example] as const))('%s can be run as it is', (title, example) => {
    const document = parse(tabOf(example));
    expect(validate(schema, document)).toEqual([]);
    const [operation, ...others] = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    expect(others).toEqual([]);
    expect(operation).toMatchObject({ name: { value: title } });
    const needed = (operation?.kind === Kind.OPERATION_DEFINITION ? operation.variableDefinitions : [])
      ?.filter(({ type, defaultValue }) => type.kind === Kind.NON_NULL_TYPE && defaultValue === undefined)
      .map(({ variable }) => variable.name.value);
    expect(Object.keys(example.variables ?? {})).toEqual(expect.arrayContaining(needed ?? []));
  });

  it('have names of their own', () => {
    expect(new Set(EXAMPLES.map(({ title }) => title)).size).toBe(EXAMPLES.length);
  });
});
