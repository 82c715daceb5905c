import { CommandInput, PageArguments } from '@thidua/service-kit';
import { IsOptional, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { GraphQLSafeInt } from 'graphql-scalars';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import { LARGEST_AMOUNT } from '../ledger/amount';
import { FundStream } from '../ledger/fund-stream';
import { FIRST_YEAR, LAST_YEAR } from '../ledger/years';

/** Input of setBudget. */
@InputType({ description: 'Dự toán cần giao. The budget to set.' })
export class SetBudgetInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị được giao dự toán. The unit whose own budget it is.' })
  @IsUUID()
  unitId: string;

  @Field(() => Int, { description: 'Năm ngân sách, 2000 đến 2100. Budget year, 2000 to 2100.' })
  @Min(FIRST_YEAR)
  @Max(LAST_YEAR)
  year: number;

  @Field(() => FundStream, { description: 'Nguồn thu. Stream of money.' })
  stream: FundStream;

  @Field(() => GraphQLSafeInt, {
    description: 'Số tiền, đồng, từ 1 đến 10^13. Amount in whole đồng, 1 to 10^13.',
  })
  @Min(1)
  @Max(LARGEST_AMOUNT)
  amount: number;

  @Field(() => String, {
    nullable: true,
    description: 'Văn bản giao dự toán, tối đa 200 ký tự. The document that sets it, at most 200 characters.',
  })
  @IsOptional()
  @MaxLength(200)
  document?: string | null;
}

/** Arguments of budgets. */
@ArgsType()
export class BudgetsArguments extends PageArguments {
  @Field(() => ID, { description: 'Đơn vị. The unit.' })
  @IsUUID()
  unitId: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Năm ngân sách; trống là mọi năm. Budget year; all when not given.',
  })
  @IsOptional()
  @Min(FIRST_YEAR)
  @Max(LAST_YEAR)
  year?: number | null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Kèm cả dự toán đã bị thay thế. Whether superseded budgets are listed too.',
  })
  includeSuperseded: boolean;
}
