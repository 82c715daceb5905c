import { CalendarDateScalar, CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { IsOptional } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { HoldKind } from './hold.enum';

/** A hold to place. */
@InputType({ description: 'Tạm dừng xét khen thưởng một người hoặc một đơn vị. Place a hold on a person or a unit.' })
export class PlaceHoldInput extends CommandInput {
  @Field(() => ID, { nullable: true, description: 'Đoàn viên; đúng một trong hai. The member; give one of the two.' })
  @IsOptional()
  @IsId()
  memberId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Đơn vị; đúng một trong hai. The unit; give one of the two.' })
  @IsOptional()
  @IsId()
  unitId?: string | null;
  @Field(() => HoldKind, { description: 'Lý do. Why.' })
  kind: HoldKind;
  @Field(() => CalendarDateScalar, { description: 'Ngày đầu, không sau hôm nay. First day, not after today.' })
  from: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày đầu tiên không còn, nếu biết. First day no longer in it, when known.',
  })
  until?: string | null;
  @Field({ description: 'Quyết định, thông báo làm căn cứ (1–500 ký tự). The document on which it rests.' })
  @IsWords(500)
  document: string;
}

/** A hold to lift. */
@InputType({ description: 'Gỡ bỏ tạm dừng xét khen thưởng. Lift a hold.' })
export class LiftHoldInput extends CommandInput {
  @Field(() => ID, { description: 'Tạm dừng cần gỡ. The hold.' })
  @IsId()
  holdId: string;
  @Field(() => CalendarDateScalar, {
    description: 'Ngày đầu tiên không còn, từ hôm nay. First day no longer in it, today at the earliest.',
  })
  until: string;
  @Field({ description: 'Văn bản gỡ bỏ (1–500 ký tự). The document that lifts it.' })
  @IsWords(500)
  document: string;
}
