import { Provenance } from '@thidua/service-kit';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { NominationStatus } from './nomination.enum';

/** One nominee for one award: the dossier on its way from a unit to a decision. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Hồ sơ đề nghị khen thưởng: một người hoặc một tập thể, một hình thức khen. A nomination: one nominee for one award.',
})
@Entity('nomination')
@Index('nomination_unit', ['nominatingUnitId', 'id'])
@Index('nomination_report', ['nominatingUnitId', 'meritYear', 'id'])
@Index('nomination_nominee_member', ['nomineeMemberId', 'id'])
@Index('nomination_nominee_unit', ['nomineeUnitId', 'id'])
@Index('nomination_member_year', ['nomineeMemberId', 'meritYear', 'id'])
@Index('nomination_unit_year', ['nomineeUnitId', 'meritYear', 'id'])
@Index('nomination_award_type', ['awardTypeId', 'id'])
@Index('nomination_award_type_open', ['awardTypeId', 'closedAt', 'state', 'id'])
@Index('nomination_cycle', ['cycleId', 'id'])
@Index('nomination_drafter', ['draftedBy', 'id'])
@Index('nomination_state', ['state', 'id'])
@Index('nomination_list', ['listId', 'id'])
@Index('nomination_forwarded_from', ['forwardedFromId'], { unique: true })
export class Nomination {
  @Field(() => ID, { description: 'Mã hồ sơ. Id of the nomination.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'award_type_id' })
  awardTypeId: string;

  @Column('uuid', { name: 'nominating_unit_id' })
  nominatingUnitId: string;

  @Column('uuid', { name: 'nominee_member_id', nullable: true })
  nomineeMemberId: string | null;

  @Column('uuid', { name: 'nominee_unit_id', nullable: true })
  nomineeUnitId: string | null;

  /** The unit to which the person belonged when nominated; null for a collective, and for nominations of before it was kept. */
  @Column('uuid', { name: 'nominee_home_unit_id', nullable: true })
  nomineeHomeUnitId: string | null;

  @Column('uuid', { name: 'cycle_id', nullable: true })
  cycleId: string | null;

  @Column('uuid', { name: 'list_id', nullable: true })
  listId: string | null;

  @Field(() => Int, {
    description: 'Năm thành tích được đề nghị khen (2000–9999). The merit year: whose achievements it is about.',
  })
  @Column('int', { name: 'merit_year' })
  meritYear: number;

  @Field({
    description:
      'Báo cáo thành tích viết liền (bản đang soạn hoặc đã trình gần nhất), tối đa 100.000 ký tự; chỉ có phần tóm tắt thì không kèm tiêu đề. Achievement report as it stands, written out as one text, at most 100,000 characters.',
  })
  @Column('mediumtext')
  achievement: string;

  /** JSON of the report's parts; null for a dossier from before there were parts, whose one text is its summary. */
  @Column('mediumtext', { nullable: true })
  report: string | null;

  @Field(() => NominationStatus, { description: 'Trạng thái. State of the nomination.' })
  @Column('varchar', { length: 20 })
  state: NominationStatus;

  @Field(() => String, {
    nullable: true,
    description:
      'Bước đang mở của quy trình, ví dụ COUNCIL; null khi không có bước nào mở. Stage of the route now open.',
  })
  @Column('varchar', { length: 40, nullable: true })
  stage: string | null;

  @Field(() => Int, {
    description: 'Số lần trình: 1 là lần đầu. Revision: 1 at first, one more with each resubmission.',
  })
  @Column('int', { default: 1 })
  revision: number;

  @Field(() => Int, {
    description:
      'Phiên bản bản soạn; gửi kèm khi sửa. Version of the draft: send it with an edit; a stale one is CONFLICT.',
  })
  @Column('int', { default: 1 })
  version: number;

  @Column('uuid', { name: 'route_version_id', nullable: true })
  routeVersionId: string | null;

  /** The rules and quotas in force when it was first submitted; null before. */
  @Column('uuid', { name: 'rule_set_id', nullable: true })
  ruleSetId: string | null;

  @Column('uuid', { name: 'drafted_by' })
  draftedBy: string;

  @Field(() => Date, { description: 'Thời điểm lập (UTC). When it was drafted.' })
  @Column('datetime', { name: 'drafted_at', precision: 6 })
  draftedAt: Date;

  @Column('uuid', { name: 'submitted_by', nullable: true })
  submittedBy: string | null;

  @Field(() => Date, { nullable: true, description: 'Thời điểm trình gần nhất (UTC). When it was last submitted.' })
  @Column('datetime', { name: 'submitted_at', precision: 6, nullable: true })
  submittedAt: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Thời điểm kết thúc: có quyết định hoặc không được chấp thuận (UTC). When it was decided or rejected.',
  })
  @Column('datetime', { name: 'closed_at', precision: 6, nullable: true })
  closedAt: Date | null;

  @Column('uuid', { name: 'forwarded_from_id', nullable: true })
  forwardedFromId: string | null;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20, default: Provenance.Recorded })
  provenance: Provenance;
}
