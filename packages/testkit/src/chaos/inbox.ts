import { taskCommand, type Command, type OpenTask } from './command';
import type { CommandSender } from './command-sender';
import type { Person } from './person';
import type { SeededRandom } from './seeded-random';

/** The services that have tasks. */
type TaskService = 'awards' | 'emulation';

const INBOX: Readonly<Record<TaskService, string>> = {
  awards:
    'query Inbox { viewer { id awardTasks(first: 12) { nodes { id kind version subjectId unitId assigneeId } } } }',
  emulation:
    'query Inbox { viewer { id emulationTasks(first: 12) { nodes { id kind version subjectId unitId assigneeId } } } }',
};
const CLAIM: Readonly<Record<TaskService, { readonly claim: string; readonly giveBack: string }>> = {
  awards: { claim: 'claimAwardTask', giveBack: 'unclaimAwardTask' },
  emulation: { claim: 'claimEmulationTask', giveBack: 'unclaimEmulationTask' },
};
/** How often somebody takes the task that is due first, as everybody else does who looks at the same inbox. */
const TAKES_THE_FIRST = 0.6;
const TRIES_ANOTHERS_TASK = 0.1;
const CLAIMS = 0.25;
const GIVES_BACK = 0.12;
const ACTS_ON_A_STALE_VERSION = 0.04;

/** The tasks that wait for a person in one service. @throws while it does not answer. */
export async function readInbox(sender: CommandSender, person: Person, service: TaskService): Promise<OpenTask[]> {
  const { viewer } = await sender.read<{
    viewer: { awardTasks?: { nodes: OpenTask[] }; emulationTasks?: { nodes: OpenTask[] } } | null;
  }>(person, INBOX[service]);
  const tasks = viewer?.awardTasks ?? viewer?.emulationTasks;
  if (!tasks) {
    throw new Error(`${service} gave no inbox`);
  }
  return tasks.nodes;
}

/** The task that somebody turns to: mostly the one that the others turn to as well. */
export function chooseTask(tasks: readonly OpenTask[], person: Person, random: SeededRandom): OpenTask | null {
  const daring = random.chance(TRIES_ANOTHERS_TASK);
  const possible = tasks.filter(({ assigneeId }) => daring || assigneeId === null || assigneeId === person.memberId);
  if (possible.length === 0) {
    return null;
  }
  const task = random.chance(TAKES_THE_FIRST) ? possible[0] : random.pick(possible);
  return task && random.chance(ACTS_ON_A_STALE_VERSION) && task.version > 1
    ? { ...task, version: task.version - 1 }
    : (task ?? null);
}

/** Claims the task or gives it back, where that is what somebody does with it; null when they go on to decide. */
export function claimOrNot(
  service: TaskService,
  task: OpenTask,
  person: Person,
  finishing: boolean,
  random: SeededRandom,
): Command | null {
  const { claim, giveBack } = CLAIM[service];
  if (task.assigneeId === person.memberId) {
    return random.chance(GIVES_BACK) ? taskCommand(giveBack, service, task) : null;
  }
  return !finishing && random.chance(CLAIMS) ? taskCommand(claim, service, task) : null;
}
