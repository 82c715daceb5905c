import { severalCommand, type Command, type OpenTask } from './command';
import type { SeededRandom } from './seeded-random';
import type { Approver } from './workplace';

const MOST_AT_ONCE = 5;
const DECIDES = 0.6;
const RETURNS = 0.2;

/** A way to assign tasks, with those that it is for. */
interface Assignment {
  readonly assignment: 'CLAIM' | 'UNCLAIM' | 'RELEASE';
  readonly isFor: (task: OpenTask) => boolean;
}

/** What somebody does with several tasks of one kind at once: passes or returns them, claims them or gives them up. */
export function onSeveral(
  { role, person }: Approver,
  { kind }: OpenTask,
  tasks: readonly OpenTask[],
  random: SeededRandom,
): Command | null {
  const some = (isWanted: (task: OpenTask) => boolean): object[] =>
    tasks
      .filter((task) => task.kind === kind && isWanted(task))
      .slice(0, random.between(1, MOST_AT_ONCE))
      .map(({ id: taskId, version }) => ({ taskId, version }));
  if (kind === 'APPRAISE_NOMINATION' && random.chance(DECIDES)) {
    const free = some(({ assigneeId }) => assigneeId === null);
    const decision = random.chance(RETURNS) ? 'RETURN' : 'PASS';
    return free.length === 0
      ? null
      : severalCommand('decideAwardTasks', { tasks: free, decision, reason: 'Cùng một ý kiến (minh họa).' });
  }
  const ways: Assignment[] = [
    { assignment: 'CLAIM', isFor: ({ assigneeId }) => assigneeId === null },
    { assignment: 'UNCLAIM', isFor: ({ assigneeId }) => assigneeId === person.memberId },
  ];
  if (role === 'DECIDER') {
    ways.push({ assignment: 'RELEASE', isFor: ({ assigneeId }) => assigneeId !== null });
  }
  const { assignment, isFor } = random.pick(ways);
  const toAssign = some(isFor);
  return toAssign.length === 0 ? null : severalCommand('assignAwardTasks', { tasks: toAssign, assignment });
}
