import { CalendarDateScalar, DeclaresPermission, Provenance, connectionOf } from '@thidua/service-kit';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Gender } from './gender.enum';

/** A member, as far as the caller may see one. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Đoàn viên. A union member. Fields that the caller may not see are null: the name is for officers, for oneself and for whoever may read members or nominations of a unit to which the member belongs or belonged; the rest for oneself and for whoever may read members (member.read) of the unit to which the member belongs, or in which they hold an office, today.',
})
export class Member {
  @Field(() => ID, { description: 'Mã định danh (UUID). Id of the member.' })
  id: string;
  @Field(() => String, {
    nullable: true,
    description:
      'Mã đoàn viên, duy nhất; null khi không có hoặc không được xem. Code, unique; null when there is none or it may not be seen.',
  })
  @DeclaresPermission('member.read')
  code: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Họ và tên; null khi không được xem. Full name; null when it may not be seen.',
  })
  fullName: string | null;
  @Field(() => Gender, {
    nullable: true,
    description: 'Giới tính; null khi không được xem. Gender; null when it may not be seen.',
  })
  @DeclaresPermission('member.read')
  gender: Gender | null;
  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  provenance: Provenance;

  /** Whether the caller may see everything of the member; not part of the graph. */
  isOpen: boolean;
}

/** Page of members. */
export const MemberConnection = connectionOf(Member, 'Member', 'đoàn viên');

/** A member's belonging to a unit. */
@ObjectType({ description: 'Thời gian sinh hoạt tại một đơn vị. A member’s belonging to a unit between two dates.' })
export class Affiliation {
  @Field(() => CalendarDateScalar, { description: 'Ngày bắt đầu. First day.' })
  from: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày đầu tiên không còn; null khi đang sinh hoạt. First day on which it no longer holds; null when open.',
  })
  until: string | null;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày kết nạp; null khi chuyển đến hoặc không biết. Date of admission; null when the member came from another unit or it is not known.',
  })
  admittedOn: string | null;

  memberId: string;
  unitId: string;
}
