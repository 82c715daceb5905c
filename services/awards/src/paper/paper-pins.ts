import type { DecisionTransaction } from '@thidua/service-kit';
import type { Nomination } from '../nomination/nomination.entity';

/** A paper of a revision as the history names it. */
export interface PinnedPaper {
  readonly paperId: string;
  readonly kind: string;
  readonly paperDigest: string;
}

/**
 * Pins the papers of a dossier to the revision that is being submitted: its own and those that its list shares now.
 * @returns what the audit entry says of them.
 */
export async function pinPapers(
  transaction: DecisionTransaction,
  nomination: Pick<Nomination, 'id' | 'listId'>,
  revision: number,
): Promise<PinnedPaper[]> {
  // Locked, so that a paper that is being removed at this instant is either pinned before or not there any more.
  const papers = await transaction.query<PinnedPaper[]>(
    `SELECT id AS paperId, kind, digest AS paperDigest FROM nomination_paper
      WHERE (nomination_id = ? OR list_id = ?) AND removed_at IS NULL ORDER BY id LOCK IN SHARE MODE`,
    [nomination.id, nomination.listId],
  );
  for (const { paperId } of papers) {
    await transaction.query(
      'INSERT INTO nomination_revision_paper (nomination_id, number, paper_id) VALUES (?, ?, ?)',
      [nomination.id, revision, paperId],
    );
  }
  // Whoever attached or signed what it is submitted with judges it at no stage: also a list's paper of meanwhile.
  await transaction.query(
    `INSERT IGNORE INTO nomination_editor (nomination_id, member_id)
     SELECT r.nomination_id, p.attached_by FROM nomination_revision_paper r JOIN nomination_paper p ON p.id = r.paper_id
      WHERE r.nomination_id = ? AND r.number = ?
      UNION SELECT r.nomination_id, s.member_id FROM nomination_revision_paper r
              JOIN nomination_paper_signatory s ON s.paper_id = r.paper_id
             WHERE r.nomination_id = ? AND r.number = ?`,
    [nomination.id, revision, nomination.id, revision],
  );
  return papers.map(({ paperId, kind, paperDigest }) => ({ paperId, kind, paperDigest }));
}
