import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { operationDepth } from './operation-depth';

function depthOf(text: string): number {
  const { definitions } = parse(text);
  const operation = definitions.find(
    (node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION,
  );
  const fragments = definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  if (!operation) throw new Error('the text has no operation');
  return operationDepth(operation, new Map(fragments.map((fragment) => [fragment.name.value, fragment])));
}

describe('the depth of an operation', () => {
  it.each([
    ['{ a }', 1],
    ['{ a { b { c } } d }', 3],
    ['{ a { ... on T { b } } }', 2],
    ['{ a { ...F } } fragment F on T { b { ...G } } fragment G on T { c }', 3],
    ['{ a { ...F ...F } b { c { ...F } } } fragment F on T { d }', 3],
  ])('%s is %i', (text, depth) => {
    expect(depthOf(text)).toBe(depth);
  });
});
