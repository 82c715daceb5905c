import { AN, startTestSystem, type TestSystem } from '../fixture/system.fixture';
import { door, until } from '../fixture/subgraph.fixture';

describe('a subgraph that does not answer', () => {
  let system: TestSystem;
  let release: () => void = () => {};

  beforeAll(async () => {
    system = await startTestSystem({ query: 200, mutation: 200 });
  });
  afterAll(() => system.stop());
  beforeEach(() => system.reset());
  afterEach(() => release());

  function stall(subgraph: 'membership' | 'emulation'): void {
    const closed = door();
    release = closed.open;
    system[subgraph].before = closed.pass;
  }

  it('in time costs its own part only', async () => {
    stall('emulation');
    const { data, errors, status } = await system.ask('{ whoAmI pledges }', { as: AN });
    expect(status).toBe(200);
    expect(data).toEqual({ whoAmI: `person ${AN}`, pledges: null });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      path: ['pledges'],
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'emulation', reason: 'TIMED_OUT' },
    });
    await until(() => system.emulation.received[0]?.abandoned === true);
  });

  it('while entities are joined costs the joined fields only', async () => {
    stall('emulation');
    const { data, errors } = await system.ask('{ units { name pledgedBy } }', { as: AN });
    expect(data).toEqual({ units: ['1', '2', '3'].map((id) => ({ name: `unit ${id}`, pledgedBy: null })) });
    expect(errors[0]?.path[0]).toBe('units');
    expect(errors[0]?.extensions['code']).toBe('SUBGRAPH_UNAVAILABLE');
  });

  it('to a mutation has received it once, and the message says that nobody knows whether it was done', async () => {
    stall('emulation');
    const { data, errors } = await system.ask('mutation { sign(id: "1") }', { as: AN });
    expect(data).toBeNull();
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ path: ['sign'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } });
    expect(errors[0]?.message).toContain('commandId');
    release();
    await until(() => system.done['sign'] === 1);
    expect(system.emulation.received).toHaveLength(1);
  });

  it('and closes the connection has received the mutation once', async () => {
    system.emulation.before = () => system.emulation.dropConnections();
    const { errors } = await system.ask('mutation { sign(id: "1") }', { as: AN });
    expect(errors[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', reason: 'UNREACHABLE' });
    expect(system.emulation.received).toHaveLength(1);
  });

  it.each([
    ['text', { status: 502, contentType: 'text/html', body: '<h1>secret host db-7</h1>' }],
    ['broken JSON', { status: 200, contentType: 'application/json', body: '{"data": secret' }],
    ['JSON that is not GraphQL', { status: 200, contentType: 'application/json', body: '{"secret": 1}' }],
    ['nothing', { status: 200, contentType: 'application/json', body: '' }],
  ])('but gives %s is not usable, and nothing of it is told', async (_what, instead) => {
    system.emulation.instead = instead;
    const { data, errors } = await system.ask('{ whoAmI pledges }', { as: AN });
    expect(data).toEqual({ whoAmI: `person ${AN}`, pledges: null });
    expect(errors[0]).toMatchObject({
      path: ['pledges'],
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph: 'emulation', reason: 'NOT_GRAPHQL' },
    });
    expect(JSON.stringify(errors)).not.toContain('secret');
  });
});

describe('a subgraph that is not there', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem();
    await system.emulation.stop();
  });
  afterAll(() => system.stop());

  it('cannot have carried out a mutation, and the message does not say that it might', async () => {
    const { errors } = await system.ask('mutation { sign(id: "1") }', { as: AN });
    expect(errors[0]?.extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', reason: 'UNREACHABLE' });
    expect(errors[0]?.message).not.toContain('commandId');
  });
});

describe('a caller that goes away', () => {
  let system: TestSystem;
  let release: () => void = () => {};

  beforeAll(async () => {
    system = await startTestSystem();
  });
  afterAll(() => system.stop());
  beforeEach(() => {
    system.reset();
    const closed = door();
    release = closed.open;
    system.emulation.before = closed.pass;
  });
  afterEach(() => release());

  it('ends what was under way for its query', async () => {
    const leaving = new AbortController();
    const answer = system.ask('{ pledges }', { as: AN, signal: leaving.signal });
    await until(() => system.emulation.received.length === 1);
    leaving.abort();
    await expect(answer).rejects.toThrow('aborted');
    await until(() => system.emulation.received[0]?.abandoned === true);
  });

  it('does not spoil the plan of the document for others', async () => {
    const leaving = new AbortController();
    const answer = system.ask('query Shared { pledges }', { as: AN, signal: leaving.signal });
    leaving.abort();
    await expect(answer).rejects.toThrow('aborted');
    release();
    const { data } = await system.ask('query Shared { pledges }', { as: AN });
    expect(data).toEqual({ pledges: ['a pledge'] });
  });

  it('does not end a mutation', async () => {
    const leaving = new AbortController();
    const answer = system.ask('mutation { sign(id: "1") }', { as: AN, signal: leaving.signal });
    await until(() => system.emulation.received.length === 1);
    leaving.abort();
    await expect(answer).rejects.toThrow('aborted');
    release();
    await until(() => system.done['sign'] === 1);
  });
});
