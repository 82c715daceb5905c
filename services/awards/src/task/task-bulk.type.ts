import { RefusalReason } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';

/** What came of one of several tasks. */
export enum BulkItemOutcome {
  Done = 'DONE',
  Refused = 'REFUSED',
  NotYet = 'NOT_YET',
}
registerEnumType(BulkItemOutcome, {
  name: 'BulkItemOutcome',
  description: 'Kết quả của một mục trong lệnh hàng loạt. What came of one item of a command on several.',
  valuesConfig: {
    Done: { description: 'Đã thực hiện. Carried out.' },
    Refused: { description: 'Bị từ chối, có lý do; các mục khác không bị ảnh hưởng. Refused; the others go on.' },
    NotYet: {
      description: 'Chưa đến lượt: gửi lại đúng lệnh này để làm tiếp. Not yet: send the same command again to go on.',
    },
  },
});

/** What came of one task. */
@ObjectType({ description: 'Kết quả của một nhiệm vụ. What came of one task.' })
export class BulkTaskResult {
  @Field(() => ID, { description: 'Nhiệm vụ. The task.' })
  taskId: string;

  @Field(() => BulkItemOutcome, { description: 'Kết quả. What came of it.' })
  outcome: BulkItemOutcome;

  @Field(() => [RefusalReason], { description: 'Lý do bị từ chối. Why it was refused; empty otherwise.' })
  reasons: RefusalReason[];
}

/** What came of a command on several tasks, so far. */
@ObjectType({ description: 'Kết quả và tiến độ của lệnh hàng loạt. What came of a command on several tasks, so far.' })
export class BulkTaskResults {
  @Field(() => [BulkTaskResult], { description: 'Kết quả từng nhiệm vụ, theo thứ tự gửi. In the order sent.' })
  results: BulkTaskResult[];

  @Field(() => Int, { description: 'Số nhiệm vụ. How many tasks.' })
  total: number;

  @Field(() => Int, { description: 'Số đã thực hiện. How many are done.' })
  done: number;

  @Field(() => Int, { description: 'Số bị từ chối. How many were refused.' })
  refused: number;

  @Field(() => Int, {
    description:
      'Số chưa đến lượt: gửi lại đúng lệnh này cho đến khi bằng 0. How many are left: send it again until 0.',
  })
  notYet: number;
}

/** What came of one nomination of a command on several. */
@ObjectType({ description: 'Kết quả của một hồ sơ. What came of one nomination.' })
export class BulkNominationResult {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  nominationId: string;

  @Field(() => BulkItemOutcome, { description: 'Kết quả. What came of it.' })
  outcome: BulkItemOutcome;

  @Field(() => [RefusalReason], { description: 'Lý do bị từ chối. Why it was refused; empty otherwise.' })
  reasons: RefusalReason[];
}

/** What came of a command on several nominations, so far. */
@ObjectType({
  description: 'Kết quả và tiến độ của lệnh trên nhiều hồ sơ. What came of a command on several nominations, so far.',
})
export class BulkNominationResults {
  @Field(() => [BulkNominationResult], { description: 'Kết quả từng hồ sơ, theo thứ tự gửi. In the order sent.' })
  results: BulkNominationResult[];

  @Field(() => Int, { description: 'Số hồ sơ. How many nominations.' })
  total: number;

  @Field(() => Int, { description: 'Số đã thực hiện. How many are done.' })
  done: number;

  @Field(() => Int, { description: 'Số bị từ chối. How many were refused.' })
  refused: number;

  @Field(() => Int, {
    description:
      'Số chưa đến lượt: gửi lại đúng lệnh này cho đến khi bằng 0. How many are left: send it again until 0.',
  })
  notYet: number;
}
