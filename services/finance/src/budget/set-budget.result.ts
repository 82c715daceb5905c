import { CommandRefused } from '@thidua/service-kit';
import { createUnionType, Field, ObjectType } from 'type-graphql';
import { Budget } from './budget.entity';

/** The budget was set. */
@ObjectType({ description: 'Đã giao dự toán. The budget was set.' })
export class SetBudgetSuccess {
  @Field(() => Budget, { description: 'Dự toán vừa giao. The budget as it stands now.' })
  budget: Budget;
}

/** What setBudget returns. */
export const SetBudgetResult = createUnionType({
  name: 'SetBudgetResult',
  description: 'Kết quả của lệnh giao dự toán. What setBudget returns.',
  types: () => [SetBudgetSuccess, CommandRefused] as const,
});
