import { CalendarDateScalar, Provenance } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { AwardTrack } from '../award-type/award-type.enum';
import {
  TallyForm,
  TallyGrantor,
  TallyMeasure,
  type TallyPart,
  TallyRelation,
  TallyStanding,
} from './award-tally.rules';

registerEnumType(TallyGrantor, {
  name: 'AwardTallyGrantor',
  description: 'Cơ quan khen thưởng như nguồn nêu. The body that awards, as the source names it.',
  valuesConfig: {
    PrimeMinister: { description: 'Thủ tướng Chính phủ. The Prime Minister.' },
    GeneralConfederation: { description: 'Tổng Liên đoàn. The General Confederation.' },
    PeoplesCommittee: { description: 'Ủy ban nhân dân. A People’s Committee.' },
    PartyCommittee: { description: 'Cấp ủy Đảng. A Party committee.' },
    StateAgencies: { description: 'Sở, ngành, cơ quan, đơn vị. State agencies, several of them.' },
    ProvincialFederation: { description: 'LĐLĐ tỉnh, thành phố. A provincial or city federation.' },
    ImmediateUpperUnion: { description: 'Công đoàn cấp trên trực tiếp cơ sở. A union directly above the grassroots.' },
    GrassrootsUnion: { description: 'Cấp cơ sở. The grassroots level.' },
    Unstated: { description: 'Nguồn không nêu. The source does not say.' },
  },
});
registerEnumType(TallyForm, {
  name: 'AwardTallyForm',
  description: 'Hình thức khen như nguồn nêu. What was handed over, as the source says.',
  valuesConfig: {
    EmulationTitle: { description: 'Danh hiệu thi đua. A title.' },
    EmulationFlag: { description: 'Cờ thi đua. An emulation flag.' },
    MeritCertificate: { description: 'Bằng khen. A merit certificate.' },
    CommendationLetter: { description: 'Giấy khen. A commendation letter.' },
    CreativeLabourCertificate: { description: 'Bằng Lao động sáng tạo. A Creative Labour certificate.' },
    CommemorativeMedal: { description: 'Kỷ niệm chương. A commemorative medal.' },
    ContestPrize: { description: 'Giải của hội thi, cuộc thi. A prize of a contest.' },
    Honour: { description: 'Biểu dương, tôn vinh. Honoured or praised, the form not stated.' },
  },
});
registerEnumType(TallyStanding, {
  name: 'AwardTallyStanding',
  description: 'Đề nghị hay đã được khen; hai việc khác nhau. Proposed or awarded: the two are not the same.',
  valuesConfig: {
    Proposed: { description: 'Mới đề nghị. Proposed.' },
    Awarded: { description: 'Đã được khen. Awarded.' },
    Unclear: { description: 'Câu văn không rõ là đề nghị hay đã khen. Proposed or awarded: unclear.' },
  },
});
registerEnumType(TallyMeasure, {
  name: 'AwardTallyMeasure',
  description: 'Đếm gì. What was counted.',
  valuesConfig: {
    Awards: { description: 'Số phần thưởng hoặc số được khen. Awards, or those who received them.' },
    Instances: {
      description: 'Số lượt; một người có thể nhiều lượt. Instances: one person may be counted several times.',
    },
  },
});
registerEnumType(TallyRelation, {
  name: 'AwardTallyRelation',
  description: 'Quan hệ giữa hai số liệu; có quan hệ thì không cộng. How two tallies lie to each other: never summed.',
  valuesConfig: {
    Within: { description: 'Nằm trong số liệu kia. It lies within the other.' },
    Contains: { description: 'Bao gồm số liệu kia. It contains the other.' },
    MayOverlap: { description: 'Có thể trùng nhau. They may overlap.' },
  },
});

/** A part of a tally as the source divides it. */
@ObjectType({ description: 'Một phần của số liệu, như nguồn chia. A part of the tally as the source divides it.' })
export class AwardTallyPart implements TallyPart {
  @Field({ description: 'Nguồn gọi là gì. What the source calls it.' })
  label: string;

  @Field(() => Int, { description: 'Số lượng. How many.' })
  count: number;
}

/** An award figure as a source states it (số liệu khen thưởng theo nguồn công bố): kept, dated, never summed. */
@ObjectType({
  description:
    'Số liệu khen thưởng theo nguồn công bố: giữ nguyên câu gốc, không cộng vào thống kê, không cộng với nhau. An asserted tally of awards: kept as printed with its sentence, part of no statistics and never summed.',
})
@Entity('award_tally')
@Index('award_tally_owner', ['ownerUnitId', 'id'])
@Index('award_tally_unit', ['unitId', 'id'])
export class AwardTally {
  @Field(() => ID, { description: 'Mã số liệu. Id of the tally.' })
  @PrimaryColumn('uuid')
  id: string;

  /** The federation under which it was published. */
  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Column('uuid', { name: 'unit_id', nullable: true })
  unitId: string | null;

  @Field({ description: 'Đơn vị như nguồn gọi. The body that it speaks of, as the source names it.' })
  @Column('varchar', { name: 'unit_name', length: 255 })
  unitName: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày đầu kỳ. First day of the period.' })
  @Column('date', { name: 'period_from' })
  periodFrom: string;

  @Field(() => CalendarDateScalar, { description: 'Ngày cuối kỳ, tính cả ngày đó. Last day, inclusive.' })
  @Column('date', { name: 'period_to' })
  periodTo: string;

  @Field({ description: 'Nhãn ngắn của số liệu. Short label of the tally.' })
  @Column('varchar', { length: 255 })
  label: string;

  @Field(() => TallyStanding, { description: 'Đề nghị hay đã khen. Proposed or awarded.' })
  @Column('varchar', { length: 20 })
  standing: TallyStanding;

  @Field(() => TallyMeasure, { description: 'Đếm phần thưởng hay lượt. Awards or instances.' })
  @Column('varchar', { length: 20 })
  measure: TallyMeasure;

  @Field(() => TallyGrantor, { description: 'Cơ quan khen. The body that awards.' })
  @Column('varchar', { length: 30 })
  grantor: TallyGrantor;

  @Field(() => [TallyForm], {
    description: 'Các hình thức; nhiều hơn một thì không tách được. Its forms; with more than one it cannot be split.',
  })
  @Column('json')
  forms: TallyForm[];

  @Field(() => AwardTrack, { nullable: true, description: 'Loại hình; null khi nguồn không nêu. Track, when stated.' })
  @Column('varchar', { length: 20, nullable: true })
  track: AwardTrack | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Tổng số như nguồn nêu; null khi không nêu, không tự cộng. The total as stated; never computed.',
  })
  @Column('int', { nullable: true })
  total: number | null;

  @Field(() => Int, { nullable: true, description: 'Số tập thể, nếu nguồn nêu. Collectives, when stated.' })
  @Column('int', { nullable: true })
  collectives: number | null;

  @Field(() => Int, { nullable: true, description: 'Số cá nhân, nếu nguồn nêu. Individuals, when stated.' })
  @Column('int', { nullable: true })
  individuals: number | null;

  @Field(() => [AwardTallyPart], { description: 'Các phần như nguồn chia. Its parts as the source divides it.' })
  @Column('json')
  parts: AwardTallyPart[];

  @Field({ description: 'Nguồn: bài báo, báo cáo, có ngày. The source, with its date.' })
  @Column('varchar', { length: 500 })
  source: string;

  @Field({ description: 'Câu gốc của nguồn. The sentence of the source.' })
  @Column('text')
  sentence: string;

  @Field(() => [String], {
    description: 'Cảnh báo bằng hai thứ tiếng; số liệu giữ nguyên. Warnings in both languages; nothing is corrected.',
  })
  @Column('json')
  warnings: string[];

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;

  @Field(() => Date, { description: 'Thời điểm ghi nhận (UTC). When it was recorded.' })
  @Column('datetime', { name: 'recorded_at', precision: 6 })
  recordedAt: Date;
}

/** How two tallies lie to each other, stored once, as the first of them sees it. */
@Entity('award_tally_relation')
@Index('award_tally_relation_other', ['otherId'])
export class AwardTallyRelationRow {
  @PrimaryColumn('uuid', { name: 'tally_id' })
  tallyId: string;

  @PrimaryColumn('uuid', { name: 'other_id' })
  otherId: string;

  @Column('varchar', { length: 20 })
  relation: TallyRelation;
}

/** Another tally that must not be added to this one. */
@ObjectType({ description: 'Số liệu khác có thể trùng: không được cộng. Another tally that overlaps: never summed.' })
export class AwardTallyOverlap {
  @Field(() => TallyRelation, { description: 'Quan hệ với số liệu kia. How this one lies to the other.' })
  relation: TallyRelation;

  @Field(() => AwardTally, { description: 'Số liệu kia. The other tally.' })
  tally: AwardTally;
}
