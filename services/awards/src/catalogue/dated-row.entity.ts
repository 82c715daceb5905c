import { CalendarDateScalar, OPEN_END, Provenance } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, PrimaryColumn } from 'typeorm';
import { SourceStatus } from '../award-type/award-type.enum';

/** A regulation fact between two dates: what changes by decree is such a row, never a constant. */
@ObjectType({ description: 'Quy định có thời gian hiệu lực và nguồn. A dated regulation fact with its source.' })
export abstract class DatedRow {
  @Field(() => ID, { description: 'Mã dòng. Id of the row.' })
  @PrimaryColumn('uuid')
  id: string;

  @Field(() => Int, { description: 'Phiên bản của dòng, từ 1. Version of what the row states, from 1.' })
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

  @Field(() => String, { nullable: true, description: 'Điều, khoản của văn bản. Article and clause of the document.' })
  @Column('varchar', { length: 120, nullable: true })
  article: string | null;

  @Field(() => SourceStatus, { description: 'Mức độ kiểm chứng. How well it is known.' })
  @Column('varchar', { name: 'source_status', length: 20 })
  sourceStatus: SourceStatus;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;

  /** The same, null when open. */
  @Field(() => CalendarDateScalar, {
    name: 'validUntil',
    nullable: true,
    description:
      'Ngày hết hiệu lực (không gồm ngày này); null là chưa xác định. First day on which it no longer holds; null when open.',
  })
  get endsOn(): string | null {
    return this.validUntil === OPEN_END ? null : this.validUntil;
  }

  /** Whether it rests on no text that was read. */
  @Field(() => Boolean, {
    description:
      'Là mặc định có thể cấu hình, cần đối chiếu văn bản. Whether it is a configurable default: check against the text.',
  })
  get isConfigurableDefault(): boolean {
    return this.sourceStatus === SourceStatus.FromMemory || this.sourceStatus === SourceStatus.DesignDefault;
  }
}

/** A dated row of an award type; of one code, no two rows hold on the same day: the database itself refuses it. */
@ObjectType({ description: 'Dòng quy định của một loại khen thưởng. A dated row of an award type.' })
export abstract class AwardTypeRow extends DatedRow {
  @Column('uuid', { name: 'award_type_id' })
  awardTypeId: string;

  @Field({
    description:
      'Ký hiệu, giữ nguyên qua các phiên bản; cùng ký hiệu không có hai dòng cùng hiệu lực. Code, the same for all versions.',
  })
  @Column('varchar', { length: 60 })
  code: string;
}

/** Those of the rows that hold on a day. */
export function inForceOn<Row extends Pick<DatedRow, 'validFrom' | 'validUntil'>>(
  rows: readonly Row[],
  day: string,
): Row[] {
  return rows.filter((row) => row.validFrom <= day && day < row.validUntil);
}
