// Dependencies point one way (docs/architecture.md): services, gateway, issuer and workflows may use packages; nothing
// else crosses a folder. Usage: node infra/checks/import-directions.mjs [folder of a repository]
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../..'));

/** Which of our own packages each part may import; a part is a workspace's folder. */
function mayImport(part, target) {
  if (part === target) return true;
  if (target === 'infra') return false;
  if (part === 'packages/contracts') return false;
  if (part === 'packages/testkit' || part === 'packages/service-kit')
    return target.startsWith('packages/') && target !== 'packages/testkit';
  if (part.startsWith('packages/')) return target === 'packages/contracts';
  if (part === 'workflows') return target === 'packages/contracts';
  return target.startsWith('packages/');
}

// Outside our own code, workflow code stands on Temporal and little else: it must replay the same for ever.
const workflowLibraries = /^(@temporalio\/|node:|pino$|zod$)/;
const isTest = (path) =>
  /\.(integration-|workflow-|e2e-)?spec\.tsx?$/.test(path) || path.includes(`${sep}testing${sep}`);

function listSources(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return /^(node_modules|dist|public|histories|\..*)$/.test(entry.name) ? [] : listSources(path);
    return /\.([cm]?[jt]s|tsx|jsx)$/.test(entry.name) ? [path] : [];
  });
}

function listParts() {
  const children = (folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map((entry) => `${folder}/${entry.name}`)
      : [];
  return [...children('packages'), ...children('services'), 'gateway', 'issuer', 'workflows', 'infra'].filter((part) =>
    existsSync(join(root, part)),
  );
}

const parts = listParts();
const names = new Map(
  parts.flatMap((part) => {
    const manifest = join(root, part, 'package.json');
    return existsSync(manifest) ? [[JSON.parse(readFileSync(manifest, 'utf8')).name, part]] : [];
  }),
);

// Comments go first, so that an import in an example of one is not taken for an import.
function importsOf(text) {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const pattern =
    /(?:\bfrom|\bimport|\brequire(?:\.resolve)?\s*\(|\bimport\s*\(|\bjest\.(?:mock|requireActual)\s*\()\s*(['"])([^'"\n]+)\1/g;
  return [...code.matchAll(pattern)].map((match) => match[2]);
}

function partOfPath(path) {
  const local = relative(root, path).split(sep).join('/');
  return (
    parts.find((part) => local === part || local.startsWith(`${part}/`)) ??
    (local.startsWith('..') ? undefined : local.split('/')[0])
  );
}

const problems = [];

for (const part of parts) {
  for (const path of listSources(join(root, part))) {
    for (const specifier of importsOf(readFileSync(path, 'utf8'))) {
      const scoped = specifier.split('/').slice(0, 2).join('/');
      let target;
      if (specifier.startsWith('.')) target = partOfPath(resolve(dirname(path), specifier));
      else if (specifier.startsWith('@thidua/')) target = names.get(scoped) ?? `unknown package ${scoped}`;
      const where = relative(root, path);
      if (target !== undefined && !(mayImport(part, target) || (isTest(path) && target === 'packages/testkit'))) {
        problems.push(`${where} imports ${specifier}: ${part} must not import ${target}`);
      } else if (target === undefined && part === 'workflows' && !isTest(path) && !workflowLibraries.test(specifier)) {
        problems.push(`${where} imports ${specifier}: workflows stand on contracts and Temporal only`);
      }
    }
  }
  // What a manifest declares is an import that is about to be written.
  const manifest = join(root, part, 'package.json');
  if (!existsSync(manifest)) continue;
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'));
  for (const name of [...Object.keys(dependencies), ...Object.keys(devDependencies)]) {
    if (!name.startsWith('@thidua/')) continue;
    const target = names.get(name) ?? `unknown package ${name}`;
    if (!mayImport(part, target) && !(name in devDependencies && target === 'packages/testkit')) {
      problems.push(`${part}/package.json depends on ${name}: ${part} must not import ${target}`);
    }
  }
}

if (problems.length > 0) {
  process.stderr.write(`Imports that point the wrong way:\n  ${problems.join('\n  ')}\n`);
  process.exit(1);
}
process.stdout.write(`Import directions hold in ${parts.length} parts.\n`);
