import { CommandInput, IsWords } from '@thidua/service-kit';
import { IsOptional, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { IsIdentifier } from '../identifier/identifier.validation';
import { UnitRating } from './unit-rating.enum';

/** Input of rateUnit. */
@InputType({ description: 'Xếp loại một đơn vị cấp dưới trong một năm. Rates a unit under one’s own for a year.' })
export class RateUnitInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị được xếp loại. The unit.' })
  @IsIdentifier()
  unitId: string;

  @Field(() => Int, { description: 'Năm, từ 2000 đến năm nay. The year, 2000 to this.' })
  @Min(2000)
  @Max(2100)
  year: number;

  @Field(() => UnitRating, { description: 'Xếp loại. The rating.' })
  rating: UnitRating;

  @Field({ description: 'Quyết định công nhận (1–500 ký tự). The decision by which it is rated.' })
  @IsWords(500)
  document: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'Xếp loại được thay thế, khi xếp loại lại; phải là xếp loại hiện hành. The rating that it takes the place of: the one in force.',
  })
  @IsOptional()
  @IsIdentifier()
  supersedesId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Lý do, bắt buộc khi xếp loại lại (1–500 ký tự). Why; needed when it is rated again.',
  })
  @IsOptional()
  @IsWords(500)
  reason: string | null;
}
