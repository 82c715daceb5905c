// The committed schema.graphql of every service and the committed supergraph are what the code says. The files are
// generated again in their place; when one differs it is named, and the committed text is put back.
// Usage: node infra/checks/schemas.mjs (after a build)
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const bin = join(root, 'node_modules', '.bin');
const generated = [
  ...['membership', 'finance', 'emulation', 'awards'].map((name) => ({
    folder: `services/${name}`,
    script: 'schema',
    file: `services/${name}/schema.graphql`,
  })),
  { folder: 'gateway', script: 'compose', file: 'gateway/supergraph.graphql' },
];

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/** The first line on which two texts part. */
function firstDifference(one, other) {
  const [left, right] = [one.split('\n'), other.split('\n')];
  const line = left.findIndex((text, index) => text !== right[index]);
  const at = line === -1 ? left.length : line;
  return `line ${at + 1}\n      committed: ${left[at] ?? '(end)'}\n      generated: ${right[at] ?? '(end)'}`;
}

const problems = [];
const committed = generated.map(({ file }) => read(join(root, file)));

generated.forEach(({ folder, script, file }, index) => {
  const path = join(root, file);
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], {
    cwd: join(root, folder),
    encoding: 'utf8',
    env: { ...process.env, PATH: [bin, process.env.PATH].join(delimiter) },
  });
  const now = read(path);
  if (status !== 0)
    problems.push(
      `${file}: npm run ${script} failed\n      ${`${stdout}${stderr}`.trim().split('\n').slice(-8).join('\n      ')}`,
    );
  else if (committed[index] === undefined) problems.push(`${file} is not committed`);
  else if (now !== committed[index])
    problems.push(`${file} differs at ${firstDifference(committed[index], now ?? '')}`);
});
generated.forEach(({ file }, index) => {
  if (committed[index] === undefined) rmSync(join(root, file), { force: true });
  else writeFileSync(join(root, file), committed[index]);
});

if (problems.length > 0) {
  process.stderr.write(
    `Schemas that are not what the code says:\n  ${problems.join('\n  ')}\nWhat to do: npm run build && npm run schema, read the difference, commit it.\n`,
  );
  process.exit(1);
}
process.stdout.write(`${generated.length} schemas are what the code says.\n`);
