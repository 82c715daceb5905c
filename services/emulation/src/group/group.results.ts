import { Field, ObjectType } from 'type-graphql';
import { resultOf } from '../command/result';
import { EmulationGroup } from './group.entity';

/** A group was formed. */
@ObjectType({ description: 'Đã thành lập cụm, khối. The group was formed.' })
export class FormGroupSuccess {
  @Field(() => EmulationGroup, { description: 'Cụm, khối. The group.' })
  group: EmulationGroup;
}

/** A membership was changed. */
@ObjectType({ description: 'Đã thay đổi thành viên. The membership was changed.' })
export class ChangeGroupMembershipSuccess {
  @Field(() => EmulationGroup, { description: 'Cụm, khối. The group.' })
  group: EmulationGroup;
}

/** The head was changed. */
@ObjectType({ description: 'Đã đổi đơn vị trưởng. The head was changed.' })
export class ChangeGroupHeadSuccess {
  @Field(() => EmulationGroup, { description: 'Cụm, khối. The group.' })
  group: EmulationGroup;
}

/** An event was recorded. */
@ObjectType({ description: 'Đã ghi nhận sự kiện. The event was recorded.' })
export class RecordGroupEventSuccess {
  @Field(() => EmulationGroup, { description: 'Cụm, khối. The group.' })
  group: EmulationGroup;
}

/** Result of formGroup. */
export const FormGroupResult = resultOf('FormGroup', FormGroupSuccess, 'thành lập cụm, khối');
/** Result of changeGroupMembership. */
export const ChangeGroupMembershipResult = resultOf(
  'ChangeGroupMembership',
  ChangeGroupMembershipSuccess,
  'thay đổi thành viên',
);
/** Result of changeGroupHead. */
export const ChangeGroupHeadResult = resultOf('ChangeGroupHead', ChangeGroupHeadSuccess, 'đổi đơn vị trưởng');
/** Result of recordGroupEvent. */
export const RecordGroupEventResult = resultOf('RecordGroupEvent', RecordGroupEventSuccess, 'ghi nhận sự kiện');
