import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Failure } from './failure.mjs';

/** Writes a file whole or not at all: to a name beside it, then renamed. */
export function writeWhole(path, content, mode = 0o644) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, content, { mode });
  renameSync(draft, path);
}

/** Reads a JSON file of the state folder; undefined when it is not there, a clear message when it is broken. */
export function readJson(path) {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Failure(
      `${path} cannot be read (${error.message}).`,
      'delete that file and start again: what can be made anew is made anew. `npm run reset` empties everything.',
    );
  }
}

/** What a finished step left behind: the same fingerprint means there is nothing to do. Written last. */
export function readStamp(settings, name) {
  const path = join(settings.paths.stamps, name);
  return existsSync(path) ? readFileSync(path, 'utf8').trim() : undefined;
}

/** Says that a step is finished for this fingerprint. */
export function writeStamp(settings, name, fingerprint) {
  writeWhole(join(settings.paths.stamps, name), `${fingerprint}\n`);
}

/** One fingerprint of files and of every file under folders, names and contents; what is not there counts as nothing. */
export function fingerprintOf(root, paths) {
  const hash = createHash('sha256');
  const visit = (path) => {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status?.isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else if (status?.isFile() && !/\.(tsbuildinfo|map|d\.ts)$/.test(path)) {
      hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
    }
  };
  for (const path of paths) visit(join(root, path));
  return hash.digest('hex');
}

/** Takes a folder away in two steps, so that a cut-off removal never leaves half of it under its own name. */
export function removeWhole(path) {
  if (!existsSync(path)) return;
  const trash = `${path}.trash-${process.pid}-${Date.now()}`;
  renameSync(path, trash);
  rmSync(trash, { recursive: true, force: true });
}

/** Takes away what cut-off steps left in a folder. */
export function removeLeavings(folder) {
  if (!existsSync(folder)) return;
  for (const name of readdirSync(folder)) {
    if (/\.trash-\d+-\d+$|\.\d+\.new$|\.unfinished$/.test(name)) {
      rmSync(join(folder, name), { recursive: true, force: true });
    }
  }
}

/** Empties the state of a system that begins anew each time: everything but the lock and the notes of this very run. */
export function emptyState({ state, paths }) {
  for (const name of readdirSync(state)) {
    if (!['lock', 'run', 'pids.json'].includes(name)) removeWhole(join(state, name));
  }
  rmSync(paths.mariadbSocket, { force: true });
}

/** The last lines of a log, for a message. */
export function lastLines(path, count = 12, from = 0) {
  if (!existsSync(path)) return [];
  const text = readFileSync(path).subarray(from).toString('utf8');
  return text
    .split('\n')
    .map((line) => line.trimEnd().slice(0, 300))
    .filter((line) => line !== '')
    .slice(-count);
}
