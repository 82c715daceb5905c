import { Provenance } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { UnitRating } from './unit-rating.enum';

/** A unit's rating for a year. Another one supersedes it by a row of its own; none is ever changed. */
@ObjectType('UnitRating', {
  description: 'Xếp loại của một đơn vị trong một năm. The rating of a unit for a year.',
})
@Entity('unit_rating')
@Index('unit_rating_revision', ['unitId', 'year', 'revision'], { unique: true })
export class UnitRatingRow {
  @Field(() => ID, { description: 'Mã xếp loại. Id of the rating.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Field(() => Int, { description: 'Năm. The year.' })
  @Column('smallint')
  year: number;

  @Field(() => Int, { description: 'Lần xếp loại của năm, từ 1. How often the year was rated with this, from 1.' })
  @Column('int')
  revision: number;

  @Field(() => UnitRating, { description: 'Xếp loại. The rating.' })
  @Column('varchar', { length: 20 })
  rating: UnitRating;

  @Field({ description: 'Quyết định công nhận. The decision by which it was rated.' })
  @Column('varchar', { length: 500 })
  document: string;

  @Field(() => String, {
    nullable: true,
    description: 'Lý do xếp loại lại; null với lần đầu. Why it was rated again; null for the first.',
  })
  @Column('varchar', { length: 500, nullable: true })
  reason: string | null;

  @Column('datetime', { name: 'superseded_at', precision: 6, nullable: true })
  supersededAt: Date | null;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;
}
