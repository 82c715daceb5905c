import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askSecondVerifier, comparable, type Answer, type Case } from './testing/second-verifier';
import { vectors } from './testing/vectors';
import { VECTORS } from './testing/write-vectors';
import { verifyExport } from './verify-export';

const STORED = JSON.parse(readFileSync(join(VECTORS, 'cases.json'), 'utf8')) as (Case & Answer)[];

describe('the stored examples of the format', () => {
  it('are what the format says today: an export of then has to verify for ever', () => {
    for (const { name, files } of vectors()) {
      const folder = join(VECTORS, name);
      expect(readdirSync(folder).sort()).toEqual([...files.keys()].sort());
      for (const [file, content] of files) {
        expect([name, file, readFileSync(join(folder, file)).equals(content)]).toEqual([name, file, true]);
      }
    }
  });

  it('get the verdicts and findings that stand beside them, from both verifiers', async () => {
    const cases = STORED.map(({ folder, trustedKeys, expectedAnchor }) => ({
      folder: join(VECTORS, folder),
      trustedKeys,
      expectedAnchor,
    }));
    const expected = STORED.map(({ verdict, unanchored, errors, notices }) => ({
      verdict,
      unanchored,
      errors,
      notices,
    }));
    const first = await Promise.all(cases.map(async (each) => comparable(await verifyExport(each.folder, each))));
    expect(first).toEqual(expected);
    expect(askSecondVerifier(cases)).toEqual(expected);
  });
});
