import { CalendarDateScalar, Provenance } from '@thidua/service-kit';
import { Field, ID, ObjectType } from 'type-graphql';
import { Position } from '../officer/position.enum';

/** A mandate that somebody can act under today. */
@ObjectType({
  description:
    'Một ủy nhiệm đang có hiệu lực: chức danh của chính mình, hoặc được ủy quyền. A mandate in force: by an office of one’s own, or by delegation.',
})
export class Mandate {
  @Field(() => ID, {
    description:
      'Mã dùng cho X-Act-As: mã chức danh, hoặc mã ủy quyền. What X-Act-As takes: the office’s id, or the delegation’s.',
  })
  id: string;
  @Field(() => Position, { description: 'Chức danh. The position.' })
  position: Position;
  @Field(() => CalendarDateScalar, { description: 'Ngày đầu tiên có hiệu lực. First day.' })
  from: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày đầu tiên không còn hiệu lực; null khi không thời hạn. First day on which it no longer holds; null when open.',
  })
  until: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Số và ngày của văn bản công nhận hoặc ủy quyền. The document of the office, or of the delegation.',
  })
  document: string | null;

  unitId: string;
  /** Id of the delegation it comes from; null for an office of one's own. */
  delegationId: string | null;
}

/** An office delegated to another officer of the unit. */
@ObjectType({
  description:
    'Ủy quyền một chức danh cho cán bộ khác của đơn vị, có thời hạn. An office delegated to another officer of the unit, for a time.',
})
export class MandateDelegation {
  @Field(() => ID, {
    description: 'Mã định danh (UUID), cũng là mã ủy nhiệm. Id of the delegation, which is the mandate’s id.',
  })
  id: string;
  @Field(() => CalendarDateScalar, { description: 'Ngày đầu tiên. First day.' })
  from: string;
  @Field(() => CalendarDateScalar, {
    description:
      'Ngày đầu tiên không còn ủy quyền; bằng ngày đầu tiên khi đã hủy trước hạn. First day on which it no longer holds; the first day itself when it was called off.',
  })
  until: string;
  @Field({ description: 'Văn bản ủy quyền. The document it rests on.' })
  document: string;
  @Field({ description: 'Lý do ủy quyền. The reason.' })
  reason: string;
  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  provenance: Provenance;

  officeId: string;
  toMemberId: string;
}

/** A time in which an office gives no mandate. */
@ObjectType({
  description: 'Thời gian tạm đình chỉ một chức danh. A time in which an office gives no mandate.',
})
export class MandateSuspension {
  @Field(() => ID, { description: 'Mã định danh (UUID). Id of the suspension.' })
  id: string;
  @Field(() => CalendarDateScalar, { description: 'Ngày đầu tiên. First day.' })
  from: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày đầu tiên không còn đình chỉ; null khi chưa có quyết định khôi phục. First day on which it no longer holds; null while it is not resumed.',
  })
  until: string | null;
  @Field({ description: 'Văn bản đình chỉ. The document it rests on.' })
  document: string;
  @Field({ description: 'Lý do đình chỉ. The reason.' })
  reason: string;

  officeId: string;
}
