// Lets a test start a process of its own from the sources, before anything is built: node -r <this file> <file.ts>.
// The same transform and the same names as in jest.config.cjs.
const { existsSync, readFileSync } = require('node:fs');
const { registerHooks } = require('node:module');
const path = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const { transformSync } = require('@swc/core');
const { rootDir, transform } = require('./jest.config.cjs');

const [[, options]] = Object.values(transform);
const ownPackage = /^@thidua\/(ballot|contracts|service-kit|testkit)(?:\/(.*))?$/;

/** The source that a name stands for; undefined when it is none of ours. */
function sourceOf(specifier, parentUrl) {
  const [, name, file = 'index'] = ownPackage.exec(specifier) ?? [];
  if (name) return path.join(rootDir, 'packages', name, 'src', `${file}.ts`);
  if (!specifier.startsWith('.') || !parentUrl?.endsWith('.ts')) return undefined;
  const base = path.resolve(path.dirname(fileURLToPath(parentUrl)), specifier);
  return [`${base}.ts`, path.join(base, 'index.ts')].find((candidate) => existsSync(candidate));
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    const source = sourceOf(specifier, context.parentURL);
    return source
      ? { url: pathToFileURL(source).href, format: 'commonjs', shortCircuit: true }
      : nextResolve(specifier, context);
  },
  load(url, context, nextLoad) {
    if (!url.endsWith('.ts')) return nextLoad(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...options, filename });
    return { format: 'commonjs', source: code, shortCircuit: true };
  },
});
