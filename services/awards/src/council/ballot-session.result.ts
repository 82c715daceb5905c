import { CommandRefused } from '@thidua/service-kit';
import { type ClassType, createUnionType, Field, ID, ObjectType } from 'type-graphql';
import { BallotSession } from './ballot-session.entity';

/** What a command on a session answers when it was carried out. */
export interface BallotSuccess {
  session: BallotSession;
}

/** What casting a vote answers: by the digest the voter finds it again. */
export interface VoteSuccess extends BallotSuccess {
  nominationId: string;
  digest: string;
}

/** The success type and the result union of one command. */
interface BallotResult<Success extends BallotSuccess> {
  readonly Success: ClassType<Success>;
  readonly Result: object;
}

/**
 * `<Verb>Success` and `<Verb>Result = <Verb>Success | CommandRefused`.
 * @param vi what was done, in Vietnamese.
 */
function ballotResult(verb: string, vi: string, en: string): BallotResult<BallotSuccess> {
  @ObjectType(`${verb}Success`, { description: `${vi}. ${en}.` })
  class Success implements BallotSuccess {
    @Field(() => BallotSession, { description: 'Phiên sau lệnh. The session after the command.' })
    session: BallotSession;
  }
  return { Success, Result: resultOf(verb, vi, en, Success) };
}

function voteResult(verb: string, vi: string, en: string): BallotResult<VoteSuccess> {
  @ObjectType(`${verb}Success`, { description: `${vi}. ${en}.` })
  class Success implements VoteSuccess {
    @Field(() => BallotSession, { description: 'Phiên sau lệnh. The session after the command.' })
    session: BallotSession;
    @Field(() => ID, { description: 'Hồ sơ. The nomination.' })
    nominationId: string;
    @Field({
      description:
        'Mã băm của phiếu niêm phong (SHA-256, hệ 16): hãy giữ lại để kiểm tra sau khi kiểm phiếu. Digest of what was sealed: keep it, to check after the count that the vote is in.',
    })
    digest: string;
  }
  return { Success, Result: resultOf(verb, vi, en, Success) };
}

function resultOf(verb: string, vi: string, en: string, Done: ClassType): object {
  return createUnionType({
    name: `${verb}Result`,
    description: `${vi}, hoặc bị từ chối có lý do. ${en}, or refused with reasons.`,
    types: () => [Done, CommandRefused] as const,
  });
}

export const OpenBallotSession = ballotResult('OpenBallotSession', 'Đã mở phiên bỏ phiếu', 'The session was opened');
export const RecuseFromBallot = ballotResult(
  'RecuseFromBallot',
  'Đã rút khỏi biểu quyết về hồ sơ',
  'The member was recused from the nomination',
);
export const CastVote = voteResult('CastVote', 'Đã nhận phiếu', 'The vote was taken');
export const RecordWrittenVote = voteResult(
  'RecordWrittenVote',
  'Đã nhập phiếu bằng văn bản',
  'The written vote was entered',
);
export const CloseBallotSession = ballotResult(
  'CloseBallotSession',
  'Phiên đã kết thúc: đã kiểm phiếu, hoặc bị hủy vì mất khóa',
  'The session has ended: counted, or void because its key was lost',
);
export const VoidBallotSession = ballotResult('VoidBallotSession', 'Đã hủy phiên', 'The session was voided');
