// The lock file names no host: whoever installs uses the registry (or mirror) of their own configuration, and what this
// platform installs is held by its integrity hash. The optional packages of other platforms may lack theirs: a mirror
// need not carry them, and npm then cannot know it. Usage: node infra/checks/lockfile-hosts.mjs [lock file]
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../../package-lock.json');
const { packages } = JSON.parse(readFileSync(path, 'utf8'));
const problems = [];

const libc =
  process.platform !== 'linux' ? undefined : process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';

// As npm reads `os`, `cpu` and `libc`: a list of what is allowed, or, with a `!`, of what is not.
function allows(list, value) {
  if (list === undefined || value === undefined) return true;
  const words = [list].flat();
  if (words.includes(`!${value}`)) return false;
  return words.includes(value) || words.includes('any') || words.every((word) => word.startsWith('!'));
}

// Only an optional package may be left out; any other has to be installed wherever we are.
const isForThisPlatform = (entry) =>
  !(entry.optional || entry.devOptional) ||
  (allows(entry.os, process.platform) && allows(entry.cpu, process.arch) && allows(entry.libc, libc));

for (const [name, entry] of Object.entries(packages)) {
  if (/^[a-z+]+:\/\//i.test(entry.resolved ?? '')) problems.push(`${name} is resolved from ${entry.resolved}`);
  const isFetched = name.includes('node_modules/') && !entry.link && !entry.inBundle;
  if (isFetched && !entry.integrity && isForThisPlatform(entry)) problems.push(`${name} has no integrity hash`);
}

if (problems.length > 0) {
  process.stderr.write(
    `${path} names hosts or lacks hashes:\n  ${problems.join('\n  ')}\nWhat to do: npm install --omit-lockfile-registry-resolved (it is set in .npmrc)\n`,
  );
  process.exit(1);
}
process.stdout.write(`The lock file names no host (${Object.keys(packages).length} packages).\n`);
