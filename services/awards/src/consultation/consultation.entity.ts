import { CalendarDateScalar } from '@thidua/service-kit';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { ConsultationSilence } from '../award-type/award-type.enum';

/** How far a consultation is. */
export enum ConsultationStatus {
  Open = 'OPEN',
  Answered = 'ANSWERED',
  Silent = 'SILENT',
  Closed = 'CLOSED',
}
registerEnumType(ConsultationStatus, {
  name: 'ConsultationStatus',
  description: 'Tình trạng hiệp y. How far a consultation is.',
  valuesConfig: {
    Open: { description: 'Đang chờ trả lời. An answer is awaited.' },
    Answered: { description: 'Đã có văn bản trả lời. Answered by letter.' },
    Silent: { description: 'Hết hạn không trả lời, coi như đồng ý. Not answered in time, which counts as consent.' },
    Closed: { description: 'Thôi chờ, có lý do. No longer awaited, with a reason.' },
  },
});

/** What an outside body answered. */
export enum ConsultationOpinion {
  Agrees = 'AGREES',
  Objects = 'OBJECTS',
  NoOpinion = 'NO_OPINION',
}
registerEnumType(ConsultationOpinion, {
  name: 'ConsultationOpinion',
  description: 'Ý kiến của cơ quan được hiệp y. What the body that was consulted answered.',
  valuesConfig: {
    Agrees: { description: 'Đồng ý. It agrees.' },
    Objects: { description: 'Không đồng ý. It objects.' },
    NoOpinion: { description: 'Không có ý kiến. It has no opinion.' },
  },
});

/** A letter to a body outside the unions about a nomination (hiệp y), and what came of it. */
@ObjectType({
  description:
    'Hiệp y: văn bản hỏi ý kiến một cơ quan ngoài hệ thống công đoàn, hạn trả lời và kết quả. A consultation of an outside body by letter: deadline, silence rule and answer.',
})
@Entity('consultation')
@Index('consultation_instruction', ['nominationId', 'instructionNumber'], { unique: true })
export class Consultation {
  @Field(() => ID, { description: 'Mã hiệp y. Id of the consultation.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'nomination_id' })
  nominationId: string;

  @Column('int')
  revision: number;

  @Field({ description: 'Bước đã hỏi. Stage that asked.' })
  @Column('varchar', { length: 40 })
  stage: string;

  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Field({ description: 'Cơ quan được hỏi. The body that is asked.' })
  @Column('varchar', { length: 255 })
  body: string;

  @Field({ description: 'Số công văn hỏi. Number of the letter.' })
  @Column('varchar', { name: 'letter_number', length: 60 })
  letterNumber: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày công văn hỏi. Date of the letter.' })
  @Column('date', { name: 'letter_date' })
  letterDate: string;

  @Field(() => String, { nullable: true, description: 'Nội dung hỏi. What is asked.' })
  @Column('varchar', { length: 2000, nullable: true })
  question: string | null;

  @Field(() => ConsultationSilence, { description: 'Hết hạn không trả lời thì sao. What silence means.' })
  @Column('varchar', { length: 10 })
  silence: ConsultationSilence;

  @Field(() => Date, { description: 'Hạn trả lời (UTC). When the answer is due.' })
  @Column('datetime', { name: 'due_at', precision: 6 })
  dueAt: Date;

  @Field(() => ConsultationStatus, { description: 'Tình trạng. How far it is.' })
  @Column('varchar', { length: 16 })
  status: ConsultationStatus;

  @Field(() => Date, { nullable: true, description: 'Thời điểm ghi là quá hạn (UTC). When it was marked overdue.' })
  @Column('datetime', { name: 'overdue_at', precision: 6, nullable: true })
  overdueAt: Date | null;

  @Field(() => ConsultationOpinion, { nullable: true, description: 'Ý kiến trả lời. The answer.' })
  @Column('varchar', { length: 16, nullable: true })
  answer: ConsultationOpinion | null;

  @Field(() => String, { nullable: true, description: 'Số công văn trả lời. Number of the answer.' })
  @Column('varchar', { name: 'answer_letter_number', length: 60, nullable: true })
  answerLetterNumber: string | null;

  @Field(() => CalendarDateScalar, { nullable: true, description: 'Ngày công văn trả lời. Date of the answer.' })
  @Column('date', { name: 'answer_date', nullable: true })
  answerDate: string | null;

  @Field(() => String, { nullable: true, description: 'Ghi chú hoặc lý do thôi chờ. A note, or why it was closed.' })
  @Column('varchar', { length: 2000, nullable: true })
  note: string | null;

  @Column('uuid', { name: 'asked_by' })
  askedBy: string;

  @Field(() => Date, { description: 'Thời điểm hỏi (UTC). When it was asked.' })
  @Column('datetime', { name: 'asked_at', precision: 6 })
  askedAt: Date;

  @Column('varchar', { name: 'ended_by', length: 64, nullable: true })
  endedBy: string | null;

  @Field(() => Date, { nullable: true, description: 'Thời điểm kết thúc (UTC). When it ended.' })
  @Column('datetime', { name: 'ended_at', precision: 6, nullable: true })
  endedAt: Date | null;

  @Column('int', { name: 'instruction_number' })
  instructionNumber: number;
}
