import { CalendarDateScalar, Provenance, connectionOf } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { HeadcountKind, HeadcountMeasure, HeadcountQualifier } from './headcount.enum';

/** A stated figure about a unit. */
@ObjectType({
  description:
    'Số liệu về đơn vị theo một nguồn, không phải số đếm từ hệ thống. A figure about a unit as a source states it; never counted from our rows.',
})
export class Headcount {
  @Field(() => ID, { description: 'Mã định danh (UUID). Id of the figure.' })
  id: string;
  @Field(() => HeadcountKind, { description: 'Đối tượng được đếm. What is counted.' })
  kind: HeadcountKind;
  @Field(() => HeadcountMeasure, { description: 'Số có tại ngày, hay số phát sinh trong kỳ. Stock or flow.' })
  measure: HeadcountMeasure;
  @Field(() => Int, { description: 'Tổng số, từ 0. Total.' })
  total: number;
  @Field(() => Int, {
    nullable: true,
    description: 'Trong đó nữ; null khi không nêu. Women among them; null when not stated.',
  })
  female: number | null;
  @Field(() => HeadcountQualifier, { description: 'Mức độ chính xác. How exact it is.' })
  qualifier: HeadcountQualifier;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày đầu kỳ (FLOW). First day of the period, for a flow.',
  })
  periodFrom: string | null;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày cuối kỳ, tính cả ngày đó (FLOW). Last day of the period, inclusive, for a flow.',
  })
  periodTo: string | null;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày của số liệu (STOCK). Date of the figure, for a stock.',
  })
  asOf: string | null;
  @Field(() => String, { nullable: true, description: 'Nguồn. The source.' })
  source: string | null;
  @Field(() => String, { nullable: true, description: 'Câu trong nguồn. The sentence of the source.' })
  sentence: string | null;
  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  provenance: Provenance;

  unitId: string;
}

/** Page of stated figures. */
export const HeadcountConnection = connectionOf(Headcount, 'Headcount', 'số liệu');
