import { CommandRefused, RoutingState } from '@thidua/service-kit';
import { type ClassType, createUnionType, Field, ObjectType } from 'type-graphql';
import { BulkNominationResults } from '../task/task-bulk.type';
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
/** Several nominations were submitted. */
@ObjectType({ description: 'Đã trình nhiều hồ sơ. Several nominations were submitted.' })
export class SubmitNominationsSuccess {
  @Field(() => BulkNominationResults, {
    description: 'Kết quả từng hồ sơ và tiến độ. A result for each, and progress.',
  })
  bulk: BulkNominationResults;
}

export const SubmitNominationsResult = createUnionType({
  name: 'SubmitNominationsResult',
  description:
    'Đã trình nhiều hồ sơ, hoặc cả lệnh bị từ chối có lý do. Several nominations were submitted, or the whole refused with reasons.',
  types: () => [SubmitNominationsSuccess, CommandRefused] as const,
});

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
export const WithdrawNomination = nominationResult(
  'WithdrawNomination',
  'Đã rút hồ sơ',
  'The nomination was withdrawn',
);
export const SuspendNomination = nominationResult(
  'SuspendNomination',
  'Đã tạm dừng hồ sơ',
  'The nomination was suspended',
);
export const ResumeNomination = nominationResult(
  'ResumeNomination',
  'Đã tiếp tục hồ sơ, thời hạn được cộng bù',
  'The nomination goes on, its deadlines moved by the time it stood still',
);
export const MoveNominationDeadline = nominationResult(
  'MoveNominationDeadline',
  'Đã thay đổi thời hạn của bước',
  'The deadline of the stage was moved',
);
export const HandleOverdueNomination = nominationResult(
  'HandleOverdueNomination',
  'Đã ghi nhận việc xử lý hồ sơ quá hạn',
  'What was done about the overdue nomination was recorded',
);
export const AnswerChecklist = nominationResult(
  'AnswerChecklist',
  'Đã trả lời danh mục thẩm định',
  'The items of the checklist were answered',
);
export const RequestConsultation = nominationResult(
  'RequestConsultation',
  'Đã ghi nhận văn bản hiệp y',
  'The letter that consults an outside body was recorded',
);
export const RecordConsultationAnswer = nominationResult(
  'RecordConsultationAnswer',
  'Đã ghi nhận trả lời hiệp y',
  'The answer of the body that was consulted was recorded',
);
export const CloseConsultation = nominationResult(
  'CloseConsultation',
  'Đã thôi chờ trả lời hiệp y',
  'The answer is no longer waited for',
);
export const ForwardNomination = nominationResult(
  'ForwardNomination',
  'Đã chuyển hồ sơ lên cấp trên đề nghị khen cao',
  'The nomination was forwarded one level up',
);
