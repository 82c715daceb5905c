import type { SystemRight } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { passportSignerFromFile, PASSPORT_HEADER, type PassportSigner } from '@thidua/contracts/passport';
import { readServiceEnvironment, runMigrations, type RunningService, startService } from '@thidua/service-kit';
import { createTestDatabase, type TestDatabase, testPassport } from '@thidua/testkit';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definition } from '../definition';

/** A port on which nothing listens: this route needs neither membership nor the engine. */
const NOBODY = '127.0.0.1:1';

describe('GET /internal/cycles/:id', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thidua-emulation-'));
  const [cycleId, ownerUnitId] = [newId(), newId()] as const;
  let database: TestDatabase;
  let service: RunningService;
  let signer: PassportSigner;

  beforeAll(async () => {
    database = await createTestDatabase('emulation_cycle_route');
    database.useAsEnvironment();
    await runMigrations(definition);
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const name = { kid: 'awards', alg: 'EdDSA' };
    writeFileSync(join(folder, 'own.json'), JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...name }));
    const keys = [{ ...publicKey.export({ format: 'jwk' }), ...name }];
    writeFileSync(join(folder, 'public.json'), JSON.stringify({ keys }));
    signer = await passportSignerFromFile(join(folder, 'own.json'));
    const environment = readServiceEnvironment({
      NODE_ENV: 'test',
      PORT: '1',
      LOG_LEVEL: 'silent',
      DATABASE_URL: database.url,
      AUDIT_DATABASE: database.auditDatabase,
      TEMPORAL_ADDRESS: NOBODY,
      PASSPORT_PUBLIC_KEYS_FILE: join(folder, 'public.json'),
      PASSPORT_PRIVATE_KEY_FILE: join(folder, 'own.json'),
      MEMBERSHIP_URL: `http://${NOBODY}`,
    });
    // Port 0: whichever is free.
    service = await startService(definition, { ...environment, PORT: 0 });
    await service.dependencies.dataSource.query(
      `INSERT INTO emulation_cycle (id, owner_unit_id, year, minimum_joint_activities, state, opened_at, provenance)
       VALUES (?, ?, 2026, 2, 'OPEN', UTC_TIMESTAMP(6), 'DEMONSTRATION')`,
      [cycleId, ownerUnitId],
    );
  });
  afterAll(async () => {
    await service.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  it.each<[string, string, readonly SystemRight[] | null, number]>([
    ['the owner', cycleId, ['cycles:read'], 200],
    ['nothing without a passport', cycleId, null, 401],
    ['nothing without the right', cycleId, ['members:read'], 403],
    ['that there is no such cycle', newId(), ['cycles:read'], 404],
    ['that there is no such cycle, to a malformed id', 'x', ['cycles:read'], 404],
  ])('says %s', async (_name, id, rights, status) => {
    const passport = { ...testPassport('awards'), kind: 'system' as const, rights: rights ?? [] };
    const headers = rights ? { [PASSPORT_HEADER]: await signer.sign(passport, 'emulation', 5) } : undefined;
    const response = await fetch(`${service.url}/internal/cycles/${id}`, headers ? { headers } : {});
    expect(response.status).toBe(status);
    if (status === 200) {
      expect(await response.json()).toEqual({ id: cycleId, ownerUnitId });
    }
  });

  it.each<[string, string, readonly SystemRight[], number, object | null]>([
    ['of a year or later', '?fromYear=2026', ['cycles:read'], 200, { total: 1, cycleIds: [cycleId] }],
    ['of later years', '?fromYear=2027', ['cycles:read'], 200, { total: 0, cycleIds: [] }],
    [
      'under an unknown unit',
      `?fromYear=2026&underUnitId=${newId()}`,
      ['cycles:read'],
      200,
      { total: 0, cycleIds: [] },
    ],
    ['of no year', '', ['cycles:read'], 400, null],
    ['without the right', '?fromYear=2026', ['members:read'], 403, null],
  ])('says which cycles are open %s', async (_name, query, rights, status, body) => {
    const passport = { ...testPassport('awards'), kind: 'system' as const, rights };
    const response = await fetch(`${service.url}/internal/cycles${query}`, {
      headers: { [PASSPORT_HEADER]: await signer.sign(passport, 'emulation', 5) },
    });
    expect(response.status).toBe(status);
    if (body) {
      expect(await response.json()).toEqual(body);
    }
  });
});
