import { createPool } from 'mysql2/promise';
import { loadFor, percentile, row } from './decisions-figures';
import type { Seat } from './decisions-seat';
import type { DecisionSender } from './decisions-sender';
import { spentInWords, spentOn, together, type DecisionSystem } from './decisions-system';
import { BareUpdates } from './decisions-update';

const BARE_MILLISECONDS = 4_000;
/** Shares of the seats that only let the compilers see what will be measured. */
const WARM_UPS = 2;
const WIDTHS = [30, 12, 12, 12, 12, 12];
const DRAFT = {
  content: 'Các đơn vị cam kết hoàn thành chỉ tiêu (minh họa).',
  jointActivities: ['Hội thao (minh họa)'],
};
/** More updates than a measurement sends: the yardstick's workflows end when they are told to. */
const WITHOUT_END = 1_000_000;

/** How decisions that name a workflow were answered. */
interface Answers {
  /** Milliseconds until the answer said that the next task is open. */
  readonly done: number[];
  /** How many were left to the relay. */
  accepted: number;
}

/** A pledge's decisions that name its workflow, one after the other: opened for signature, then signed. */
async function openAndSign(sender: DecisionSender, { approver, pledge }: Seat, answers: Answers): Promise<void> {
  const drafted = await sender.decide<{ pledge: { version: number } }>(
    approver.token,
    'draftPledge',
    { pledgeId: pledge.id, version: 1, ...DRAFT },
    'pledge { id version }',
  );
  const timed = async (field: string, input: object): Promise<void> => {
    const began = performance.now();
    const { success } = await sender.decide<{ routing: string }>(approver.token, field, input, 'routing pledge { id }');
    if (success.routing === 'DONE') {
      answers.done.push(performance.now() - began);
    } else {
      answers.accepted += 1;
    }
  };
  await timed('openPledgeForSignature', { pledgeId: pledge.id, version: drafted.success.pledge.version });
  await timed('signPledge', { pledgeId: pledge.id, unitId: approver.unitId });
}

/** All of them, so many at a time. */
async function openAndSignAll(sender: DecisionSender, seats: readonly Seat[], clients: number): Promise<Answers> {
  const left = [...seats];
  const answers: Answers = { done: [], accepted: 0 };
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let seat = left.shift(); seat; seat = left.shift()) {
        await openAndSign(sender, seat, answers);
      }
    }),
  );
  return answers;
}

/** How many decisions wait in the outbox. */
async function waitingIn({ database: { url, socketPath } }: DecisionSystem): Promise<number> {
  const pool = createPool({ uri: url, ...(socketPath ? { socketPath } : {}), connectionLimit: 1 });
  try {
    const [rows] = await pool.query('SELECT COUNT(*) AS waiting FROM outbox WHERE done_at IS NULL');
    return Number((rows as { waiting: number }[])[0]?.waiting);
  } finally {
    await pool.end();
  }
}

async function loadBare(updates: BareUpdates, clients: number): Promise<readonly number[]> {
  const workflows = await updates.open(clients, WITHOUT_END);
  const update = async (client: number): Promise<void> => {
    const workflow = workflows[client];
    if (workflow) {
      await updates.update(workflow, client);
    }
  };
  await loadFor(clients, BARE_MILLISECONDS / 4, update);
  const { latencies } = await loadFor(clients, BARE_MILLISECONDS, update);
  await Promise.all(workflows.map((workflow) => workflow.terminate()));
  return latencies;
}

/**
 * From the mutation until its answer says that the next task is open, beside bare updates of Temporal, in turns.
 * @param seats pledges that wait to be drafted; each is used once.
 * @returns whether the median is sooner at every number of approvers.
 */
export async function measureNextTask(
  system: DecisionSystem,
  sender: DecisionSender,
  seats: readonly Seat[],
  concurrency: readonly number[],
  say: (line: string) => void,
): Promise<boolean> {
  const updates = await BareUpdates.start(system.engine.address, system.engine.namespace);
  let sooner = true;
  try {
    say(row(['until the next task is visible', 'p50 ms', 'p95 ms', 'bare p50', 'bare p95', 'decisions/s'], WIDTHS));
    const left = [...seats];
    const share = Math.floor(seats.length / (concurrency.length + WARM_UPS));
    await openAndSignAll(sender, left.splice(0, share * WARM_UPS), Math.max(...concurrency));
    for (const clients of concurrency) {
      const turn = left.splice(0, share);
      const count = turn.length * 2;
      const before = system.processorTimes();
      const began = performance.now();
      const answers = await openAndSignAll(sender, turn, clients);
      const perSecond = (count * 1000) / (performance.now() - began);
      const spent = spentOn(count, [[before, system.processorTimes()]]);
      const waiting = await waitingIn(system);
      const bare = await loadBare(updates, clients);
      sooner &&= percentile(answers.done, 0.5) < percentile(bare, 0.5);
      const figures = [answers.done, bare].flatMap((times) => [percentile(times, 0.5), percentile(times, 0.95)]);
      say(row([`  ${clients} approvers`, ...[...figures, perSecond].map((figure) => figure.toFixed(1))], WIDTHS));
      say(`      ${answers.accepted} of ${count} left to the relay, ${waiting} waiting in the outbox afterwards`);
      const busy = ((together(spent) * perSecond) / 1_000_000).toFixed(1);
      say(`      a decision ${spentInWords(spent)}; ${busy} processors busy`);
    }
    return sooner;
  } finally {
    await updates.stop();
  }
}
