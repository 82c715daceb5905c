import {
  PASSPORT_SIGNERS,
  SYSTEM_RIGHTS,
  type Mandate,
  type PassportSignerName,
  type SystemRight,
} from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  LONGEST_PASSPORT_SECONDS,
  PASSPORT_HEADER,
  passportSignerFromFile,
  type Passport,
  type PassportSigner,
} from '@thidua/contracts/passport';
import {
  Provenance,
  readServiceEnvironment,
  runMigrations,
  startService,
  type CommandActor,
  type RunningService,
} from '@thidua/service-kit';
import { createTestDatabase, testPassport, type GraphError, type TestDatabase } from '@thidua/testkit';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definition } from '../definition';
import type { HeldByAccounts, HeldMandates } from '../mandate/mandate.reader';
import type { NewUnit } from '../unit/unit-founding';
import { UnionUnitService } from '../unit/union-unit.service';
import { UnitLevel } from '../unit/unit.enums';

const JSON_BODY = { 'content-type': 'application/json' };

/** The system as an actor, as a seed is one. */
export const SYSTEM: CommandActor = { kind: 'system', name: 'test' };

/** An answer of the service and how many SQL statements it took. */
export interface Answer {
  readonly status: number;
  /** The answer's data; empty where there is none. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly errors: readonly GraphError[];
  readonly statements: number;
}

/** What the gateway is told of one account. */
export type AccountMandates = HeldMandates & Omit<HeldByAccounts, 'held'>;

/** The service as it runs, on a database of the test's own. */
export interface RunningMembership {
  readonly service: RunningService;
  readonly database: TestDatabase;
  /** Sends an operation as the gateway would, for a person with these mandates. */
  send(query: string, variables?: object, mandates?: readonly Mandate[], memberId?: string): Promise<Answer>;
  /**
   * Asks an internal route as a process that may claim these rights; null for no passport at all.
   * @param body what is posted; without it the route is read.
   */
  internal(
    path: string,
    rights: readonly SystemRight[] | null,
    body?: object,
  ): Promise<{ status: number; body: never }>;
  /** What the gateway would read of a member's mandates, by an account that is linked to them for it. */
  mandatesOf(memberId: string): Promise<AccountMandates>;
  /** What the gateway is told of an account; null when it is linked to nobody. */
  heldBy(provider: string, subject: string): Promise<AccountMandates | null>;
  /** Adds units to the tree as the system. The first one without a parent is the root. */
  grow(units: readonly TestUnit[]): Promise<void>;
  stop(): Promise<void>;
}

/** A unit for tests, in the tree from 2015-01-01 on. */
export interface TestUnit {
  readonly id: string;
  readonly code: string;
  readonly level: UnitLevel;
  readonly parentId: string | null;
}

function newUnit(unit: TestUnit): NewUnit {
  return {
    ...unit,
    name: `Đơn vị ${unit.code}`,
    type: null,
    sector: null,
    validFrom: '2015-01-01',
    foundedOn: null,
    document: null,
    provenance: Provenance.Demonstration,
    source: null,
    sentence: null,
  };
}

function writeKeys(folder: string): void {
  const keys = PASSPORT_SIGNERS.map((kid) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(folder, `${kid}.json`), JSON.stringify({ ...privateKey.export({ format: 'jwk' }), kid }));
    return { ...publicKey.export({ format: 'jwk' }), kid, alg: 'EdDSA' };
  });
  writeFileSync(join(folder, 'public.json'), JSON.stringify({ keys }));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A mandate of an officer of a unit. */
export function mandateOf(unitId: string, unitPath: string, position: Mandate['position'] = 'CHAIR'): Mandate {
  return { id: newId(), unitId, unitPath, position };
}

/** Starts the service on a database of its own, without an engine: membership must serve without one. */
export async function startMembership(): Promise<RunningMembership> {
  const database = await createTestDatabase('membership');
  database.useAsEnvironment();
  await runMigrations(definition);
  const folder = mkdtempSync(join(tmpdir(), 'membership-keys-'));
  writeKeys(folder);
  const signers = new Map(
    await Promise.all(
      PASSPORT_SIGNERS.map(
        async (name): Promise<[PassportSignerName, PassportSigner]> => [
          name,
          await passportSignerFromFile(join(folder, `${name}.json`)),
        ],
      ),
    ),
  );
  const port = await freePort();
  const service = await startService(
    definition,
    readServiceEnvironment({
      NODE_ENV: 'test',
      PORT: String(port),
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.url,
      AUDIT_DATABASE: database.auditDatabase,
      TEMPORAL_ADDRESS: `127.0.0.1:${await freePort()}`,
      PASSPORT_PUBLIC_KEYS_FILE: join(folder, 'public.json'),
      PASSPORT_PRIVATE_KEY_FILE: join(folder, 'membership.json'),
      MEMBERSHIP_URL: `http://127.0.0.1:${port}`,
    }),
  );
  const headers = async (passport: Passport | null, signer: PassportSignerName): Promise<Record<string, string>> => {
    const signed =
      passport && (await signers.get(signer)?.sign(passport, 'membership', LONGEST_PASSPORT_SECONDS.mutation));
    return signed ? { [PASSPORT_HEADER]: signed } : {};
  };
  const internal: RunningMembership['internal'] = async (path, rights, body) => {
    const process = PASSPORT_SIGNERS.find((name) => rights?.every((right) => SYSTEM_RIGHTS[name].includes(right)));
    const passport = process ? { ...testPassport(process), kind: 'system' as const, rights: rights ?? [] } : null;
    const response = await fetch(`${service.url}${path}`, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: { ...(body ? JSON_BODY : {}), ...(await headers(passport, process ?? 'gateway')) },
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as never };
  };
  const heldBy: RunningMembership['heldBy'] = async (provider, subject) => {
    const { body } = await internal('/internal/mandates', ['mandates:read'], { provider, subjects: [subject] });
    const { held, ...read }: HeldByAccounts = body;
    const [ofAccount] = held;
    return ofAccount ? { ...ofAccount, ...read } : null;
  };
  const units = new UnionUnitService(service.dependencies.decisions);
  return {
    service,
    database,
    async send(query, variables = {}, mandates = [], memberId = newId()) {
      const response = await fetch(`${service.url}/graphql`, {
        method: 'POST',
        headers: { ...JSON_BODY, ...(await headers(testPassport(memberId, mandates), 'gateway')) },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as { data?: Record<string, unknown> | null; errors?: GraphError[] };
      return {
        status: response.status,
        data: body.data ?? {},
        errors: body.errors ?? [],
        statements: Number(response.headers.get('x-sql-statements')),
      };
    },
    internal,
    heldBy,
    async mandatesOf(memberId) {
      await service.dependencies.dataSource.query(
        `INSERT IGNORE INTO identity_link (provider, subject, member_id, linked_at, linked_by, unit_id)
         SELECT 'test', ?, ?, UTC_TIMESTAMP(3), 'test', unit_id FROM union_unit_version WHERE parent_id IS NULL LIMIT 1`,
        [memberId, memberId],
      );
      const held = await heldBy('test', memberId);
      if (!held) {
        throw new Error(`${memberId} signs in with no account`);
      }
      return held;
    },
    async grow(grown) {
      const [first, ...others] = grown.map(newUnit);
      if (first) {
        await units.importTree(SYSTEM, newId(), [first, ...others]);
      }
    },
    async stop() {
      await service.stop();
      rmSync(folder, { recursive: true });
      await database.drop();
    },
  };
}
