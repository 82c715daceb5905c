import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import type { ScaleMessage } from './awards-scale-database';

/** Rows of the small and of the large database; the large number can be given: `npm run bench:awards -- 100000`. */
const FEW = 1_000;
const MANY = Number(process.argv[2] ?? 1_000_000);
/** What a page may cost with many rows, as a multiple of what it costs with few. */
const LIMIT = 1.5;
const WARM_UP = 30;
const MEASURED = 150;
const BUFFER_POOL = 1024 * 1024 * 1024;

const say = (line: string): boolean => process.stdout.write(`${line}\n`);

/** A database with its process. */
class Scale {
  private constructor(
    private readonly process: ChildProcess,
    readonly names: readonly string[],
    readonly seconds: number,
  ) {}

  static async start(rows: number): Promise<Scale> {
    const child = fork(join(__dirname, 'awards-scale-database.js'), [String(rows)]);
    const ready = await heard(child);
    if (ready.kind !== 'ready') {
      throw new Error(`the database of ${rows} rows could not be filled`);
    }
    return new Scale(child, ready.names, ready.seconds);
  }

  /** @returns milliseconds that one question took. */
  async ask(index: number): Promise<number> {
    this.process.send(index);
    const answer = await heard(this.process);
    if (answer.kind !== 'took') {
      throw new Error(answer.kind === 'failed' ? answer.what : 'no time was told');
    }
    return answer.milliseconds;
  }

  /** Lets the process drop its database and end. */
  async stop(): Promise<void> {
    const ended = once(this.process, 'exit');
    this.process.disconnect();
    await ended;
  }
}

async function heard(child: ChildProcess): Promise<ScaleMessage> {
  const ending = new AbortController();
  const message = once(child, 'message', { signal: ending.signal });
  const exit = once(child, 'exit', { signal: ending.signal }).then(([code]) => {
    throw new Error(`a process of the bench ended (${String(code)})`);
  });
  try {
    const [heardMessage] = (await Promise.race([message, exit])) as [ScaleMessage];
    return heardMessage;
  } finally {
    ending.abort();
    await Promise.allSettled([message, exit]);
  }
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Both databases are asked by turns, so that whatever else the machine does is in both figures. */
async function compare(index: number, few: Scale, many: Scale): Promise<{ few: number; many: number }> {
  const times: { few: number[]; many: number[] } = { few: [], many: [] };
  for (let turn = 0; turn < WARM_UP + MEASURED; turn += 1) {
    const [one, other] = [await few.ask(index), await many.ask(index)];
    if (turn >= WARM_UP) {
      times.few.push(one);
      times.many.push(other);
    }
  }
  return { few: median(times.few), many: median(times.many) };
}

/**
 * `npm run bench:awards`: what people look at every day, with 1,000 and with 1,000,000 nominations, tasks and awards in
 * the database. The caller's own province is the same in both; all others grow.
 */
async function run(): Promise<void> {
  const connection = await mysql.createConnection({ uri: process.env['TEST_DATABASE_URL'] ?? '' });
  const [[before]] = await connection.query<mysql.RowDataPacket[]>('SELECT @@GLOBAL.innodb_buffer_pool_size AS size');
  const scales: Scale[] = [];
  try {
    await connection.query(`SET GLOBAL innodb_buffer_pool_size = ${BUFFER_POOL}`);
    const few = await Scale.start(FEW);
    scales.push(few);
    const many = await Scale.start(MANY);
    scales.push(many);
    say(`filled to ${MANY} nominations, tasks and awards in ${many.seconds.toFixed(0)} s`);
    let isWithin = true;
    for (const [index, name] of few.names.entries()) {
      const took = await compare(index, few, many);
      const ratio = took.many / took.few;
      isWithin &&= ratio <= LIMIT;
      say(
        `${name.padEnd(44)} ${took.few.toFixed(2).padStart(8)} ms → ${took.many.toFixed(2).padStart(8)} ms   × ${ratio.toFixed(2)}`,
      );
    }
    say(isWithin ? `every ratio is within ${LIMIT}` : `NOT every ratio is within ${LIMIT}`);
    process.exitCode = isWithin ? 0 : 1;
  } finally {
    for (const scale of scales) {
      await scale.stop();
    }
    await connection.query(`SET GLOBAL innodb_buffer_pool_size = ${Number(before?.['size'])}`);
    await connection.end();
  }
}

void run().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
