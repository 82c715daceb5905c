import { SubjectKind } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import { type Command, type DecisionTransaction, refuse } from '@thidua/service-kit';
import { AwardDecision } from './award-decision.entity';
import { nextOrdinal, numberText } from './award-decision.rules';

/** Name of the rule row that everybody locks who gives a number of the body and the year (decision-path.md rule 2). */
export function numberLock(bodyUnitId: string, year: number): string {
  return `award-decision-number:${bodyUnitId}:${year}`;
}

/** A body's register of numbers: the subject of the command that states numbers given elsewhere. */
export function numbersOf(bodyUnitId: string): Command<unknown>['subject'] {
  return {
    kind: SubjectKind.DecisionNumbers,
    id: derivedId('award-decision-numbers', bodyUnitId),
    isNew: 'IF_MISSING',
  };
}

/** A body's numbers of a year; the rule row is locked, so nobody else looks at them at the same instant. */
export class DecisionNumbers {
  constructor(
    private readonly transaction: DecisionTransaction,
    private readonly bodyUnitId: string,
    private readonly year: number,
  ) {}

  /**
   * The next number, without a gap: the counter goes on with this transaction or not at all, and numbers that were
   * written by hand are passed over.
   */
  async next(symbol: string): Promise<string> {
    const last = await this.lastGiven();
    const ordinal = await nextOrdinal(last, symbol, (number) => this.isTaken(number));
    await this.setLast(ordinal);
    return numberText(ordinal, symbol);
  }

  /** Takes a number that was written by hand. @throws Refusal when another decision of the body and year holds it. */
  async take(number: string, field: string): Promise<string> {
    if (await this.isTaken(number)) {
      throw refuse(
        'DECISION_NUMBER_TAKEN',
        `Số ${number} đã được dùng cho một quyết định khác năm ${this.year}.`,
        `The number ${number} already belongs to another decision of ${this.year}.`,
        field,
      );
    }
    return number;
  }

  /** The last number of the counter; 0 before the first. */
  async lastGiven(): Promise<number> {
    const [row] = await this.transaction.query<{ last_ordinal: number }[]>(
      'SELECT last_ordinal FROM award_decision_counter WHERE body_unit_id = ? AND year = ?',
      [this.bodyUnitId, this.year],
    );
    return row?.last_ordinal ?? 0;
  }

  /** Moves the counter on; it never goes back. */
  async setLast(ordinal: number): Promise<void> {
    await this.transaction.query(
      `INSERT INTO award_decision_counter (body_unit_id, year, last_ordinal) VALUES (?, ?, ?)
         ON DUPLICATE KEY UPDATE last_ordinal = GREATEST(last_ordinal, ?)`,
      [this.bodyUnitId, this.year, ordinal, ordinal],
    );
  }

  private isTaken(number: string): Promise<boolean> {
    return this.transaction.manager.existsBy(AwardDecision, {
      bodyUnitId: this.bodyUnitId,
      year: this.year,
      number,
    });
  }
}
