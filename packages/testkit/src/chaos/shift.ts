import { setTimeout as wait } from 'node:timers/promises';
import type { AwardDecisionWork } from './award-decision-work';
import type { BallotWork } from './ballot-work';
import type { NominationWork } from './nomination-work';
import type { PledgeWork } from './pledge-work';
import type { SeededRandom } from './seeded-random';
import type { TreeWork } from './tree-work';
import type { Approver } from './workplace';

const THINKS = { least: 20, most: 160 };
const LOOKS_AGAIN_AFTER = 250;
/** After so many looks in a row at which nobody had anything to do, all is done. */
const IDLE_LOOKS = 6;

/** Everybody at work, each at one thing after the other, until told to finish and there is nothing left. */
export class Shift {
  private readonly idleLooks = new Map<Approver, number>();
  private over = false;
  /** What kept people from seeing what waits, and how often: reading is not retried, they look again. */
  readonly mishaps = new Map<string, number>();

  constructor(
    private readonly approvers: readonly Approver[],
    private readonly nominations: NominationWork,
    private readonly pledges: PledgeWork,
    private readonly tree: TreeWork,
    private readonly decisions: AwardDecisionWork,
    private readonly ballots: BallotWork,
    private readonly random: SeededRandom,
  ) {}

  /** Works until `end` is called. */
  async work(): Promise<void> {
    await Promise.all(
      this.approvers.map((approver, index) => this.day(approver, this.random.fork(`approver ${index}`))),
    );
  }

  /** Whether nobody has found anything to do for a while. */
  get idle(): boolean {
    return this.approvers.every((approver) => (this.idleLooks.get(approver) ?? 0) >= IDLE_LOOKS);
  }

  /** Lets everybody end what they are at. */
  end(): void {
    this.over = true;
  }

  private async day(approver: Approver, random: SeededRandom): Promise<void> {
    while (!this.over) {
      const busy = await this.doSomething(approver, random).catch((error: unknown) => {
        const name = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
        this.mishaps.set(name, (this.mishaps.get(name) ?? 0) + 1);
        return true;
      });
      this.idleLooks.set(approver, busy ? 0 : (this.idleLooks.get(approver) ?? 0) + 1);
      await wait(busy ? random.between(THINKS.least, THINKS.most) : LOOKS_AGAIN_AFTER);
    }
  }

  /** @returns whether there was anything to do. @throws while the system does not say. */
  private async doSomething(approver: Approver, random: SeededRandom): Promise<boolean> {
    if (approver.role === 'VOTER') {
      return this.ballots.vote(approver, random);
    }
    const looks = [
      () => this.pledges.actOnInbox(approver, random),
      () => this.nominations.actOnInbox(approver, random),
      ...(approver.role === 'DECIDER'
        ? [
            () => this.pledges.openCycle(approver, random),
            () => this.tree.found(approver, random),
            () => this.decisions.act(approver, random),
          ]
        : []),
      ...(approver.role === 'SECRETARY' ? [() => this.ballots.keepMinutes(approver, random)] : []),
      ...(approver.role === 'UNIT_LEADER' ? [() => this.nominations.nominate(approver, random)] : []),
    ];
    for (const look of random.shuffled(looks)) {
      if (await look()) {
        return true;
      }
    }
    return false;
  }
}
