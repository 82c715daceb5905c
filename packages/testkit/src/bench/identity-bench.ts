import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PASSPORT_HEADER, passportSignerFromFile, type Passport } from '@thidua/contracts/passport';
import { GraphClient } from '../graph-client';
import { signIn } from '../sign-in';
import { MeasuredProcess } from './measured-process';

/** The repository's folder, as seen from dist/bench. */
const ROOT = join(__dirname, '..', '..', '..', '..');
const ROUNDS = 10;
const REQUESTS_A_ROUND = 1500;
const CLIENTS = 10;
/** Share of a small query that identity may cost. */
const AIM = 0.1;
/** The seeded person who asks. */
const PERSON = 'ag-chair';
const QUERY = '{ viewer { id member { fullName } } }';

/** A gateway with the one service it asks. */
interface Side {
  readonly name: string;
  readonly gateway: MeasuredProcess;
  readonly membership: MeasuredProcess;
  /** Microseconds of both processes for each request, a figure a round. */
  readonly costs: { gateway: number; membership: number }[];
  /** Milliseconds of each request. */
  readonly latencies: number[];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function startSide(name: string, state: string, passportFile: string | null): Promise<Side> {
  const bench: Record<string, string> = passportFile === null ? {} : { THIDUA_BENCH_PASSPORT: passportFile };
  const preload = passportFile === null ? undefined : join(__dirname, 'without-identity.js');
  const membership = await MeasuredProcess.start({
    root: ROOT,
    folder: join('services', 'membership'),
    environmentFile: join(state, 'env', 'membership.env'),
    environment: { ...bench, THIDUA_BENCH_ROLE: 'service' },
    preload,
  });
  const gateway = await MeasuredProcess.start({
    root: ROOT,
    folder: 'gateway',
    environmentFile: join(state, 'env', 'gateway.env'),
    environment: { ...bench, THIDUA_BENCH_ROLE: 'gateway', MEMBERSHIP_URL: membership.url },
    preload,
  });
  return { name, gateway, membership, costs: [], latencies: [] };
}

/** What the gateway would say of the person: the same mandates, or the queries behind would not be the same. */
async function passportOf(subject: string, membership: MeasuredProcess, state: string): Promise<Passport> {
  const nobody = { mandates: [], mandatesAsOf: '', treeVersion: 0, requestId: 'bench' };
  const signer = await passportSignerFromFile(join(state, 'keys', 'gateway.private.jwk.json'));
  const asGateway: Passport = { kind: 'system', subject: 'gateway', rights: ['mandates:read'], ...nobody };
  const response = await fetch(`${membership.url}/internal/mandates`, {
    method: 'POST',
    headers: {
      [PASSPORT_HEADER]: await signer.sign(asGateway, 'membership', 5),
      'content-type': 'application/json',
    },
    body: JSON.stringify({ provider: 'embedded', subjects: [subject] }),
  });
  const { held, treeVersion } = (await response.json()) as {
    held: readonly ({ memberId: string; mandates: Passport['mandates'] } | null)[];
    treeVersion: number;
  };
  const [person] = held;
  if (!person) {
    throw new Error(`${subject} is linked to no member`);
  }
  return {
    ...nobody,
    kind: 'person',
    subject: person.memberId,
    mandates: person.mandates,
    treeVersion,
    rights: [],
    issuedAt: 0,
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
}

async function load(side: Side, client: GraphClient, requests: number): Promise<void> {
  let left = requests;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (left > 0) {
        left -= 1;
        const began = performance.now();
        await client.data(QUERY);
        side.latencies.push(performance.now() - began);
      }
    }),
  );
}

async function measure(side: Side, client: GraphClient): Promise<void> {
  const [gateway, membership] = [side.gateway.processorTime(), side.membership.processorTime()];
  await load(side, client, REQUESTS_A_ROUND);
  side.costs.push({
    gateway: (side.gateway.processorTime() - gateway) / REQUESTS_A_ROUND,
    membership: (side.membership.processorTime() - membership) / REQUESTS_A_ROUND,
  });
}

function report(side: Side): void {
  const gateway = median(side.costs.map((cost) => cost.gateway));
  const membership = median(side.costs.map((cost) => cost.membership));
  process.stdout.write(
    `  ${side.name.padEnd(18)} gateway ${gateway.toFixed(0).padStart(5)} µs   membership ${membership.toFixed(0).padStart(5)} µs   together ${(gateway + membership).toFixed(0).padStart(5)} µs   p50 ${median(side.latencies).toFixed(2)} ms\n`,
  );
}

/** What identity costs in each round, in microseconds, and as a share of the query with it. */
function differences(real: Side, bare: Side): { readonly microseconds: number; readonly share: number }[] {
  return real.costs.map((cost, round) => {
    const other = bare.costs[round] ?? cost;
    const whole = cost.gateway + cost.membership;
    const microseconds = whole - other.gateway - other.membership;
    return { microseconds, share: microseconds / whole };
  });
}

/**
 * `npm run bench:auth`: what identity costs a small query, as time on the processor of the gateway and the service, with
 * and without it, in turns in one run against the databases of the running system.
 */
async function main(): Promise<void> {
  const state = process.env['THIDUA_STATE'] ?? join(ROOT, '.thidua');
  const issuerUrl = process.env['THIDUA_ISSUER_URL'] ?? `http://localhost:${process.env['THIDUA_ISSUER_PORT'] ?? 4006}`;
  if (!existsSync(join(state, 'env', 'gateway.env'))) {
    throw new Error(`no system was ever started in ${state}: run npm start in another terminal first`);
  }
  const { token } = await signIn({ issuerUrl, subject: PERSON });
  const folder = mkdtempSync(join(tmpdir(), 'thidua-bench-'));
  const sides: Side[] = [];
  try {
    const real = await startSide('with identity', state, null);
    sides.push(real);
    const client = new GraphClient(real.gateway.url, token);
    const passportFile = join(folder, 'passport.json');
    writeFileSync(passportFile, JSON.stringify(await passportOf(PERSON, real.membership, state)));
    const bare = await startSide('without identity', state, passportFile);
    sides.push(bare);
    const clients = new Map([
      [real, client],
      [bare, new GraphClient(bare.gateway.url, token)],
    ]);
    process.stdout.write(
      `One small query, ${QUERY}, ${CLIENTS} clients, ${ROUNDS} rounds of ${REQUESTS_A_ROUND} on each side in turns:\n`,
    );
    for (const [side, sender] of clients) {
      await load(side, sender, REQUESTS_A_ROUND);
      side.latencies.length = 0;
    }
    for (let round = 0; round < ROUNDS; round += 1) {
      // Whoever comes second finds the processor warm: each side is second in half of the rounds.
      const inTurn = [...clients];
      for (const [side, sender] of round % 2 === 0 ? inTurn : inTurn.reverse()) {
        await measure(side, sender);
      }
    }
    report(real);
    report(bare);
    const rounds = differences(real, bare);
    const share = median(rounds.map((round) => round.share));
    const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
    const [least = 0, ...others] = rounds.map((round) => round.share).sort((one, other) => one - other);
    process.stdout.write(
      `\nIdentity costs ${median(rounds.map((round) => round.microseconds)).toFixed(0)} µs, ${percent(share)} of a small query (median of the rounds; from ${percent(least)} to ${percent(others.at(-1) ?? least)}); the aim is under ${percent(AIM)}: ${share < AIM ? 'reached' : 'missed'}.\n`,
    );
    process.exitCode = share < AIM ? 0 : 1;
  } finally {
    await Promise.all(sides.flatMap((side) => [side.gateway.stop(), side.membership.stop()]));
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
