import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { AN, BINH, startTestSystem, type TestSystem } from '../fixture/system.fixture';
import { type RunningGateway, startGateway } from '../gateway';

describe('requests a minute', () => {
  let system: TestSystem;
  let gateway: RunningGateway | null = null;
  let later = 0;

  beforeAll(async () => {
    system = await startTestSystem();
    const realNow = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() + later);
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await system.stop();
  });
  beforeEach(() => {
    later = 0;
    system.reset();
  });
  afterEach(async () => {
    await gateway?.stop();
    gateway = null;
  });

  async function limited(change: Partial<TestSystem['environment']>, log = pino({ level: 'silent' })): Promise<void> {
    gateway = await startGateway({ ...system.environment, ...change }, log);
  }

  async function ask(headers: Record<string, string> = {}, body = JSON.stringify({ query: '{ whoAmI }' })) {
    const response = await fetch(`${gateway?.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  }

  async function as(memberId: string): Promise<Record<string, string>> {
    return { authorization: `Bearer ${await system.token(memberId)}` };
  }

  it('of a person end, are refused with when to come again, and begin again then', async () => {
    await limited({ RATE_LIMIT_PER_PERSON: 2 });
    const an = await as(AN);
    expect((await ask(an)).status).toBe(200);
    expect((await ask(an)).status).toBe(200);
    system.reset();

    const refused = await ask(an);
    expect(refused.status).toBe(429);
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.body).toEqual({
      errors: [
        {
          message: expect.stringContaining('Too many requests'),
          path: [],
          extensions: {
            code: 'RATE_LIMITED',
            message: { vi: expect.stringContaining('Quá nhiều yêu cầu'), en: expect.any(String) },
            limit: 'REQUESTS_PER_PERSON',
            most: 2,
            counted: 3,
            retryAfterSeconds: seconds,
            traceId: refused.headers.get('x-trace-id'),
          },
        },
      ],
    });
    expect(system.membership.received).toHaveLength(0);
    expect(system.membership.internalReceived).toHaveLength(0);

    // Another person and a caller without a name have their own.
    expect((await ask(await as(BINH))).status).toBe(200);
    expect((await ask()).status).toBe(200);

    later = seconds * 1000;
    expect((await ask(an)).status).toBe(200);
  });

  it('of an address end before anything is parsed or verified', async () => {
    await limited({ RATE_LIMIT_PER_ADDRESS: 3 });
    for (const body of ['{ not even JSON', '[]', '{"query":"{ whoAmI }"}']) await ask({}, body);
    for (const body of ['{ not even JSON', '{"query":"{ whoAmI }"}']) {
      const refused = await ask({ authorization: 'Bearer nonsense' }, body);
      expect(refused).toMatchObject({
        status: 429,
        body: { errors: [{ extensions: { code: 'RATE_LIMITED', limit: 'REQUESTS_PER_ADDRESS', most: 3 } }] },
      });
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    }
    const page = await fetch(`${gateway?.address}/explorer`);
    expect(page.status).toBe(429);
    for (const watched of ['/health', '/ready']) {
      expect((await fetch(`${gateway?.address}${watched}`)).status).not.toBe(429);
    }
    later = 60_000;
    expect((await ask()).status).toBe(200);
  });

  it('are the socket’s, whatever X-Forwarded-For says', async () => {
    await limited({ RATE_LIMIT_PER_ADDRESS: 1 });
    expect((await ask({ 'x-forwarded-for': '192.0.2.1' })).status).toBe(200);
    expect((await ask({ 'x-forwarded-for': '192.0.2.2' })).status).toBe(429);
  });

  it('are those of the address that a trusted proxy names, and not of one that the caller puts before it', async () => {
    await limited({ RATE_LIMIT_PER_ADDRESS: 1, TRUST_PROXY: ['127.0.0.0/8'] });
    expect((await ask({ 'x-forwarded-for': '192.0.2.1' })).status).toBe(200);
    expect((await ask({ 'x-forwarded-for': '192.0.2.2' })).status).toBe(200);
    expect((await ask({ 'x-forwarded-for': '198.51.100.9, 192.0.2.1' })).status).toBe(429);
  });

  it('are counted by each gateway alone while the shared store is away, which the log says once', async () => {
    const lines: string[] = [];
    await limited(
      { RATE_LIMIT_PER_PERSON: 2, RATE_LIMIT_DATABASE_URL: `mysql://nobody@127.0.0.1:${await closedPort()}/nothing` },
      pino({ level: 'warn' }, { write: (line) => lines.push(line) }),
    );
    const an = await as(AN);
    const answers = [await ask(an), await ask(an), await ask(an)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(lines.filter((line) => line.includes('counts alone'))).toHaveLength(1);
  });
});

async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
