import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';

/**
 * Prints what is added to log files, for --verbose. The processes write their logs themselves: if the supervisor dies,
 * no pipe breaks under them and the last words are still in the file.
 */
export class LogFollower {
  #files = new Map();
  #report;

  constructor(report) {
    this.#report = report;
  }

  follow(name, path) {
    if (!this.#report.verbose || this.#files.has(path)) return;
    this.#files.set(path, { name, offset: existsSync(path) ? statSync(path).size : 0, rest: '' });
    if (this.#files.size === 1) setInterval(() => this.flush(), 250).unref();
  }

  flush() {
    for (const [path, file] of this.#files) {
      if (!existsSync(path)) continue;
      const size = statSync(path).size;
      if (size < file.offset) file.offset = 0;
      if (size === file.offset) continue;
      const bytes = Buffer.alloc(size - file.offset);
      const descriptor = openSync(path, 'r');
      readSync(descriptor, bytes, 0, bytes.length, file.offset);
      closeSync(descriptor);
      file.offset = size;
      const lines = (file.rest + bytes.toString('utf8')).split('\n');
      file.rest = lines.pop() ?? '';
      for (const line of lines) this.#report.line(`${file.name.padEnd(12)}│ ${line}`);
    }
  }
}
