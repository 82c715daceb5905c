import { AN, type AnsweredError, startTestSystem, type TestSystem } from '../fixture/system.fixture';
import { startGateway } from '../gateway';
import { createLog } from '../log';

const SIGN = JSON.stringify({ query: 'mutation { sign(id: "1") }' });
const JSON_BODY = { 'content-type': 'application/json' };

describe('a request that is not one operation in JSON', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem();
  });
  afterAll(() => system.stop());
  beforeEach(() => system.reset());

  async function send(path: string, init: RequestInit) {
    const response = await fetch(`${system.gateway.address}${path}`, init);
    const { errors, ...rest } = (await response.json()) as { errors?: readonly AnsweredError[] };
    return { status: response.status, headers: response.headers, errors: errors ?? [], rest };
  }

  it.each([
    [
      '100 operations',
      JSON.stringify(Array.from({ length: 100 }, () => ({ query: '{ whoAmI }' }))),
      400,
      'BATCH_NOT_SUPPORTED',
      { counted: 100 },
    ],
    ['one operation in a list', `[${SIGN}]`, 400, 'BATCH_NOT_SUPPORTED', { most: 1, counted: 1 }],
    [
      '2 MB',
      JSON.stringify({ query: `{ whoAmI } # ${'x'.repeat(2 * 1024 * 1024)}` }),
      413,
      'BODY_TOO_LARGE',
      { limit: 'BODY_BYTES', most: 1024 * 1024, counted: 2 * 1024 * 1024 + 25 },
    ],
    ['no JSON', '{"query":', 400, 'BAD_REQUEST', {}],
    ['text instead of an object', '"{ whoAmI }"', 400, 'BAD_REQUEST', {}],
    ['no operation', '{"variables":{}}', 400, 'BAD_REQUEST', {}],
  ])('is refused once, in both languages: %s', async (_what, body, status, code, more) => {
    const answer = await send('/graphql', { method: 'POST', headers: JSON_BODY, body });
    expect(answer.status).toBe(status);
    expect(answer.rest).toEqual({});
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0]).toMatchObject({
      path: [],
      extensions: {
        code,
        message: { vi: expect.any(String), en: expect.any(String) },
        traceId: answer.headers.get('x-trace-id'),
        ...more,
      },
    });
    expect(system.membership.received).toHaveLength(0);
    expect(system.done).toEqual({});
  });

  it.each([
    [
      'a form',
      'application/x-www-form-urlencoded',
      new URLSearchParams({ query: 'mutation { sign(id: "1") }' }).toString(),
    ],
    ['plain text', 'text/plain', SIGN],
    ['several parts', 'multipart/form-data; boundary=x', '--x--'],
    ['nothing known', 'application/graphql', 'mutation { sign(id: "1") }'],
  ])('is refused as %s, whatever header comes with it', async (_what, contentType, body) => {
    for (const more of [[], [['apollo-require-preflight', 'true']]] as [string, string][][]) {
      const headers = [['content-type', contentType] as [string, string], ...more];
      const answer = await send('/graphql', { method: 'POST', headers, body });
      expect(answer).toMatchObject({ status: 415, errors: [{ extensions: { code: 'UNSUPPORTED_MEDIA_TYPE' } }] });
    }
    expect(system.done).toEqual({});
  });

  it('is refused by GET when a foreign page could have sent it', async () => {
    const answer = await send('/graphql?query={whoAmI}', {});
    expect(answer).toMatchObject({ status: 400, errors: [{ extensions: { code: 'CROSS_SITE_REQUEST' } }] });
    expect(system.membership.received).toHaveLength(0);
  });

  it('reads, but never changes anything by GET', async () => {
    const headers = { 'apollo-require-preflight': 'true' };
    const read = await send('/graphql?query={whoAmI}', { headers });
    expect(read.rest).toEqual({ data: { whoAmI: 'public anonymous' } });
    const change = await send(`/graphql?query=${encodeURIComponent('mutation { sign(id: "1") }')}`, { headers });
    expect(change).toMatchObject({ status: 405, errors: [{ extensions: { code: 'METHOD_NOT_ALLOWED' } }] });
    expect(change.headers.get('allow')).toBe('POST');
    expect(system.done).toEqual({});
  });

  it.each([
    ['a field', '{ whoAmJ }', {}],
    ['an argument', '{ unit(ident: "1") { id } }', {}],
    [
      'a field of a variable',
      'query P($filter: PersonFilter) { people(filter: $filter) { totalCount } }',
      { filter: { nationalIt: '1' } },
    ],
  ])('tells no name of the schema to somebody who mistypes %s', async (_what, query, variables) => {
    const answer = await system.ask(query, { as: AN, variables });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.errors)).not.toMatch(/Did you mean|whoAmI|nationalId/);
  });

  it('tells of twenty mistakes at most', async () => {
    const answer = await system.ask(`{ ${'nothing '.repeat(500)} }`, { as: AN });
    expect(answer.errors.length).toBeLessThanOrEqual(21);
  });
});

describe('a gateway in production', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem();
  });
  afterAll(() => system.stop());

  it('shows neither its schema nor the explorer, and says so', async () => {
    const gateway = await startGateway({ ...system.environment, NODE_ENV: 'production' }, createLog('silent'));
    try {
      const schema = await fetch(`${gateway.address}/graphql`, {
        method: 'POST',
        headers: JSON_BODY,
        body: JSON.stringify({ query: '{ __schema { types { name } } }' }),
      });
      expect(schema.status).toBe(400);
      const body = await schema.json();
      expect(body).toMatchObject({ errors: [{ extensions: { code: 'INTROSPECTION_OFF', message: {} } }] });
      expect(JSON.stringify(body)).not.toContain('Apollo');
      for (const path of ['/explorer', '/explorer/links.json']) {
        const explorer = await fetch(`${gateway.address}${path}`);
        expect(explorer.status).toBe(404);
        expect(await explorer.json()).toMatchObject({ errors: [{ extensions: { code: 'EXPLORER_OFF' } }] });
      }
      const still = await fetch(`${gateway.address}/graphql`, {
        method: 'POST',
        headers: JSON_BODY,
        body: JSON.stringify({ query: '{ whoAmI __typename }' }),
      });
      expect(await still.json()).toEqual({ data: { whoAmI: 'public anonymous', __typename: 'Query' } });
    } finally {
      await gateway.stop();
    }
  });

  it('shows both when they are switched on', async () => {
    const gateway = await startGateway(
      { ...system.environment, NODE_ENV: 'production', INTROSPECTION: 'on', EXPLORER: 'on' },
      createLog('silent'),
    );
    try {
      const schema = await fetch(`${gateway.address}/graphql?query={__schema{queryType{name}}}`, {
        headers: { 'apollo-require-preflight': 'true' },
      });
      expect(await schema.json()).toEqual({ data: { __schema: { queryType: { name: 'Query' } } } });
      const explorer = await fetch(`${gateway.address}/explorer/links.json`);
      expect(explorer.status).toBe(200);
    } finally {
      await gateway.stop();
    }
  });
});
