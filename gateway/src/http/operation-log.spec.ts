import pino from 'pino';
import { AN, startTestSystem, type TestSystem } from '../fixture/system.fixture';
import { until } from '../fixture/subgraph.fixture';
import { type RunningGateway, startGateway } from '../gateway';

describe('the log', () => {
  it('has one line for each operation, without variables or tokens', async () => {
    const lines: string[] = [];
    const system = await startTestSystem(undefined, pino({ level: 'info' }, { write: (line) => lines.push(line) }));
    const token = await system.token(AN);
    const { headers } = await system.ask('mutation Rename($name: String!) { rename(id: "1", name: $name) { id } }', {
      token,
      variables: { name: 'a name that stays out' },
    });
    await system.ask('query Broken { reveal }', { token });
    await system.ask('{ mine: whoAmI units { id } whoAmI }', { token });
    await system.stop();

    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.filter(({ msg }) => msg === 'operation')).toMatchObject([
      {
        traceId: headers.get('x-trace-id'),
        operation: 'Rename',
        kind: 'mutation',
        member: AN,
        status: 200,
        milliseconds: expect.any(Number),
      },
      { operation: 'Broken', kind: 'query', errors: ['INTERNAL_SERVER_ERROR'] },
      // One without a name is called by its fields.
      { operation: '{whoAmI units}', kind: 'query' },
    ]);
    // What the caller is not told stands here, under the same trace id.
    expect(entries.find(({ msg }) => msg === 'an internal error was answered')).toMatchObject({
      operation: 'Broken',
      subgraph: 'membership',
      err: { message: 'SELECT secret FROM table' },
    });
    expect(lines.join('')).not.toContain('a name that stays out');
    expect(lines.join('')).not.toContain(token);
  });
});

describe('the log of slow and of refused operations', () => {
  const NATIONAL_ID = '079123456789';
  const lines: string[] = [];
  let system: TestSystem;
  let gateway: RunningGateway;

  beforeAll(async () => {
    system = await startTestSystem();
    gateway = await startGateway(
      { ...system.environment, SLOW_OPERATION_MILLISECONDS: 0 },
      pino({ level: 'info' }, { write: (line) => lines.push(line) }),
    );
  });
  afterAll(async () => {
    await gateway.stop();
    await system.stop();
  });
  beforeEach(() => {
    lines.length = 0;
  });

  async function lineOf(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, unknown>> {
    const before = lines.length;
    const response = await fetch(`${gateway.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await system.token(AN)}` },
      body: JSON.stringify({ query, variables }),
    });
    await response.text();
    await until(() => lines.length > before);
    return JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
  }

  it('warns with the name and one hash for the same question, and has neither literals nor variables', async () => {
    const search = (id: string) => `query Search { people(filter: { nationalId: "${id}" }) { totalCount } }`;
    const slow = await lineOf(search(NATIONAL_ID));
    expect(slow).toMatchObject({ level: 40, operation: 'Search', slow: true, refused: false });
    expect(slow['hash']).toMatch(/^[0-9a-f]{64}$/);
    expect((await lineOf(search('001099000000').replace('{ people', '{\n  people')))['hash']).toBe(slow['hash']);

    const asked = await lineOf('query ByVariable($id: String) { people(filter: { nationalId: $id }) { totalCount } }', {
      id: NATIONAL_ID,
    });
    expect(asked).toMatchObject({ level: 40, operation: 'ByVariable', slow: true });
    expect(asked['hash']).not.toBe(slow['hash']);
    expect(lines.join('')).not.toContain(NATIONAL_ID);
  });

  it.each([
    ['FORBIDDEN', 'query Closed { forbidden people(filter: { nationalId: "079123456789" }) { totalCount } }', 'Closed'],
    [
      'OPERATION_TOO_COSTLY',
      'query Costly { people(first: 200, filter: { nationalId: "079123456789" }) { nodes { friends(first: 200) { nodes { name } } } } }',
      'Costly',
    ],
    [
      'OPERATION_TOO_LARGE',
      `query Large { people(filter: { nationalId: "079123456789" }) { ${'totalCount @include(if: true) '.repeat(51)} } }`,
      'Large',
    ],
  ])('warns of what is refused, by name and hash: %s', async (code, query, operation) => {
    const line = await lineOf(query);
    expect(line).toMatchObject({ level: 40, refused: true, operation, errors: [code] });
    expect(line['hash']).toMatch(/^[0-9a-f]{64}$/);
    expect(lines.join('')).not.toContain(NATIONAL_ID);
  });

  it.each([
    ['that does not parse', `{ people(filter: { nationalId: "${NATIONAL_ID}" `],
    ['that is not valid', `{ people(filter: { nationalId: ${NATIONAL_ID}, other: "${NATIONAL_ID}" }) { totalCount } }`],
    ['whose text is not read', `{ ${`people(filter: { nationalId: "${NATIONAL_ID}" }) { totalCount } `.repeat(300)} }`],
  ])('tells nothing of an operation %s', async (_what, query) => {
    await lineOf(query);
    expect(lines.join('')).not.toContain(NATIONAL_ID);
  });
});
