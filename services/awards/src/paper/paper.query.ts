import type { Passport } from '@thidua/contracts/passport';
import { calendarDateAt } from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { marks, readableDrafts, visibleNominations } from '../access/nomination-scope';
import { visibleLists } from '../list/nomination-list.query';
import { NominationPaper } from './paper.entity';
import { PaperUpload } from './paper-upload.entity';

/** Dossiers that are being drafted show the papers they have now, all others those of their last revision. */
const DRAFTED = "n.state IN ('DRAFT', 'RETURNED')";

/** A paper with the nomination whose dossier it belongs to. */
export interface PaperOfNomination {
  readonly nominationId: string;
  /** Number of the revision; null for the dossier as it is now. */
  readonly revision: number | null;
  readonly paper: NominationPaper;
}

async function withPapers(
  dataSource: DataSource,
  rows: readonly { owner: string; number: number | null; paper_id: string }[],
): Promise<PaperOfNomination[]> {
  const ids = [...new Set(rows.map((row) => row.paper_id))];
  const papers = ids.length === 0 ? [] : await dataSource.manager.findBy(NominationPaper, { id: In(ids) });
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  return rows.flatMap(({ owner, number, paper_id }) => {
    const paper = byId.get(paper_id);
    return paper ? [{ nominationId: owner, revision: number, paper }] : [];
  });
}

/** The papers of nominations as their dossiers stand: their own and their lists', at most 100 each. */
export async function papersOfNominations(
  dataSource: DataSource,
  nominationIds: readonly string[],
): Promise<PaperOfNomination[]> {
  const rows = await dataSource.query<{ owner: string; number: null; paper_id: string }[]>(
    `SELECT n.id AS owner, NULL AS number, p.id AS paper_id FROM nomination n
       JOIN nomination_paper p ON p.nomination_id = n.id AND p.removed_at IS NULL
      WHERE n.id IN (${marks(nominationIds)}) AND ${DRAFTED}
     UNION ALL
     SELECT n.id, NULL, p.id FROM nomination n
       JOIN nomination_paper p ON p.list_id = n.list_id AND p.removed_at IS NULL
      WHERE n.id IN (${marks(nominationIds)}) AND ${DRAFTED}
     UNION ALL
     SELECT n.id, NULL, r.paper_id FROM nomination n
       JOIN nomination_revision_paper r ON r.nomination_id = n.id AND r.number = n.revision
      WHERE n.id IN (${marks(nominationIds)}) AND NOT (${DRAFTED})
     ORDER BY owner, paper_id`,
    [...nominationIds, ...nominationIds, ...nominationIds],
  );
  return withPapers(dataSource, rows);
}

/** The papers of every revision of nominations. */
export async function papersOfRevisions(
  dataSource: DataSource,
  nominationIds: readonly string[],
): Promise<PaperOfNomination[]> {
  const rows = await dataSource.query<{ owner: string; number: number; paper_id: string }[]>(
    `SELECT nomination_id AS owner, number, paper_id FROM nomination_revision_paper
      WHERE nomination_id IN (${marks(nominationIds)}) ORDER BY nomination_id, number, paper_id`,
    [...nominationIds],
  );
  return withPapers(dataSource, rows);
}

/**
 * Those of some papers that the caller may see: what a revision of a nomination that they see was submitted with, what
 * stands in a dossier that they see now, and of what was removed before it was submitted only what they drafted or what
 * they may read of drafts.
 */
export async function visiblePapers(
  dataSource: DataSource,
  passport: Passport,
  paperIds: readonly string[],
): Promise<NominationPaper[]> {
  if (passport.kind !== 'person' || paperIds.length === 0) {
    return [];
  }
  const [nominations, lists] = [visibleNominations(passport), visibleLists(passport)];
  const drafts = readableDrafts(
    passport,
    'COALESCE(n.nominating_unit_id, l.nominating_unit_id)',
    calendarDateAt(new Date()),
  );
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT p.id FROM nomination_paper p WHERE p.id IN (?) AND
       (EXISTS (SELECT 1 FROM nomination_revision_paper r JOIN nomination n ON n.id = r.nomination_id
                 WHERE r.paper_id = p.id AND ${nominations.sql})
        OR p.removed_at IS NULL AND
           (EXISTS (SELECT 1 FROM nomination n WHERE n.id = p.nomination_id AND ${nominations.sql})
            OR EXISTS (SELECT 1 FROM nomination_list l WHERE l.id = p.list_id AND ${lists.sql}))
        OR EXISTS (SELECT 1 FROM nomination_paper self
                     LEFT JOIN nomination n ON n.id = self.nomination_id LEFT JOIN nomination_list l ON l.id = self.list_id
                    WHERE self.id = p.id AND (${['n.drafted_by = ?', ...drafts.map(({ sql }) => sql)].join(' OR ')})))`,
    [
      [...paperIds],
      ...nominations.parameters,
      ...nominations.parameters,
      ...lists.parameters,
      passport.subject,
      ...drafts.flatMap(({ parameters }) => parameters),
    ],
  );
  return rows.length === 0 ? [] : dataSource.manager.findBy(NominationPaper, { id: In(rows.map(({ id }) => id)) });
}

/** A paper that the caller may see; null for any other. */
export async function visiblePaper(
  dataSource: DataSource,
  passport: Passport,
  paperId: string,
): Promise<NominationPaper | null> {
  return (await visiblePapers(dataSource, passport, [paperId]))[0] ?? null;
}

/** An upload of the caller's own, or of a unit whose drafts they read; null for any other. */
export async function visibleUpload(
  dataSource: DataSource,
  passport: Passport,
  uploadId: string,
): Promise<PaperUpload | null> {
  if (passport.kind !== 'person') {
    return null;
  }
  const today = calendarDateAt(new Date());
  const drafts = readableDrafts(passport, 'COALESCE(n.nominating_unit_id, l.nominating_unit_id)', today);
  const rows = await dataSource.query<unknown[]>(
    `SELECT 1 FROM paper_upload f
       LEFT JOIN nomination n ON n.id = f.nomination_id LEFT JOIN nomination_list l ON l.id = f.list_id
      WHERE f.id = ? AND (${['f.uploaded_by = ?', ...drafts.map(({ sql }) => sql)].join(' OR ')})`,
    [uploadId, passport.subject, ...drafts.flatMap(({ parameters }) => parameters)],
  );
  return rows.length === 0 ? null : dataSource.manager.findOneBy(PaperUpload, { id: uploadId });
}
