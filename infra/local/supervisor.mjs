// Why no library: pm2 is AGPL and a daemon that outlives its caller; concurrently and npm-run-all2 know neither
// readiness nor an order of stopping; forever and supervisor are not kept up and only restart; process-compose has it
// all but is one more downloaded binary with a screen of its own. None notes processes so that the next start can end
// what a killed supervisor left. What remains to be written is this file.
import { setTimeout as wait } from 'node:timers/promises';
import { Failure, Interrupted } from './failure.mjs';
import { lastLines } from './files.mjs';

const firstPause = 250;
const longestPause = 10_000;
const steadyAfter = 30_000;
const attemptsAtStart = 3;

const clock = () => new Date().toTimeString().slice(0, 8);
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/**
 * Starts processes in order, waits until each answers, starts them again when they die, and ends them in the opposite
 * order.
 *
 * A definition: `{ name, title, command, args, folder, environment, ready: () => Promise<boolean>, readyWithin,
 * stopWithin, remedy }`.
 */
export class Supervisor {
  #groups;
  #report;
  #rows = [];
  #stopping = false;

  constructor(groups, report) {
    this.#groups = groups;
    this.#report = report;
  }

  /** Starts the processes of one row together and returns when all of them answer. */
  async startRow(definitions) {
    const row = definitions.map((definition) => ({ definition, steady: false, attempts: 0, pause: firstPause }));
    this.#rows.push(row);
    await Promise.all(row.map((entry) => this.#startFirst(entry)));
  }

  /** Ends every row, the last one first, each within its own time, so that all of it stays within ten seconds. */
  async stop() {
    this.#stopping = true;
    for (const row of [...this.#rows].reverse()) {
      await Promise.all(
        row.map(({ definition }) => this.#groups.end(definition.name, { within: definition.stopWithin ?? 1500 })),
      );
    }
  }

  async #startFirst(entry) {
    const { definition } = entry;
    const until = Date.now() + (definition.readyWithin ?? 90_000);
    this.#spawn(entry);
    while (!(await this.#groups.orInterrupted(this.#answers(definition)))) {
      const { running } = entry;
      const stopped = entry.attempts >= attemptsAtStart;
      if (stopped || Date.now() > until) {
        throw new Failure(
          stopped
            ? `${definition.title} does not start: it ended ${entry.attempts} times (${entry.lastEnd}).`
            : `${definition.title} does not answer after ${Math.round((definition.readyWithin ?? 90_000) / 1000)} s.`,
          [definition.remedy ?? 'put right what its log says and start again.', `The whole log: ${running.log}`],
          lastLines(running.log, 12, entry.firstFrom),
        );
      }
      await this.#groups.orInterrupted(wait(100));
    }
    entry.steady = true;
  }

  async #answers({ ready }) {
    try {
      return await ready();
    } catch {
      return false;
    }
  }

  #spawn(entry) {
    const { definition } = entry;
    entry.began = Date.now();
    entry.running = this.#groups.spawn(definition.name, { ...definition, service: true });
    entry.firstFrom ??= entry.running.from;
    entry.running.exited
      .then(({ how }) => this.#startAgain(entry, how))
      .catch((error) => {
        if (!(error instanceof Interrupted)) this.#report.line(`${clock()}  ${definition.title}: ${error.message}`);
      });
  }

  async #startAgain(entry, how) {
    if (this.#stopping || this.#groups.interrupted) return;
    const { definition } = entry;
    entry.attempts += 1;
    entry.lastEnd = how;
    if (!entry.steady && entry.attempts >= attemptsAtStart) return;
    if (Date.now() - entry.began > steadyAfter) entry.pause = firstPause;
    const pause = entry.pause;
    entry.pause = Math.min(pause * 2, longestPause);
    this.#report.line(`${clock()}  ${definition.title} ended (${how}); starting it again in ${seconds(pause)}`);
    await wait(pause);
    if (this.#stopping || this.#groups.interrupted) return;
    this.#spawn(entry);
    if (entry.steady) await this.#reportReturn(entry, entry.running);
  }

  async #reportReturn(entry, running) {
    const began = entry.began;
    while (entry.running === running && !this.#stopping && !this.#groups.interrupted) {
      if (await this.#answers(entry.definition)) {
        if (entry.running !== running) return;
        this.#report.line(`${clock()}  ${entry.definition.title} answers again after ${seconds(Date.now() - began)}`);
        return;
      }
      await wait(200);
    }
  }
}
