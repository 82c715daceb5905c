import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { RunningSystem } from '../scene';
import { signIn } from '../sign-in';
import { measureDurableAnswers } from './decisions-durable';
import { measureNextTask } from './decisions-next-task';
import { prepareScene } from './decisions-scene';
import type { Seat } from './decisions-seat';
import { DecisionSender } from './decisions-sender';
import { DecisionSystem } from './decisions-system';

/** The repository's folder, as seen from dist/bench. */
const ROOT = join(__dirname, '..', '..', '..', '..');
const CONCURRENCY = [1, 10, 50] as const;
const APPROVERS = 50;
/** Two pledges a person and year: one for the durable answers, two to warm up, three to be measured. */
const YEARS = 3;
/** Share of the bare statements' rate that is aimed at, at 10 and 50 approvers. */
const AIM = 0.5;

const say = (line = ''): boolean => process.stdout.write(`${line}\n`);
const load = (): string => `load of the machine ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`;

/** Everybody's first pledge, then everybody's second, and so on: neighbours are different people's. */
async function seatsOf(system: RunningSystem, issuerUrl: string): Promise<readonly Seat[]> {
  const tokenOf = async (subject: string): Promise<string> => (await signIn({ issuerUrl, subject })).token;
  const approvers = await prepareScene(system, APPROVERS, YEARS, tokenOf);
  const places = Math.max(...approvers.map(({ pledges }) => pledges.length));
  return Array.from({ length: places }, (_, place) => place).flatMap((place) =>
    approvers.flatMap((approver): Seat[] => {
      const pledge = approver.pledges[place];
      return pledge ? [{ approver, pledge, version: pledge.taskVersion, claimed: false }] : [];
    }),
  );
}

/**
 * `npm run bench:decisions`: decisions through the gateway by people who signed in, beside the same statements by bare
 * mysql2 and beside Temporal's bare update, in turns in one run against the servers of the running system.
 */
async function main(): Promise<void> {
  const state = process.env['THIDUA_STATE'] ?? join(ROOT, '.thidua');
  const issuerUrl = process.env['THIDUA_ISSUER_URL'] ?? `http://localhost:${process.env['THIDUA_ISSUER_PORT'] ?? 4006}`;
  const system = await DecisionSystem.start(ROOT, state);
  const sender = new DecisionSender(system.gateway.url);
  try {
    say(`Preparing ${APPROVERS} approvers with their pledges; ${load()}.`);
    const seats = await seatsOf(new RunningSystem(system.gateway.url, issuerUrl), issuerUrl);
    const shares = await measureDurableAnswers(system, sender, seats.slice(0, APPROVERS), CONCURRENCY, say);
    const sooner = await measureNextTask(system, sender, seats.slice(APPROVERS), CONCURRENCY, say);
    const reached = CONCURRENCY.every((clients) => clients === 1 || (shares.get(clients) ?? 0) >= AIM);
    say();
    say(`At least ${AIM * 100} % of the bare statements at 10 and 50 approvers: ${reached ? 'reached' : 'missed'}.`);
    say(`The next task is visible sooner than a bare update returns: ${sooner ? 'reached' : 'missed'}.`);
    say(`At the end ${load()}.`);
    process.exitCode = reached && sooner ? 0 : 1;
  } finally {
    sender.close();
    await system.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
