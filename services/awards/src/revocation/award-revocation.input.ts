import { CalendarDateScalar, CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { ArrayMaxSize, ArrayMinSize, IsOptional, Length, MaxLength } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { MOST_NOMINATIONS } from '../decision/award-decision.rules';

const LONGEST_ARTICLE = 255;
const LONGEST_REASON = 2000;

/** Awards to revoke. */
@InputType({ description: 'Hủy bỏ khen thưởng đối với các hồ sơ của một quyết định. Awards of a decision to revoke.' })
export class RevokeAwardsInput extends CommandInput {
  @Field(() => ID, { description: 'Quyết định. The decision.' })
  @IsId()
  decisionId: string;

  @Field(() => [ID], { description: 'Các hồ sơ, 1–500; tất cả hoặc không. The nominations, 1 to 500; all or none.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NOMINATIONS)
  @IsId({ each: true })
  nominationIds: string[];

  @Field({
    description:
      'Điều, khoản làm căn cứ, 1–255 ký tự, ví dụ “Điều 93 Luật Thi đua, khen thưởng”. The article on which it rests, 1 to 255 characters.',
  })
  @IsWords(LONGEST_ARTICLE)
  article: string;

  @Field({ description: 'Lý do, 1–2.000 ký tự. The reason, 1 to 2,000 characters.' })
  @IsWords(LONGEST_REASON)
  reason: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Số quyết định hủy bỏ, 1–60 ký tự, khi có. Number of the revoking decision, 1 to 60 characters, if any.',
  })
  @IsOptional()
  @Length(1, 60)
  number: string | null;

  @Field(() => CalendarDateScalar, {
    description:
      'Ngày hủy bỏ, từ ngày ký quyết định đến hôm nay. Day of the revocation, from the signature until today.',
  })
  revokedOn: string;
}

/** Items that came back. */
@InputType({ description: 'Hiện vật khen thưởng đã thu hồi. Items of revoked awards that came back.' })
export class RecordAwardItemsRecoveredInput extends CommandInput {
  @Field(() => ID, { description: 'Lần hủy bỏ. The revocation.' })
  @IsId()
  revocationId: string;

  @Field(() => [ID], { description: 'Các hồ sơ, 1–500. The nominations, 1 to 500.' })
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_NOMINATIONS)
  @IsId({ each: true })
  nominationIds: string[];

  @Field(() => CalendarDateScalar, { description: 'Ngày thu hồi, không sau hôm nay. Day, not after today.' })
  recoveredOn: string;

  @Field(() => String, {
    nullable: true,
    description: 'Ghi chú, tối đa 2.000 ký tự. A note, at most 2,000 characters.',
  })
  @IsOptional()
  @MaxLength(LONGEST_REASON)
  note: string | null;
}
