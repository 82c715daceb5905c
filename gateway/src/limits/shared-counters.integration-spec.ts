import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createTestDatabase, type TestDatabase } from '@thidua/testkit';
import mysql from 'mysql2/promise';
import pino from 'pino';
import { AN, startTestSystem, type TestSystem } from '../fixture/system.fixture';
import { type RunningGateway, startGateway } from '../gateway';
import { RATE_LIMIT_TABLE } from './shared-counters';

/** Stands between the gateways and MariaDB, and can be cut off. */
class Wire {
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private port = 0;

  constructor(private readonly database: URL) {}

  get url(): string {
    const url = new URL(this.database);
    url.host = `127.0.0.1:${this.port}`;
    return url.toString();
  }

  async join(): Promise<void> {
    const server = createServer((near) => {
      const far = connect(Number(this.database.port), this.database.hostname);
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(from);
        from.pipe(to);
        from.on('error', () => to.destroy());
      }
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async cut(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.sockets.clear();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

describe('gateways that share a table', () => {
  let system: TestSystem;
  let database: TestDatabase;
  let wire: Wire;
  let gateways: readonly RunningGateway[] = [];
  let later = 0;
  const lines: string[] = [];

  beforeAll(async () => {
    system = await startTestSystem();
    database = await createTestDatabase('limits');
    wire = new Wire(new URL(database.url));
    await wire.join();
    const realNow = Date.now;
    jest.spyOn(Date, 'now').mockImplementation(() => realNow() + later);
    const environment = { ...system.environment, RATE_LIMIT_PER_PERSON: 4, RATE_LIMIT_DATABASE_URL: wire.url };
    const log = pino({ level: 'info' }, { write: (line) => lines.push(line) });
    gateways = [await startGateway(environment, log), await startGateway(environment, log)];
  });
  afterAll(async () => {
    await Promise.all(gateways.map((gateway) => gateway.stop()));
    jest.restoreAllMocks();
    await wire.cut();
    await database.drop();
    await system.stop();
  });

  async function ask(gateway: number): Promise<number> {
    const response = await fetch(`${gateways[gateway]?.address}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await system.token(AN)}` },
      body: JSON.stringify({ query: '{ whoAmI }' }),
    });
    return response.status;
  }

  async function askInTurn(...order: readonly number[]): Promise<number[]> {
    const statuses: number[] = [];
    for (const gateway of order) statuses.push(await ask(gateway));
    return statuses;
  }

  it('count a person’s requests together, and again from nothing a minute later', async () => {
    expect(await askInTurn(0, 1, 0, 1, 0, 1)).toEqual([200, 200, 200, 200, 429, 429]);
    later += 60_000;
    expect(await askInTurn(1, 0)).toEqual([200, 200]);
  });

  it('keep nothing in it that says who it was', async () => {
    const connection = await mysql.createConnection({ uri: database.url });
    const [rows] = await connection.query<mysql.RowDataPacket[]>(
      `SELECT \`key\` FROM ${RATE_LIMIT_TABLE} ORDER BY \`key\``,
    );
    await connection.end();
    expect(rows.map(({ key }) => String(key).split(':')[0])).toEqual(['ADDRESS', 'PERSON']);
    expect(JSON.stringify(rows)).not.toContain(AN);
  });

  it('count each alone while it is away, and together once it is back', async () => {
    later += 60_000;
    expect(await askInTurn(0, 1)).toEqual([200, 200]);
    await wire.cut();
    expect(await askInTurn(0, 0, 0, 0, 0)).toEqual([200, 200, 200, 200, 429]);
    expect(await askInTurn(1, 1, 1, 1, 1)).toEqual([200, 200, 200, 200, 429]);
    await wire.join();
    // For a moment it is left alone, so that a database which comes back is not met by everybody at once.
    expect(await ask(0)).toBe(429);
    later += 60_000;
    expect(await askInTurn(0, 1, 0, 1, 0, 1)).toEqual([200, 200, 200, 200, 429, 429]);
    expect(lines.filter((line) => line.includes('counts alone'))).toHaveLength(2);
    expect(lines.filter((line) => line.includes('counted again'))).toHaveLength(2);
  });
});
