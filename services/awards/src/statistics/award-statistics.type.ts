import { DecimalScalar } from '@thidua/service-kit';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { UnionUnit } from '../union-unit/union-unit.type';
import { type Counts, type Share, StatisticsDimension } from './award-statistics.rules';

registerEnumType(StatisticsDimension, {
  name: 'AwardStatisticsDimension',
  description: 'Chia thống kê theo gì. By what statistics divide.',
  valuesConfig: {
    Level: { description: 'Cấp quyết định. Level of the body.' },
    Form: { description: 'Hình thức. Form.' },
    Track: { description: 'Thường xuyên, chuyên đề, đột xuất. Track.' },
    Year: { description: 'Năm thành tích. Merit year.' },
    Gender: { description: 'Giới tính của cá nhân. Gender of individuals.' },
    Rank: { description: 'Công nhân, nhân viên hay lãnh đạo, quản lý. Worker, staff or manager.' },
    Sector: { description: 'Khu vực của đơn vị. Sector of the unit.' },
    Provenance: {
      description: 'Theo quyết định trong hệ thống hay khai theo văn bản. By decisions of this system, or stated.',
    },
  },
});

/** Collectives and individuals, apart. */
@ObjectType({
  description: 'Số tập thể và số cá nhân, đếm riêng, không cộng. Collectives and individuals, never summed.',
})
export class AwardCounts implements Counts {
  @Field(() => Int, { description: 'Số tập thể. Collectives.' })
  collectives: number;

  @Field(() => Int, { description: 'Số cá nhân. Individuals.' })
  individuals: number;
}

/** A share with the figures that make it. */
@ObjectType({ description: 'Tỷ trọng, kèm tử số và mẫu số. A share with the figures that make it.' })
export class AwardShare implements Share {
  @Field(() => Int, { description: 'Tử số. The part.' })
  part: number;

  @Field(() => Int, { description: 'Mẫu số. The whole.' })
  whole: number;

  @Field(() => Int, {
    description: 'Số chưa rõ thuộc phần nào, không nằm trong tử số lẫn mẫu số. Not known; in neither figure.',
  })
  unknown: number;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'Phần trăm, hai chữ số thập phân; null khi mẫu số bằng 0. Percent; null when the whole is nought.',
  })
  percent: string | null;
}

/** A value of a dimension. */
@ObjectType({ description: 'Một dòng của thống kê. A line of the statistics.' })
export class AwardStatisticsLine {
  @Field({ description: 'Giá trị, ví dụ MERIT_CERTIFICATE; NOT_STATED là không rõ hoặc không áp dụng. The value.' })
  key: string;

  @Field(() => AwardCounts, { description: 'Đã đề nghị. Nominated.' })
  nominated: AwardCounts;

  @Field(() => AwardCounts, { description: 'Đã được khen, còn giá trị. Awarded and valid.' })
  awarded: AwardCounts;
}

/** A unit of the statistics. */
@ObjectType({ description: 'Thống kê của một đơn vị trực thuộc và cấp dưới. A unit with everything under it.' })
export class AwardStatisticsUnit {
  @Field(() => UnionUnit, { description: 'Đơn vị. The unit.' })
  unit: UnionUnit;

  @Field(() => AwardCounts, { description: 'Đã đề nghị. Nominated.' })
  nominated: AwardCounts;

  @Field(() => AwardCounts, { description: 'Đã được khen, còn giá trị. Awarded and valid.' })
  awarded: AwardCounts;
}
