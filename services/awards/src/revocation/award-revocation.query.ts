import type { Passport } from '@thidua/contracts/passport';
import { type DataSource, In } from 'typeorm';
import { decisionsOfReadableBodies } from '../access/decision-scope';
import { type SqlFragment, visibleNominations } from '../access/nomination-scope';
import { AwardRevocation, AwardRevocationItem } from './award-revocation.entity';

const ROWS = `award_revocation_item r JOIN award_revocation v ON v.id = r.revocation_id
  JOIN award_decision d ON d.id = v.decision_id JOIN nomination n ON n.id = r.nomination_id`;

/** Rows of revocations that the caller may see: of bodies whose decisions they read, or of nominations that they see. */
function visibleRows(passport: Passport): SqlFragment {
  const ofBody = decisionsOfReadableBodies(passport);
  const nominations = visibleNominations(passport);
  return {
    sql: `(${ofBody.sql} OR ${nominations.sql})`,
    parameters: [...ofBody.parameters, ...nominations.parameters],
  };
}

/**
 * Revocations of which the caller may see at least one row.
 * @param by whether the ids are the revocations' own or those of their decisions.
 */
export async function visibleRevocations(
  dataSource: DataSource,
  passport: Passport,
  by: 'v.id' | 'v.decision_id',
  ids: readonly string[],
): Promise<AwardRevocation[]> {
  const scope = visibleRows(passport);
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT DISTINCT v.id FROM ${ROWS} WHERE ${by} IN (?) AND ${scope.sql}`,
    [ids, ...scope.parameters],
  );
  return rows.length === 0
    ? []
    : dataSource.manager.find(AwardRevocation, { where: { id: In(rows.map(({ id }) => id)) }, order: { id: 'ASC' } });
}

/** The rows of revocations that the caller may see. */
export async function visibleRevocationItems(
  dataSource: DataSource,
  passport: Passport,
  revocationIds: readonly string[],
): Promise<AwardRevocationItem[]> {
  const scope = visibleRows(passport);
  const rows = await dataSource.query<{ revocation_id: string; nomination_id: string }[]>(
    `SELECT r.revocation_id, r.nomination_id FROM ${ROWS} WHERE r.revocation_id IN (?) AND ${scope.sql}`,
    [revocationIds, ...scope.parameters],
  );
  return rows.length === 0
    ? []
    : dataSource.manager.find(AwardRevocationItem, {
        where: rows.map((row) => ({ revocationId: row.revocation_id, nominationId: row.nomination_id })),
        order: { nominationId: 'ASC' },
      });
}
