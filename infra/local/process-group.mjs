import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Failure, Interrupted } from './failure.mjs';
import { lastLines, writeWhole } from './files.mjs';
import { LogFollower } from './log-follower.mjs';
import { findMarked, isAlive, isGroupAlive, signalGroup, startTimeOf } from './process-table.mjs';

const largestLog = 10 * 1024 * 1024;

/** Ends process groups: the given signal, then SIGKILL for what is still there after the time. */
export async function endGroups(groups, { signal = 'SIGTERM', within = 2000 } = {}) {
  const present = groups.filter((group) => signalGroup(group, signal));
  const deadline = Date.now() + within;
  while (present.some(isGroupAlive) && Date.now() < deadline) await wait(20);
  for (const group of present.filter(isGroupAlive)) signalGroup(group, 'SIGKILL');
  while (present.some(isGroupAlive) && Date.now() < deadline + 1000) await wait(20);
}

/**
 * Ends what an earlier run left behind (it was killed with -9, or the machine's memory ran out): only processes that
 * the run itself noted and that still have the start time it noted, and those that carry the run's mark.
 * @returns {Promise<string[]>} the names of what was ended
 */
export async function endLeftovers(noted) {
  if (!noted) return [];
  const left = Object.entries(noted.processes ?? {}).filter(([, entry]) => isAlive(entry));
  // In the opposite order of starting: what writes goes before what it writes to.
  for (const [, entry] of left.reverse()) {
    await endGroups([entry.pid], { within: 3000 });
  }
  const marked = noted.runId ? findMarked(noted.runId) : [];
  for (const pid of marked) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }
  return [...left.map(([name]) => name), ...(marked.length > 0 ? [`${marked.length} of their children`] : [])];
}

/**
 * All processes of one run. Each has a process group of its own (a Ctrl-C in the terminal reaches only us, and we end
 * them in order), writes its own log file, and is noted with its start time, so that a guardian process or the next
 * start can end it when we were killed.
 */
export class ProcessGroups {
  #settings;
  #follower;
  #processes = new Map();
  #guardian;
  #interrupted = false;
  #closed = false;
  #waiting = new Set();

  constructor(settings, report) {
    this.#settings = settings;
    this.#follower = new LogFollower(report);
    this.runId = randomUUID();
  }

  get interrupted() {
    return this.#interrupted;
  }

  /** Starts the guardian: it ends everything when this process dies without having been able to. */
  open() {
    mkdirSync(this.#settings.paths.run, { recursive: true });
    this.#note();
    const script = fileURLToPath(new URL('./guardian.mjs', import.meta.url));
    this.#guardian = spawn(process.execPath, [script, this.#settings.paths.processes, this.runId], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      cwd: '/',
    });
    this.#guardian.on('error', () => {});
    this.#guardian.stdin.on('error', () => {});
    this.#guardian.unref();
    this.#guardian.stdin.unref?.();
  }

  /** Nothing new starts from here on, and every running step ends. */
  interrupt() {
    this.#interrupted = true;
    for (const reject of this.#waiting) reject(new Interrupted());
    this.#waiting.clear();
  }

  /** Rejects with Interrupted when the end was asked for before the promise settled. */
  async orInterrupted(promise) {
    if (this.#interrupted) throw new Interrupted();
    let reject;
    const interruption = new Promise((_, rejectIt) => {
      reject = rejectIt;
      this.#waiting.add(reject);
    });
    try {
      return await Promise.race([promise, interruption]);
    } finally {
      this.#waiting.delete(reject);
    }
  }

  logPath(name) {
    return join(this.#settings.paths.logs, `${name}.log`);
  }

  /** Starts a process in a group of its own. `exited` resolves with how it ended. */
  spawn(name, { command, args = [], folder = this.#settings.root, environment = {}, log = name, service = false }) {
    if (this.#interrupted) throw new Interrupted();
    const path = this.logPath(log);
    mkdirSync(this.#settings.paths.logs, { recursive: true });
    if (existsSync(path) && statSync(path).size > largestLog) renameSync(path, `${path}.1`);
    this.#follower.follow(log, path);
    const from = existsSync(path) ? statSync(path).size : 0;
    const output = openSync(path, 'a');
    let child;
    try {
      child = spawn(command, args, {
        cwd: folder,
        detached: true,
        stdio: ['ignore', output, output],
        // A run inside a run (a test of this very code) carries the marks of both.
        env: {
          ...process.env,
          ...environment,
          THIDUA_RUN_ID: [process.env.THIDUA_RUN_ID, this.runId].filter(Boolean).join(','),
        },
      });
    } finally {
      closeSync(output);
    }
    const exited = new Promise((resolve) => {
      child.once('error', (error) => resolve({ how: error.message, code: undefined }));
      child.once('exit', (code, signal) => resolve({ how: signal ? `signal ${signal}` : `exit code ${code}`, code }));
    });
    const running = { name, pid: child.pid, exited, log: path, from };
    if (child.pid !== undefined) {
      this.#processes.set(name, { pid: child.pid, startTime: startTimeOf(child.pid), service });
      this.#note();
    }
    void this.#forgetAtItsEnd(name, child.pid, exited);
    return running;
  }

  /**
   * Runs a command to its end. It fails with one message that shows the end of its log.
   * @param {{ command: string, args?: string[], folder?: string, environment?: object,
   *   evidence?: RegExp, remedy?: string | string[] }} what
   */
  async run(name, what) {
    const running = this.spawn(name, what);
    try {
      const { how, code } = await this.orInterrupted(running.exited);
      this.#follower.flush();
      if (code === 0) return;
      throw new Failure(
        `${name} failed (${how}).`,
        what.remedy ?? `read ${running.log}, put right what it says and run the same command again.`,
        this.#evidence(running, what.evidence),
      );
    } catch (error) {
      if (running.pid !== undefined) await endGroups([running.pid], { within: 2000 });
      throw error;
    }
  }

  // The lines of its log that say it best, when the caller knows which; else the last ones.
  #evidence(running, pattern) {
    const lines = lastLines(running.log, 400, running.from);
    const telling = pattern ? lines.filter((line) => pattern.test(line)) : [];
    return telling.length > 0 ? telling.slice(0, 12) : lines.slice(-15);
  }

  /** Ends one process and what it started. */
  async end(name, { signal = 'SIGTERM', within = 2000 } = {}) {
    const entry = this.#processes.get(name);
    if (entry) await endGroups([entry.pid], { signal, within });
  }

  /** Ends whatever is left of this run, the marked children that left their group included, and the guardian. */
  async close() {
    this.#interrupted = true;
    await endGroups([...this.#processes.values()].map(({ pid }) => pid));
    for (const pid of findMarked(this.runId)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has just ended by itself.
      }
    }
    this.#follower.flush();
    this.#closed = true;
    rmSync(this.#settings.paths.processes, { force: true });
    rmSync(this.#settings.paths.pids, { force: true });
    if (this.#guardian?.exitCode === null) {
      const gone = new Promise((resolve) => this.#guardian.once('exit', resolve));
      this.#guardian.stdin.end();
      await Promise.race([gone, wait(1000)]);
      this.#guardian.kill('SIGKILL');
    }
  }

  async #forgetAtItsEnd(name, pid, exited) {
    await exited;
    // Its children may have stayed behind in the group.
    if (pid !== undefined) signalGroup(pid, 'SIGKILL');
    if (this.#processes.get(name)?.pid !== pid) return;
    this.#processes.delete(name);
    this.#note();
  }

  #note() {
    if (this.#closed) return;
    const entries = [...this.#processes];
    writeWhole(
      this.#settings.paths.processes,
      JSON.stringify({
        runId: this.runId,
        supervisor: { pid: process.pid, startTime: startTimeOf(process.pid) },
        processes: Object.fromEntries(entries.map(([name, { pid, startTime }]) => [name, { pid, startTime }])),
      }),
    );
    const services = entries.filter(([, { service }]) => service).map(([name, { pid }]) => [name, pid]);
    writeWhole(this.#settings.paths.pids, `${JSON.stringify(Object.fromEntries(services), null, 2)}\n`);
  }
}
