import type { DatabaseSide, EngineSide } from './sides';

/** In what the two sides of a subject differ. */
export const FINDINGS = [
  /** The engine tells of decisions that the database does not have: it was restored to an older point. */
  'DATABASE_BEHIND',
  /** The database has applied what the workflow does not know: the engine was restored to an older point. */
  'ENGINE_BEHIND',
  /** The database has applied decisions and the engine has no such workflow. */
  'WORKFLOW_MISSING',
  /** The workflow has ended without a decision that ends it; the subject is open. */
  'WORKFLOW_CLOSED',
  /** A decision was set aside and the workflow would take it now. */
  'UPDATE_MISSED',
  /** A decision is set aside and stays so. */
  'SET_ASIDE',
  /** A decision has been on its way for too long. */
  'NOT_DELIVERED',
  /** Both sides have come equally far and name different states. */
  'STATE_DIFFERS',
  /** The workflow awaits a stage of which no task is open. */
  'TASK_MISSING',
  /** The workflow has accepted decisions for which it has no place. */
  'UNPLACED',
  /** There is a workflow and no subject: the database was restored to a point before it. */
  'SUBJECT_LOST',
  /** The workflow does not say how far it is. */
  'WORKFLOW_SILENT',
] as const;
/** Name of a difference. */
export type Finding = (typeof FINDINGS)[number];

/** What makes a difference go away without anybody's decision; the others are for a person. */
export type Repair = 'HOLD' | 'REDELIVER' | 'REBUILD' | 'RELEASE';

/** What a comparison came to: null finding: both sides agree, or a decision is under way between them. */
export interface Comparison {
  readonly finding: Finding | null;
  readonly repair: Repair | null;
}

const AGREED: Comparison = { finding: null, repair: null };
/** The relay's back-off is half a minute at the longest. */
const TOO_LONG_SECONDS = 15 * 60;

const listed = (finding: Finding): Comparison => ({ finding, repair: null });

/**
 * Compares both sides of a subject as they stood at the same moment.
 * @param commandIdAt the command id that the database has under the workflow's last number; null when it has none.
 */
export function compareSides(database: DatabaseSide, engine: EngineSide, commandIdAt: string | null): Comparison {
  const { appliedNumber, pending } = database;
  if (database.awaitsNextLife && engine.status !== 'RUNNING') {
    // What the engine still tells is of the life that was ended.
    return delayed(database);
  }
  if (engine.status === 'NOT_FOUND') {
    return appliedNumber > 0 && !database.finished ? missing(database) : delayed(database);
  }
  const { state } = engine;
  if (!state) {
    return listed('WORKFLOW_SILENT');
  }
  const unknown = state.lastCommandId !== null && commandIdAt !== state.lastCommandId;
  if (state.lastNumber > database.lastNumber || (state.lastNumber > 0 && unknown)) {
    return { finding: 'DATABASE_BEHIND', repair: 'HOLD' };
  }
  if (engine.status !== 'RUNNING' && database.finished) {
    return AGREED;
  }
  if (engine.status !== 'RUNNING' && !state.finished) {
    return database.rebuildable ? { finding: 'WORKFLOW_CLOSED', repair: 'REBUILD' } : listed('WORKFLOW_CLOSED');
  }
  if (state.lastNumber < appliedNumber) {
    return engine.status === 'RUNNING' ? { finding: 'ENGINE_BEHIND', repair: 'REDELIVER' } : listed('ENGINE_BEHIND');
  }
  if (pending?.setAside) {
    return pending.number === state.lastNumber + 1
      ? { finding: 'UPDATE_MISSED', repair: 'RELEASE' }
      : listed('SET_ASIDE');
  }
  if (pending) {
    return delayed(database);
  }
  return comparePositions(database, engine);
}

/** The workflow is gone: rebuilt from what the database keeps, or by delivering all its decisions again. */
function missing({ rebuildable }: DatabaseSide): Comparison {
  return { finding: 'WORKFLOW_MISSING', repair: rebuildable ? 'REBUILD' : 'REDELIVER' };
}

/** A decision of a subject that is held waits for the hold to end. */
function delayed({ held, pending }: DatabaseSide): Comparison {
  if (pending?.setAside) {
    return listed('SET_ASIDE');
  }
  return pending && !held && pending.ageSeconds > TOO_LONG_SECONDS ? listed('NOT_DELIVERED') : AGREED;
}

/** Nothing is under way: states, stages and places have to agree. */
function comparePositions(database: DatabaseSide, { state, status }: EngineSide): Comparison {
  if (!state || state.lastNumber !== database.appliedNumber) {
    return AGREED;
  }
  const ended = status !== 'RUNNING' || state.finished;
  if (ended !== database.finished || (database.state !== null && state.state !== database.state)) {
    return listed('STATE_DIFFERS');
  }
  if (state.openStage !== null && state.lastNumber > 0 && !database.openStages.includes(state.openStage)) {
    return listed('TASK_MISSING');
  }
  return state.unplaced.length > 0 ? listed('UNPLACED') : AGREED;
}
