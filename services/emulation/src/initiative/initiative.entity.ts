import { CalendarDateScalar, connectionOf, Provenance } from '@thidua/service-kit';
import { GraphQLSafeInt } from 'graphql-scalars';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { InitiativeKind, InitiativeLevel } from './initiative.enum';

/** Reads and writes a BIGINT column of whole đồng that may be empty. */
const optionalDong = {
  to: (amount: number | null): number | null => amount,
  from: (stored: string | number | null): number | null => (stored === null ? null : Number(stored)),
};

/** An initiative, topic or product. It is never changed; one recorded by mistake is withdrawn, and stays. */
@ObjectType({ description: 'Sáng kiến, đề tài, sản phẩm. An initiative, research topic or product.' })
@Entity('initiative')
@Index('initiative_unit', ['unitId', 'year', 'id'])
@Index('initiative_year', ['year', 'id'])
export class Initiative {
  @Field(() => ID, { description: 'Mã sáng kiến. Id of the initiative.' })
  @PrimaryColumn('uuid')
  id: string;

  @Column('uuid', { name: 'unit_id' })
  unitId: string;

  @Field(() => InitiativeKind, { description: 'Loại. What was made.' })
  @Column('varchar', { length: 20 })
  kind: InitiativeKind;

  @Field({ description: 'Tên. Title.' })
  @Column('varchar', { length: 500 })
  title: string;

  @Field(() => Int, { description: 'Năm áp dụng. Year in which it was applied.' })
  @Column('smallint')
  year: number;

  @Field(() => GraphQLSafeInt, {
    nullable: true,
    description:
      'Giá trị làm lợi năm đầu, đồng; null khi không tính bằng tiền. Benefit over the first year in whole đồng; null when not in money.',
  })
  @Column('bigint', { name: 'benefit_dong', nullable: true, transformer: optionalDong })
  benefitDong: number | null;

  @Field(() => Date, {
    nullable: true,
    description: 'Thời điểm rút (UTC); null khi còn giá trị. When it was withdrawn; null while it stands.',
  })
  @Column('datetime', { name: 'withdrawn_at', precision: 6, nullable: true })
  withdrawnAt: Date | null;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;
}

/** An author of an initiative. */
@Entity('initiative_author')
@Index('initiative_author_member', ['memberId', 'initiativeId'])
export class InitiativeAuthor {
  @PrimaryColumn('uuid', { name: 'initiative_id' })
  initiativeId: string;

  @PrimaryColumn('uuid', { name: 'member_id' })
  memberId: string;
}

/** That a body accepted an initiative at a level. */
@ObjectType({ description: 'Việc công nhận ở một cấp. That a body accepted an initiative.' })
@Entity('initiative_acceptance')
export class InitiativeAcceptance {
  @PrimaryColumn('uuid', { name: 'initiative_id' })
  initiativeId: string;

  @Field(() => InitiativeLevel, { description: 'Cấp công nhận. Level.' })
  @PrimaryColumn('varchar', { length: 20 })
  level: InitiativeLevel;

  @Field(() => CalendarDateScalar, { description: 'Ngày công nhận. Day of the acceptance.' })
  @Column('date', { name: 'accepted_on' })
  acceptedOn: string;

  @Field({ description: 'Giấy công nhận, quyết định. The certificate or decision.' })
  @Column('varchar', { length: 500 })
  document: string;
}

/** A page of initiatives. */
export const InitiativeConnection = connectionOf(Initiative, 'Initiative', 'sáng kiến');
