import { CalendarDateScalar } from '@thidua/service-kit';
import { Field, ID, ObjectType } from 'type-graphql';
import { HoldKind } from './hold.enum';

/** A hold. */
@ObjectType({
  description:
    'Tạm dừng xét khen thưởng một người hoặc một đơn vị: đang chịu kỷ luật, thanh tra hoặc có khiếu nại, tố cáo. A time in which a person or a unit is not to be honoured.',
})
export class AwardHold {
  @Field(() => ID, { description: 'Mã định danh (UUID). Id of the hold.' })
  id: string;
  @Field(() => HoldKind, { description: 'Lý do. Why.' })
  kind: HoldKind;
  @Field(() => CalendarDateScalar, { description: 'Ngày đầu. First day.' })
  from: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày đầu tiên không còn; null khi chưa rõ. First day no longer in it; null while open.',
  })
  until: string | null;
  @Field({ description: 'Quyết định, thông báo làm căn cứ. The decision or notice on which it rests.' })
  document: string;
  @Field(() => String, { nullable: true, description: 'Văn bản gỡ bỏ, nếu có. The document that lifted it, if any.' })
  liftedDocument: string | null;

  memberId: string | null;
  unitId: string | null;
}
