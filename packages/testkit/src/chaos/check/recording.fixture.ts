import { derivedId, newId } from '@thidua/contracts/ids';
import type { Attempt, Contested } from '../client-log';
import { canonical, CHAIN_START, ROUTED, sha256 } from './audit-entries';
import type {
  CommandRow,
  Evidence,
  OutboxRow,
  ReconcilerFinding,
  ReconciliationEvidence,
  StoredEntry,
  SubjectRow,
  TaskState,
  TreeEvidence,
  VerifierVerdict,
  WorkflowEvidence,
} from './evidence';

type Mutable<Row> = { -readonly [Field in keyof Row]: Row[Field] };

/** Everything that one subject has left behind; a test changes it as it likes before it asks for the evidence. */
export interface RecordedSubject {
  readonly id: string;
  readonly kind: SubjectRow['kind'];
  readonly row: Mutable<SubjectRow>;
  readonly commands: Mutable<CommandRow>[];
  readonly outbox: Mutable<OutboxRow>[];
  readonly tasks: Mutable<TaskState>[];
  readonly entries: StoredEntry[];
  readonly workflow: Mutable<WorkflowEvidence>;
  lastNumber: number;
  appliedNumber: number;
  finished: boolean;
  held: boolean;
  readonly findings: ReconcilerFinding[];
}

/** What was decided. */
export interface Act {
  readonly operation: string;
  readonly action: string;
  readonly after?: object;
  readonly at?: string;
  readonly actor?: string;
  readonly actorKind?: 'person' | 'timer' | 'system';
  readonly contested?: Contested;
  /** Whether it reaches the workflow. */
  readonly numbered?: boolean;
}

/** Places from which a test leaves an act out. */
export type Place = 'attempts' | 'commands' | 'chain' | 'outbox' | 'workflow';

const AT = '2026-01-01T08:00:00.000000Z';

/** Evidence as a run leaves it, written by hand: each act with all its traces, unless a test leaves some out. */
export class Recording {
  readonly attempts: Mutable<Attempt>[] = [];
  readonly unsettled: string[] = [];
  readonly verdicts: VerifierVerdict[] = [];
  readonly trees: TreeEvidence[] = [];
  readonly reconciliations: ReconciliationEvidence[] = [];
  private readonly subjects: RecordedSubject[] = [];
  private clock = 1000;

  /** Begins a subject. */
  subject(kind: SubjectRow['kind'], state: string): RecordedSubject {
    const id = newId();
    const subject: RecordedSubject = {
      id,
      kind,
      row: { subjectId: id, kind, state },
      commands: [],
      outbox: [],
      tasks: [],
      entries: [],
      workflow: { subjectId: id, status: 'RUNNING', progress: null, accepted: [], pending: 0 },
      lastNumber: 0,
      appliedNumber: 0,
      finished: false,
      held: false,
      findings: [],
    };
    this.subjects.push(subject);
    return subject;
  }

  /** A command or a timer's act, acknowledged. @returns its commandId. */
  act(subject: RecordedSubject, act: Act, without: readonly Place[] = [], commandId = newId()): string {
    const { operation, actor = 'somebody', actorKind = 'person', numbered = true, contested = null } = act;
    const number = numbered ? subject.lastNumber + 1 : null;
    subject.lastNumber = number ?? subject.lastNumber;
    if (actorKind === 'person' && !without.includes('attempts')) {
      this.answer({ commandId, operation, contested, answeredSubjectId: subject.id });
    }
    if (!without.includes('commands')) {
      subject.commands.push({
        commandId,
        actor,
        operation,
        subjectId: subject.id,
        decisionNumber: number,
        hasAnswer: true,
      });
    }
    const entry = { ...act, actor, actorKind, decisionNumber: number, commandId };
    const written = without.includes('chain') ? null : this.append(subject, entry);
    if (number !== null && !without.includes('outbox')) {
      subject.outbox.push({
        subjectId: subject.id,
        number,
        commandId,
        done: true,
        leased: false,
        setAside: false,
        runId: 'run',
        lastError: null,
      });
    }
    if (number !== null && !without.includes('workflow')) {
      const decision = {
        number,
        commandId,
        action: act.action,
        revision: 1,
        details: {},
        auditSequence: written?.sequence ?? 0,
        auditHash: written?.hash ?? '',
      };
      subject.workflow.accepted = [...subject.workflow.accepted, { updateId: commandId, decision }];
    }
    return commandId;
  }

  /** The instruction to a decision, applied. */
  route(
    subject: RecordedSubject,
    commandId: string,
    state: string,
    opened: readonly { readonly kind: string; readonly unitId: string }[] = [],
    { number = subject.appliedNumber + 1, closes = true }: { readonly number?: number; readonly closes?: boolean } = {},
  ): void {
    this.append(subject, {
      operation: 'applyInstruction',
      action: ROUTED,
      after: { state, opened },
      actor: 'workflow',
      actorKind: 'system',
      decisionNumber: number,
      commandId,
    });
    for (const task of closes ? subject.tasks.filter(({ status }) => status === 'OPEN') : []) {
      task.status = 'CANCELLED';
      task.version += 1;
    }
    for (const { kind, unitId } of opened) {
      const id = taskId(subject, number, kind, unitId);
      const empty = { status: 'OPEN', version: 1, assigneeId: null, outcome: null };
      subject.tasks.push({ id, subjectId: subject.id, kind, unitId, ...empty });
    }
    subject.appliedNumber = number;
    subject.row.state = state;
  }

  /** A task that a person decided on. */
  complete(subject: RecordedSubject, id: string): void {
    for (const task of subject.tasks.filter((candidate) => candidate.id === id)) {
      task.status = 'COMPLETED';
      task.version += 1;
    }
  }

  /** One more sending with its answer. */
  answer(attempt: Partial<Attempt> & { readonly commandId: string }): void {
    this.clock += 10;
    this.attempts.push({
      payload: 'payload',
      operation: 'passAppraisal',
      service: 'awards',
      actor: 'somebody',
      purpose: 'FIRST',
      subjectId: null,
      contested: null,
      sentAt: this.clock,
      answeredAt: this.clock + 5,
      outcome: 'ACKNOWLEDGED',
      code: null,
      routing: 'DONE',
      answeredSubjectId: null,
      ...attempt,
    });
  }

  /** Everything together, as the collectors would give it. */
  evidence(): Evidence {
    const { subjects, attempts, unsettled, verdicts, trees, reconciliations } = this;
    const all = <Field extends 'commands' | 'outbox' | 'tasks' | 'entries'>(field: Field): RecordedSubject[Field] =>
      subjects.flatMap((subject) => subject[field] as never[]) as RecordedSubject[Field];
    return {
      attempts,
      unsettled,
      verdicts,
      trees,
      reconciliations,
      services: [
        {
          service: 'awards',
          commands: all('commands'),
          outbox: all('outbox'),
          tasks: all('tasks'),
          entries: all('entries'),
          subjects: subjects.map(({ row }) => row),
          findings: subjects.flatMap(({ findings }) => findings),
          heads: subjects.map(({ id, kind, lastNumber, appliedNumber, finished, held, entries }) => ({
            subjectId: id,
            kind,
            lastNumber,
            appliedNumber,
            finished,
            held,
            auditSequence: entries.length,
            auditHash: entries.at(-1)?.hash ?? CHAIN_START,
          })),
        },
      ],
      workflows: subjects.map(({ workflow, row, appliedNumber }) => ({
        ...workflow,
        progress: workflow.progress ?? { lastNumber: appliedNumber, state: row.state, unplaced: [] },
      })),
    };
  }

  private append(subject: RecordedSubject, entry: object): { readonly sequence: number; readonly hash: string } {
    const sequence = subject.entries.length + 1;
    const previousHash = subject.entries.at(-1)?.hash ?? CHAIN_START;
    const about = {
      subjectKind: subject.kind,
      subjectId: subject.id,
      sequence,
      before: null,
      runId: null,
      previousHash,
    };
    const text = canonical({ at: AT, after: null, ...about, ...entry });
    const hash = sha256(text);
    subject.entries.push({ subjectId: subject.id, sequence, text, hash });
    return { sequence, hash };
  }
}

/** The id of the task that an instruction opens. */
export function taskId(subject: { readonly id: string }, number: number, kind: string, unitId: string): string {
  return derivedId('task', subject.id, number, kind, unitId);
}
