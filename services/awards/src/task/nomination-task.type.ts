import { Task } from '@thidua/service-kit';
import { ObjectType } from 'type-graphql';

/** A task on a nomination. */
@ObjectType({
  implements: Task,
  description:
    'Nhiệm vụ trên một hồ sơ đề nghị khen thưởng: thẩm định, ghi biểu quyết, ký quyết định, hoàn thiện hồ sơ. A task on a nomination.',
})
export class NominationTask extends Task {}
