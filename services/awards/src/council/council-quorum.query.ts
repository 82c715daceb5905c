import type { SqlRunner } from '@thidua/service-kit';
import type { Quorum } from './ballot-count.rules';
import { EVERY_BODY } from './council-quorum.entity';

/**
 * Which share of its members the council of a body needs on a day: the body’s own rule, else the one of every body.
 * @param day YYYY-MM-DD, Asia/Ho_Chi_Minh.
 * @throws when no rule is in force: the migration brings one, and none is ever taken away.
 */
export async function quorumOf(runner: SqlRunner, bodyUnitId: string, day: string): Promise<Quorum> {
  const [rule] = await runner.query<Quorum[]>(
    `SELECT numerator, denominator FROM council_quorum
      WHERE scope IN (?, ?) AND valid_from <= ? AND valid_until > ? ORDER BY scope = ? LIMIT 1`,
    [bodyUnitId, EVERY_BODY, day, day, EVERY_BODY],
  );
  if (!rule) {
    throw new Error(`no quorum is in force for the council of ${bodyUnitId} on ${day}`);
  }
  return { numerator: rule.numerator, denominator: rule.denominator };
}
