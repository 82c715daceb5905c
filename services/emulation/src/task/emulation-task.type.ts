import { Task, type TaskRow } from '@thidua/service-kit';
import { ObjectType } from 'type-graphql';

/** A task that concerns a pledge. */
@ObjectType({
  implements: Task,
  description: 'Nhiệm vụ về giao ước: soạn, ký, xử lý chậm ký. A task on a pledge: draft, sign, deal with lateness.',
})
export class PledgeTask extends Task {}

/** A task that concerns a mid-year review. */
@ObjectType({
  implements: Task,
  description: 'Nhiệm vụ về sơ kết: kết luận, xử lý quá hạn. A task on a review: conclude, deal with lateness.',
})
export class ReviewTask extends Task {}

/** Whether a row is a task on a pledge; else it is one on a review. */
export function isPledgeTask(row: TaskRow): boolean {
  return row.subjectKind === 'PLEDGE';
}

/** A task as the graph shows it. */
export function taskOf(row: TaskRow): PledgeTask | ReviewTask {
  return Object.assign(isPledgeTask(row) ? new PledgeTask() : new ReviewTask(), row);
}
