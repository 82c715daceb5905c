import { startTestSystem, type TestSystem } from '../fixture/system.fixture';

describe('health and readiness', () => {
  let system: TestSystem;
  let now = Date.now();

  beforeAll(async () => {
    system = await startTestSystem(undefined, undefined, { now: () => now });
  });
  afterAll(() => system.stop());
  beforeEach(() => {
    now += 1_000;
    system.reset();
  });

  const get = async (path: string) => {
    const response = await fetch(`${system.gateway.address}${path}`);
    return { status: response.status, body: await response.json() };
  };

  it('is alive whatever the others do', async () => {
    system.membership.ready = false;
    expect(await get('/health')).toEqual({ status: 200, body: { alive: true } });
  });

  it('is ready when every part is, and names each', async () => {
    const { status, body } = await get('/ready');
    const ready = { ready: true };
    expect(status).toBe(200);
    expect(body).toEqual({
      ready: true,
      parts: {
        gateway: ready,
        membership: ready,
        finance: ready,
        emulation: ready,
        awards: ready,
        workflows: ready,
      },
    });
  });

  it('is not ready when one part is not', async () => {
    system.emulation.ready = false;
    const { status, body } = await get('/ready');
    expect(status).toBe(503);
    expect(body).toMatchObject({
      ready: false,
      parts: { membership: { ready: true }, emulation: { ready: false }, workflows: { ready: false } },
    });
  });

  it('asks the parts once a second, however many want to know', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => get('/ready')));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    system.emulation.ready = false;
    expect((await get('/ready')).status).toBe(200);
    now += 1_000;
    expect((await get('/ready')).status).toBe(503);
    // Membership stands for three parts in this system: three questions, twice.
    expect(system.membership.readyAsked).toBe(6);
  });
});
