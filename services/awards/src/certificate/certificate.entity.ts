import { CalendarDateScalar } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { CertificateBatchState } from './certificate.enum';

/** The certificate of one award: what is printed on it, as it was when it was issued. */
@ObjectType({
  description:
    'Giấy chứng nhận của một phần thưởng, với mã xác minh công khai. The certificate of an award, with its code for public verification.',
})
@Entity('certificate')
@Index('certificate_award', ['receivedAwardId'], { unique: true })
@Index('certificate_code', ['code'], { unique: true })
export class Certificate {
  @Field(() => ID, { description: 'Mã giấy chứng nhận. Id of the certificate.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'received_award_id' })
  receivedAwardId: string;

  @Field({ description: 'Mã xác minh in trên giấy. The verification code that is printed on it.' })
  @Column({ type: 'char', length: 26, charset: 'ascii', collation: 'ascii_bin' })
  code: string;

  @Column('uuid', { name: 'template_id' })
  templateId: string;

  @Column('int', { name: 'template_version' })
  templateVersion: number;

  @Field({ description: 'Tên người hoặc tập thể như in trên giấy. Name of whom it honours, as printed.' })
  @Column('varchar', { name: 'recipient_name', length: 255 })
  recipientName: string;

  @Column('varchar', { name: 'unit_name', length: 255 })
  unitName: string;

  @Field({ description: 'Tên phần thưởng như in trên giấy. Name of the award, as printed.' })
  @Column('varchar', { name: 'award_name', length: 255 })
  awardName: string;

  @Column('varchar', { name: 'body_name', length: 255 })
  bodyName: string;

  @Field({ description: 'Số quyết định. Number of the decision.' })
  @Column('varchar', { name: 'decision_number', length: 60 })
  decisionNumber: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày ký quyết định. Date of the decision.' })
  @Column('date', { name: 'decided_on' })
  decidedOn: string;

  @Column('int', { name: 'merit_year' })
  meritYear: number;

  @Column('varchar', { name: 'signatory_name', length: 255 })
  signatoryName: string;

  @Field(() => Date, { description: 'Thời điểm cấp (UTC). When it was first issued.' })
  @Column('datetime', { name: 'issued_at', precision: 6 })
  issuedAt: Date;
}

/** Certificates that are printed together: a job that outlives every process. */
@ObjectType({
  description: 'Một lô giấy chứng nhận được lập thành một tệp PDF. A batch of certificates, made into one PDF.',
})
@Entity('certificate_batch')
@Index('certificate_batch_waiting', ['state', 'leaseUntil'])
@Index('certificate_batch_body', ['issuingUnitId', 'id'])
export class CertificateBatch {
  @Field(() => ID, { description: 'Mã lô. Id of the batch.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'issuing_unit_id' })
  issuingUnitId: string;

  /** The template with which it was asked for; null in batches of before it was kept: those take each certificate's own. */
  @Column('uuid', { name: 'template_id', nullable: true })
  templateId: string | null;

  @Column('int', { name: 'template_version', nullable: true })
  templateVersion: number | null;

  @Column('uuid', { name: 'requested_by' })
  requestedBy: string;

  @Field(() => Date, { description: 'Thời điểm yêu cầu (UTC). When it was asked for.' })
  @Column('datetime', { name: 'requested_at', precision: 6 })
  requestedAt: Date;

  @Field(() => CertificateBatchState, { description: 'Đến đâu. How far it is.' })
  @Column('varchar', { length: 10 })
  state: CertificateBatchState;

  @Field(() => Int, { description: 'Số giấy đã lập. Certificates made so far.' })
  @Column('int', { default: 0 })
  done: number;

  @Field(() => Int, { description: 'Tổng số giấy của lô, 1–500. Certificates of the batch, 1 to 500.' })
  @Column('int')
  total: number;

  @Column('int', { default: 0 })
  attempts: number;

  @Column('uuid', { name: 'lease_token', nullable: true })
  leaseToken: string | null;

  @Column('datetime', { name: 'lease_until', precision: 6, nullable: true })
  leaseUntil: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'Mã băm SHA-256 của tệp, khi đã xong. SHA-256 of the file, once it is done.',
  })
  @Column('char', { length: 64, nullable: true })
  digest: string | null;

  @Field(() => Date, { nullable: true, description: 'Thời điểm xong (UTC). When it was done.' })
  @Column('datetime', { name: 'finished_at', precision: 6, nullable: true })
  finishedAt: Date | null;

  @Field(() => Date, { nullable: true, description: 'Tải về được đến lúc này (UTC). Until when it can be downloaded.' })
  @Column('datetime', { name: 'expires_at', precision: 6, nullable: true })
  expiresAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Vì sao chưa lập được. Why the last attempt failed.' })
  @Column('varchar', { name: 'last_error', length: 300, nullable: true })
  lastError: string | null;
}

/** A certificate of a batch, in its order. */
@Entity('certificate_batch_item')
@Index('certificate_batch_item_certificate', ['certificateId', 'batchId'])
export class CertificateBatchItem {
  @PrimaryColumn('uuid', { name: 'batch_id' })
  batchId: string;

  @PrimaryColumn('int')
  ordinal: number;

  @Column('uuid', { name: 'certificate_id' })
  certificateId: string;
}

/** A piece of a batch's PDF, at most a mebibyte: the database holds it, so every process can make and every one give it. */
@Entity('certificate_batch_part')
export class CertificateBatchPart {
  @PrimaryColumn('uuid', { name: 'batch_id' })
  batchId: string;

  @PrimaryColumn('int')
  ordinal: number;

  @Column('mediumblob')
  content: Buffer;
}
