import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What an appraiser answers to an item. */
export enum ChecklistVerdict {
  Yes = 'YES',
  No = 'NO',
  NotApplicable = 'NOT_APPLICABLE',
}
registerEnumType(ChecklistVerdict, {
  name: 'ChecklistVerdict',
  description: 'Trả lời một mục thẩm định. The answer to an item of a checklist.',
  valuesConfig: {
    Yes: { description: 'Có, đạt. Yes.' },
    No: { description: 'Không, chưa đạt; phải ghi chú. No; a note says why.' },
    NotApplicable: { description: 'Không áp dụng. Not applicable.' },
  },
});

/** The answer to an item of the checklist, for one revision of the dossier. */
@ObjectType({
  description: 'Trả lời một mục thẩm định, cho một lần trình. The answer to an item, for one revision of the dossier.',
})
@Entity('nomination_checklist_answer')
export class ChecklistAnswer {
  @PrimaryColumn('uuid', { name: 'nomination_id' })
  nominationId: string;

  @PrimaryColumn('int')
  revision: number;

  @PrimaryColumn('varchar', { length: 40 })
  stage: string;

  @PrimaryColumn('varchar', { length: 40 })
  code: string;

  @Field(() => ChecklistVerdict, { description: 'Trả lời. The answer.' })
  @Column('varchar', { length: 16 })
  answer: ChecklistVerdict;

  @Field(() => String, { nullable: true, description: 'Ghi chú. A note.' })
  @Column('varchar', { length: 1000, nullable: true })
  note: string | null;

  @Column('uuid', { name: 'answered_by' })
  answeredBy: string;

  @Field(() => Date, { description: 'Thời điểm trả lời (UTC). When it was answered.' })
  @Column('datetime', { name: 'answered_at', precision: 6 })
  answeredAt: Date;
}
