import { awaited, type PersistentClient } from '../../../../scene';
import type { MatrixScene } from '../../scene/matrix-scene';

/** A pledge or review with the task on it that awaits somebody. */
export interface WaitingSubject {
  readonly subjectId: string;
  readonly taskId: string;
}

interface OpenTask {
  readonly id: string;
  readonly kind: string;
  readonly subjectId: string;
}

/** A task of a kind on a subject, as soon as somebody finds it in their list. */
export async function taskOn(client: PersistentClient, kind: string, subjectId: string): Promise<WaitingSubject> {
  const task = await awaited(`the task ${kind}`, async () => {
    const { viewer } = await client.read<{ viewer: { emulationTasks: { nodes: OpenTask[] } } }>(
      '{ viewer { id emulationTasks(first: 200) { nodes { id kind subjectId } } } }',
    );
    return viewer.emulationTasks.nodes.find((found) => found.kind === kind && found.subjectId === subjectId);
  });
  return { subjectId, taskId: task.id };
}

interface WithTasks {
  readonly tasks: readonly { readonly id: string; readonly version: number }[];
}

/** The version of a pledge as it is now. */
export async function versionOfPledge({ leader }: MatrixScene, id: string): Promise<number> {
  const { pledge } = await leader.read<{ pledge: { version: number } }>(
    'query Version($id: ID!) { pledge(id: $id) { version } }',
    { id },
  );
  return pledge.version;
}

/** The input of whatever is done to a task on a pledge or review: the task at the version that it has now. */
export async function onTaskOf(
  { leader }: MatrixScene,
  kind: 'pledge' | 'review',
  { subjectId, taskId }: WaitingSubject,
): Promise<object> {
  const { [kind]: subject } = await leader.read<Record<string, WithTasks>>(
    `query Tasks($id: ID!) { ${kind}(id: $id) { tasks { id version } } }`,
    { id: subjectId },
  );
  return { taskId, version: subject?.tasks.find(({ id }) => id === taskId)?.version };
}

/** The pledge of a group in a cycle, as soon as it has been prepared. */
export function pledgeOf(client: PersistentClient, groupId: string, cycleId: string): Promise<string> {
  return awaited('the pledge of the group', async () => {
    const { group } = await client.read<{ group: { pledge: { id: string } | null } }>(
      'query Pledge($groupId: ID!, $cycleId: ID!) { group(id: $groupId) { pledge(cycleId: $cycleId) { id } } }',
      { groupId, cycleId },
    );
    return group.pledge?.id;
  });
}

/** The review of a group or a unit in a cycle, as soon as it has been opened. */
export async function reviewOf(client: PersistentClient, reviewedId: string, cycleId: string): Promise<string> {
  const review = await awaited('the review', async () => {
    const { reviews } = await client.read<{ reviews: { nodes: Reviewed[] } }>(
      'query Reviews($cycleId: ID!) { reviews(cycleId: $cycleId) { nodes { id group { id } unit { id } } } }',
      { cycleId },
    );
    return reviews.nodes.find(({ group, unit }) => (group ?? unit)?.id === reviewedId);
  });
  return review.id;
}

interface Reviewed {
  readonly id: string;
  readonly group: { readonly id: string } | null;
  readonly unit: { readonly id: string } | null;
}
