import { spawnSync } from 'node:child_process';
import { createHash, hash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CanonicalJson } from '../canonical-json';
import { EntryLine } from '../entry-line';
import { LineReader } from '../line-reader';
import { verifyExport } from '../verify-export';
import { writeLargeExport } from './large-export';
import { SigningKey } from './signing-key';

/**
 * `npm run bench:verify`: how fast an export is verified, beside `openssl dgst -sha256` over the same files in the same
 * run. -- --megabytes 512 --rounds 9 for more.
 */
const MEGABYTE = 1_000_000;
/** Entries of a subject, and bytes of one entry's line in the generated export. */
const ENTRIES = 8;
const ENTRY_BYTES = 1_080;
/** As the services cut their exports. */
const SEGMENT_BYTES = 16 * 1024 * 1024;

const PROGRAM = join(__dirname, '..', 'main.js');

interface Bench {
  readonly folder: string;
  readonly files: readonly string[];
  readonly bytes: number;
  readonly key: SigningKey;
}

function prepare(folder: string, megabytes: number): Bench {
  const key = new SigningKey('bench');
  const size = {
    subjects: Math.ceil((megabytes * MEGABYTE) / (ENTRIES * ENTRY_BYTES)),
    entriesPerSubject: ENTRIES,
    anchors: 1_008,
    segmentBytes: SEGMENT_BYTES,
  };
  writeLargeExport(folder, size, key);
  const files = readdirSync(folder).map((name) => join(folder, name));
  return { folder, files, bytes: files.reduce((sum, file) => sum + statSync(file).size, 0), key };
}

/** Seconds that a program takes, its start included. */
function secondsOf(command: string, words: readonly string[]): number {
  const began = process.hrtime.bigint();
  const { status, stderr, error } = spawnSync(command, words, { encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(`${command} ended with ${status}: ${error?.message ?? stderr}`);
  }
  return Number(process.hrtime.bigint() - began) / 1e9;
}

function verifySeconds({ folder, key }: Bench, threads: number): number {
  return secondsOf(process.execPath, [PROGRAM, folder, '--trusted-key', key.keyId, '--threads', String(threads)]);
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}

/** Microseconds that a part of the work takes for one entry, on the entries of the first segment. */
function microsecondsEach(lines: readonly Buffer[], work: (line: Buffer) => void): number {
  const once = (): number => {
    const began = process.hrtime.bigint();
    lines.forEach(work);
    return Number(process.hrtime.bigint() - began) / 1e3 / lines.length;
  };
  once();
  return median([once(), once(), once()]);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** CPU seconds of this process, which other processes on the machine do not change. */
async function cpuSecondsOf(work: () => Promise<unknown> | void): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function sayCpu(bench: Bench): Promise<void> {
  const verifying = (): Promise<unknown> => verifyExport(bench.folder, { trustedKeys: [bench.key.keyId], threads: 1 });
  const hashing = (): void => {
    for (const file of bench.files) {
      const reader = LineReader.open(file, true);
      while (reader?.next()) {
        // Only the digest counts.
      }
      reader?.close();
    }
  };
  await verifying();
  const [verifier, digest] = [await cpuSecondsOf(verifying), await cpuSecondsOf(hashing)];
  say('');
  say(`CPU: verifier ${verifier.toFixed(2)} s, reading and digesting the same files in Node ${digest.toFixed(2)} s`);
}

function sayWhatBoundsIt(bench: Bench): void {
  const content = readFileSync(join(bench.folder, 'entries-000001.jsonl'));
  const lines: Buffer[] = [];
  for (let start = 0; start < content.length; ) {
    const end = content.indexOf(0x0a, start);
    lines.push(content.subarray(start, end));
    start = end + 1;
  }
  const canonical = new CanonicalJson();
  const file = createHash('sha256');
  const entry = new EntryLine();
  const digestOfFile = microsecondsEach(lines, (line) => void file.update(line));
  const digestOfEntry = microsecondsEach(lines, (line) => void hash('sha256', line, 'hex'));
  const walk = microsecondsEach(lines, (line) => void canonical.over(line, line.length).skipValue(0, 0));
  const whole = microsecondsEach(lines, (line) => void entry.read(line, 0, line.length)) + digestOfFile;
  say('');
  say(`CPU for one entry of ${Math.round(content.length / lines.length)} bytes, each part alone:`);
  say(`  digest of the file           ${digestOfFile.toFixed(2)} µs`);
  say(`  digest of the entry          ${digestOfEntry.toFixed(2)} µs`);
  say(`  canonical form, byte by byte ${walk.toFixed(2)} µs`);
  say(`  all of it, its layout known  ${whole.toFixed(2)} µs`);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { megabytes: { type: 'string', default: '256' }, rounds: { type: 'string', default: '5' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'audit-bench-'));
  try {
    const bench = prepare(folder, Number(values.megabytes));
    const threads = availableParallelism();
    const runs: Readonly<Record<string, () => number>> = {
      'openssl dgst -sha256': () => secondsOf('openssl', ['dgst', '-sha256', ...bench.files]),
      'verifier, 1 thread': () => verifySeconds(bench, 1),
      [`verifier, ${threads} threads`]: () => verifySeconds(bench, threads),
    };
    const seconds = new Map<string, number[]>();
    // One after the other in every round, so that what else the machine does meets all of them.
    for (let round = 0; round <= Number(values.rounds); round += 1) {
      for (const [name, run] of Object.entries(runs)) {
        const taken = run();
        if (round > 0) {
          seconds.set(name, [...(seconds.get(name) ?? []), taken]);
        }
      }
    }
    const rate = (name: string): number => bench.bytes / MEGABYTE / median(seconds.get(name) ?? []);
    const reference = rate('openssl dgst -sha256');
    say(`${(bench.bytes / MEGABYTE).toFixed(0)} MB in ${bench.files.length} files, median of ${values.rounds} rounds`);
    for (const name of Object.keys(runs)) {
      const share = ((rate(name) / reference) * 100).toFixed(0);
      say(`  ${name.padEnd(24)} ${rate(name).toFixed(0).padStart(6)} MB/s  ${share.padStart(4)} %`);
    }
    await sayCpu(bench);
    sayWhatBoundsIt(bench);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

void main();
