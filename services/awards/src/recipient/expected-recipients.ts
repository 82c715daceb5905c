import type { SqlRunner } from '@thidua/service-kit';
import { RecipientKind } from './award-recipient.entity';

/** Who is nominated or honoured: exactly one of the two. */
export interface Honoured {
  readonly memberId: string | null;
  readonly unitId: string | null;
}

/** Notes in the caller's transaction that somebody's name will be wanted; it is read afterwards. */
export async function expectRecipient(runner: SqlRunner, { memberId, unitId }: Honoured): Promise<void> {
  await runner.query('INSERT IGNORE INTO award_recipient (recipient_id, kind) VALUES (?, ?)', [
    memberId ?? unitId,
    memberId ? RecipientKind.Person : RecipientKind.Collective,
  ]);
}

const SOURCES = [
  ['nomination', 'nominee_member_id', RecipientKind.Person],
  ['nomination', 'nominee_unit_id', RecipientKind.Collective],
  ['received_award', 'recipient_member_id', RecipientKind.Person],
  ['received_award', 'recipient_unit_id', RecipientKind.Collective],
] as const;

/**
 * Notes everybody whom nobody noted: rows that were imported or restored past the commands. It reads whole indexes, so
 * it is for the start of a process and then rarely.
 */
export async function expectEverybody(runner: SqlRunner): Promise<void> {
  for (const [table, column, kind] of SOURCES) {
    await runner.query(
      `INSERT IGNORE INTO award_recipient (recipient_id, kind)
       SELECT DISTINCT t.${column}, ? FROM ${table} t
         LEFT JOIN award_recipient r ON r.recipient_id = t.${column}
        WHERE t.${column} IS NOT NULL AND r.recipient_id IS NULL`,
      [kind],
    );
  }
}
