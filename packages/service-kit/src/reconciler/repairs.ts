import { workflowIdOf, type SubjectKind } from '@thidua/contracts';
import type { DataSource } from 'typeorm';
import { inTransaction } from '../database/transaction';
import type { Repair } from './comparison';
import type { DatabaseSide, EngineSide, LostDecision } from './sides';
import type { SubjectWorkflows } from './subject-workflows';
import { rebuiltStart } from './subjects-in-database';

/** What the reconciler does by itself: nothing of it decides anything, and all of it may be done again. */
export class Repairs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly workflows: SubjectWorkflows,
  ) {}

  /** @returns whether it was done; false when something has moved meanwhile, or cannot be done. */
  carryOut(repair: Repair, database: DatabaseSide, engine: EngineSide): Promise<boolean> {
    const acts: Readonly<Record<Repair, () => Promise<boolean>>> = {
      HOLD: () => this.hold(database),
      REDELIVER: () => this.redeliver(database, engine.state?.lastNumber ?? 0),
      REBUILD: () => this.rebuild(database),
      RELEASE: () => this.release(database),
    };
    return acts[repair]();
  }

  /** Ends the hold of a subject whose two sides agree. */
  async endHold(subjectId: string): Promise<void> {
    await this.dataSource.query('UPDATE subject_head SET held_at = NULL WHERE subject_id = ?', [subjectId]);
  }

  /** Decisions that the engine tells of and the database does not have. */
  async lostDecisions({ subjectId, workflowId, appliedNumber }: DatabaseSide): Promise<LostDecision[]> {
    const told = await this.workflows.decisionsAfter(workflowId, appliedNumber);
    if (told.length === 0) {
      return [];
    }
    const kept = await this.dataSource.query<{ command_id: string }[]>(
      'SELECT command_id FROM outbox WHERE subject_id = ? AND command_id IN (?)',
      [subjectId, told.map(({ commandId }) => commandId)],
    );
    const ids = new Set(kept.map(({ command_id }) => command_id));
    return told.filter(({ commandId }) => !ids.has(commandId));
  }

  /** What the engine knows of a subject that the database has lost as a whole. */
  async lostSubject(kind: SubjectKind, subjectId: string): Promise<EngineSide & { lost: readonly LostDecision[] }> {
    const workflowId = workflowIdOf(kind, subjectId);
    const engine = await this.workflows.look(workflowId);
    return { ...engine, lost: await this.workflows.decisionsAfter(workflowId, 0) };
  }

  /** Rule 13: nobody decides on a subject whose database has lost decisions, until a person restarts it. */
  private async hold({ subjectId }: DatabaseSide): Promise<boolean> {
    await this.dataSource.query(
      'UPDATE subject_head SET held_at = COALESCE(held_at, UTC_TIMESTAMP(6)) WHERE subject_id = ?',
      [subjectId],
    );
    return true;
  }

  /**
   * Rule 13: what the engine has lost is not done; the relay brings it again, in order. Where a restart has passed over
   * numbers since, the workflow begins again where the database stands instead.
   */
  private async redeliver(database: DatabaseSide, after: number): Promise<boolean> {
    if (await this.markNotDone(database, after)) {
      return true;
    }
    if (!database.rebuildable) {
      return false;
    }
    await this.workflows.end(database.workflowId, 'set back behind its database');
    return this.rebuild(database);
  }

  private async markNotDone({ subjectId, appliedNumber }: DatabaseSide, after: number): Promise<boolean> {
    return inTransaction(this.dataSource, async (runner) => {
      const rows = (await runner.query(
        'SELECT number FROM outbox WHERE subject_id = ? AND number > ? AND number <= ? ORDER BY number FOR UPDATE',
        [subjectId, after, appliedNumber],
      )) as { number: number }[];
      if (rows.length !== appliedNumber - after) {
        return false;
      }
      await runner.query(
        `UPDATE outbox SET done_at = NULL, attempts = 0, struggling = 0, next_attempt_at = UTC_TIMESTAMP(6)
          WHERE subject_id = ? AND number > ? AND number <= ?`,
        [subjectId, after, appliedNumber],
      );
      return true;
    });
  }

  /** Rule 12: the workflow begins again where the database stands. */
  private async rebuild({ subjectId, workflowId, appliedNumber }: DatabaseSide): Promise<boolean> {
    const start = await rebuiltStart(this.dataSource, subjectId);
    if (!start || start.input.resumeFrom.lastNumber !== appliedNumber) {
      return false;
    }
    return this.workflows.start({ workflowId, ...start });
  }

  /** The workflow would take it now: the relay tries again. */
  private async release({ subjectId, pending }: DatabaseSide): Promise<boolean> {
    const released = await this.dataSource.query<{ affectedRows: number }>(
      `UPDATE outbox SET set_aside_at = NULL, attempts = 0, struggling = 0, next_attempt_at = UTC_TIMESTAMP(6)
        WHERE subject_id = ? AND number = ? AND set_aside_at IS NOT NULL AND done_at IS NULL`,
      [subjectId, pending?.number ?? 0],
    );
    return released.affectedRows === 1;
  }
}
