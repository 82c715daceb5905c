import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { writeWhole } from './files.mjs';
import { isAlive, startTimeOf } from './process-table.mjs';

/** Who holds a lock, when that process is still there. */
export function lockHolder(path) {
  if (!existsSync(path)) return undefined;
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8'));
    return isAlive(holder) ? holder : undefined;
  } catch {
    // Half written by a process that was cut off.
    return undefined;
  }
}

function tryToTake(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  }
}

/**
 * Takes a lock that dies with its holder. `patience` is how long to wait for another holder, in milliseconds.
 * @returns {Promise<() => void>} gives it back
 */
export async function takeLock(path, { patience = 0, onWait = () => {}, busy }) {
  const own = { pid: process.pid, startTime: startTimeOf(process.pid) };
  const content = JSON.stringify(own);
  const until = Date.now() + patience;
  for (;;) {
    if (tryToTake(path, content)) break;
    const holder = lockHolder(path);
    if (!holder) {
      // Its holder is gone: put ours in its place, and look a moment later whether another start did the same.
      await wait(50);
      if (lockHolder(path)) continue;
      writeWhole(path, content);
      await wait(100);
      if (lockHolder(path)?.pid === process.pid) break;
      continue;
    }
    if (Date.now() > until) throw busy(holder);
    onWait(holder);
    await wait(300);
  }
  return () => {
    if (lockHolder(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}

/** The failure for a second start in the same folder. */
export function alreadyRunning(settings, command) {
  return ({ pid }) =>
    new Failure(
      `thidua is already running in ${settings.root} (process ${pid}).`,
      `use it, or stop it first (Ctrl-C in its terminal, or \`kill ${pid}\`) and run \`${command}\` again.`,
    );
}
