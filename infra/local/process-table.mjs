import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/**
 * When a process was started, as text that a later process with the same id cannot share; undefined when it is gone.
 * A zombie counts as gone: it only waits for its parent to look.
 */
export function startTimeOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; the state is the first field after it, the start time the twentieth.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? undefined : fields[19];
  } catch {
    if (process.platform === 'linux') return undefined;
    try {
      return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined;
    } catch {
      return undefined;
    }
  }
}

/** The name of a process's program (Linux). */
export function nameOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return undefined;
  }
}

/** The process that started a process (Linux). */
export function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

/** Whether the very process that was noted is still there. */
export function isAlive({ pid, startTime }) {
  return startTime !== undefined && startTimeOf(pid) === startTime;
}

/** Sends a signal to a whole process group; false when there is none. */
export function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whether anything of a process group is left (Linux: zombies do not count). */
export function isGroupAlive(group) {
  try {
    process.kill(-group, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  return allPids().some((pid) => {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] !== 'Z' && Number(fields[2]) === group;
    } catch {
      return false;
    }
  });
}

function allPids() {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** Processes that carry a run's mark in their environment, however far they went from their parent (Linux). */
export function findMarked(runId) {
  return allPids().filter((pid) => {
    if (pid === process.pid) return false;
    try {
      const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
      const marks = variables.find((variable) => variable.startsWith('THIDUA_RUN_ID='))?.slice('THIDUA_RUN_ID='.length);
      return marks?.split(',').includes(runId) === true && startTimeOf(pid) !== undefined;
    } catch {
      return false;
    }
  });
}

/** Who listens on a TCP port: `name (process 123)`, or undefined when the machine does not tell. */
export function findListener(port) {
  const hexadecimal = port.toString(16).toUpperCase().padStart(4, '0');
  const sockets = new Set();
  for (const table of ['/proc/net/tcp', '/proc/net/tcp6']) {
    try {
      for (const line of readFileSync(table, 'utf8').split('\n').slice(1)) {
        const fields = line.trim().split(/\s+/);
        if (fields[1]?.endsWith(`:${hexadecimal}`) && fields[3] === '0A') sockets.add(`socket:[${fields[9]}]`);
      }
    } catch {
      // No such table on this machine: the port is named without its user.
    }
  }
  if (sockets.size === 0) return undefined;
  for (const pid of allPids()) {
    try {
      for (const descriptor of readdirSync(`/proc/${pid}/fd`)) {
        if (sockets.has(readlinkSync(`/proc/${pid}/fd/${descriptor}`))) {
          const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean).join(' ');
          return `process ${pid}: ${command.slice(0, 120)}`;
        }
      }
    } catch {
      // Another person's process, or one that has just ended.
    }
  }
  return undefined;
}
