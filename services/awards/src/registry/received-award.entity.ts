import { CalendarDateScalar } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AwardBasis, AwardForm, AwardIssuerLevel, AwardTrack } from '../award-type/award-type.enum';
import { ReceivedAwardProvenance, ReceivedAwardStatus } from './received-award.enum';

/**
 * An award that a person or a collective holds: the registry from which eligibility, duplicates and “once in a life” are
 * judged. A row is written by a decision of this system, or stated from a document of before it.
 */
@ObjectType({
  description:
    'Phần thưởng mà một cá nhân hoặc tập thể đã nhận. An award that a person or a collective holds, by a decision of this system or stated from a document.',
})
@Entity('received_award')
@Index('received_award_member', ['recipientMemberId', 'meritYear', 'id'])
@Index('received_award_unit', ['recipientUnitId', 'meritYear', 'id'])
@Index('received_award_home', ['homeUnitId', 'meritYear', 'id'])
@Index('received_award_type', ['awardTypeId', 'meritYear', 'id'])
@Index('received_award_decision', ['decisionId', 'id'])
@Index('received_award_nomination', ['nominationId'])
@Index('received_award_issuer', ['issuingUnitId', 'meritYear', 'id'])
export class ReceivedAward {
  @Field(() => ID, { description: 'Mã mục trong sổ khen thưởng. Id of the entry in the registry.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'award_type_id', nullable: true })
  awardTypeId: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Ký hiệu của loại khen thưởng, để quy tắc nhận ra; null khi chỉ biết tên. Code of the award, by which rules know it; null where only its name is known.',
  })
  @Column('varchar', { name: 'award_code', length: 60, nullable: true })
  awardCode: string | null;

  @Field({ description: 'Tên phần thưởng như trong quyết định. Name of the award as the decision has it.' })
  @Column('varchar', { length: 255 })
  name: string;

  @Field(() => AwardForm, { description: 'Hình thức cụ thể. What was handed over.' })
  @Column('varchar', { length: 40 })
  form: AwardForm;

  @Field(() => AwardIssuerLevel, { description: 'Cấp quyết định. Level of the body that awarded it.' })
  @Column('varchar', { name: 'issuer_level', length: 30 })
  issuerLevel: AwardIssuerLevel;

  @Field(() => AwardTrack, { description: 'Thường xuyên, chuyên đề hay đột xuất. Regular, thematic or ad hoc.' })
  @Column('varchar', { length: 20 })
  track: AwardTrack;

  @Field(() => AwardBasis, { description: 'Công trạng hay cống hiến. Merit or long service.' })
  @Column('varchar', { length: 20 })
  basis: AwardBasis;

  @Column('uuid', { name: 'recipient_member_id', nullable: true })
  recipientMemberId: string | null;

  @Column('uuid', { name: 'recipient_unit_id', nullable: true })
  recipientUnitId: string | null;

  /** The unit to which the recipient belonged, or the collective itself: whose registry shows it. */
  @Column('uuid', { name: 'home_unit_id' })
  homeUnitId: string;

  @Field(() => Int, {
    description: 'Năm thành tích (1945–9999). The merit year: for the achievements of which year it was given.',
  })
  @Column('int', { name: 'merit_year' })
  meritYear: number;

  @Column('uuid', { name: 'nomination_id', nullable: true })
  nominationId: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'Mã quyết định trong hệ thống; null khi quyết định có trước hệ thống. Id of the decision; null for one of before this system.',
  })
  @Column('uuid', { name: 'decision_id', nullable: true })
  decisionId: string | null;

  @Field(() => String, { nullable: true, description: 'Số quyết định, ví dụ 125/QĐ-LĐLĐ. Number of the decision.' })
  @Column('varchar', { name: 'decision_number', length: 60, nullable: true })
  decisionNumber: string | null;

  @Field(() => CalendarDateScalar, { description: 'Ngày ký quyết định. Date of the decision.' })
  @Column('date', { name: 'decided_on' })
  decidedOn: string;

  @Column('uuid', { name: 'issuing_unit_id', nullable: true })
  issuingUnitId: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Cơ quan ngoài công đoàn đã khen, ví dụ UBND tỉnh An Giang; null khi là đơn vị công đoàn. Body outside the unions that awarded it; null where a union unit did.',
  })
  @Column('varchar', { name: 'external_body', length: 255, nullable: true })
  externalBody: string | null;

  @Field(() => ReceivedAwardStatus, { description: 'Còn giá trị hay đã bị hủy bỏ. Whether it still counts.' })
  @Column('varchar', { length: 20 })
  status: ReceivedAwardStatus;

  @Field(() => ReceivedAwardProvenance, { description: 'Do đâu mà biết. From where it is known.' })
  @Column('varchar', { length: 20 })
  provenance: ReceivedAwardProvenance;

  @Field(() => String, {
    nullable: true,
    description: 'Văn bản, tệp hoặc trang đã dẫn làm nguồn. The document from which it was stated.',
  })
  @Column('varchar', { name: 'source_document', length: 500, nullable: true })
  sourceDocument: string | null;

  @Column('uuid', { name: 'recorded_by', nullable: true })
  recordedBy: string | null;

  @Field(() => Date, { description: 'Thời điểm ghi vào sổ (UTC). When it was entered.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}
