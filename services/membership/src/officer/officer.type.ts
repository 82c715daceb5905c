import { CalendarDateScalar, Provenance } from '@thidua/service-kit';
import { Field, ID, ObjectType } from 'type-graphql';
import { Position } from './position.enum';

/** An office. */
@ObjectType({
  description:
    'Chức danh của một đoàn viên tại một đơn vị. An office: a member’s position in a unit between two dates.',
})
export class Officer {
  @Field(() => ID, {
    description: 'Mã định danh (UUID), cũng là mã ủy nhiệm. Id of the office, which is the mandate’s id.',
  })
  id: string;
  @Field(() => Position, { description: 'Chức danh. The position.' })
  position: Position;
  @Field(() => CalendarDateScalar, { description: 'Ngày bắt đầu nhiệm kỳ. First day.' })
  from: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày đầu tiên không còn giữ; null khi còn. First day on which it is no longer held; null when open.',
  })
  until: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Văn bản công nhận hoặc câu trong nguồn. The document, or the source’s sentence.',
  })
  document: string | null;
  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  provenance: Provenance;

  memberId: string;
  unitId: string;
}
