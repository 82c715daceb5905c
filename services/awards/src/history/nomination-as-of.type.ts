import { NotReconstructed } from '@thidua/service-kit';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { NominationStatus } from '../nomination/nomination.enum';

/** A nomination as it stood right after an entry of its history. */
@ObjectType({
  description:
    'Hồ sơ như nó tồn tại ngay sau một mục nhật ký. A nomination as it stood right after an entry of its history.',
})
export class NominationAsOf {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  nominationId: string;

  @Field(() => Int, { description: 'Số thứ tự của mục nhật ký. Sequence of the entry.' })
  sequence: number;

  @Field(() => Date, { description: 'Thời điểm của mục nhật ký (UTC). When the entry was written.' })
  at: Date;

  @Field(() => NominationStatus, { description: 'Trạng thái lúc đó. State it was in.' })
  state: NominationStatus;

  @Field(() => String, {
    nullable: true,
    description: 'Bước đang mở lúc đó; null khi không có bước nào mở. Stage that was open; null when none was.',
  })
  stage: string | null;

  @Field(() => Int, { description: 'Số lần trình lúc đó. Revision at that time.' })
  revision: number;

  @Field(() => Int, { description: 'Phiên bản bản soạn lúc đó. Version of the draft at that time.' })
  version: number;

  @Field(() => ID, {
    nullable: true,
    description:
      'Phiên bản quy trình đã chốt; null trước khi trình. Version of the route; null before it was submitted.',
  })
  routeVersionId: string | null;

  @Field({
    description:
      'Mã băm SHA-256 của báo cáo thành tích lúc đó, theo nhật ký. SHA-256 of the achievement report at that time, as the history has it.',
  })
  achievementDigest: string;

  @Field(() => String, {
    nullable: true,
    description:
      'Nguyên văn báo cáo lúc đó, đã so với mã băm; null khi không còn giữ. The report at that time, compared with its digest; null when no text of that digest is kept.',
  })
  achievement: string | null;

  /** The papers of the dossier at that time, in the order in which they were attached. */
  paperIds: readonly string[];

  @Field(() => [NotReconstructed], {
    description: 'Điều không dựng lại được và vì sao. What could not be reconstructed, and why.',
  })
  notReconstructed: NotReconstructed[];
}
