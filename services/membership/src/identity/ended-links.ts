import type { Permission, UnitInScope } from '@thidua/contracts';
import type { DecisionTransaction } from '@thidua/service-kit';
import type { SecurityLog } from '../security/security-log';
import { accountDigest } from './account-digest';

/** What linking somebody and appointing them wait for, so that the later one sees what the earlier one did. */
export function linksOf(memberId: string): string {
  return `identity-links:${memberId}`;
}

/** A link that was ended: of which issuer, to which account, by its digest. */
export interface EndedLink {
  readonly provider: string;
  readonly account: string;
}

/**
 * Ends the links of a member that a unit made which is not above the one in which they get an office: whoever made them
 * would hold the key to the office of a superior. The root's stand, above which there is none. Runs under `linksOf`.
 * @param permission the one by which they are appointed, for the log.
 */
export async function endLinksFromBelow(
  transaction: DecisionTransaction,
  log: SecurityLog,
  memberId: string,
  unit: UnitInScope,
  permission: Permission,
): Promise<EndedLink[]> {
  const { today } = transaction;
  const links = await transaction.query<{ provider: string; subject: string }[]>(
    `SELECT link.provider, link.subject FROM identity_link link
      WHERE link.member_id = ? AND NOT EXISTS (
        SELECT 1 FROM union_unit_version made
         WHERE made.unit_id = link.unit_id AND made.valid_from <= ? AND made.valid_until > ?
           AND (made.parent_id IS NULL OR (made.unit_id <> ? AND ? LIKE CONCAT(made.path, '%'))))
      ORDER BY link.provider`,
    [memberId, today, today, unit.unitId, unit.unitPath],
  );
  for (const { provider, subject } of links) {
    await transaction.query('DELETE FROM identity_link WHERE provider = ? AND subject = ?', [provider, subject]);
    await log.addOfCommand(transaction, {
      kind: 'IDENTITY_UNLINKED',
      operation: 'appointOfficer',
      permission,
      unit,
      account: { provider, subject },
      detail: { memberId },
    });
  }
  return links.map((link) => ({ provider: link.provider, account: accountDigest(link) }));
}
