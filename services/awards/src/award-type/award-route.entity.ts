import { CalendarDateScalar } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { RuleEffect } from '../catalogue/catalogue.enum';
import {
  AwardRecipients,
  ConsultationSilence,
  PaperKind,
  SourceStatus,
  StageActorRule,
  StageKind,
} from './award-type.enum';

/** A stage of a route version: dated data, never code. */
@ObjectType({
  description: 'Một bước của quy trình xét khen thưởng. A stage of an award type’s route.',
})
@Entity('award_route_stage')
export class AwardRouteStage {
  @PrimaryColumn('uuid', { name: 'route_version_id' })
  routeVersionId: string;

  @Field(() => Int, { description: 'Thứ tự của bước, từ 1. Place of the stage in the route, from 1.' })
  @PrimaryColumn('int')
  ordinal: number;

  @Field({ description: 'Tên bước, ví dụ COUNCIL. Name of the stage, unique in the route.' })
  @Column('varchar', { length: 40 })
  stage: string;

  @Field(() => StageKind, { description: 'Việc phải làm. What is done.' })
  @Column('varchar', { length: 20 })
  kind: StageKind;

  @Field(() => StageActorRule, { description: 'Đơn vị nào xử lý. Which unit acts.' })
  @Column('varchar', { name: 'actor_rule', length: 30 })
  actorRule: StageActorRule;

  @Field(() => Int, { description: 'Thời hạn xử lý, số ngày (1–365). Time limit in calendar days, 1 to 365.' })
  @Column('int', { name: 'time_limit_days' })
  timeLimitDays: number;

  @Field(() => Int, {
    nullable: true,
    description:
      'Ngưỡng thông qua: tỷ lệ % trên TỔNG SỐ thành viên hội đồng (1–100); chỉ có ở bước hội đồng. Percent of ALL council members that must say yes; only for a council.',
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

  @Field(() => SourceStatus, {
    description: 'Mức độ kiểm chứng của thời hạn và ngưỡng. How well the time limit and the threshold are known.',
  })
  @Column('varchar', { name: 'source_status', length: 20 })
  sourceStatus: SourceStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Văn bản, điều khoản hoặc ghi chú về nguồn. Document, article or a note on the source.',
  })
  @Column('varchar', { length: 500, nullable: true })
  document: string | null;
}

/** A paper that must be there before a stage is passed. */
@ObjectType({ description: 'Giấy tờ phải có ở một bước. A paper that a stage asks for.' })
@Entity('award_route_paper')
export class AwardRoutePaper {
  @PrimaryColumn('uuid', { name: 'route_version_id' })
  routeVersionId: string;

  @PrimaryColumn('int')
  ordinal: number;

  @Field(() => PaperKind, { description: 'Loại giấy tờ. Which paper.' })
  @PrimaryColumn('varchar', { length: 30 })
  paper: PaperKind;

  @Field(() => AwardRecipients, { description: 'Bắt buộc với đối tượng nào. For whom it is needed.' })
  @Column('varchar', { length: 20 })
  recipients: AwardRecipients;

  @Field(() => RuleEffect, {
    description:
      'Hệ quả khi thiếu: cảnh báo, hoặc chặn từ lúc hồ sơ đến bước này. What it means when it is missing: a warning, or a block from when the nomination reaches the stage.',
  })
  @Column('varchar', { length: 10, default: RuleEffect.Warn })
  effect: RuleEffect;

  @Field(() => SourceStatus, { description: 'Mức độ kiểm chứng. How well it is known.' })
  @Column('varchar', { name: 'source_status', length: 20 })
  sourceStatus: SourceStatus;

  @Field(() => String, { nullable: true, description: 'Văn bản, điều khoản. Document and article.' })
  @Column('varchar', { length: 500, nullable: true })
  document: string | null;
}

/** A dated version of an award type's route; a nomination keeps the one it was submitted under. */
@ObjectType({
  description:
    'Phiên bản quy trình, có thời gian hiệu lực; hồ sơ giữ phiên bản lúc trình. A dated version of a route; a nomination keeps the one it was submitted under.',
})
@Entity('award_route_version')
@Index('award_route_version_number', ['awardTypeId', 'version'], { unique: true })
export class AwardRoute {
  @Field(() => ID, { description: 'Mã phiên bản quy trình. Id of the route version.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'award_type_id' })
  awardTypeId: string;

  @Field(() => Int, { description: 'Số phiên bản, từ 1. Number of the version, from 1.' })
  @Column('int')
  version: number;

  @Field(() => CalendarDateScalar, { description: 'Ngày bắt đầu hiệu lực. First day on which it holds.' })
  @Column('date', { name: 'valid_from' })
  validFrom: string;

  /** 9999-12-31 when open; the graph says null. */
  @Column('date', { name: 'valid_until' })
  validUntil: string;

  @Field(() => String, { nullable: true, description: 'Văn bản căn cứ. Document on which it rests.' })
  @Column('varchar', { length: 500, nullable: true })
  document: string | null;

  @Field(() => SourceStatus, { description: 'Mức độ kiểm chứng. How well it is known.' })
  @Column('varchar', { name: 'source_status', length: 20 })
  sourceStatus: SourceStatus;
}
