import { randomBytes } from 'node:crypto';
import { once, subjectCommand } from './command';
import type { CommandSender } from './command-sender';
import type { SeededRandom } from './seeded-random';
import type { WorkInHand } from './work-in-hand';
import type { Approver, Workplace } from './workplace';

/** How often a province founds a union when it may, and how long it leaves the tree alone after that, in milliseconds. */
const FOUNDS = 0.3;
const BETWEEN = 1_500;
const FOUNDED_ON = '2020-01-01';

/** The union tree grows meanwhile: what the other services hear of it by the change feed meets the faults as well. */
export class TreeWork {
  private readonly mark = randomBytes(3).toString('hex').toUpperCase();
  private founded = 0;
  private foundedAt = 0;

  constructor(
    private readonly sender: CommandSender,
    private readonly workplace: Workplace,
    private readonly inHand: WorkInHand,
  ) {}

  /** Founds a grassroots union now and then. @returns whether it did. */
  async found({ person }: Approver, random: SeededRandom): Promise<boolean> {
    if (this.inHand.finishing || Date.now() < this.foundedAt + BETWEEN || !random.chance(FOUNDS)) {
      return false;
    }
    this.foundedAt = Date.now();
    this.founded += 1;
    const code = `CHAOS-${this.mark}-${this.founded}`;
    const input = {
      parentId: this.workplace.provinceId,
      code,
      name: `CĐCS minh họa ${code}`,
      level: 'GRASSROOTS_UNION',
      type: 'ENTERPRISE',
      sector: 'NON_STATE',
      foundedOn: FOUNDED_ON,
      demonstration: true,
    };
    const other = { name: `CĐCS minh họa ${code}, tên khác` };
    await this.sender.carryOut(
      person,
      subjectCommand('foundUnit', 'membership', null, input, once(`unit/${code}`), other),
      random,
    );
    return true;
  }
}
