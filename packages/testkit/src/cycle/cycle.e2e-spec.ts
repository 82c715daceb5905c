import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CycleLog } from './cycle-log';
import { runCycle } from './cycle-run';
import { PersistentClient } from './persistent-client';

const url = process.env['THIDUA_URL'] ?? '';
const issuerUrl = process.env['THIDUA_ISSUER_URL'] ?? '';
const stateFolder = process.env['THIDUA_STATE'] ?? '';
const STEPS = 50;

type NodeProcess = 'membership' | 'finance' | 'emulation' | 'awards' | 'workflows' | 'gateway' | 'issuer';

/** One process to end while a step is under way. */
interface Kill {
  readonly process: NodeProcess;
  /** Begins the title of the step. */
  readonly during: string;
  /** Milliseconds after the step began, so that a request is on its way; or seconds counted from the opening. */
  readonly after: { readonly milliseconds: number } | { readonly secondsFromOpening: number };
}

const pids = (): Record<string, number> => JSON.parse(readFileSync(join(stateFolder, 'pids.json'), 'utf8'));

/** Waits until every part of the system answers. */
async function everyPartAnswers(): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    const status = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(5000) })
      .then((response) => response.status)
      .catch(() => 0);
    if (status === 200) {
      return;
    }
    if (Date.now() > until) {
      throw new Error(`the system is not ready (${status})`);
    }
    await wait(50);
  }
}

/** Runs the cycle; each kill waits until the one before it is healed, so that no two processes are away at once. */
async function runWhileKilling(
  pledgeDeadlineSeconds: number,
  kills: readonly Kill[],
): Promise<{ log: CycleLog; killed: NodeProcess[] }> {
  const killed: NodeProcess[] = [];
  let openedAt = 0;
  let last = everyPartAnswers();
  const carryOut = async ({ process: name, after }: Kill, begun: number, healed: Promise<void>): Promise<void> => {
    const at =
      'milliseconds' in after ? begun + after.milliseconds : openedAt + Math.round(after.secondsFromOpening * 1000);
    await healed;
    await wait(Math.max(0, at - Date.now()));
    const before = pids()[name] ?? 0;
    process.kill(before, 'SIGKILL');
    killed.push(name);
    while ((pids()[name] ?? before) === before) {
      await wait(20);
    }
    await everyPartAnswers();
  };
  const log = await runCycle({
    url,
    issuerUrl,
    year: 2020,
    pledgeDeadlineSeconds,
    print: () => {},
    onStep: (_number, title) => {
      if (title.startsWith('The province opens its annual cycle')) {
        openedAt = Date.now();
      }
      for (const kill of kills.filter(({ during }) => title.startsWith(during))) {
        last = carryOut(kill, Date.now(), last);
        // It is awaited at the end; until then it must not count as unhandled.
        last.catch(() => {});
      }
    },
  });
  await last;
  return { log, killed };
}

describe('the annual cycle of An Giang', () => {
  beforeEach(everyPartAnswers);

  it.each([1, 2])('runs as expected, time %d', async () => {
    const repeats = PersistentClient.repeats;
    const { log } = await runWhileKilling(10, []);
    expect(log.differing).toEqual([]);
    expect(log.steps).toHaveLength(STEPS);
    expect(PersistentClient.repeats).toBe(repeats);
  });

  it.each<{ order: string; deadline: number; kills: readonly Kill[] }>([
    {
      order: 'membership, issuer, workflows, emulation, workflows at the deadline',
      deadline: 25,
      kills: [
        { process: 'membership', during: 'Members are admitted', after: { milliseconds: 150 } },
        // The chairs of clusters 1 and 2 are about to sign in for the first time.
        { process: 'issuer', during: 'Union fund: budgets', after: { milliseconds: 30 } },
        { process: 'workflows', during: 'It adds a joint activity', after: { milliseconds: 20 } },
        { process: 'emulation', during: 'LĐLĐ Tp. Long Xuyên (minh họa) signs', after: { milliseconds: 10 } },
        // The deadline fires while nobody is there to act on it.
        { process: 'workflows', during: 'At the deadline', after: { secondsFromOpening: 24.8 } },
      ],
    },
    {
      order: 'finance, gateway, finance at the review, awards',
      deadline: 20,
      kills: [
        { process: 'finance', during: 'Union fund: budgets', after: { milliseconds: 60 } },
        { process: 'gateway', during: 'LĐLĐ Tp. Châu Đốc (minh họa) signs', after: { milliseconds: 10 } },
        // The actuals are being collected.
        { process: 'finance', during: 'Review of block 1:', after: { secondsFromOpening: 22 } },
        { process: 'awards', during: 'The province passes the appraisal', after: { milliseconds: 15 } },
      ],
    },
  ])('is delayed and not broken when processes are killed: $order', async ({ deadline, kills }) => {
    const { log, killed } = await runWhileKilling(deadline, kills);
    expect(killed).toEqual(kills.map((kill) => kill.process));
    expect(log.differing).toEqual([]);
    expect(log.steps).toHaveLength(STEPS);
  });
});
