import type { Mandate, UnitChange } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  PASSPORT_HEADER,
  passportSignerFromFile,
  type Passport,
  type PassportSigner,
} from '@thidua/contracts/passport';
import {
  OPEN_END,
  readServiceEnvironment,
  runMigrations,
  startService,
  type RunningService,
} from '@thidua/service-kit';
import { createTestDatabase, testPassport, type GraphError, type TestDatabase } from '@thidua/testkit';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definition } from '../definition';

/** A unit of the tree for tests: in being from 2015 on. */
export interface TestUnit {
  readonly id: string;
  /** Its path, for example `/1/7/`. */
  readonly path: string;
  /** First day, 2015-01-01 when not given. */
  readonly validFrom?: string;
}

/** An answer of the service and how many SQL statements it took. */
export interface Answer {
  readonly status: number;
  readonly data: Record<string, never> | null;
  readonly errors: readonly GraphError[];
  readonly statements: number;
}

/** The service as it runs, on a database of the test's own, with a change feed in membership's place. */
export interface RunningFinance {
  readonly service: RunningService;
  readonly database: TestDatabase;
  /** Publishes units in the feed that the service follows. */
  publish(units: readonly TestUnit[]): void;
  /** Publishes a change as it is. */
  publishChange(change: UnitChange): void;
  /** Sends an operation as the gateway would, for a person with these mandates. */
  send(query: string, variables: object, mandates: readonly Mandate[]): Promise<Answer>;
  /** Like send, with the passport given. */
  sendWith(passport: Passport | null, query: string, variables: object): Promise<Answer>;
  stop(): Promise<void>;
}

function writeKeys(folder: string): void {
  const keys = ['gateway', 'finance'].map((kid) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(folder, `${kid}.json`), JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid }));
    return { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' };
  });
  writeFileSync(join(folder, 'public.json'), JSON.stringify({ keys }));
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function changeOf({ id, path, validFrom = '2015-01-01' }: TestUnit): UnitChange {
  return {
    unitId: id,
    code: `T${path.replaceAll('/', '-')}`,
    provenance: 'DEMONSTRATION',
    versions: [
      {
        validFrom,
        validUntil: OPEN_END,
        path,
        parentId: null,
        level: 'GRASSROOTS_UNION',
        type: null,
        sector: null,
        name: `Đơn vị ${path}`,
        status: 'ACTIVE',
      },
    ],
  };
}

/** A mandate of a unit's chair. */
export function chairOf(unit: TestUnit): Mandate {
  return { id: newId(), unitId: unit.id, unitPath: unit.path, position: 'CHAIR' };
}

/** Starts the service on a database of its own. */
export async function startFinance(): Promise<RunningFinance> {
  const database = await createTestDatabase('finance');
  database.useAsEnvironment();
  await runMigrations(definition);
  const folder = mkdtempSync(join(tmpdir(), 'finance-keys-'));
  writeKeys(folder);
  const signer: PassportSigner = await passportSignerFromFile(join(folder, 'gateway.json'));

  const changes: { position: number; change: UnitChange }[] = [];
  const epoch = newId();
  const feed = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://feed');
    const after = Number(url.searchParams.get('after'));
    const page = changes.slice(after, after + Number(url.searchParams.get('limit')));
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ epoch, head: changes.length, changes: page }));
  });
  const feedPort = await listen(feed);
  const service = await startService(
    definition,
    readServiceEnvironment({
      NODE_ENV: 'test',
      PORT: String(await freePort()),
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.url,
      AUDIT_DATABASE: database.auditDatabase,
      // Nothing listens there: finance has no workflow and must serve without the engine.
      TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`,
      PASSPORT_PUBLIC_KEYS_FILE: join(folder, 'public.json'),
      PASSPORT_PRIVATE_KEY_FILE: join(folder, 'finance.json'),
      MEMBERSHIP_URL: `http://127.0.0.1:${feedPort}`,
    }),
  );

  const publishChange = (change: UnitChange): void => {
    changes.push({ position: changes.length + 1, change });
  };
  const sendWith = async (passport: Passport | null, query: string, variables: object): Promise<Answer> => {
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(passport ? { [PASSPORT_HEADER]: await signer.sign(passport, 'finance', 5) } : {}),
      },
      body: JSON.stringify({ query, variables }),
    });
    const body = (await response.json()) as { data?: Record<string, never>; errors?: GraphError[] };
    return {
      status: response.status,
      data: body.data ?? null,
      errors: body.errors ?? [],
      statements: Number(response.headers.get('x-sql-statements')),
    };
  };
  return {
    service,
    database,
    publish: (units) => units.map(changeOf).forEach(publishChange),
    publishChange,
    sendWith,
    send: (query, variables, mandates) =>
      sendWith({ ...testPassport(newId(), mandates), treeVersion: changes.length }, query, variables),
    async stop() {
      await service.stop();
      feed.closeAllConnections();
      await new Promise((resolve) => feed.close(resolve));
      rmSync(folder, { recursive: true });
      await database.drop();
    },
  };
}
