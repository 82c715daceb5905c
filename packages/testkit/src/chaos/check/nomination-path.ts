import type { HashedEntry } from './audit-entries';
import { PathWalk, type ExpectedInstruction } from './subject-path';

interface Stage {
  readonly stage: string;
  readonly unitId: string | null;
}

/** What a stage of a route makes of the nomination, by the end of the stage's name. */
const STAGES: readonly { readonly ending: string; readonly state: string; readonly task: string }[] = [
  { ending: 'APPRAISAL', state: 'UNDER_APPRAISAL', task: 'APPRAISE_NOMINATION' },
  { ending: 'COUNCIL', state: 'COUNCIL_REVIEW', task: 'RECORD_COUNCIL_VOTE' },
  { ending: 'DECISION', state: 'RECOMMENDED', task: 'DECIDE_NOMINATION' },
];
const IN_A_STAGE = STAGES.map(({ state }) => state);
/** In which state each operation is possible. */
const POSSIBLE: Readonly<Record<string, readonly string[]>> = {
  editNomination: ['DRAFT', 'RETURNED'],
  submitNomination: ['DRAFT'],
  resubmitNomination: ['RETURNED'],
  passAppraisal: ['UNDER_APPRAISAL'],
  recordCouncilVote: ['COUNCIL_REVIEW'],
  decideNomination: ['RECOMMENDED'],
  moveNomination: ['RECOMMENDED'],
  returnNomination: IN_A_STAGE,
  rejectNomination: IN_A_STAGE,
  markStageOverdue: IN_A_STAGE,
};

/** A nomination's history: draft, submission, the stages of its route, returns and resubmissions, the end. */
export class NominationWalk extends PathWalk {
  private stages: readonly Stage[] = [];
  private stageIndex = -1;
  private returnedFrom = -1;
  private nominatingUnitId = '';
  private drafted = false;

  protected override decide(entry: HashedEntry): void {
    if (this.assign(entry)) {
      return;
    }
    if (entry.operation === 'draftNomination') {
      this.draft(entry);
      return;
    }
    if (entry.action === 'TIMER_LOST') {
      // It was about a stage that somebody had dealt with; which one is the timer's own matter.
      return;
    }
    const possible = POSSIBLE[entry.operation];
    if (!possible?.includes(this.state)) {
      this.illegal(entry, `the nomination was ${this.state}`);
    }
    const taskId = entry.after?.['taskId'];
    if (typeof taskId === 'string' && entry.operation !== 'markStageOverdue') {
      this.complete(entry, taskId);
    }
    switch (entry.action) {
      case 'SUBMIT':
        this.stages = (entry.after?.['stages'] ?? []) as readonly Stage[];
        this.state = 'SUBMITTED';
        this.expect(entry, this.enter(0));
        break;
      case 'RESUBMIT':
        this.resubmit(entry);
        break;
      case 'ADVANCE':
      case 'DECIDE':
        this.expect(entry, this.enter(this.stageIndex + 1));
        break;
      case 'RETURN':
        this.returnedFrom = this.stageIndex;
        this.expect(entry, {
          state: 'RETURNED',
          closeOpenTasks: true,
          opened: [{ kind: 'REVISE_NOMINATION', unitId: this.nominatingUnitId }],
        });
        break;
      case 'REJECT':
        this.expect(entry, { state: 'REJECTED', closeOpenTasks: true, opened: [] });
        break;
      case 'OVERDUE':
        this.expect(entry, { state: this.state, closeOpenTasks: false, opened: [] });
        break;
      case 'EDIT':
        break;
      default:
        this.illegal(entry, 'there is no such act');
    }
  }

  private draft(entry: HashedEntry): void {
    if (this.drafted || entry.sequence !== 1) {
      this.illegal(entry, 'it was drafted already');
    }
    this.drafted = true;
    this.nominatingUnitId = String(entry.after?.['nominatingUnitId']);
  }

  private resubmit(entry: HashedEntry): void {
    const task = this.board.find('REVISE_NOMINATION', this.nominatingUnitId);
    if (task) {
      this.complete(entry, task);
    } else {
      this.illegal(entry, 'there was nothing to revise');
    }
    this.state = 'SUBMITTED';
    this.expect(entry, this.enter(this.returnedFrom));
  }

  /** The first stage from an index on that the unit's place in the tree has; after the last one it is decided. */
  private enter(from: number): ExpectedInstruction {
    this.stageIndex = this.stages.findIndex(({ unitId }, index) => index >= from && unitId !== null);
    const stage = this.stages[this.stageIndex];
    const known = STAGES.find(({ ending }) => stage?.stage.endsWith(ending));
    return stage?.unitId && known
      ? { state: known.state, closeOpenTasks: true, opened: [{ kind: known.task, unitId: stage.unitId }] }
      : { state: 'DECIDED', closeOpenTasks: true, opened: [] };
  }
}
