import type { SqlRunner } from '@thidua/service-kit';
import type { Quorum } from './ballot-count.rules';

/**
 * Which share of its members the council of a body needs on a day: the body’s own rule, else the one of every body.
 * @param day YYYY-MM-DD, Asia/Ho_Chi_Minh.
 * @throws when no rule is in force: the migration brings one, and none is ever taken away.
 */
export async function quorumOf(runner: SqlRunner, bodyUnitId: string, day: string): Promise<Quorum> {
  const [rule] = await runner.query<Quorum[]>(
    `SELECT numerator, denominator FROM council_quorum
      WHERE (body_unit_id = ? OR body_unit_id IS NULL) AND valid_from <= ? AND valid_until > ?
      ORDER BY body_unit_id IS NULL, valid_from DESC LIMIT 1`,
    [bodyUnitId, day, day],
  );
  if (!rule) {
    throw new Error(`no quorum is in force for the council of ${bodyUnitId} on ${day}`);
  }
  return { numerator: rule.numerator, denominator: rule.denominator };
}
