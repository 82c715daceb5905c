import { CalendarDateScalar } from '@thidua/service-kit';
import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AwardDecisionState } from './award-decision.enum';

/** An award decision of a body over the nominations of its list: a draft until it is signed and numbered. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Quyết định khen thưởng của một cấp, kèm danh sách hồ sơ; số không trùng trong năm của cơ quan ban hành. A body’s award decision with its attached list; its number is unique for the body and the year.',
})
@Entity('award_decision')
@Index('award_decision_number', ['bodyUnitId', 'year', 'number'], { unique: true })
@Index('award_decision_body', ['bodyUnitId', 'id'])
export class AwardDecision {
  @Field(() => ID, { description: 'Mã quyết định. Id of the decision.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'body_unit_id' })
  bodyUnitId: string;

  @Field(() => AwardDecisionState, { description: 'Trạng thái. How far it is.' })
  @Column('varchar', { length: 20 })
  state: AwardDecisionState;

  @Field(() => Int, {
    description:
      'Phiên bản; gửi kèm mọi lệnh, phiên bản cũ là CONFLICT. Version: send it with every command; a stale one is CONFLICT.',
  })
  @Column('int', { default: 1 })
  version: number;

  @Field(() => String, {
    nullable: true,
    description: 'Trích yếu, ví dụ “Về việc tặng Bằng khen năm 2025”. What it is about.',
  })
  @Column('varchar', { length: 500, nullable: true })
  title: string | null;

  @Field({ description: 'Ký hiệu đứng sau số, ví dụ QĐ-LĐLĐ. What follows the number.' })
  @Column('varchar', { length: 40 })
  symbol: string;

  @Field(() => [String], { description: 'Các căn cứ pháp lý, theo thứ tự. Legal bases, in order.' })
  @Column('json', { name: 'legal_bases' })
  legalBases: string[];

  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày có hiệu lực; khi ký mà chưa nêu thì là ngày ký. Day on which it takes effect.',
  })
  @Column('date', { name: 'effective_on', nullable: true })
  effectiveOn: string | null;

  @Column('uuid', { name: 'drafted_by' })
  draftedBy: string;

  @Field(() => Date, { description: 'Thời điểm soạn (UTC). When it was drafted.' })
  @Column('datetime', { name: 'drafted_at', precision: 6 })
  draftedAt: Date;

  @Field(() => Int, {
    nullable: true,
    description: 'Năm của ngày ký (giờ Việt Nam); null khi là dự thảo. Year of the date of signature.',
  })
  @Column('int', { nullable: true })
  year: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'Số quyết định, ví dụ 125/QĐ-LĐLĐ; null khi là dự thảo. Number of the decision; null for a draft.',
  })
  @Column('varchar', { length: 60, nullable: true })
  number: string | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: 'Ngày ký. Date of signature; null for a draft.' })
  @Column('date', { name: 'decided_on', nullable: true })
  decidedOn: string | null;

  @Column('uuid', { name: 'signatory_id', nullable: true })
  signatoryId: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Chức danh của người ký, ví dụ CHAIR. Position under which it was signed.',
  })
  @Column('varchar', { name: 'signatory_position', length: 40, nullable: true })
  signatoryPosition: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Mã nhiệm kỳ (chức danh) đã dùng để ký. Id of the mandate used.',
  })
  @Column('uuid', { name: 'mandate_id', nullable: true })
  mandateId: string | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Thời điểm ghi nhận chữ ký (UTC). When the signature was recorded.',
  })
  @Column('datetime', { name: 'recorded_at', precision: 6, nullable: true })
  recordedAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Tiền thưởng: ORDERING đang báo tài chính, ORDERED tài chính đã có đủ các khoản phải chi; null khi chưa công bố. Award money: ORDERING while finance is being told, ORDERED once it holds every payment; null before publication.',
  })
  @Column('varchar', { name: 'payout_state', length: 20, nullable: true })
  payoutState: string | null;
}
