import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { SERVICE_NAMES } from '@thidua/contracts';
import { composeSupergraph } from './composition/supergraph.composition';

const root = join(__dirname, '..', '..');
const target = join(root, 'gateway', 'supergraph.graphql');

/** `node dist/compose.js` writes gateway/supergraph.graphql; with `--check` it only compares. */
function main(check: boolean): void {
  const subgraphs = SERVICE_NAMES.map((name) => ({ name, file: join(root, 'services', name, 'schema.graphql') }));
  const missing = subgraphs.filter(({ file }) => !existsSync(file));
  if (missing.length > 0) {
    throw new Error(`no schema yet: ${missing.map(({ file }) => relative(root, file)).join(', ')}`);
  }
  const composed = composeSupergraph(subgraphs.map(({ name, file }) => ({ name, sdl: readFileSync(file, 'utf8') })));
  if (!check) {
    writeFileSync(target, composed);
    process.stdout.write(`${relative(root, target)} written\n`);
    return;
  }
  const committed = existsSync(target) ? readFileSync(target, 'utf8') : '';
  if (committed !== composed) {
    throw new Error(
      `${relative(root, target)} is not what the services' schemas compose to: npm run compose -w gateway`,
    );
  }
  process.stdout.write(`${relative(root, target)} is up to date\n`);
}

try {
  main(process.argv.includes('--check'));
} catch (failure) {
  process.stderr.write(`compose: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  process.exitCode = 1;
}
