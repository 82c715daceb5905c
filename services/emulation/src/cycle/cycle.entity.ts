import { CYCLE_MILESTONES } from '@thidua/contracts';
import { Provenance } from '@thidua/service-kit';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** State of a cycle, as its workflow last said. */
export enum CycleStateValue {
  Opening = 'OPENING',
  Open = 'OPEN',
  Closed = 'CLOSED',
}
registerEnumType(CycleStateValue, {
  name: 'CycleState',
  description: 'Trạng thái của chu kỳ thi đua. State of an annual cycle.',
  valuesConfig: {
    Opening: { description: 'Đã có quyết định mở, đang khởi động. Decided on, about to begin.' },
    Open: { description: 'Đang diễn ra. Under way.' },
    Closed: { description: 'Đã kết thúc. Closed at the end of its year.' },
  },
});

/** Milestones of a cycle's calendar, as an enum of the graph. */
export const CycleMilestoneName = Object.fromEntries(CYCLE_MILESTONES.map((name) => [name, name])) as {
  [Name in (typeof CYCLE_MILESTONES)[number]]: Name;
};
registerEnumType(CycleMilestoneName, {
  name: 'CycleMilestone',
  description: 'Mốc trong lịch của chu kỳ. A milestone of a cycle’s calendar.',
  valuesConfig: {
    PLEDGE_DRAFTING: { description: 'Bắt đầu soạn giao ước. Groups begin to draft their pledges.' },
    PLEDGE_REMINDER: { description: 'Nhắc đơn vị chưa ký. Units that have not signed are reminded.' },
    PLEDGE_DEADLINE: { description: 'Hạn ký giao ước. Deadline for signatures.' },
    MID_YEAR_REVIEW: { description: 'Mở sơ kết. Mid-year reviews open.' },
    MID_YEAR_DEADLINE: { description: 'Hạn kết luận sơ kết. Deadline for the conclusions.' },
    YEAR_END: { description: 'Kết thúc chu kỳ. The cycle closes.' },
  },
});

/** A year's cycle of a province or of the Confederation (chu kỳ thi đua). */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Chu kỳ thi đua một năm của một liên đoàn lao động: mỗi đơn vị chỉ có một chu kỳ cho mỗi năm. A year’s emulation cycle of a federation: one for each owner and year.',
})
@Entity('emulation_cycle')
@Index('emulation_cycle_year', ['ownerUnitId', 'year'], { unique: true })
@Index('emulation_cycle_by_year', ['year', 'id'])
export class EmulationCycle {
  @Field(() => ID, { description: 'Mã chu kỳ. Id of the cycle.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Field(() => Int, { description: 'Năm thi đua. Year of the cycle.' })
  @Column('int')
  year: number;

  @Field(() => String, {
    nullable: true,
    description:
      'Chủ đề thi đua của năm; trống khi nguồn không nêu. The year’s theme; null when the source tells none.',
  })
  @Column('varchar', { length: 500, nullable: true })
  theme: string | null;

  @Field(() => Int, {
    description:
      'Số hoạt động chung tối thiểu của mỗi giao ước. Least number of joint activities of a pledge, 0 to 20.',
  })
  @Column('int', { name: 'minimum_joint_activities' })
  minimumJointActivities: number;

  @Field(() => CycleStateValue, { description: 'Trạng thái. State of the cycle.' })
  @Column('varchar', { length: 20 })
  state: CycleStateValue;

  @Field(() => Date, { description: 'Thời điểm mở hoặc ghi nhận (UTC). When it was opened or recorded.' })
  @Column('datetime', { name: 'opened_at', precision: 6 })
  openedAt: Date;

  @Field(() => Date, { nullable: true, description: 'Thời điểm kết thúc (UTC). When it was closed.' })
  @Column('datetime', { name: 'closed_at', precision: 6, nullable: true })
  closedAt: Date | null;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;
}

/** A milestone of a cycle's calendar with its instant. */
@ObjectType({ description: 'Một mốc trong lịch của chu kỳ. A milestone of a cycle’s calendar.' })
@Entity('cycle_milestone')
export class CycleMilestoneEntry {
  @PrimaryColumn('uuid', { name: 'cycle_id' })
  cycleId: string;

  @Field(() => CycleMilestoneName, { description: 'Mốc. The milestone.' })
  @PrimaryColumn('varchar', { length: 20 })
  milestone: (typeof CYCLE_MILESTONES)[number];

  @Field(() => Date, { description: 'Thời điểm (UTC). When it is reached.' })
  @Column('datetime', { precision: 6 })
  at: Date;
}
