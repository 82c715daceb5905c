import type { Contested } from '../client-log';
import { ROUTED, type HashedEntry } from './audit-entries';
import type { TaskState } from './evidence';
import { TaskBoard } from './task-board';
import type { Violation } from './violation';

/** Acts by which a task is somebody's or nobody's; those of leaders whoever holds it. */
const BY_LEADERS: readonly string[] = ['REASSIGN', 'RELEASE'];
const ASSIGNMENTS: readonly string[] = ['CLAIM', 'UNCLAIM', 'DELEGATE', ...BY_LEADERS];

/** What a decision makes the workflow answer. */
export interface ExpectedInstruction {
  readonly state: string;
  readonly closeOpenTasks: boolean;
  readonly opened: readonly { readonly kind: string; readonly unitId: string }[];
}

/** Where a subject's history leads. */
export interface SubjectPath {
  readonly violations: readonly Violation[];
  /** The state that its row must have. */
  readonly state: string;
}

/** What was seen by the commands that had to see something, by commandId. */
export type SeenVersions = ReadonlyMap<string, Contested | null>;

/**
 * Walks along a subject's chain, entry by entry, as its own small model of the domain: which command is possible when,
 * what the workflow must answer, which tasks must then be open.
 */
export abstract class PathWalk {
  protected readonly board: TaskBoard;
  private readonly violations: Violation[] = [];
  private readonly expected = new Map<number, ExpectedInstruction>();
  private applied = 0;

  constructor(
    protected readonly subjectId: string,
    private readonly seen: SeenVersions,
    /** The state of the subject's row: what commands look at. */
    protected state: string,
  ) {
    this.board = new TaskBoard(subjectId);
  }

  /** Walks to the end and compares with the rows of today. */
  walk(chain: readonly HashedEntry[], tasks: readonly TaskState[]): SubjectPath {
    for (const entry of chain) {
      if (entry.action === ROUTED) {
        this.apply(entry);
      } else {
        this.decide(entry);
      }
    }
    for (const difference of this.board.differences(tasks)) {
      this.report(difference);
    }
    return { violations: this.violations, state: this.state };
  }

  /** A command or a timer's act: whether it was possible, and what follows. */
  protected abstract decide(entry: HashedEntry): void;

  /** What a service does besides when an instruction is applied. */
  protected afterInstruction(): void {}

  /** Says what the workflow must answer to a decision. */
  protected expect(entry: HashedEntry, instruction: ExpectedInstruction): void {
    if (entry.decisionNumber === null) {
      this.illegal(entry, 'it has no number');
    } else {
      this.expected.set(entry.decisionNumber, instruction);
    }
  }

  /** Claiming, giving back and giving on; whether the entry was one of these. */
  protected assign(entry: HashedEntry): boolean {
    if (!ASSIGNMENTS.includes(entry.action)) {
      return false;
    }
    // A leader takes a task from whoever holds it.
    const actor = BY_LEADERS.includes(entry.action) ? null : entry.actor;
    const to = this.assigneeOf(entry);
    this.require(entry, this.board.assign(String(entry.after?.['taskId']), actor, to, this.seenBy(entry)));
    return true;
  }

  /** Who has the task from then on. */
  private assigneeOf({ action, actor, after }: HashedEntry): string | null {
    if (action === 'CLAIM') {
      return actor;
    }
    const given = after?.['assigneeId'];
    return typeof given === 'string' ? given : null;
  }

  /** A decision on a task by whoever made the entry. */
  protected complete(entry: HashedEntry, taskId: string): void {
    this.require(entry, this.board.complete(taskId, entry.actor, this.seenBy(entry)));
  }

  /** @param problem what is wrong, or null when nothing is. */
  protected require(entry: HashedEntry, problem: string | null): void {
    if (problem !== null) {
      this.illegal(entry, `it is about ${problem}`);
    }
  }

  protected illegal({ sequence, action, operation }: HashedEntry, why: string): void {
    this.report(`entry ${sequence}, ${action} by ${operation}: ${why}`);
  }

  /** What whoever made the entry had seen, where they had to. */
  protected seenBy({ commandId }: HashedEntry): Contested | null {
    return this.seen.get(commandId) ?? null;
  }

  private report(what: string): void {
    this.violations.push({ kind: 'ILLEGAL_PATH', about: this.subjectId, what });
  }

  private apply(entry: HashedEntry): void {
    const number = entry.decisionNumber ?? 0;
    const instruction = this.expected.get(number);
    if (number !== this.applied + 1) {
      this.illegal(entry, `instruction ${number} was applied after instruction ${this.applied}`);
    }
    this.applied = number;
    if (!instruction) {
      this.illegal(entry, `there is no decision ${number} before it`);
      return;
    }
    const opened = (entry.after?.['opened'] ?? []) as readonly { kind: string; unitId: string }[];
    const names = (tasks: ExpectedInstruction['opened']): string =>
      tasks
        .map(({ kind, unitId }) => `${kind} ${unitId}`)
        .sort()
        .join();
    if (entry.after?.['state'] !== instruction.state || names(opened) !== names(instruction.opened)) {
      this.illegal(
        entry,
        `the workflow answered ${String(entry.after?.['state'])} [${names(opened)}], the rules say ${instruction.state} [${names(instruction.opened)}]`,
      );
    }
    if (instruction.closeOpenTasks) {
      this.board.closeAll();
    }
    for (const { kind, unitId } of opened) {
      this.board.open(kind, unitId, number);
    }
    this.state = String(entry.after?.['state']);
    this.afterInstruction();
  }
}
