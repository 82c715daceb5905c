import type { SeededRandom } from './seeded-random';

/**
 * What is done to a process. KILL: SIGKILL, and the supervisor starts another. PAUSE: SIGSTOP, and SIGCONT later, so
 * that a stalled process wakes and goes on where it was. BACKLOG: the engine is stopped for so long that decisions
 * pile up in the outboxes.
 */
export type FaultKind = 'KILL' | 'PAUSE' | 'BACKLOG';

/** The replicas of one part of the system, or its only process. */
export interface ProcessGroup {
  /** For example `awards`. */
  readonly name: string;
  /** For example `awards-1` and `awards-2`. */
  readonly processes: readonly string[];
}

/** One fault of the plan. */
export interface Fault {
  readonly kind: FaultKind;
  /** The part that it meets. */
  readonly group: string;
  readonly process: string;
  /** Milliseconds from the beginning of the run. */
  readonly at: number;
  /** How long a process stays stopped, in milliseconds; 0 for a kill. */
  readonly duration: number;
}

/** The engine: what a backlog stops. */
const ENGINE = 'temporal';
/** How long the database stays stopped at the most: without it nobody can do anything. */
const DATABASE = 'mariadb';
const LONGEST_DATABASE_PAUSE = 8_000;
const PAUSE = { least: 5_000, most: 20_000 };
const BACKLOG = { least: 15_000, most: 25_000 };
const BETWEEN = { least: 2_500, most: 6_000 };
/** A process needs so long to be back: until then it counts as away. */
const RECOVERY = 6_000;
const MOST_AT_ONCE = 2;
/** So many of a round's pauses come after all of its kills. */
const LEFT_FOR_THE_END = 7;
/** What is only moved, when it would meet another fault badly. */
const STEP = 500;

type Card = Pick<Fault, 'kind' | 'group'>;

/** The faults under which a broken decision path shows soonest: for runs that are to find one. */
export const TELLING_FAULTS: readonly Card[] = [
  { kind: 'KILL', group: 'awards' },
  { kind: 'KILL', group: 'emulation' },
  { kind: 'KILL', group: 'awards' },
  { kind: 'KILL', group: 'emulation' },
  { kind: 'PAUSE', group: ENGINE },
];

/** Every fault there is, once: a round of the plan. */
export function everyFault(groups: readonly ProcessGroup[]): Card[] {
  return [
    ...groups.map(({ name }): Card => ({ kind: 'KILL', group: name })),
    ...groups.map(({ name }): Card => ({ kind: 'PAUSE', group: name })),
    { kind: 'BACKLOG', group: ENGINE },
  ];
}

function durationOf({ kind, group }: Card, random: SeededRandom): number {
  switch (kind) {
    case 'KILL':
      return 0;
    case 'PAUSE':
      return random.between(PAUSE.least, group === DATABASE ? LONGEST_DATABASE_PAUSE : PAUSE.most);
    default:
      return random.between(BACKLOG.least, BACKLOG.most);
  }
}

const endOf = ({ at, duration }: Fault): number => at + duration + RECOVERY;

/** Whether two faults at once would leave nobody who could answer. */
function together(groups: readonly ProcessGroup[], a: Fault, b: Fault): boolean {
  const only = (name: string): boolean => groups.some((group) => group.name === name && group.processes.length === 1);
  return a.group === b.group || (only(a.group) && only(b.group));
}

/** Leaves the end of a round to the long faults: a short run, which is cut off there, has killed everything once. */
function killsBeforeLast(round: readonly Card[]): Card[] {
  const long = round.filter(({ kind }) => kind !== 'KILL').slice(-LEFT_FOR_THE_END);
  return [...round.filter((card) => !long.includes(card)), ...long];
}

/**
 * Plans the faults of a run: round after round, each in another order, never so that all replicas of a part, or two
 * parts of which there is one each, are away at once.
 * @param until milliseconds after which nothing begins any more.
 * @param round the faults of one round.
 */
export function planFaults(
  random: SeededRandom,
  groups: readonly ProcessGroup[],
  until: number,
  round: readonly Card[],
): Fault[] {
  const plan: Fault[] = [];
  let at = 0;
  for (;;) {
    for (const card of killsBeforeLast(random.shuffled(round))) {
      at += random.between(BETWEEN.least, BETWEEN.most);
      const { processes = [] } = groups.find(({ name }) => name === card.group) ?? {};
      const fault = { ...card, process: random.pick(processes), duration: durationOf(card, random) };
      const away = (): Fault[] => plan.filter((other) => endOf(other) > at);
      while (away().length >= MOST_AT_ONCE || away().some((other) => together(groups, { ...fault, at }, other))) {
        at += STEP;
      }
      if (at > until) {
        return plan;
      }
      plan.push({ ...fault, at });
    }
  }
}
