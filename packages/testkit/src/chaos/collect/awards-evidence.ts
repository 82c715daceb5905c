import type { RowDataPacket } from 'mysql2/promise';
import type { AwardsEvidence } from '../check/evidence';
import { openReadOnly } from './database-evidence';

/** The symbol of every decision of the run. */
const SYMBOL = 'QĐ-LĐLĐ';

async function rowsOf(
  databaseUrl: string,
  service: string,
  statements: readonly string[],
  provinceId: string,
): Promise<RowDataPacket[][]> {
  const connection = await openReadOnly(databaseUrl, service);
  try {
    const found: RowDataPacket[][] = [];
    for (const sql of statements) {
      const [rows] = await connection.query<RowDataPacket[]>(
        sql.replaceAll(':province', connection.escape(provinceId)),
      );
      found.push(rows);
    }
    return found;
  } finally {
    await connection.end();
  }
}

/**
 * Decisions with their lists, their money at finance, and ballots, as the databases have them.
 * @param provinceId the approvers' province: elsewhere numbers are raised by hand, and ballots left open.
 */
export async function collectAwards(databaseUrl: string, provinceId: string): Promise<AwardsEvidence> {
  const [decisions = [], items = [], counters = [], ballots = []] = await rowsOf(
    databaseUrl,
    'awards',
    [
      `SELECT id AS decisionId, body_unit_id AS bodyUnitId, state, year, number, payout_state AS payoutState FROM award_decision`,
      `SELECT i.decision_id AS decisionId, i.nomination_id AS nominationId, i.state,
            EXISTS (SELECT 1 FROM award_multiple m
                     WHERE m.award_type_id = n.award_type_id AND m.valid_from <= d.decided_on AND m.valid_until > d.decided_on
                       AND m.recipients IN ('BOTH', IF(n.nominee_unit_id IS NULL, 'INDIVIDUAL', 'COLLECTIVE'))) AS carriesMoney
       FROM award_decision_item i JOIN award_decision d ON d.id = i.decision_id
            JOIN nomination n ON n.id = i.nomination_id`,
      `SELECT body_unit_id AS bodyUnitId, year, last_ordinal AS last, '${SYMBOL}' AS symbol FROM award_decision_counter
      WHERE body_unit_id = :province`,
      `SELECT i.session_id AS sessionId, i.nomination_id AS nominationId, s.body_unit_id <> :province AS isElsewhere, s.state, i.outcome, i.yes, i.no,
            i.abstain + i.invalid AS other,
            (SELECT COUNT(*) FROM ballot b WHERE b.session_id = i.session_id AND b.nomination_id = i.nomination_id) AS votes,
            (SELECT COUNT(DISTINCT member_id) FROM ballot b
              WHERE b.session_id = i.session_id AND b.nomination_id = i.nomination_id) AS voters
       FROM ballot_item i JOIN ballot_session s ON s.id = i.session_id WHERE s.state <> 'VOIDED'`,
    ],
    provinceId,
  );
  const [payments = [], entries = []] = await rowsOf(
    databaseUrl,
    'finance',
    [
      'SELECT id, decision_id AS decisionId, nomination_id AS nominationId, state, amount FROM award_payment',
      'SELECT payment_id AS paymentId, amount FROM award_ledger_entry',
    ],
    provinceId,
  );
  const entered = Map.groupBy(entries, (row) => String(row['paymentId']));
  return {
    decisions: decisions as unknown as AwardsEvidence['decisions'],
    items: items as unknown as AwardsEvidence['items'],
    counters: counters as unknown as AwardsEvidence['counters'],
    ballots: ballots.map(({ isElsewhere, ...row }) => ({
      ...row,
      elsewhere: isElsewhere === 1,
    })) as unknown as AwardsEvidence['ballots'],
    payments: payments.map((row) => ({
      decisionId: row['decisionId'],
      nominationId: row['nominationId'],
      state: row['state'],
      amount: row['amount'] === null ? null : Number(row['amount']),
      entered: (entered.get(String(row['id'])) ?? []).map((entry) => Number(entry['amount'])),
    })),
  };
}
