import {
  SUBJECT_WORKFLOW_TYPE,
  subjectOfWorkflow,
  type ReconcilePage,
  type ReconcilePageRequest,
  type ReconciliationCounts,
  type SubjectKind,
} from '@thidua/contracts';
import type { DataSource } from 'typeorm';
import { withoutData, type Log } from '../log';
import { compareSides, type Comparison, type Finding } from './comparison';
import { Findings } from './findings';
import { Repairs } from './repairs';
import type { DatabaseSide, EngineSide } from './sides';
import { commandIdAt, readSubject, readSubjects, subjectsNotOpen } from './subjects-in-database';
import type { SubjectWorkflows } from './subject-workflows';

/** Subjects of a page. */
export const PAGE = 50;
/** Subjects of a page that the engine is asked for side by side: it has people to serve as well. */
export const AT_ONCE = 4;

/** What the hold of a subject is for: the database has lost decisions, or nobody can tell. */
const KEEPS_HOLD: ReadonlySet<Finding> = new Set(['DATABASE_BEHIND', 'WORKFLOW_SILENT']);

/** How often a workflow is asked before it is left to the next reconciliation. */
const MOST_LOOKS = 4;

/** What came of one subject. */
type Outcome = 'AGREED' | 'REPAIRED' | 'LISTED' | 'MOVING' | 'FAILED';

/** What the reconciler works with. */
export interface ReconcilerDependencies {
  readonly dataSource: DataSource;
  readonly workflows: SubjectWorkflows;
  /** The kinds of subject of this service that have workflows. */
  readonly kinds: readonly SubjectKind[];
  readonly log: Log;
}

/**
 * Compares what the database and the engine know of the same subjects, repairs what is safe, and lists the rest with
 * both sides. Everything it does may be done again.
 */
export class Reconciler {
  private readonly findings: Findings;
  private readonly repairs: Repairs;

  constructor(private readonly dependencies: ReconcilerDependencies) {
    this.findings = new Findings(dependencies.dataSource);
    this.repairs = new Repairs(dependencies.dataSource, dependencies.workflows);
  }

  /** One page of a pass. */
  async page({ pass, cursor }: ReconcilePageRequest): Promise<ReconcilePage> {
    const { dataSource, kinds } = this.dependencies;
    if (pass === 'ENGINE') {
      return this.pageOfEngine(cursor);
    }
    const subjects = await readSubjects(dataSource, kinds, pass, cursor ?? '', PAGE);
    const outcomes = await this.inTurns(subjects, (subject) => this.reconcile(subject));
    return {
      ...counted(outcomes),
      nextCursor: subjects.length < PAGE ? null : (subjects.at(-1)?.subjectId ?? null),
    };
  }

  /** Workflows whose subject the other passes do not reach: ended, or lost with a restored database. */
  private async pageOfEngine(cursor: string | null): Promise<ReconcilePage> {
    const { dataSource, kinds, workflows } = this.dependencies;
    const types = kinds.map((kind) => SUBJECT_WORKFLOW_TYPE[kind] ?? '');
    const { workflowIds, nextCursor } = await workflows.list(types, await this.lastUnsettledBackup(), cursor);
    const subjects = workflowIds.map(subjectOfWorkflow).filter((subject) => subject !== null);
    const notOpen = new Set(
      await subjectsNotOpen(
        dataSource,
        subjects.map(({ id }) => id),
      ),
    );
    const outcomes = await this.inTurns(
      subjects.filter(({ id }) => notOpen.has(id)),
      async ({ kind, id }) => {
        const database = await readSubject(dataSource, id);
        return database ? this.reconcile(database) : this.listLost(kind, id);
      },
    );
    return { ...counted(outcomes), nextCursor };
  }

  /** When the backup was made from which a database was restored that has not been compared as a whole since. */
  private async lastUnsettledBackup(): Promise<Date | null> {
    const [restore] = await this.dependencies.dataSource.query<{ backup_at: Date }[]>(
      'SELECT MIN(backup_at) AS backup_at FROM database_restore WHERE reconciled_at IS NULL',
    );
    return restore?.backup_at ?? null;
  }

  /** Compares a subject; one that fails is tried again by the next reconciliation and stops no other. */
  private async reconcile(subject: DatabaseSide): Promise<Outcome> {
    const { log } = this.dependencies;
    const { database, engine, comparison } = await this.lookTwice(subject);
    if (comparison === 'MOVING') {
      // What was listed stays so, and a hold stays: nothing has been seen that would end it.
      return 'MOVING';
    }
    const { finding, repair } = comparison;
    const told = { subjectKind: database.kind, subjectId: database.subjectId, finding, repair };
    if (finding === null) {
      await this.settle(database, 'both sides agree');
      return 'AGREED';
    }
    const engineSide =
      finding === 'DATABASE_BEHIND' ? { ...engine, lost: await this.repairs.lostDecisions(database) } : engine;
    const { kind, subjectId } = database;
    await this.findings.list({ kind, subjectId, finding, databaseSide: database, engineSide });
    await this.findings.resolve(subjectId, 'something else is found now', finding);
    const repaired = repair !== null && (await this.repairs.carryOut(repair, database, engine));
    if (repaired && repair !== 'HOLD') {
      log.warn(told, 'reconciler: repaired');
      await this.settle(database, `repaired: ${repair}`);
      return 'REPAIRED';
    }
    log.warn(told, 'reconciler: for a person to look at');
    if (database.held && !KEEPS_HOLD.has(finding)) {
      await this.repairs.endHold(subjectId);
    }
    return 'LISTED';
  }

  /** Nothing is wrong with it any more: what was listed is resolved, and a hold ends. */
  private async settle({ subjectId, held }: DatabaseSide, resolution: string): Promise<void> {
    await this.findings.resolve(subjectId, resolution);
    if (held) {
      await this.repairs.endHold(subjectId);
    }
  }

  private async listLost(kind: SubjectKind, subjectId: string): Promise<Outcome> {
    const { log } = this.dependencies;
    const engineSide = await this.repairs.lostSubject(kind, subjectId);
    const finding: Finding = 'SUBJECT_LOST';
    await this.findings.list({ kind, subjectId, finding, databaseSide: null, engineSide });
    log.warn({ subjectKind: kind, subjectId, finding }, 'reconciler: for a person to look at');
    return 'LISTED';
  }

  /**
   * Both sides move while they are looked at. A difference counts only when the engine stood still from before the
   * database was read until after it: then both were seen as they stood at one moment. One that does not stand still, or
   * did not answer one of the times, is looked at some more times and then left to the next reconciliation.
   */
  private async lookTwice(
    subject: DatabaseSide,
  ): Promise<{ database: DatabaseSide; engine: EngineSide; comparison: Comparison | 'MOVING' }> {
    const { dataSource, workflows } = this.dependencies;
    let engine = await workflows.look(subject.workflowId);
    for (let looks = 2; ; looks += 1) {
      const database = (await readSubject(dataSource, subject.subjectId)) ?? subject;
      const number = engine.state?.lastNumber ?? 0;
      const known = number > 0 ? await commandIdAt(dataSource, subject.subjectId, number) : null;
      const comparison = compareSides(database, engine, known);
      if (comparison.finding === null) {
        return { database, engine, comparison };
      }
      const again = await workflows.look(subject.workflowId);
      const stoodStill =
        again.status === engine.status &&
        again.runId === engine.runId &&
        again.state?.lastNumber === engine.state?.lastNumber;
      if (stoodStill || looks >= MOST_LOOKS) {
        return { database, engine, comparison: stoodStill ? comparison : 'MOVING' };
      }
      engine = again;
    }
  }

  private async inTurns<Subject>(
    subjects: readonly Subject[],
    act: (subject: Subject) => Promise<Outcome>,
  ): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (let start = 0; start < subjects.length; start += AT_ONCE) {
      const together = subjects.slice(start, start + AT_ONCE);
      const settled = await Promise.allSettled(together.map(act));
      for (const result of settled) {
        if (result.status === 'fulfilled') {
          outcomes.push(result.value);
        } else {
          outcomes.push('FAILED');
          this.dependencies.log.warn({ error: withoutData(result.reason) }, 'reconciler: a subject was not compared');
        }
      }
      // All of them failed: the engine or the database is away, and the rest would fail as well.
      const failure = settled.find((result) => result.status === 'rejected');
      if (failure && settled.every(({ status }) => status === 'rejected')) {
        throw failure.reason;
      }
    }
    return outcomes;
  }
}

function counted(outcomes: readonly Outcome[]): ReconciliationCounts {
  const count = (outcome: Outcome): number => outcomes.filter((each) => each === outcome).length;
  const failed = count('FAILED');
  return { compared: outcomes.length - failed, repaired: count('REPAIRED'), listed: count('LISTED'), failed };
}
