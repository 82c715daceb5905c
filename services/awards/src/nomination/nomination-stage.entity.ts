import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { ConsultationSilence, StageKind } from '../award-type/award-type.enum';

/** A stage that a nomination passes over, and why. */
@ObjectType({
  description: 'Bước bị bỏ qua và lý do. A stage that the nomination passes over, and why.',
})
export class SkippedStage {
  @Field({ description: 'Tên bước. Name of the stage.' })
  stage: string;

  @Field({ description: 'Lý do bằng tiếng Việt. The reason in Vietnamese.' })
  reasonVi: string;

  @Field({ description: 'Lý do bằng tiếng Anh. The reason in English.' })
  reasonEn: string;
}

/** A stage of the route as it was resolved for one nomination when it was submitted: it keeps these rules to its end. */
@ObjectType({
  description:
    'Bước của quy trình đã xác định cho hồ sơ lúc trình; hồ sơ giữ quy tắc này đến cùng. A stage as resolved for this nomination when it was submitted; it keeps these rules to its end.',
})
@Entity('nomination_stage')
@Index('nomination_stage_unit', ['unitId', 'nominationId'])
export class NominationStage {
  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Field(() => Int, { description: 'Thứ tự của bước, từ 1. Place in the route, from 1.' })
  @PrimaryColumn('int')
  ordinal: number;

  @Field({ description: 'Tên bước. Name of the stage.' })
  @Column('varchar', { length: 40 })
  stage: string;

  @Field(() => StageKind, { description: 'Việc phải làm. What is done.' })
  @Column('varchar', { length: 20 })
  kind: StageKind;

  @Column('uuid', { name: 'unit_id', nullable: true })
  unitId: string | null;

  @Field(() => Int, { description: 'Thời hạn, số ngày. Time limit in calendar days.' })
  @Column('int', { name: 'time_limit_days' })
  timeLimitDays: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Ngưỡng thông qua, % trên tổng số thành viên hội đồng. Percent of all council members that must say yes.',
  })
  @Column('int', { name: 'threshold_percent', nullable: true })
  thresholdPercent: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Nhắc trước hạn số ngày này; null: không nhắc. Days before it is due at which one is reminded.',
  })
  @Column('int', { name: 'remind_before_days', nullable: true })
  remindBeforeDays: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Quá hạn số ngày này thì báo đơn vị cấp trên; null: không báo. Days after it was due at which the unit above is told.',
  })
  @Column('int', { name: 'escalate_after_days', nullable: true })
  escalateAfterDays: number | null;

  @Column('uuid', { name: 'escalation_unit_id', nullable: true })
  escalationUnitId: string | null;

  @Field(() => Int, {
    description:
      'Hạn trả lời hiệp y mặc định, số ngày làm việc. Working days that an outside body has to answer, unless the letter says otherwise.',
  })
  @Column('int', { name: 'consultation_working_days', default: 7 })
  consultationWorkingDays: number;

  @Field(() => ConsultationSilence, {
    description: 'Hết hạn hiệp y mà không có trả lời thì sao. What silence at the deadline means.',
  })
  @Column('varchar', { name: 'consultation_silence', length: 10, default: ConsultationSilence.Consent })
  consultationSilence: ConsultationSilence;
}
