import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { administratorUrl } from './databases.mjs';
import { readSettings, root } from './settings.mjs';

// `npm run bench:awards`: a database of its own on the server that `npm start` runs; the bench drops it at the end.
const settings = readSettings('start');
const run = join(root, 'services', 'awards', 'dist', 'testing', 'awards-scale-bench.js');
if (existsSync(run) && existsSync(settings.paths.mariadbSocket)) {
  const bench = spawn(process.execPath, [run, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: administratorUrl(settings) },
  });
  bench.once('exit', (code) => {
    process.exitCode = code ?? 1;
  });
} else {
  process.stderr.write(
    'No server runs.\n  What to do: npm start (in another terminal), then the same command again.\n',
  );
  process.exitCode = 1;
}
