import { existsSync, lstatSync, readFileSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findCommand } from './checks.mjs';
import { Failure } from './failure.mjs';

const readLock = (path) => {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
};

/**
 * Whether node_modules is what the lock file says. npm writes node_modules/.package-lock.json as its very last act, so
 * an installation that was cut off has none; it is the stamp.
 */
export function areDependenciesInstalled(root) {
  const wanted = readLock(join(root, 'package-lock.json'));
  const present = readLock(join(root, 'node_modules', '.package-lock.json'));
  if (!wanted || !present || !existsSync(join(root, 'node_modules', '.bin', 'node'))) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    if (entry.optional || entry.devOptional || entry.peer) return true;
    const found = present[path];
    if (entry.link) return found?.link === true && existsSync(join(root, path));
    return found?.version === entry.version && existsSync(join(root, path, 'package.json'));
  });
}

/** `npm ci` when node_modules is missing, half there, or of another lock file. */
export async function installDependencies(settings, groups, note) {
  if (areDependenciesInstalled(settings.root)) return 'as the lock file says';
  const folder = join(settings.root, 'node_modules');
  if (lstatSync(folder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    // Installing would empty the folder it points to, which belongs to something else.
    throw new Failure(
      `${folder} is a link to another folder, and what is there is not what package-lock.json says.`,
      `install there, or remove the link (rm ${folder}) and run the same command again.`,
    );
  }
  const npm = findCommand('npm');
  if (!npm) {
    throw new Failure(
      'npm is not on this machine.',
      'install it (`apt-get install npm`, or Node from https://nodejs.org).',
    );
  }
  note('npm ci');
  // npm takes away node_modules itself; its stamp goes first, so that a cut-off installation is seen as one.
  rmSync(join(folder, '.package-lock.json'), { force: true });
  const log = groups.logPath('npm-ci');
  await groups.run('npm-ci', {
    command: npm,
    args: ['ci', '--no-audit', '--no-fund', '--loglevel=error'],
    // Under `npm start` the first `node` on PATH is the one in node_modules, which npm is about to take away.
    environment: {
      PATH: (process.env.PATH ?? '')
        .split(delimiter)
        .filter((part) => !part.includes('node_modules'))
        .join(delimiter),
    },
    evidence: /^npm error (?!\s|$|Run |A complete|Options|aliases|Clean|Usage|npm ci$)/,
    remedy: [
      'check that this machine reaches the npm registry (`npm ping`), then run the same command again.',
      `The whole log: ${log}`,
    ],
  });
  if (!areDependenciesInstalled(settings.root)) {
    throw new Failure(
      'npm ended well, but node_modules is not what package-lock.json says.',
      'remove node_modules (rm -rf node_modules) and run the same command again; is `ignore-scripts` or `omit` set in your ~/.npmrc?',
    );
  }
  return 'installed';
}
