import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './settings.mjs';

// `npm run tour`: the run itself is built code of packages/testkit; in a fresh clone it is not there yet.
const run = join(root, 'packages', 'testkit', 'dist', 'tour', 'main.js');
if (existsSync(run)) {
  await import(pathToFileURL(run).href);
} else {
  process.stderr.write(
    'The tour is not built yet.\n  What to do: npm start (in another terminal), then the same command again.\n',
  );
  process.exitCode = 1;
}
