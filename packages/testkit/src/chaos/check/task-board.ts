import { derivedId } from '@thidua/contracts/ids';
import type { Contested } from '../client-log';
import type { TaskState } from './evidence';

interface Task {
  readonly kind: string;
  readonly unitId: string;
  status: 'OPEN' | 'COMPLETED' | 'CANCELLED';
  version: number;
  assigneeId: string | null;
}

/** The tasks of one subject as its history says they must be. Each act tells what is wrong with it, or null. */
export class TaskBoard {
  private readonly tasks = new Map<string, Task>();

  constructor(private readonly subjectId: string) {}

  /** An instruction opens a task. */
  open(kind: string, unitId: string, instructionNumber: number): void {
    const id = derivedId('task', this.subjectId, instructionNumber, kind, unitId);
    this.tasks.set(id, { kind, unitId, status: 'OPEN', version: 1, assigneeId: null });
  }

  /** An instruction closes what is open. */
  closeAll(): void {
    for (const task of this.openTasks()) {
      task.status = 'CANCELLED';
      task.version += 1;
    }
  }

  /** The open task of a kind for a unit. */
  find(kind: string, unitId: string): string | null {
    const found = [...this.tasks].find(
      ([, task]) => task.status === 'OPEN' && task.kind === kind && task.unitId === unitId,
    );
    return found?.[0] ?? null;
  }

  /** Whether a task waits for somebody. */
  isOpen(id: string): boolean {
    return this.tasks.get(id)?.status === 'OPEN';
  }

  /** The kind of a task; null for one that was never opened. */
  kindOf(id: string): string | null {
    return this.tasks.get(id)?.kind ?? null;
  }

  /** Somebody decides on a task, or nobody does but a rule. @param actor null for a rule. */
  complete(id: string, actor: string | null, seen: Contested | null): string | null {
    const task = this.tasks.get(id);
    const problem = this.problemWith(id, actor, seen);
    if (task && !problem) {
      task.status = 'COMPLETED';
      task.version += 1;
    }
    return problem;
  }

  /** A task becomes somebody's or nobody's. @param actor null for who may take it from whoever holds it. */
  assign(id: string, actor: string | null, assigneeId: string | null, seen: Contested | null): string | null {
    const task = this.tasks.get(id);
    const problem = this.problemWith(id, actor, seen);
    if (task && !problem) {
      task.assigneeId = assigneeId;
      task.version += 1;
    }
    return problem;
  }

  /** Something about an open task changes, whoever has claimed it. */
  touch(id: string, seen: Contested | null): string | null {
    const task = this.tasks.get(id);
    const problem = this.problemWith(id, null, seen);
    if (task && !problem) {
      task.version += 1;
    }
    return problem;
  }

  /** How the database's rows differ from what they must be. */
  differences(rows: readonly TaskState[]): string[] {
    const inDatabase = new Map(rows.map((row) => [row.id, row]));
    const missing = [...this.tasks].filter(([id]) => !inDatabase.has(id));
    return [
      ...missing.map(([id, { kind }]) => `the task ${kind} ${id} was opened and is not there`),
      ...rows.flatMap(({ id, kind, status, version, assigneeId }) => {
        const task = this.tasks.get(id);
        if (!task) {
          return [`the task ${kind} ${id} is there and was never opened`];
        }
        const isSame = task.status === status && task.version === version && task.assigneeId === assigneeId;
        return isSame
          ? []
          : [
              `the task ${kind} ${id} is ${status} at version ${version}, by its history ${task.status} at version ${task.version}`,
            ];
      }),
    ];
  }

  private openTasks(): Task[] {
    return [...this.tasks.values()].filter(({ status }) => status === 'OPEN');
  }

  private problemWith(id: string, actor: string | null, seen: Contested | null): string | null {
    const task = this.tasks.get(id);
    if (!task) {
      return `a task ${id} that was never opened`;
    }
    if (task.status !== 'OPEN') {
      return `the task ${task.kind} that is ${task.status} already`;
    }
    if (actor !== null && task.assigneeId !== null && task.assigneeId !== actor) {
      return `the task ${task.kind} that somebody else has claimed`;
    }
    if (seen && seen.id === id && seen.version !== task.version) {
      return `the task ${task.kind} at version ${task.version} by somebody who had seen version ${seen.version}`;
    }
    return null;
  }
}
