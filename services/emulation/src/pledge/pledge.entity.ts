import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** State of a pledge, as its workflow last said. */
export enum PledgeStateValue {
  Drafting = 'DRAFTING',
  Signing = 'SIGNING',
  Signed = 'SIGNED',
}
registerEnumType(PledgeStateValue, {
  name: 'PledgeState',
  description: 'Trạng thái của giao ước thi đua. State of a pledge.',
  valuesConfig: {
    Drafting: { description: 'Cụm trưởng, khối trưởng đang soạn. Being drafted by the group’s head.' },
    Signing: { description: 'Đã mở để các đơn vị ký. Open for signature.' },
    Signed: { description: 'Mọi đơn vị trong cụm, khối đã ký. Signed by every member unit.' },
  },
});

/** A group's pledge of a cycle (giao ước thi đua). */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Giao ước thi đua của một cụm, khối trong một chu kỳ: soạn, mở ký, mọi đơn vị ký; ký sau hạn được chấp nhận và ghi là muộn. A group’s pledge of a cycle; a late signature is accepted and marked late.',
})
@Entity('emulation_pledge')
@Index('emulation_pledge_group', ['groupId', 'cycleId'], { unique: true })
@Index('emulation_pledge_cycle', ['cycleId', 'state', 'id'])
export class EmulationPledge {
  @Field(() => ID, { description: 'Mã giao ước. Id of the pledge.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'cycle_id' })
  cycleId: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  /** The unit that headed the group when the pledge was prepared, or the later head that has acted on it since. */
  @Column('uuid', { name: 'head_unit_id' })
  headUnitId: string;

  /** The unit that owns the group: it receives escalations. */
  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Field(() => Int, {
    description:
      'Phiên bản bản soạn, từ 1, tăng sau mỗi lần soạn; lệnh soạn và mở ký phải nêu. Version of the draft, from 1, one more with each drafting; drafting and opening demand it.',
  })
  @Column('int', { default: 1 })
  version: number;

  @Field(() => PledgeStateValue, { description: 'Trạng thái. State of the pledge.' })
  @Column('varchar', { length: 20 })
  state: PledgeStateValue;

  @Column('text', { nullable: true })
  content: string | null;

  @Field(() => Int, {
    description: 'Số hoạt động chung tối thiểu để mở ký. Joint activities needed before it can be opened.',
  })
  @Column('int', { name: 'minimum_joint_activities' })
  minimumJointActivities: number;

  @Field(() => Date, { description: 'Thời điểm nhắc ký (UTC). When those who have not signed are reminded.' })
  @Column('datetime', { name: 'reminder_at', precision: 6 })
  reminderAt: Date;

  @Field(() => Date, { description: 'Hạn ký (UTC). Deadline for signatures.' })
  @Column('datetime', { name: 'deadline_at', precision: 6 })
  deadlineAt: Date;

  @Field(() => Date, { nullable: true, description: 'Thời điểm mở ký (UTC). When it was opened for signature.' })
  @Column('datetime', { name: 'opened_at', precision: 6, nullable: true })
  openedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'Thời điểm đơn vị cuối cùng ký (UTC). When the last unit signed.' })
  @Column('datetime', { name: 'completed_at', precision: 6, nullable: true })
  completedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'Thời điểm đã nhắc (UTC). When the reminder went out.' })
  @Column('datetime', { name: 'reminded_at', precision: 6, nullable: true })
  remindedAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Thời điểm báo cáo việc chậm ký lên đơn vị chủ quản (UTC). When lateness was escalated to the owner.',
  })
  @Column('datetime', { name: 'escalated_at', precision: 6, nullable: true })
  escalatedAt: Date | null;

  @Column('json', { name: 'escalated_unit_ids', nullable: true })
  escalatedUnitIds: string[] | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Thời điểm đơn vị chủ quản xử lý việc chậm ký (UTC). When the owner dealt with the escalation.',
  })
  @Column('datetime', { name: 'escalation_handled_at', precision: 6, nullable: true })
  escalationHandledAt: Date | null;

  @Column('text', { name: 'escalation_note', nullable: true })
  escalationNote: string | null;
}

/** Something that all units of the group do together (hoạt động chung). */
@ObjectType({ description: 'Hoạt động chung ghi trong giao ước. A joint activity that the pledge names.' })
@Entity('joint_activity')
export class JointActivity {
  @PrimaryColumn('uuid', { name: 'pledge_id' })
  pledgeId: string;

  @Field(() => Int, { description: 'Số thứ tự, từ 1. Ordinal, from 1.' })
  @PrimaryColumn('int')
  ordinal: number;

  @Field({ description: 'Mô tả hoạt động. What the units do together.' })
  @Column('varchar', { length: 1000 })
  description: string;
}

/** A unit that has to sign, fixed when the pledge is opened for signature. */
@Entity('pledge_member')
export class PledgeMember {
  @PrimaryColumn('uuid', { name: 'pledge_id' })
  pledgeId: string;

  @PrimaryColumn('uuid', { name: 'unit_id' })
  unitId: string;
}

/** A unit's signature. */
@ObjectType({ description: 'Chữ ký của một đơn vị vào giao ước. A unit’s signature on the pledge.' })
@Entity('pledge_signature')
export class PledgeSignature {
  @PrimaryColumn('uuid', { name: 'pledge_id' })
  pledgeId: string;

  @PrimaryColumn('uuid', { name: 'unit_id' })
  unitId: string;

  @Column('uuid', { name: 'signed_by' })
  signedBy: string;

  @Field(() => ID, { description: 'Ủy quyền đã dùng để ký. Mandate used: the officer’s id.' })
  @Column('uuid', { name: 'mandate_id' })
  mandateId: string;

  @Field(() => Date, { description: 'Thời điểm ký (UTC). When it was signed.' })
  @Column('datetime', { name: 'signed_at', precision: 6 })
  signedAt: Date;

  @Field({ description: 'Ký sau hạn. Whether it came after the deadline.' })
  @Column('boolean')
  late: boolean;
}
