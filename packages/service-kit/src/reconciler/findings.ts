import { newId } from '@thidua/contracts/ids';
import type { SubjectKind } from '@thidua/contracts';
import type { SqlRunner } from '../identity/unit-scope';
import type { Finding } from './comparison';

/** A difference that was found, with both sides as they were seen. */
export interface FoundDifference {
  readonly kind: SubjectKind;
  readonly subjectId: string;
  readonly finding: Finding;
  readonly databaseSide: unknown;
  readonly engineSide: unknown;
}

/** A difference as operators read it. */
export interface ListedFinding extends FoundDifference {
  readonly id: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** When it was there no longer, and why; null while it is. */
  readonly resolvedAt: string | null;
  readonly resolution: string | null;
}

/** The reconciler's list of differences: each is open at most once for a subject. */
export class Findings {
  constructor(private readonly runner: SqlRunner) {}

  /** Lists a difference, or shows it as it is now when it is listed already. */
  async list({ kind, subjectId, finding, databaseSide, engineSide }: FoundDifference): Promise<void> {
    await this.runner.query(
      `INSERT INTO reconciliation_finding (id, subject_kind, subject_id, finding, is_open, first_seen_at, last_seen_at,
                                           database_side, engine_side)
       VALUES (?, ?, ?, ?, 1, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6), ?, ?)
       ON DUPLICATE KEY UPDATE last_seen_at = VALUES(last_seen_at), database_side = VALUES(database_side),
                               engine_side = VALUES(engine_side)`,
      [newId(), kind, subjectId, finding, JSON.stringify(databaseSide), JSON.stringify(engineSide)],
    );
  }

  /** Resolves what is listed of a subject, one finding excepted. */
  async resolve(subjectId: string, resolution: string, except: Finding | null = null): Promise<void> {
    await this.runner.query(
      `UPDATE reconciliation_finding SET is_open = NULL, resolved_at = UTC_TIMESTAMP(6), resolution = ?
        WHERE subject_id = ? AND is_open = 1 AND finding <> ?`,
      [resolution, subjectId, except ?? ''],
    );
  }

  /** Of these subjects those of which something is listed. */
  async subjectsListed(subjectIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (subjectIds.length === 0) {
      return new Set();
    }
    const rows = await this.runner.query<{ subject_id: string }[]>(
      'SELECT DISTINCT subject_id FROM reconciliation_finding WHERE is_open = 1 AND subject_id IN (?)',
      [subjectIds],
    );
    return new Set(rows.map(({ subject_id }) => subject_id));
  }

  /** Findings, the latest first: those that are open, or those that were resolved. */
  async read(which: 'OPEN' | 'RESOLVED', limit: number): Promise<ListedFinding[]> {
    const rows = await this.runner.query<
      (Omit<ListedFinding, 'firstSeenAt' | 'lastSeenAt' | 'resolvedAt' | 'databaseSide' | 'engineSide'> & {
        firstSeenAt: Date;
        lastSeenAt: Date;
        resolvedAt: Date | null;
        databaseSide: string;
        engineSide: string;
      })[]
    >(
      `SELECT id, subject_kind AS kind, subject_id AS subjectId, finding, first_seen_at AS firstSeenAt,
              last_seen_at AS lastSeenAt, resolved_at AS resolvedAt, resolution, database_side AS databaseSide,
              engine_side AS engineSide
         FROM reconciliation_finding WHERE is_open ${which === 'OPEN' ? '= 1' : 'IS NULL'}
        ORDER BY first_seen_at DESC, id DESC LIMIT ?`,
      [limit],
    );
    return rows.map((row) => ({
      ...row,
      firstSeenAt: row.firstSeenAt.toISOString(),
      lastSeenAt: row.lastSeenAt.toISOString(),
      resolvedAt: row.resolvedAt?.toISOString() ?? null,
      databaseSide: JSON.parse(row.databaseSide) as unknown,
      engineSide: JSON.parse(row.engineSide) as unknown,
    }));
  }
}
