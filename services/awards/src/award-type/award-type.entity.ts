import { CalendarDateScalar, Provenance } from '@thidua/service-kit';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  AwardBasis,
  AwardForm,
  AwardIssuerLevel,
  AwardKind,
  AwardRecipients,
  AwardTrack,
  SourceStatus,
} from './award-type.enum';

/** An award of the catalogue: a title or a commendation, with its rules as dated data. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Loại khen thưởng trong danh mục: danh hiệu thi đua hoặc hình thức khen thưởng. An award of the catalogue: an emulation title or a commendation.',
})
@Entity('award_type')
@Index('award_type_code', ['ownerUnitId', 'code'], { unique: true })
export class AwardType {
  @Field(() => ID, { description: 'Mã loại khen thưởng. Id of the award type.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Field({ description: 'Ký hiệu, duy nhất trong đơn vị ban hành. Code, unique for its owner.' })
  @Column('varchar', { length: 60 })
  code: string;

  @Field({ description: 'Tên tiếng Việt. Name in Vietnamese.' })
  @Column('varchar', { length: 255 })
  name: string;

  @Field(() => AwardKind, { description: 'Danh hiệu hay hình thức khen. Title or commendation.' })
  @Column('varchar', { length: 20 })
  kind: AwardKind;

  @Field(() => AwardForm, { description: 'Hình thức cụ thể. What is handed over.' })
  @Column('varchar', { length: 40 })
  form: AwardForm;

  @Field(() => AwardIssuerLevel, { description: 'Cấp quyết định. Level of the body that awards it.' })
  @Column('varchar', { name: 'issuer_level', length: 30 })
  issuerLevel: AwardIssuerLevel;

  @Field(() => AwardTrack, { description: 'Thường xuyên, chuyên đề hay đột xuất. Regular, thematic or ad hoc.' })
  @Column('varchar', { length: 20 })
  track: AwardTrack;

  @Field(() => AwardBasis, { description: 'Công trạng hay cống hiến. Merit or long service.' })
  @Column('varchar', { length: 20 })
  basis: AwardBasis;

  @Field(() => AwardRecipients, { description: 'Đối tượng được khen. Who can receive it.' })
  @Column('varchar', { length: 20 })
  recipients: AwardRecipients;

  @Field(() => CalendarDateScalar, { description: 'Ngày bắt đầu áp dụng. First day on which it can be awarded.' })
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

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;
}
