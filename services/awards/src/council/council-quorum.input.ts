import { IsId } from '@thidua/service-kit';
import { IsOptional, Max, Min } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import { DatedRowInput } from '../catalogue/catalogue.input';

const MOST_PARTS = 100;

/** A quorum from a date on. */
@InputType({ description: 'Tỷ lệ tối thiểu tham gia của hội đồng từ một ngày. A council’s quorum from a date on.' })
export class SetCouncilQuorumInput extends DatedRowInput {
  @Field(() => ID, {
    nullable: true,
    description:
      'Cơ quan có hội đồng; bỏ trống là chung cho mọi cơ quan chưa quy định riêng (Tổng Liên đoàn đặt). The body; every body without a quorum of its own when left out, which the Confederation sets.',
  })
  @IsOptional()
  @IsId()
  bodyUnitId?: string | null;

  @Field(() => Int, {
    description: 'Tử số, 1 đến mẫu số; ví dụ 2 của 2/3. Numerator, 1 to the denominator: 2 of two thirds.',
  })
  @Min(1)
  @Max(MOST_PARTS)
  numerator: number;

  @Field(() => Int, { description: 'Mẫu số, 1–100; ví dụ 3 của 2/3. Denominator: 3 of two thirds.' })
  @Min(1)
  @Max(MOST_PARTS)
  denominator: number;
}
