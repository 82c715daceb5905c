import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { verifyExport } from '../verify-export';
import { writeFiles } from './export-files';
import { comparable } from './second-verifier';
import { vectors } from './vectors';

/** Where the examples are kept. */
export const VECTORS = join(__dirname, '..', '..', 'test-vectors');

/** Writes the examples anew, after a deliberate change of the format: `npm run vectors -w packages/audit-verifier`. */
async function writeVectors(): Promise<void> {
  rmSync(VECTORS, { recursive: true, force: true });
  const cases: object[] = [];
  for (const { name, files, ...asked } of vectors()) {
    const folder = join(VECTORS, name);
    writeFiles(folder, files);
    cases.push({ folder: name, ...asked, ...comparable(await verifyExport(folder, asked)) });
  }
  writeFileSync(join(VECTORS, 'cases.json'), `${JSON.stringify(cases, null, 2)}\n`);
}

if (require.main === module) {
  void writeVectors();
}
