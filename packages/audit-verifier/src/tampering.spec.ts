import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportOf, type Files } from './testing/export-files';
import { randomTrail } from './testing/random-trail';
import { askSecondVerifier, comparable, type Answer, type Case } from './testing/second-verifier';
import { SeededRandom } from './testing/seeded-random';
import { SigningKey } from './testing/signing-key';
import { TAMPERINGS } from './testing/tampering';
import type { Untouched } from './testing/tampering-steps';
import { verifyExport } from './verify-export';

const WORLDS = 10;
const TIMES_IN_EACH = 5;

const key = new SigningKey('the service’s own key');
const strangersKey = new SigningKey('a stranger’s key');
const trustedKeys = [key.keyId];

/** Writes exports that share most of their files: a file is written once and linked from then on. */
class Exports {
  private readonly paths = new Map<Buffer, string>();
  private count = 0;

  constructor(private readonly folder: string) {}

  write(files: Files): string {
    this.count += 1;
    const folder = join(this.folder, String(this.count));
    mkdirSync(folder);
    for (const [name, content] of files) {
      const path = join(folder, name);
      const known = this.paths.get(content);
      if (known) {
        linkSync(known, path);
      } else {
        writeFileSync(path, content);
        this.paths.set(content, path);
      }
    }
    return folder;
  }
}

describe('two verifiers', () => {
  let folder: string;
  let exports: Exports;
  const random = new SeededRandom(20_261_125);
  const worlds: Untouched[] = Array.from({ length: WORLDS }, () => {
    const trail = randomTrail(random, key);
    return { trail, key, strangersKey, files: exportOf(trail, key) };
  });

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'audit-tampering-'));
    exports = new Exports(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const askFirst = (cases: readonly Case[]): Promise<Answer[]> =>
    Promise.all(cases.map(async (each) => comparable(await verifyExport(each.folder, { ...each, threads: 1 }))));

  it('find every untouched export valid', async () => {
    const cases = worlds.map(({ files }) => ({ folder: exports.write(files), trustedKeys }));
    const answers = await askFirst(cases);
    expect(answers.map(({ verdict }) => verdict)).toEqual(worlds.map(() => 'VALID'));
    expect(askSecondVerifier(cases)).toEqual(answers);
  });

  it('find each of 1,200 random tamperings, say the same of it, and name what was done', async () => {
    const tampered = worlds.flatMap((untouched) =>
      Object.entries(TAMPERINGS).flatMap(([name, { codes, tamper }]) =>
        Array.from({ length: TIMES_IN_EACH }, () => ({ name, codes, ...tamper(untouched, random) })),
      ),
    );
    expect(tampered.length).toBe(1_200);
    const cases = tampered.map(({ files, expectedAnchor = null }) => ({
      folder: exports.write(files),
      trustedKeys,
      expectedAnchor,
    }));
    const first = await askFirst(cases);
    const second = askSecondVerifier(cases);
    const notFound = tampered.filter(({ codes }, index) => {
      const { verdict, errors } = first[index] as Answer;
      return verdict !== 'INVALID' || !errors.some(({ code }) => (codes as readonly string[]).includes(code));
    });
    expect(notFound.map(({ name }) => name)).toEqual([]);
    const different = first.flatMap((answer, index) => {
      const other = second[index];
      return JSON.stringify(answer) === JSON.stringify(other) ? [] : [{ name: tampered[index]?.name, answer, other }];
    });
    expect(different.slice(0, 2)).toEqual([]);
  }, 120_000);
});
