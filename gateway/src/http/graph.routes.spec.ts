import { AN, startTestSystem, type TestSystem } from '../fixture/system.fixture';
import { door, STATEMENTS, until } from '../fixture/subgraph.fixture';
import { startGateway } from '../gateway';
import { createLog } from '../log';

const TRACE_ID = '4bf92f3577b34da6a3ce929d0e0e4736';

describe('what the caller gets back', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem();
  });
  afterAll(() => system.stop());
  beforeEach(() => system.reset());

  it('joins entities across subgraphs', async () => {
    const { data, errors } = await system.ask('query Q($id: ID!) { unit(id: $id) { id name pledgedBy } }', {
      as: AN,
      variables: { id: '7' },
    });
    expect(errors).toEqual([]);
    expect(data).toEqual({ unit: { id: '7', name: 'unit 7', pledgedBy: AN } });
  });

  it('is for the caller alone', async () => {
    const { headers } = await system.ask('{ whoAmI }', { as: AN });
    expect(headers.get('cache-control')).toBe('private, no-store');
  });

  it('is a clear refusal of a subscription', async () => {
    const subscription = await system.ask('subscription { units { name } }', { as: AN });
    expect(subscription).toMatchObject({ status: 400, errors: [{ extensions: { code: 'OPERATION_NOT_SUPPORTED' } }] });
  });

  it('tells what it cost', async () => {
    const { headers } = await system.ask('{ units { name pledgedBy } }', { as: AN });
    expect(headers.get('x-subgraph-requests')).toBe('2');
    expect(headers.get('x-sql-statements')).toBe(String(2 * STATEMENTS));
    const schemaOnly = await system.ask('{ __typename }', { as: AN });
    expect(schemaOnly.headers.get('x-subgraph-requests')).toBe('0');
  });

  it('does not tell what it cost unless it is switched on', async () => {
    const quiet = await startGateway({ ...system.environment, COST_HEADERS: 'off' }, createLog('silent'));
    const { headers } = await fetch(`${quiet.address}/graphql?query={__typename}`, {
      headers: { 'apollo-require-preflight': 'true' },
    });
    await quiet.stop();
    expect(headers.has('x-trace-id')).toBe(true);
    expect(headers.has('x-subgraph-requests')).toBe(false);
    expect(headers.has('x-sql-statements')).toBe(false);
  });

  it('continues the caller’s trace into the subgraphs and names it', async () => {
    const { headers } = await system.ask('{ whoAmI }', {
      headers: { traceparent: `00-${TRACE_ID}-00f067aa0ba902b7-01` },
    });
    expect(headers.get('x-trace-id')).toBe(TRACE_ID);
    expect(system.membership.received[0]?.traceparent).toMatch(new RegExp(`^00-${TRACE_ID}-(?!00f067aa0ba902b7)`));
  });

  it.each([
    ['a document that does not parse', '{', {}, 'GRAPHQL_PARSE_FAILED', 400],
    ['a field that does not exist', '{ nothing }', {}, 'GRAPHQL_VALIDATION_FAILED', 400],
    ['a missing variable', 'query Q($id: ID!) { unit(id: $id) { id } }', {}, 'BAD_USER_INPUT', 400],
    [
      'a variable of another type',
      'query Q($id: ID!) { unit(id: $id) { id } }',
      { variables: { id: { a: 1 } } },
      'BAD_USER_INPUT',
      400,
    ],
    [
      'an operation that is not there',
      'query A { whoAmI }',
      { operationName: 'B' },
      'OPERATION_RESOLUTION_FAILURE',
      400,
    ],
    ['two operations and no name', 'query A { whoAmI } query B { whoAmI }', {}, 'OPERATION_RESOLUTION_FAILURE', 400],
  ])('is an error with a code, a path and a trace id for %s', async (_what, query, options, code, status) => {
    const answer = await system.ask(query, { as: AN, ...options });
    expect(answer.status).toBe(status);
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0]).toMatchObject({
      path: [],
      extensions: { code, traceId: answer.headers.get('x-trace-id') },
    });
    expect(JSON.stringify(answer.errors)).not.toContain('stacktrace');
  });

  it.each(['reveal', 'fault'])('tells nothing of our insides when something goes wrong there: %s', async (field) => {
    const { data, errors, headers } = await system.ask(`{ whoAmI ${field} }`, { as: AN });
    expect(data).toEqual({ whoAmI: `person ${AN}`, [field]: null });
    expect(errors).toHaveLength(1);
    expect(Object.keys(errors[0]?.extensions ?? {}).sort()).toEqual(['code', 'message', 'traceId']);
    expect(errors[0]).toMatchObject({
      path: [field],
      extensions: { code: 'INTERNAL_SERVER_ERROR', traceId: headers.get('x-trace-id') },
    });
    expect(JSON.stringify(errors)).not.toMatch(/SELECT|secret/);
  });

  it('keeps what a subgraph says on purpose', async () => {
    const { errors, headers } = await system.ask('{ conflict }', { as: AN });
    expect(errors).toEqual([
      {
        message: 'đã ký / already signed',
        path: ['conflict'],
        extensions: {
          code: 'CONFLICT',
          field: 'input.version',
          reasons: [{ code: 'STALE' }],
          message: { vi: 'đã ký', en: 'already signed' },
          subgraph: 'membership',
          traceId: headers.get('x-trace-id'),
        },
      },
    ]);
  });

  it('shows the schema', async () => {
    const { data } = await system.ask('{ __type(name: "Unit") { kind description } _: __typename }');
    expect(data).toEqual({ __type: { kind: 'OBJECT', description: 'A union unit' }, _: 'Query' });
  });

  it('has the explorer at /explorer, and / leads there', async () => {
    const root = await fetch(`${system.gateway.address}/`, { redirect: 'manual' });
    expect([root.status, root.headers.get('location')]).toEqual([302, '/explorer']);
    const missing = await fetch(`${system.gateway.address}/nothing`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });
});

describe('a gateway that is told to stop', () => {
  it('answers what is under way and takes nothing new', async () => {
    const system = await startTestSystem();
    const closed = door();
    system.emulation.before = closed.pass;
    const answer = system.ask('{ pledges }', { as: AN });
    await until(() => system.emulation.received.length === 1);
    const stopped = system.stop();
    closed.open();
    expect((await answer).data).toEqual({ pledges: ['a pledge'] });
    await stopped;
    await expect(fetch(`${system.gateway.address}/health`)).rejects.toThrow('fetch failed');
  });
});
