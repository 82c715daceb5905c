// The lock file names no host: whoever installs uses the registry (or mirror) of their own configuration, and what is
// installed is held by its integrity hash. Usage: node infra/checks/lockfile-hosts.mjs [lock file]
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const path = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../../package-lock.json');
const { packages } = JSON.parse(readFileSync(path, 'utf8'));
const problems = [];

for (const [name, entry] of Object.entries(packages)) {
  if (/^[a-z+]+:\/\//i.test(entry.resolved ?? '')) problems.push(`${name} is resolved from ${entry.resolved}`);
  if (name.includes('node_modules/') && !entry.link && !entry.integrity && !entry.inBundle)
    problems.push(`${name} has no integrity hash`);
}

if (problems.length > 0) {
  console.error(
    `${path} names hosts or lacks hashes:\n  ${problems.join('\n  ')}\nWhat to do: npm install --omit-lockfile-registry-resolved (it is set in .npmrc)`,
  );
  process.exit(1);
}
console.log(`The lock file names no host (${Object.keys(packages).length} packages).`);
