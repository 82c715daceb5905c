import { CommandRefused } from '@thidua/service-kit';
import { type ClassType, createUnionType, Field, ID, Int, ObjectType } from 'type-graphql';
import { AwardDecision } from './award-decision.entity';
import { AwardDecisionAct } from './award-decision.enum';

/** What a command on a decision answers when it was carried out. */
export interface AwardDecisionSuccess {
  decision: AwardDecision;
}

/** The success type and the result union of one command on a decision. */
interface AwardDecisionResult {
  readonly Success: ClassType<AwardDecisionSuccess>;
  readonly Result: object;
}

/**
 * `<Verb>Success` and `<Verb>Result = <Verb>Success | CommandRefused`.
 * @param vi what was done, in Vietnamese.
 */
function decisionResult(verb: string, vi: string, en: string): AwardDecisionResult {
  @ObjectType(`${verb}Success`, { description: `${vi}. ${en}.` })
  class Success implements AwardDecisionSuccess {
    @Field(() => AwardDecision, { description: 'Quyết định sau lệnh. The decision after the command.' })
    decision: AwardDecision;
  }
  const Result = createUnionType({
    name: `${verb}Result`,
    description: `${vi}, hoặc bị từ chối có lý do. ${en}, or refused with reasons.`,
    types: () => [Success, CommandRefused] as const,
  });
  return { Success, Result };
}

export const DraftAwardDecision = decisionResult(
  'DraftAwardDecision',
  'Đã soạn dự thảo quyết định',
  'The decision was drafted',
);
export const EditAwardDecision = decisionResult('EditAwardDecision', 'Đã sửa dự thảo', 'The draft was changed');
export const AddToAwardDecision = decisionResult(
  'AddToAwardDecision',
  'Đã thêm hồ sơ vào danh sách',
  'The nominations were added to the list',
);
export const RemoveFromAwardDecision = decisionResult(
  'RemoveFromAwardDecision',
  'Đã bỏ hồ sơ khỏi danh sách',
  'The nominations were taken off the list',
);
export const DiscardAwardDecision = decisionResult('DiscardAwardDecision', 'Đã bỏ dự thảo', 'The draft was dropped');
export const SignAwardDecision = decisionResult(
  'SignAwardDecision',
  'Đã ký quyết định; từng hồ sơ đang chuyển bước',
  'The decision was signed; its nominations move one by one',
);

export const PublishAwardDecision = decisionResult(
  'PublishAwardDecision',
  'Đã công bố quyết định; từng hồ sơ đang chuyển trạng thái',
  'The decision was published; its nominations follow one by one',
);
export const RecordAwardHandover = decisionResult(
  'RecordAwardHandover',
  'Đã ghi nhận buổi trao thưởng; từng hồ sơ đang chuyển trạng thái',
  'The ceremony was recorded; its nominations follow one by one',
);

/** How far an act has come with the nominations of a decision. */
@ObjectType({
  description:
    'Một việc trên quyết định đã làm đến đâu với các hồ sơ. How far an act has come with the nominations of a decision.',
})
export class AwardDecisionProgress {
  @Field(() => AwardDecisionAct, { description: 'Việc. The act.' })
  act: AwardDecisionAct;
  @Field(() => Int, { description: 'Tổng số hồ sơ. Nominations in all.' })
  total: number;
  @Field(() => Int, { description: 'Đang chờ. Still waiting.' })
  waiting: number;
  @Field(() => Int, { description: 'Đã xong. Done.' })
  done: number;
  @Field(() => Int, { description: 'Bị từ chối, có lý do ở từng dòng. Refused; each row says why.' })
  refused: number;
}

/** A body's register of decision numbers in a year. */
@ObjectType({
  description: 'Sổ cấp số quyết định của một cơ quan trong năm. A body’s register of decision numbers in a year.',
})
export class AwardDecisionNumbers {
  @Field(() => ID, { description: 'Cơ quan ban hành. The body.' })
  bodyUnitId: string;
  @Field(() => Int, { description: 'Năm. The year.' })
  year: number;
  @Field(() => Int, { description: 'Số cuối cùng đã cấp; 0 khi chưa cấp. The last number given; 0 before the first.' })
  lastNumber: number;
}

/** The number was raised. */
@ObjectType({ description: 'Đã nâng số cuối cùng. The last number was raised.' })
export class RaiseAwardDecisionNumberSuccess {
  @Field(() => AwardDecisionNumbers, { description: 'Sổ cấp số sau lệnh. The register after the command.' })
  numbers: AwardDecisionNumbers;
}

/** What raiseAwardDecisionNumber returns. */
export const RaiseAwardDecisionNumberResult = createUnionType({
  name: 'RaiseAwardDecisionNumberResult',
  description: 'Đã nâng số cuối cùng, hoặc bị từ chối có lý do. The number was raised, or refused with reasons.',
  types: () => [RaiseAwardDecisionNumberSuccess, CommandRefused] as const,
});
