import { CommandInput, IsId, IsWords } from '@thidua/service-kit';
import { Matches } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { SourceStatus } from '../award-type/award-type.enum';
import { LONGEST_REASON } from '../nomination/nomination.input';
import type { CheckFact, CheckResult } from './check-result';
import { CheckKind, CheckOccasion, CheckOutcome } from './check.enum';
import type { CheckOverride } from './nomination-check.entity';

/** A text in both languages. */
@ObjectType({ description: 'Văn bản bằng hai ngôn ngữ. A text in both languages.' })
export class BilingualText {
  @Field({ description: 'Tiếng Việt. In Vietnamese.' })
  vi: string;

  @Field({ description: 'Tiếng Anh. In English.' })
  en: string;
}

/** A fact that a check used, as a reader may see it. */
@ObjectType({
  description:
    'Dữ kiện đã dùng, có mã để tra; của đơn vị ngoài phạm vi của bạn thì chỉ cho biết cơ quan đang giữ. A fact that a check used, with the id to look it up by; of a unit beyond your reach only the body that holds it.',
})
export class CheckFactView {
  @Field({ description: 'Phân hệ sở hữu, ví dụ membership. The service that owns it.' })
  service: string;

  @Field({ description: 'Loại, ví dụ RECEIVED_AWARD, INITIATIVE, HOLD. Kind of row.' })
  kind: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Mã của dòng; null khi bạn không được xem. Id of the row; null where you may not see it.',
  })
  id: string | null;

  @Field({ description: 'Nội dung bằng tiếng Việt. What it says, in Vietnamese.' })
  vi: string;

  @Field({ description: 'Nội dung bằng tiếng Anh. What it says, in English.' })
  en: string;
}

/** What one check came to. */
@ObjectType({
  description:
    'Kết quả một nội dung kiểm tra: căn cứ, dữ kiện, cách khắc phục. What one check came to: on what it rests, the facts used, what would cure it.',
})
export class NominationCheckResult {
  @Field(() => CheckKind, { description: 'Nội dung kiểm tra. What was looked at.' })
  kind: CheckKind;

  @Field({ description: 'Ký hiệu, ví dụ TENURE; dùng khi cho vượt. Code of the check: an override names it.' })
  code: string;

  @Field(() => BilingualText, { description: 'Tên. What it is called.' })
  name: BilingualText;

  @Field(() => CheckOutcome, { description: 'Kết quả. The outcome, before any override.' })
  outcome: CheckOutcome;

  @Field({ description: 'Giải thích bằng tiếng Việt. What was found, in Vietnamese.' })
  vi: string;

  @Field({ description: 'Giải thích bằng tiếng Anh. What was found, in English.' })
  en: string;

  @Field(() => String, { nullable: true, description: 'Văn bản căn cứ. Document on which it rests.' })
  document: string | null;

  @Field(() => String, { nullable: true, description: 'Điều, khoản. Article and clause.' })
  article: string | null;

  @Field(() => SourceStatus, { description: 'Mức độ kiểm chứng của căn cứ. How well the rule is known.' })
  sourceStatus: string;

  @Field(() => ID, {
    nullable: true,
    description: 'Mã điều kiện hoặc chỉ tiêu trong danh mục; null với kiểm tra có sẵn. The rule’s or quota’s row.',
  })
  ruleId: string | null;

  /** As they were; what a reader sees of them is resolved for each. */
  facts: readonly CheckFact[];

  @Field(() => BilingualText, {
    nullable: true,
    description: 'Cách khắc phục; null khi đạt hoặc không thể. What would cure it; null where nothing can.',
  })
  cure: BilingualText | null;

  @Field(() => [String], {
    description:
      'Các chức danh được cho vượt, kèm lý do; rỗng là không ai. Positions, any of which may override it with a reason; empty: nobody.',
  })
  overridePositions: readonly string[];

  @Field(() => String, {
    nullable: true,
    description:
      'Cấp của đơn vị có chức danh đó; null là cơ quan quyết định. Level of the unit whose position it must be; null: the deciding body.',
  })
  overrideLevel: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Mã lần cho vượt đã áp dụng. Id of the override that let it pass.',
  })
  overrideId: string | null;
}

/** What the checks of a nomination came to on one occasion. */
@ObjectType({
  description: 'Một lần kiểm tra hồ sơ. What the checks of a nomination came to on one occasion.',
})
export class NominationCheckRun {
  @Field(() => Int, {
    nullable: true,
    description: 'Số thứ tự của lần kiểm tra; null khi chạy thử. Number of the run, from 1; null for a dry run.',
  })
  number: number | null;

  @Field(() => CheckOccasion, { description: 'Kiểm tra khi nào. On what occasion.' })
  occasion: CheckOccasion;

  @Field(() => String, { nullable: true, description: 'Bước đã chuyển. The stage that was passed.' })
  stage: string | null;

  @Field(() => Int, { description: 'Lần trình. Revision of the dossier.' })
  revision: number;

  @Field(() => CheckOutcome, {
    description:
      'Kết quả chung; điều đã được cho vượt tính là lưu ý. The worst of all; an overridden block is a warning.',
  })
  outcome: CheckOutcome;

  @Field(() => ID, {
    nullable: true,
    description: 'Bộ quy tắc mà hồ sơ mang theo; null trước khi trình. The rules that the nomination carries.',
  })
  ruleSetId: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Số thứ tự mục nhật ký đi cùng. Sequence of the audit entry written with it; null for a dry run.',
  })
  auditSequence: number | null;

  @Field(() => Date, { description: 'Thời điểm kiểm tra (UTC). When they ran.' })
  checkedAt: Date;

  @Field(() => [NominationCheckResult], { description: 'Từng nội dung. What each check came to.' })
  results: readonly CheckResult[];
}

/** That somebody let a nomination pass in spite of a block. */
@ObjectType({
  description:
    'Cho vượt một nội dung không đạt, có lý do; hiển thị mãi về sau. An override of a block, with its reason, shown for ever after.',
})
export class CheckOverrideView {
  @Field(() => ID, { description: 'Mã. Id of the override.' })
  id: string;

  @Field(() => CheckKind, { description: 'Nội dung kiểm tra. What was checked.' })
  kind: CheckKind;

  @Field({ description: 'Ký hiệu của nội dung. Code of the check.' })
  code: string;

  @Field(() => ID, { nullable: true, description: 'Điều kiện hoặc chỉ tiêu. The rule’s or quota’s row.' })
  ruleId: string | null;

  @Field({ description: 'Lý do. The reason.' })
  reason: string;

  @Field({ description: 'Chức danh đã dùng, ví dụ CHAIR. The position under which it was given.' })
  position: string;

  @Field(() => ID, { description: 'Mã nhiệm kỳ đã dùng. Id of the mandate used.' })
  mandateId: string;

  @Field(() => Date, { description: 'Thời điểm (UTC). When it was given.' })
  overriddenAt: Date;

  readonly bodyUnitId: string;
  readonly overriddenBy: string;
}

/** A row as it is shown. */
export function overrideView(override: CheckOverride): CheckOverrideView {
  return Object.assign(new CheckOverrideView(), override);
}

/** A block to override. */
@InputType({
  description:
    'Cho vượt một nội dung không đạt, chỉ khi quy tắc cho phép và bởi chức danh được nêu. Overrides a block, only where the rule says so and by the position that it names.',
})
export class OverrideCheckInput extends CommandInput {
  @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
  @IsId()
  nominationId: string;

  @Field(() => CheckKind, { description: 'Nội dung kiểm tra. What was checked.' })
  kind: CheckKind;

  @Field({ description: 'Ký hiệu của nội dung, như checkNomination trả về (≤ 80 ký tự). Code of the check.' })
  @Matches(/^[A-Z][A-Z0-9_]{1,79}$/)
  code: string;

  @Field({ description: 'Lý do, bắt buộc, 1–2.000 ký tự. The reason, needed, 1 to 2,000 characters.' })
  @IsWords(LONGEST_REASON)
  reason: string;
}
