import { DecimalScalar } from '@thidua/service-kit';
import { Field, ObjectType } from 'type-graphql';
import type { AchievementFigure } from './achievement';

/** Achievement of a target: R = actual ÷ target. */
@ObjectType({
  description:
    'Tỷ lệ hoàn thành chỉ tiêu R = thực hiện ÷ chỉ tiêu, không giới hạn trên. Achievement of a target, R = actual ÷ target, never capped.',
})
export class Achievement implements AchievementFigure {
  @Field(() => DecimalScalar, {
    nullable: true,
    description:
      'R tính bằng phần trăm, hai chữ số thập phân, ví dụ "103.14"; trống khi không áp dụng. R in percent with two decimals; null when not applicable.',
  })
  percent: string | null;
  @Field({
    description:
      'Cách hiển thị theo số chữ số thập phân của chỉ tiêu, ví dụ "103 %". As shown to people, with the indicator’s decimals.',
  })
  display: string;
  @Field({
    description:
      'Có tỷ lệ hay không: không khi chỉ tiêu bằng 0, chưa giao, hoặc chưa có số liệu. Whether there is a ratio: false for a target of zero or none and for a missing figure.',
  })
  applicable: boolean;
  @Field(() => DecimalScalar, { nullable: true, description: 'Tử số: thực hiện. The actual figure.' })
  numerator: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Mẫu số: chỉ tiêu. The target.' })
  denominator: string | null;
}

/** An achievement as the graph shows it. */
export function achievement(figure: AchievementFigure): Achievement {
  return Object.assign(new Achievement(), figure);
}
