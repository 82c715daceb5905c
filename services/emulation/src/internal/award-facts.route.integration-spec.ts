import { AWARD_FACTS_PATH, MOST_AWARD_FACT_IDS, type SystemRight } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { passportSignerFromFile, PASSPORT_HEADER, type PassportSigner } from '@thidua/contracts/passport';
import {
  Provenance,
  readServiceEnvironment,
  runMigrations,
  startService,
  statementCount,
  type RunningService,
} from '@thidua/service-kit';
import { createTestDatabase, type TestDatabase, testPassport } from '@thidua/testkit';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAwardFacts } from '../award-facts/award-facts.reader';
import { definition } from '../definition';
import { Initiative, InitiativeAcceptance, InitiativeAuthor } from '../initiative/initiative.entity';
import { InitiativeKind, InitiativeLevel } from '../initiative/initiative.enum';
import { UnitRatingRow } from '../rating/unit-rating.entity';
import { UnitRating } from '../rating/unit-rating.enum';

/** A port on which nothing listens: this route needs neither membership nor the engine. */
const NOBODY = '127.0.0.1:1';

describe('POST /internal/award-facts of emulation', () => {
  const folder = mkdtempSync(join(tmpdir(), 'thidua-emulation-'));
  const [author, coAuthor, unitId] = [newId(), newId(), newId()] as const;
  const [standing, withdrawn, early] = [newId(), newId(), newId()] as const;
  const [superseded, inForce] = [newId(), newId()] as const;
  let database: TestDatabase;
  let service: RunningService;
  let signer: PassportSigner;

  beforeAll(async () => {
    database = await createTestDatabase('emulation_award_facts');
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
    const { manager } = service.dependencies.dataSource;
    const initiative = (id: string, year: number, withdrawnAt: Date | null): Initiative => ({
      id,
      unitId,
      kind: InitiativeKind.Initiative,
      title: 'Cải tiến',
      year,
      benefitDong: 150_000_000,
      withdrawnAt,
      provenance: Provenance.Demonstration,
    });
    await manager.insert(Initiative, [
      initiative(standing, 2024, null),
      initiative(withdrawn, 2024, new Date()),
      initiative(early, 2020, null),
    ]);
    await manager.insert(
      InitiativeAuthor,
      [standing, withdrawn, early].flatMap((initiativeId) =>
        [author, coAuthor].map((memberId) => ({ initiativeId, memberId })),
      ),
    );
    await manager.insert(
      InitiativeAcceptance,
      [InitiativeLevel.Province, InitiativeLevel.Grassroots].map((level) => ({
        initiativeId: standing,
        level,
        acceptedOn: '2024-06-01',
        document: 'Giấy công nhận',
      })),
    );
    const rating = { unitId, year: 2024, document: 'Quyết định', reason: null, provenance: Provenance.Demonstration };
    await manager.insert(UnitRatingRow, [
      { ...rating, id: superseded, revision: 1, rating: UnitRating.Good, supersededAt: new Date() },
      { ...rating, id: inForce, revision: 2, rating: UnitRating.Excellent, supersededAt: null },
    ]);
  });
  afterAll(async () => {
    await service.stop();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  async function ask(rights: readonly SystemRight[] | null, body: object): Promise<{ status: number; body: unknown }> {
    const passport = { ...testPassport('awards'), kind: 'system' as const, rights: rights ?? [] };
    const response = await fetch(`${service.url}${AWARD_FACTS_PATH}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(rights ? { [PASSPORT_HEADER]: await signer.sign(passport, 'emulation', 5) } : {}),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }
  const wanted = { memberIds: [author], unitIds: [unitId], fromYear: 2023, toYear: 2024 };

  it('says which initiatives stand, with all authors and levels in order, and the rating in force', async () => {
    const { status, body } = await ask(['award-facts:read'], wanted);
    expect(status).toBe(200);
    expect(body).toEqual({
      initiatives: [
        {
          source: { service: 'emulation', kind: 'INITIATIVE', id: standing },
          id: standing,
          title: 'Cải tiến',
          year: 2024,
          unitId,
          benefitDong: 150_000_000,
          authorMemberIds: [author, coAuthor].sort(),
          acceptances: ['GRASSROOTS', 'PROVINCE'].map((level) => ({
            level,
            acceptedOn: '2024-06-01',
            document: 'Giấy công nhận',
          })),
        },
      ],
      ratings: [
        {
          source: { service: 'emulation', kind: 'UNIT_RATING', id: inForce },
          unitId,
          year: 2024,
          rating: 'EXCELLENT',
          document: 'Quyết định',
        },
      ],
    });
  });

  it('finds by author or by unit, within the years', async () => {
    const found = async (more: object): Promise<string[]> =>
      (
        (await ask(['award-facts:read'], { ...wanted, ...more })).body as { initiatives: { id: string }[] }
      ).initiatives.map(({ id }) => id);
    expect(await found({ unitIds: [] })).toEqual([standing]);
    expect(await found({ memberIds: [], fromYear: 2020 })).toEqual([early, standing]);
    expect(await found({ memberIds: [newId()], unitIds: [] })).toEqual([]);
  });

  it('asks the database as often for many as for one', async () => {
    const { dataSource } = service.dependencies;
    const statements = async (memberIds: readonly string[]): Promise<number> => {
      const count = { statements: 0 };
      await statementCount.run(count, () => readAwardFacts(dataSource, { ...wanted, memberIds }));
      return count.statements;
    };
    const one = await statements([author]);
    expect(one).toBeGreaterThan(0);
    expect(await statements([author, coAuthor, ...Array.from({ length: 498 }, newId)])).toBe(one);
  });

  it.each<[string, readonly SystemRight[] | null, object, number]>([
    ['without a passport', null, wanted, 401],
    ['without the right', ['cycles:read'], wanted, 403],
    ['without years', ['award-facts:read'], { memberIds: [], unitIds: [] }, 400],
    ['for one twice', ['award-facts:read'], { ...wanted, memberIds: [author, author] }, 400],
    [
      'for too many',
      ['award-facts:read'],
      { ...wanted, memberIds: Array.from({ length: MOST_AWARD_FACT_IDS }, newId) },
      400,
    ],
  ])('%s: %j', async (_case, rights, body, status) => {
    expect((await ask(rights, body)).status).toBe(status);
  });
});
