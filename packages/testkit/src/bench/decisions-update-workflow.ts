/** The workflow of the yardstick: an update that answers when its one activity has. It runs in Temporal's sandbox. */
import { condition, defineUpdate, proxyActivities, setHandler } from '@temporalio/workflow';

/** The activity as the workflow sees it. */
export interface YardstickActivities {
  /** Answers at once. */
  answerAtOnce(number: number): Promise<number>;
}

const { answerAtOnce } = proxyActivities<YardstickActivities>({ startToCloseTimeout: '10 s' });

/** Returns what its activity answered. */
export const updateWithActivity = defineUpdate<number, [number]>('updateWithActivity');

/** Lives until it has had its updates. */
export async function yardstickWorkflow(updates: number): Promise<void> {
  let answered = 0;
  setHandler(updateWithActivity, async (number) => {
    const answer = await answerAtOnce(number);
    answered += 1;
    return answer;
  });
  await condition(() => answered >= updates);
}
