import type { HashedEntry } from './audit-entries';
import { PathWalk, type ExpectedInstruction } from './subject-path';

interface Stage {
  readonly stage: string;
  readonly unitId: string | null;
}

/** What a stage of a route makes of the nomination, by the stage's name. */
const STAGES: readonly { readonly name: RegExp; readonly state: string; readonly task: string }[] = [
  { name: /APPRAISAL$/, state: 'UNDER_APPRAISAL', task: 'APPRAISE_NOMINATION' },
  { name: /COUNCIL(_VOTE)?$/, state: 'COUNCIL_REVIEW', task: 'RECORD_COUNCIL_VOTE' },
  { name: /DECISION$/, state: 'RECOMMENDED', task: 'DECIDE_NOMINATION' },
];
const IN_A_STAGE = [...STAGES.map(({ state }) => state), 'CONSULTATION'];
const ON_ITS_WAY = [...IN_A_STAGE, 'RETURNED'];
/** In which state each operation is possible. */
const POSSIBLE: Readonly<Record<string, readonly string[]>> = {
  editNomination: ['DRAFT', 'RETURNED'],
  submitNomination: ['DRAFT'],
  resubmitNomination: ['RETURNED'],
  passAppraisal: ['UNDER_APPRAISAL'],
  recordCouncilVote: ['COUNCIL_REVIEW'],
  applyCouncilResult: ['COUNCIL_REVIEW'],
  decideNomination: ['RECOMMENDED'],
  moveNomination: ['RECOMMENDED'],
  returnNomination: IN_A_STAGE,
  rejectNomination: IN_A_STAGE,
  markStageOverdue: IN_A_STAGE,
  remindStage: IN_A_STAGE,
  escalateStage: IN_A_STAGE,
  moveNominationDeadline: IN_A_STAGE,
  answerChecklist: ['UNDER_APPRAISAL', 'CONSULTATION'],
  requestConsultation: ['UNDER_APPRAISAL', 'CONSULTATION'],
  recordConsultationAnswer: ['CONSULTATION'],
  closeConsultation: ['CONSULTATION'],
  passConsultationDeadline: ['CONSULTATION'],
  forwardNomination: STAGES.map(({ state }) => state),
  suspendNomination: ON_ITS_WAY,
  resumeNomination: ['SUSPENDED'],
  changeNominationRoutes: [...STAGES.map(({ state }) => state), 'RETURNED'],
  withdrawNomination: [...ON_ITS_WAY, 'SUSPENDED'],
  beginPaperUpload: ['DRAFT', 'RETURNED'],
  attachPaper: ['DRAFT', 'RETURNED'],
  removePaper: ['DRAFT', 'RETURNED'],
  overrideCheck: ['DRAFT', 'SUBMITTED', ...ON_ITS_WAY, 'SUSPENDED'],
};
/** How a nomination begins. */
const DRAFTING = ['draftNomination', 'importNominees', 'openForwardedNomination'];
/** What is written down of a nomination and moves nothing. */
const MOVES_NOTHING = ['EDIT', 'ANSWER_CHECKLIST', 'BEGIN_UPLOAD', 'ATTACH_PAPER', 'REMOVE_PAPER', 'OVERRIDE_CHECK'];
/** What a decision makes of a nomination later, when its workflow has ended. */
const AFTERWARDS: Readonly<Record<string, { readonly from: readonly string[]; readonly to: string }>> = {
  PUBLISH: { from: ['DECIDED'], to: 'PUBLISHED' },
  HAND_OVER: { from: ['PUBLISHED'], to: 'AWARDED' },
  REVOKE: { from: ['DECIDED', 'PUBLISHED', 'AWARDED'], to: 'REVOKED' },
};
/** What speaks of a task and leaves it open. */
const LEAVES_THE_TASK = ['REMIND', 'OVERDUE', 'ESCALATE', 'EXTEND_DEADLINE', 'CONSULTATION_OVERDUE'];

/** A nomination's history: draft, submission, the stages of its route, returns and resubmissions, the end. */
export class NominationWalk extends PathWalk {
  private stages: readonly Stage[] = [];
  private stageIndex = -1;
  private returnedFrom = -1;
  private nominatingUnitId = '';
  private drafted = false;
  private suspendedFrom = '';
  private readonly asked = new Set<string>();

  protected override decide(entry: HashedEntry): void {
    if (this.assign(entry)) {
      return;
    }
    if (DRAFTING.includes(entry.operation)) {
      this.draft(entry);
      return;
    }
    if (entry.action === 'TIMER_LOST') {
      // It was about a stage that somebody had dealt with; which one is the timer's own matter.
      return;
    }
    if (entry.action === 'COUNCIL_RESULT_CAME_LATE') {
      // The council had voted on what somebody returned or rejected meanwhile.
      if (this.state === 'COUNCIL_REVIEW' && this.board.isOpen(String(entry.after?.['taskId']))) {
        this.illegal(entry, 'the council’s task was still open');
      }
      return;
    }
    const later = entry.operation === 'moveNomination' ? AFTERWARDS[entry.action] : undefined;
    if (later) {
      if (!later.from.includes(this.state)) {
        this.illegal(entry, `the nomination was ${this.state}`);
      }
      this.state = later.to;
      return;
    }
    const possible = POSSIBLE[entry.operation];
    // What the unit above did is told whatever has become of the nomination.
    if (!possible?.includes(this.state) && entry.operation !== 'handleOverdueNomination') {
      this.illegal(entry, `the nomination was ${this.state}`);
    }
    const taskId = entry.after?.['taskId'];
    if (typeof taskId === 'string' && !LEAVES_THE_TASK.includes(entry.action)) {
      // Neither a timer nor what a council or a signature has brought takes notice of who has claimed the task.
      this.require(
        entry,
        this.board.complete(taskId, entry.actorKind === 'person' ? entry.actor : null, this.seenBy(entry)),
      );
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
        this.asked.clear();
        this.expect(entry, {
          state: 'RETURNED',
          closeOpenTasks: true,
          opened: [{ kind: 'REVISE_NOMINATION', unitId: this.nominatingUnitId }],
        });
        break;
      case 'REJECT':
        this.expect(entry, { state: 'REJECTED', closeOpenTasks: true, opened: [] });
        break;
      case 'WITHDRAW':
        this.end(entry, 'WITHDRAWN');
        break;
      case 'FORWARD_UP':
        this.end(entry, 'FORWARDED_UP');
        break;
      default:
        if (!MOVES_NOTHING.includes(entry.action)) {
          this.beside(entry);
        }
    }
  }

  /** What leaves the stage open. */
  private beside(entry: HashedEntry): void {
    const stage = this.stages[this.stageIndex];
    const known = STAGES.find(({ name }) => stage && name.test(stage.stage));
    const asked = String(entry.after?.['consultationId']);
    switch (entry.action) {
      case 'REMIND':
      case 'OVERDUE':
      case 'CONSULTATION_OVERDUE':
      case 'HANDLE_ESCALATION':
        this.stays(entry);
        break;
      case 'EXTEND_DEADLINE':
        this.require(entry, this.board.touch(String(entry.after?.['taskId']), this.seenBy(entry)));
        this.stays(entry);
        break;
      case 'CHANGE_ROUTE':
        this.changeRoute(entry);
        break;
      case 'ESCALATE':
        this.stays(entry, [{ kind: 'HANDLE_OVERDUE_NOMINATION', unitId: String(entry.after?.['unitId']) }]);
        break;
      case 'SUSPEND':
        this.suspendedFrom = this.state;
        this.state = 'SUSPENDED';
        this.stays(entry);
        break;
      case 'RESUME':
        this.expect(entry, { state: this.suspendedFrom, closeOpenTasks: false, opened: [] });
        break;
      case 'CONSULT':
        this.asked.add(asked);
        this.state = 'CONSULTATION';
        this.stays(entry, [{ kind: 'RECORD_CONSULTATION_ANSWER', unitId: stage?.unitId ?? '' }]);
        break;
      case 'END_CONSULTATION':
        if (!this.asked.delete(asked)) {
          this.illegal(entry, 'nobody was asked, or they have answered');
        }
        this.expect(entry, {
          state: this.asked.size > 0 ? 'CONSULTATION' : (known?.state ?? ''),
          closeOpenTasks: false,
          opened: [],
        });
        break;
      default:
        this.illegal(entry, 'there is no such act');
    }
  }

  /** It stays at the stage of the same name; its task is opened anew where that is another unit's. */
  private changeRoute(entry: HashedEntry): void {
    const isReturned = this.state === 'RETURNED';
    const name = this.stages[isReturned ? this.returnedFrom : this.stageIndex]?.stage;
    this.stages = (entry.after?.['stages'] ?? []) as readonly Stage[];
    const index = this.stages.findIndex(({ stage }) => stage === name);
    if (isReturned) {
      this.returnedFrom = index;
    }
    this.stageIndex = index;
    if (entry.after?.['reopensTask'] === true) {
      this.expect(entry, this.enter(index));
    } else {
      this.stays(entry);
    }
  }

  /** The workflow answers with the state that the row has. */
  private stays(entry: HashedEntry, opened: ExpectedInstruction['opened'] = []): void {
    this.expect(entry, { state: this.state, closeOpenTasks: false, opened });
  }

  /** The row says at once that it has ended; the workflow closes the tasks. */
  private end(entry: HashedEntry, state: string): void {
    this.state = state;
    this.expect(entry, { state, closeOpenTasks: true, opened: [] });
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
    this.asked.clear();
    this.stageIndex = this.stages.findIndex(({ unitId }, index) => index >= from && unitId !== null);
    const stage = this.stages[this.stageIndex];
    const known = STAGES.find(({ name }) => stage && name.test(stage.stage));
    return stage?.unitId && known
      ? { state: known.state, closeOpenTasks: true, opened: [{ kind: known.task, unitId: stage.unitId }] }
      : { state: 'DECIDED', closeOpenTasks: true, opened: [] };
  }
}
