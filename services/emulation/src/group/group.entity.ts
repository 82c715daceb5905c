import { Provenance } from '@thidua/service-kit';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A cluster of upper-level unions or a block of grassroots unions. */
export enum GroupKind {
  Cluster = 'CLUSTER',
  Block = 'BLOCK',
}
registerEnumType(GroupKind, {
  name: 'EmulationGroupKind',
  description: 'Loại nhóm thi đua: cụm hoặc khối. Kind of emulation group.',
  valuesConfig: {
    Cluster: { description: 'Cụm thi đua: nhóm các công đoàn cấp trên. A cluster of upper-level unions.' },
    Block: { description: 'Khối thi đua: nhóm các công đoàn cơ sở. A block of grassroots unions.' },
  },
});

/** Something that a group held, with the unit that was its host. */
export enum GroupEventKind {
  PledgeSigning = 'PLEDGE_SIGNING',
  ThematicSession = 'THEMATIC_SESSION',
}
registerEnumType(GroupEventKind, {
  name: 'GroupEventKind',
  description: 'Loại sự kiện của cụm, khối. Kind of a group’s event.',
  valuesConfig: {
    PledgeSigning: { description: 'Lễ ký kết giao ước thi đua. Signing ceremony of the pledge.' },
    ThematicSession: { description: 'Sinh hoạt chuyên đề. Thematic session.' },
  },
});

/** An emulation group (cụm, khối thi đua): recursive by owner, with dated members and a dated head. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Cụm hoặc khối thi đua của một liên đoàn; đơn vị trong cụm có thể có khối riêng của mình. A cluster or block that an owner has formed; a member of a cluster may own blocks of its own.',
})
@Entity('emulation_group')
@Index('emulation_group_number', ['ownerUnitId', 'kind', 'number'], { unique: true })
export class EmulationGroup {
  @Field(() => ID, { description: 'Mã cụm, khối. Id of the group.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Field(() => GroupKind, { description: 'Cụm hay khối. Cluster or block.' })
  @Column('varchar', { length: 20 })
  kind: GroupKind;

  @Field(() => Int, { description: 'Số thứ tự của cụm, khối. Number of the group, from 1.' })
  @Column('int')
  number: number;

  @Field({ description: 'Tên cụm, khối. Name of the group.' })
  @Column('varchar', { length: 255 })
  name: string;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;
}

/** A unit's membership of a group, dated. */
@ObjectType({ description: 'Một đơn vị thuộc cụm, khối trong một khoảng thời gian. A unit’s dated membership.' })
@Entity('group_membership')
@Index('group_membership_group', ['groupId', 'validFrom'])
@Index('group_membership_unit', ['unitId', 'ownerUnitId', 'kind', 'validFrom'])
export class GroupMembership {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Column('varchar', { length: 20 })
  kind: GroupKind;

  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Column('date', { name: 'valid_from' })
  validFrom: string;

  @Column('date', { name: 'valid_until' })
  validUntil: string;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;
}

/** The unit that heads a group, dated. */
@ObjectType({
  description:
    'Đơn vị cụm trưởng, khối trưởng trong một khoảng thời gian. The unit that heads a group in a span of time.',
})
@Entity('group_head')
@Index('group_head_group', ['groupId', 'validFrom'])
export class GroupHead {
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Column('date', { name: 'valid_from' })
  validFrom: string;

  @Column('date', { name: 'valid_until' })
  validUntil: string;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;
}

/** An event of a group with its host: the host need not be a member. */
@ObjectType({
  description:
    'Sự kiện của cụm, khối và đơn vị đăng cai; đăng cai không có nghĩa là thành viên. A group’s event with its host; a host need not be a member.',
})
@Entity('group_event')
@Index('group_event_group', ['groupId', 'year'])
export class GroupEvent {
  @Field(() => ID, { description: 'Mã sự kiện. Id of the event.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'group_id' })
  groupId: string;

  @Field(() => GroupEventKind, { description: 'Loại sự kiện. Kind of event.' })
  @Column('varchar', { length: 30 })
  kind: GroupEventKind;

  @Field(() => Int, { description: 'Năm thi đua của sự kiện. Year that the event belongs to.' })
  @Column('int')
  year: number;

  @Column('uuid', { name: 'host_unit_id', nullable: true })
  hostUnitId: string | null;

  @Field(() => String, { nullable: true, description: 'Ngày tổ chức, nếu biết. Day it was held, when known.' })
  @Column('date', { name: 'held_on', nullable: true })
  heldOn: string | null;

  @Field(() => String, { nullable: true, description: 'Tiêu đề, nội dung. Title of the event.' })
  @Column('varchar', { length: 500, nullable: true })
  title: string | null;

  @Field({ description: 'Nguồn. Where it was published.' })
  @Column('varchar', { length: 500 })
  source: string;

  @Field({ description: 'Câu gốc của nguồn. The sentence of the source.' })
  @Column('text')
  sentence: string;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;
}
