import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { registeredOperations } from './limits/document-manifest';

const USAGE = 'npm run documents -w gateway -- [--output <manifest.json>] <file.graphql> …';

/** `node dist/documents.js [--output <manifest.json>] <file.graphql> …` registers the operations of the files. */
function main(): void {
  const { values, positionals } = parseArgs({
    options: { output: { type: 'string', default: 'trusted-documents.json' } },
    allowPositionals: true,
  });
  if (positionals.length === 0) throw new Error(`which files? ${USAGE}`);
  // npm runs a workspace's script in the workspace; the paths are meant from where the command was typed.
  const here = process.env['INIT_CWD'] ?? process.cwd();
  const files = positionals.map((name) => ({ name, text: readFileSync(resolve(here, name), 'utf8') }));
  const operations = registeredOperations(files);
  const manifest = Object.fromEntries(operations.map(({ id, text }) => [id, text]));
  writeFileSync(resolve(here, values.output), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const { name, id } of operations) process.stdout.write(`${id}  ${name}\n`);
}

try {
  main();
} catch (failure) {
  process.stderr.write(`documents: ${failure instanceof Error ? failure.message : String(failure)}\n`);
  process.exitCode = 1;
}
