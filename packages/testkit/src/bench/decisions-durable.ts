import { loadFor, median, percentile, row, type LoadResult } from './decisions-figures';
import type { Seat } from './decisions-seat';
import type { DecisionSender } from './decisions-sender';
import { BareStatements } from './decisions-statements';
import { spentInWords, spentOn, together, type DecisionSystem, type ProcessorTimes } from './decisions-system';

const ROUNDS = 3;
const ROUND_MILLISECONDS = 4_000;
/** A side is warm when a round brings less than this much more than the one before; machines never settle wholly. */
const STILL_GAINING = 1.05;
const MOST_WARM_UPS = 8;
const WIDTHS = [30, 12, 12, 8, 14, 10, 10];

/** Claims the seat's task through the gateway, or gives it back. @returns the statements that the service sent. */
async function claimOrGiveBack(sender: DecisionSender, seat: Seat): Promise<number> {
  const { success, statements } = await sender.decide<{ task: { version: number } }>(
    seat.approver.token,
    seat.claimed ? 'unclaimEmulationTask' : 'claimEmulationTask',
    { taskId: seat.pledge.taskId, version: seat.version },
    'task { id version }',
    'ClaimEmulationTaskInput',
  );
  seat.version = success.task.version;
  seat.claimed = !seat.claimed;
  return statements;
}

/** One side of the comparison: what it did, and the processors' time before and after each round. */
class Side {
  readonly rounds: LoadResult[] = [];
  private readonly looks: [ProcessorTimes, ProcessorTimes][] = [];

  constructor(
    private readonly system: DecisionSystem,
    private readonly seats: readonly Seat[],
    private readonly act: (seat: Seat) => Promise<unknown>,
  ) {}

  async load(clients: number): Promise<void> {
    const before = this.system.processorTimes();
    const round = await loadFor(clients, ROUND_MILLISECONDS, async (client) => {
      const seat = this.seats[client];
      if (!seat) {
        throw new Error('there are more clients than pledges');
      }
      await this.act(seat);
    });
    this.looks.push([before, this.system.processorTimes()]);
    this.rounds.push(round);
  }

  /** Loads it until the compilers of all processes have done with what it runs. */
  async warmUp(clients: number): Promise<void> {
    let before = 0;
    for (let round = 0; round < MOST_WARM_UPS; round += 1) {
      await this.load(clients);
      const rate = this.rounds.at(-1)?.perSecond ?? 0;
      if (rate < before * STILL_GAINING) {
        return;
      }
      before = rate;
    }
  }

  get rate(): number {
    return median(this.rounds.map(({ perSecond }) => perSecond));
  }

  get spent(): ProcessorTimes {
    return spentOn(
      this.rounds.reduce((sum, { count }) => sum + count, 0),
      this.looks,
    );
  }
}

/**
 * Decisions that name no workflow beside their own statements by bare mysql2, in turns.
 * @returns for each number of approvers the share of the bare rate, the median of the rounds.
 */
export async function measureDurableAnswers(
  system: DecisionSystem,
  sender: DecisionSender,
  seats: readonly Seat[],
  concurrency: readonly number[],
  say: (line: string) => void,
): Promise<ReadonlyMap<number, number>> {
  const bare = new BareStatements(system.database);
  const decide = (seat: Seat): Promise<unknown> => claimOrGiveBack(sender, seat);
  const decideBare = async (seat: Seat): Promise<void> => {
    await bare.decide(seat.approver, seat.pledge, !seat.claimed);
    seat.version += 1;
    seat.claimed = !seat.claimed;
  };
  const shares = new Map<number, number>();
  try {
    await new Side(system, seats, decide).warmUp(seats.length);
    await new Side(system, seats, decideBare).warmUp(seats.length);
    say(
      row(
        ['until the durable answer', 'gateway /s', 'bare SQL /s', 'ratio', 'by processor', 'p50 ms', 'p95 ms'],
        WIDTHS,
      ),
    );
    for (const clients of concurrency) {
      const [real, yardstick] = [new Side(system, seats, decide), new Side(system, seats, decideBare)];
      for (let round = 0; round < ROUNDS; round += 1) {
        await real.load(clients);
        await yardstick.load(clients);
      }
      const share = median(
        real.rounds.map(({ perSecond }, index) => perSecond / (yardstick.rounds[index]?.perSecond ?? perSecond)),
      );
      shares.set(clients, share);
      const latencies = real.rounds.flatMap((round) => round.latencies);
      const percent = (value: number): string => `${(value * 100).toFixed(0)} %`;
      const figures = [real.rate.toFixed(0), yardstick.rate.toFixed(0), percent(share)];
      const byProcessor = percent(together(yardstick.spent) / together(real.spent));
      const times = [percentile(latencies, 0.5).toFixed(1), percentile(latencies, 0.95).toFixed(1)];
      say(row([`  ${clients} approvers`, ...figures, byProcessor, ...times], WIDTHS));
      say(`      a decision ${spentInWords(real.spent)}`);
      say(`      bare       ${spentInWords(yardstick.spent)}`);
    }
    const [first] = seats;
    const statements = first ? await claimOrGiveBack(sender, first) : 0;
    say(`  ${statements} round trips of the service to its database a decision, ${bare.roundTrips} bare`);
    return shares;
  } finally {
    await bare.close();
  }
}
