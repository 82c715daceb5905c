import { parse } from 'graphql';
import { registeredOperations } from './document-manifest';
import { documentIdOf } from './trusted-documents';

describe('the operations of GraphQL files', () => {
  it('are registered one by one, each with the fragments it uses from any file', () => {
    const operations = registeredOperations([
      { name: 'a.graphql', text: 'query A { units { ...Name } } query B { whoAmI }' },
      { name: 'b.graphql', text: 'fragment Name on Unit { name } fragment Other on Unit { id }' },
    ]);
    expect(operations.map(({ name }) => name)).toEqual(['A', 'B']);
    const [a, b] = operations;
    expect(parse(a?.text ?? '').definitions).toHaveLength(2);
    expect(a?.text).toContain('fragment Name');
    expect(b?.text).not.toContain('fragment');
    for (const { id, text } of operations) expect(id).toBe(documentIdOf(text));
  });

  it.each([
    ['that does not parse', 'query {', 'Syntax Error'],
    ['without a name', '{ whoAmI }', 'needs a name'],
    ['twice of one name', 'query A { whoAmI } query A { units { id } }', 'two of: operation A'],
    ['that is a schema', 'type Query { a: Int }', 'only operations'],
  ])('are refused: one %s', (_what, text, problem) => {
    expect(() => registeredOperations([{ name: 'a.graphql', text }])).toThrow(problem);
  });
});
