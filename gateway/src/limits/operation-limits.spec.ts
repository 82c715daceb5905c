import { AN, type Answer, startTestSystem, type TestSystem } from '../fixture/system.fixture';
import { OPERATION_LIMITS } from './operation-limits';

const { depth, aliases, directives, tokens, nesting } = OPERATION_LIMITS;

/** `count` parts, each made from its number. */
function repeated(count: number, part: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => part(index)).join(' ');
}

/** Fragments of which each spreads the next one twice: 2^30 fields when written out. */
function exploding(type: string, field: string): string {
  const steps = repeated(30, (index) => `fragment F${index} on ${type} { ...F${index + 1} ...F${index + 1} }`);
  return `${steps} fragment F30 on ${type} { ${field} }`;
}

describe('an operation that is too large', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem();
  });
  afterAll(() => system.stop());
  beforeEach(() => system.reset());

  function expectRefusal(answer: Answer, code: string, extensions: object = {}): void {
    expect(answer.status).toBe(400);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0]).toMatchObject({
      path: [],
      extensions: { code, message: { vi: expect.any(String), en: expect.any(String) }, ...extensions },
    });
    expect(answer.data).toBeUndefined();
    expect(system.membership.received).toHaveLength(0);
  }

  it('has 1,000 aliases: its text is not even parsed', async () => {
    const answer = await system.ask(`{ ${repeated(1_000, (index) => `a${index}: whoAmI`)} }`, { as: AN });
    expectRefusal(answer, 'OPERATION_TOO_LARGE', { limit: 'TOKENS', most: tokens, counted: tokens + 1 });
  });

  it('has more aliases than are answered', async () => {
    const allowed = await system.ask(`{ ${repeated(aliases, (index) => `a${index}: whoAmI`)} }`, { as: AN });
    expect(allowed.errors).toEqual([]);
    system.reset();
    const answer = await system.ask(`{ ${repeated(aliases + 1, (index) => `a${index}: whoAmI`)} }`, { as: AN });
    expectRefusal(answer, 'OPERATION_TOO_LARGE', { limit: 'ALIASES', most: aliases, counted: aliases + 1 });
  });

  it('has few aliases in a fragment that is spread often', async () => {
    const query = `{ ${repeated(aliases / 2 + 1, (index) => `units { id n${index}: name ...F }`)} } fragment F on Unit { x: name }`;
    const answer = await system.ask(query, { as: AN });
    expectRefusal(answer, 'OPERATION_TOO_LARGE', { limit: 'ALIASES' });
  });

  it('has more directives than are read', async () => {
    const query = `{ ${repeated(directives + 1, () => 'whoAmI @include(if: true)')} }`;
    expectRefusal(await system.ask(query, { as: AN }), 'OPERATION_TOO_LARGE', {
      limit: 'DIRECTIVES',
      most: directives,
      counted: directives + 1,
    });
  });

  it('is 50 fields deep', async () => {
    const query = `{ people(first: 1) { nodes { ${'friends(first: 1) { nodes { '.repeat(24)} name ${'} }'.repeat(24)} } } }`;
    const answer = await system.ask(query, { as: AN });
    expectRefusal(answer, 'OPERATION_TOO_DEEP', { limit: 'DEPTH', most: depth, counted: 51 });
  });

  it('is as deep through fragments', async () => {
    const steps = repeated(
      26,
      (index) => `fragment F${index} on Person { friends(first: 1) { nodes { ...F${index + 1} } } }`,
    );
    const query = `{ people(first: 1) { nodes { ...F0 } } } ${steps} fragment F26 on Person { name }`;
    expectRefusal(await system.ask(query, { as: AN }), 'OPERATION_TOO_DEEP', { counted: 55 });
  });

  it('is as deep in questions about the schema', async () => {
    const query = `{ __schema { types { fields { type ${'{ ofType '.repeat(30)} { name } ${'}'.repeat(30)} } } } }`;
    expectRefusal(await system.ask(query, { as: AN }), 'OPERATION_TOO_DEEP', { counted: 35 });
  });

  it.each([
    ['lists', `{ unit(id: ${'['.repeat(900)}${']'.repeat(900)}) { id } }`],
    ['fragments without a name', `{ ${'... { '.repeat(300)} whoAmI ${'} '.repeat(300)} }`],
  ])('has brackets inside each other that would exhaust a stack: %s', async (_what, query) => {
    expectRefusal(await system.ask(query, { as: AN }), 'OPERATION_TOO_LARGE', {
      limit: 'NESTING',
      most: nesting,
      counted: nesting + 1,
    });
  });

  it.each([
    ['one', '{ units { ...A } } fragment A on Unit { id ...A }'],
    [
      'several',
      '{ units { ...A } } fragment A on Unit { id ...B } fragment B on Unit { ...C } fragment C on Unit { ...A }',
    ],
    ['one below a field', '{ people { nodes { ...A } } } fragment A on Person { friends { nodes { ...A } } }'],
  ])('is without end, by %s fragment that spreads itself', async (_what, query) => {
    const answer = await system.ask(query, { as: AN });
    expectRefusal(answer, 'GRAPHQL_VALIDATION_FAILED');
    expect(answer.errors[0]?.message).toContain('within itself');
  });

  it.each([
    ['fields', `{ ...F0 } ${exploding('Query', 'whoAmI')}`],
    ['the schema', `{ __schema { ...F0 } } ${exploding('__Schema', 'description')}`],
  ])('has fragments that spread each other exponentially over %s', async (_what, query) => {
    const answer = await system.ask(query, { as: AN });
    expectRefusal(answer, 'OPERATION_TOO_COSTLY', { limit: 'COST', most: OPERATION_LIMITS.cost });
    expect(answer.errors[0]?.extensions['counted']).toBeGreaterThanOrEqual(2 ** 30);
  });

  it('costs too much by the size that a variable asks for, and not by another', async () => {
    const query =
      'query People($first: Int! = 10) { people(first: $first) { nodes { friends(first: $first) { nodes { name } } } } }';
    expect((await system.ask(query, { as: AN })).errors).toEqual([]);
    expect((await system.ask(query, { as: AN, variables: { first: 100 } })).errors).toEqual([]);
    system.reset();
    const answer = await system.ask(query, { as: AN, variables: { first: 200 } });
    expectRefusal(answer, 'OPERATION_TOO_COSTLY', { most: OPERATION_LIMITS.cost, counted: 40_402 });
  });
});
