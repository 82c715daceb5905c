import { startTestSystem, type TestSystem } from '../fixture/system.fixture';

describe('health and readiness', () => {
  let system: TestSystem;

  beforeAll(async () => {
    system = await startTestSystem();
  });
  afterAll(() => system.stop());
  beforeEach(() => system.reset());

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
    const ready = { ready: true, detail: { ready: true } };
    expect(status).toBe(200);
    expect(body).toEqual({
      ready: true,
      parts: {
        gateway: { ready: true, detail: null },
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
});
