import { Task } from '@thidua/service-kit';
import { Field, ObjectType } from 'type-graphql';

/** A task on a nomination. */
@ObjectType({
  implements: Task,
  description:
    'Nhiệm vụ trên một hồ sơ đề nghị khen thưởng: thẩm định, ghi biểu quyết, ký quyết định, hoàn thiện hồ sơ. A task on a nomination.',
})
export class NominationTask extends Task {}

/** Why a task is here, in words. */
@ObjectType({ description: 'Lý do có nhiệm vụ, bằng lời. Why a task is here, in words.' })
export class TaskReason {
  @Field({ description: 'Bằng tiếng Việt. In Vietnamese.' })
  vi: string;

  @Field({ description: 'Bằng tiếng Anh. In English.' })
  en: string;
}
