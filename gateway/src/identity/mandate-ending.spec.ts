import { AN, CHI, MANDATES, startTestSystem, type TestSystem } from '../fixture/system.fixture';
import { door, until } from '../fixture/subgraph.fixture';

describe('a mandate that ends while its holder works', () => {
  let system: TestSystem;
  let now: number;

  beforeAll(async () => {
    now = Date.now();
    system = await startTestSystem(undefined, undefined, { now: () => now });
  });
  afterAll(() => system.stop());
  beforeEach(() => {
    now = Date.now();
    system.reset();
  });

  const suspend = (memberId: string) => {
    system.state.mandates[memberId] = [];
  };

  it('is gone for commands at once, and for queries when thirty seconds are over', async () => {
    const [mandate] = MANDATES[AN] ?? [];
    const token = await system.token(AN);
    const query = async () => (await system.ask('{ mandates }', { token })).data?.['mandates'];
    const act = () => system.ask('mutation { sign(id: "1") }', { token, headers: { 'x-act-as': mandate?.id ?? '' } });
    expect(await query()).toEqual([mandate?.id]);
    suspend(AN);
    now += 29_000;
    expect(await query()).toEqual([mandate?.id]);
    now += 1_001;
    expect(await query()).toEqual([]);
    expect((await act()).errors[0]?.extensions['code']).toBe('FORBIDDEN');
    expect(system.done).toEqual({});
  });

  it('is gone for queries as soon as a command has been refused for it', async () => {
    const [mandate] = MANDATES[AN] ?? [];
    const token = await system.token(AN);
    await system.ask('{ mandates }', { token });
    suspend(AN);
    await system.ask('mutation { sign(id: "1") }', { token, headers: { 'x-act-as': mandate?.id ?? '' } });
    expect((await system.ask('{ mandates }', { token })).data).toEqual({ mandates: [] });
  });

  it('stops the rest of a command that takes longer than its passport may live', async () => {
    const [mandate] = MANDATES[CHI] ?? [];
    const closed = door();
    system.emulation.before = () => (system.emulation.received.length === 1 ? closed.pass() : undefined);
    const answer = system.ask(
      'mutation { first: sign(id: "1") rename(id: "1", name: "x") { id } last: sign(id: "2") }',
      {
        as: CHI,
        headers: { 'x-act-as': mandate?.id ?? '' },
      },
    );
    await until(() => system.emulation.received.length === 1);
    suspend(CHI);
    now += 3_500;
    closed.open();
    const { data, errors } = await answer;
    expect(system.done).toEqual({ sign: 1 });
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.every(({ extensions }) => extensions['code'] === 'FORBIDDEN')).toBe(true);
    expect(data?.['last'] ?? null).toBeNull();
  });

  it('that goes on lets a long command go on, under a new passport', async () => {
    const closed = door();
    system.emulation.before = () => (system.emulation.received.length === 1 ? closed.pass() : undefined);
    const answer = system.ask(
      'mutation { first: sign(id: "1") rename(id: "1", name: "x") { id } last: sign(id: "2") }',
      {
        as: AN,
      },
    );
    await until(() => system.emulation.received.length === 1);
    now += 3_500;
    closed.open();
    expect((await answer).errors).toEqual([]);
    expect(system.done).toEqual({ sign: 2, rename: 1 });
    const [first, last] = system.emulation.received;
    expect(first?.token).not.toBe(last?.token);
    expect(last?.passport?.mandates).toEqual(MANDATES[AN]);
  });
});
