import { CommandRefused, RoutingState } from '@thidua/service-kit';
import { type ClassType, createUnionType, Field, ObjectType } from 'type-graphql';
import { Nomination } from './nomination.entity';

/** What a command on a nomination answers when it was carried out. */
export interface NominationSuccess {
  nomination: Nomination;
  routing: RoutingState;
}

/** The success type and the result union of one command on a nomination. */
interface NominationResult {
  readonly Success: ClassType<NominationSuccess>;
  readonly Result: object;
}

/**
 * `<Verb>Success` and `<Verb>Result = <Verb>Success | CommandRefused`.
 * @param vi what was done, in Vietnamese.
 */
function nominationResult(verb: string, vi: string, en: string): NominationResult {
  @ObjectType(`${verb}Success`, { description: `${vi}. ${en}.` })
  class Success implements NominationSuccess {
    @Field(() => Nomination, { description: 'Hồ sơ sau lệnh. The nomination after the command.' })
    nomination: Nomination;
    @Field(() => RoutingState, {
      description: 'Quyết định đã đi đến đâu trong quy trình. How far the decision has travelled.',
    })
    routing: RoutingState;
  }
  const Result = createUnionType({
    name: `${verb}Result`,
    description: `${vi}, hoặc bị từ chối có lý do. ${en}, or refused with reasons.`,
    types: () => [Success, CommandRefused] as const,
  });
  return { Success, Result };
}

export const DraftNomination = nominationResult('DraftNomination', 'Đã lập hồ sơ', 'The nomination was drafted');
export const EditNomination = nominationResult('EditNomination', 'Đã sửa hồ sơ', 'The nomination was edited');
export const SubmitNomination = nominationResult('SubmitNomination', 'Đã trình hồ sơ', 'The nomination was submitted');
export const ResubmitNomination = nominationResult(
  'ResubmitNomination',
  'Đã trình lại hồ sơ, thành lần trình mới',
  'The nomination was submitted again as a new revision',
);
export const PassAppraisal = nominationResult(
  'PassAppraisal',
  'Đã thẩm định đạt',
  'The appraisal let the nomination pass',
);
export const ReturnNomination = nominationResult(
  'ReturnNomination',
  'Đã trả lại hồ sơ',
  'The nomination was returned with a reason',
);
export const RejectNomination = nominationResult(
  'RejectNomination',
  'Đã không chấp thuận hồ sơ',
  'The nomination was rejected',
);
export const RecordCouncilVote = nominationResult(
  'RecordCouncilVote',
  'Đã ghi nhận kết quả biểu quyết',
  'The council’s vote was recorded',
);
export const DecideNomination = nominationResult(
  'DecideNomination',
  'Đã ký quyết định khen thưởng',
  'The award decision was signed',
);
