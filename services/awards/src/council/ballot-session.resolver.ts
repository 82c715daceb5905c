import { inclusionOf } from '@thidua/ballot';
import {
  type CommandActor,
  type CommandOutcome,
  type CommandRefused,
  conflict,
  connectionOf,
  type HistoryEntry,
  HistoryArguments,
  HistoryEntryConnection,
  IsId,
  notFound,
  type Page,
  PageArguments,
  refusable,
  RequiresPermission,
} from '@thidua/service-kit';
import { IsOptional, ValidateNested } from 'class-validator';
import {
  Arg,
  Args,
  ArgsType,
  type ClassType,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { BALLOT_SESSION } from '../access/ballot-session-scope';
import { minutesPathOf } from '../document/minutes.path';
import type { AwardsContext } from '../graph/awards-context';
import { IdArgument } from '../graph/id.argument';
import { Member } from '../member/member.type';
import { Nomination } from '../nomination/nomination.entity';
import { UnionUnit } from '../union-unit/union-unit.type';
import type { BallotService, VoteAnswer } from './ballot.service';
import type { BallotClosingService } from './ballot-closing.service';
import type { BallotSessionAnswer } from './ballot-session.actions';
import { BallotItem, BallotRecusal, BallotSession } from './ballot-session.entity';
import { BallotSessionState } from './ballot-session.enum';
import {
  CastVoteInput,
  CloseBallotSessionInput,
  OpenBallotSessionInput,
  RecordWrittenVoteInput,
  RecuseFromBallotInput,
  VoidBallotSessionInput,
} from './ballot-session.input';
import { ballotSessionPage } from './ballot-session.query';
import {
  type BallotSuccess,
  CastVote,
  CloseBallotSession,
  OpenBallotSession,
  RecordWrittenVote,
  RecuseFromBallot,
  VoidBallotSession,
  type VoteSuccess,
} from './ballot-session.result';
import type { BallotSessionService } from './ballot-session.service';

/** A page of sessions. */
export const BallotSessionConnection = connectionOf(BallotSession, 'BallotSession', 'phiên bỏ phiếu kín');

const INPUT = { description: 'Nội dung lệnh. The command’s input.' };

@InputType({ description: 'Điều kiện lọc phiên bỏ phiếu kín. Filter of ballot sessions; all conditions hold.' })
class BallotSessionFilter {
  @Field(() => ID, { nullable: true, description: 'Cấp có hội đồng. The body whose council votes.' })
  @IsOptional()
  @IsId()
  bodyUnitId?: string | null;

  @Field(() => BallotSessionState, { nullable: true, description: 'Tình trạng. State.' })
  state?: BallotSessionState | null;
}

@ArgsType()
class BallotSessionsArguments extends PageArguments {
  @Field(() => BallotSessionFilter, { nullable: true, description: 'Điều kiện lọc. Filter.' })
  @IsOptional()
  @ValidateNested()
  filter?: BallotSessionFilter | null;
}

@ArgsType()
class BallotSessionHistoryArguments extends HistoryArguments {
  @Field(() => ID, { description: 'Phiên. The session.' })
  @IsId()
  sessionId: string;
}

/** That a vote is among those that a session’s root stands for. */
@ObjectType({
  description:
    'Chứng minh phiếu của mình nằm trong số phiếu đã kiểm (RFC 9162): packages/ballot kiểm tra được. Shows that one’s own vote is among those counted; packages/ballot checks it.',
})
export class BallotInclusion {
  @Field({ description: 'Mã băm của phiếu. Digest of the vote.' })
  digest: string;

  @Field(() => Int, {
    description: 'Vị trí, từ 0, trong các mã băm xếp tăng dần. Its place among the digests in ascending order, from 0.',
  })
  index: number;

  @Field(() => Int, { description: 'Số phiếu. How many votes there are.' })
  size: number;

  @Field(() => [String], {
    description: 'Các mã băm bên đường tới gốc. Hashes beside the way to the root, hexadecimal.',
  })
  path: readonly string[];

  @Field({ description: 'Gốc, như trong nhật ký. The root, as the audit trail has it.' })
  root: string;
}

/** One’s own vote, as far as anybody can know it. */
@ObjectType({ description: 'Phiếu của chính mình. One’s own vote, as far as anybody can know it.' })
export class OwnVote {
  @Field({ description: 'Mã băm của phiếu niêm phong. Digest of what was sealed.' })
  digest: string;

  @Field(() => Date, { description: 'Thời điểm bỏ phiếu (UTC). When it was cast.' })
  castAt: Date;

  @Field(() => Boolean, { description: 'Do thư ký nhập từ phiếu bằng văn bản. Entered from a written vote.' })
  written: boolean;

  sessionId: string;
}

async function after<Success extends BallotSuccess>(
  context: AwardsContext,
  Success: ClassType<Success>,
  sessionId: string,
  more: Omit<Success, 'session'>,
): Promise<Success> {
  context.loaders.forget();
  const session = await context.dataSource.manager.findOneByOrFail(BallotSession, { id: sessionId });
  return Object.assign(new Success(), more, { session });
}

function carryOut(
  context: AwardsContext,
  Success: ClassType<BallotSuccess>,
  command: (actor: CommandActor) => Promise<CommandOutcome<BallotSessionAnswer>>,
): Promise<BallotSuccess | CommandRefused> {
  return refusable(async () => {
    const { answer } = await command({ kind: 'person', passport: context.passport });
    return after(context, Success, answer.sessionId, {});
  });
}

function carryOutVote(
  context: AwardsContext,
  Success: ClassType<VoteSuccess>,
  command: (actor: CommandActor) => Promise<CommandOutcome<VoteAnswer>>,
): Promise<VoteSuccess | CommandRefused> {
  return refusable(async () => {
    const { answer } = await command({ kind: 'person', passport: context.passport });
    const { sessionId, nominationId, digest } = answer;
    return after(context, Success, sessionId, { nominationId, digest });
  });
}

/** Secret ballots of councils: the commands, the sessions that one may see, and what each tells. */
@Resolver(() => BallotSession)
export class BallotSessionResolver {
  constructor(
    private readonly sessions: BallotSessionService,
    private readonly ballots: BallotService,
    private readonly closing: BallotClosingService,
  ) {}

  @RequiresPermission('ballot.conduct')
  @Mutation(() => OpenBallotSession.Result, {
    description:
      'Mở phiên bỏ phiếu kín: danh sách hội đồng hôm nay được giữ nguyên đến hết phiên. Opens a secret ballot: the council as it is today is its roll to the end.',
  })
  openBallotSession(
    @Arg('input', () => OpenBallotSessionInput, INPUT) input: OpenBallotSessionInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, OpenBallotSession.Success, (actor) => this.sessions.open(actor, input));
  }

  @RequiresPermission('ballot.cast')
  @Mutation(() => RecuseFromBallot.Result, {
    description:
      'Tự rút khỏi biểu quyết về một hồ sơ, có lý do; vẫn tính trong mẫu số. Recuses oneself from a nomination, with a reason; one stays in the denominator.',
  })
  recuseFromBallot(
    @Arg('input', () => RecuseFromBallotInput, INPUT) input: RecuseFromBallotInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, RecuseFromBallot.Success, (actor) => this.sessions.recuse(actor, input));
  }

  @RequiresPermission('ballot.cast')
  @Mutation(() => CastVote.Result, {
    description:
      'Bỏ phiếu kín: mỗi thành viên một phiếu về mỗi hồ sơ, không đổi được. Casts a secret vote: one of each member on each nomination, for good.',
  })
  castVote(
    @Arg('input', () => CastVoteInput, INPUT) input: CastVoteInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOutVote(context, CastVote.Success, (actor) => this.ballots.cast(actor, input));
  }

  @RequiresPermission('ballot.conduct')
  @Mutation(() => RecordWrittenVote.Result, {
    description:
      'Nhập phiếu bằng văn bản của thành viên vắng mặt: ghi nhận thư ngoài, niêm phong phiếu trong. Enters the written vote of an absentee: the outer letter is recorded, the inner slip sealed.',
  })
  recordWrittenVote(
    @Arg('input', () => RecordWrittenVoteInput, INPUT) input: RecordWrittenVoteInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOutVote(context, RecordWrittenVote.Success, (actor) => this.ballots.recordWritten(actor, input));
  }

  @RequiresPermission('ballot.conduct')
  @Mutation(() => CloseBallotSession.Result, {
    description:
      'Kết thúc phiên: mở phiếu trong bộ nhớ, chỉ ghi số phiếu, hủy khóa, rồi từng hồ sơ chuyển bước. Mất khóa thì phiên bị hủy. Closes a session: opens the votes in memory, commits only their counts, destroys the key, then moves each nomination. A lost key voids the session.',
  })
  closeBallotSession(
    @Arg('input', () => CloseBallotSessionInput, INPUT) input: CloseBallotSessionInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, CloseBallotSession.Success, (actor) => this.closing.close(actor, input));
  }

  @RequiresPermission('ballot.conduct')
  @Mutation(() => VoidBallotSession.Result, {
    description:
      'Hủy phiên đang mở, có lý do: không phiếu nào được mở. Voids an open session, with a reason: no vote is ever opened.',
  })
  voidBallotSession(
    @Arg('input', () => VoidBallotSessionInput, INPUT) input: VoidBallotSessionInput,
    @Ctx() context: AwardsContext,
  ): Promise<object> {
    return carryOut(context, VoidBallotSession.Success, (actor) => this.sessions.voidSession(actor, input));
  }

  @RequiresPermission('ballot.read')
  @Query(() => BallotSession, {
    description:
      'Một phiên mà bạn được xem; không được xem thì như không có. A session that you may see; one that you may not is NOT_FOUND.',
  })
  async ballotSession(
    @Args(() => IdArgument) { id }: IdArgument,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<BallotSession> {
    const session = await loaders.ballotSession.load(id);
    if (!session) {
      throw notFound(BALLOT_SESSION, 'id');
    }
    return session;
  }

  @RequiresPermission('ballot.read')
  @Query(() => BallotSessionConnection, {
    description: 'Các phiên mà bạn được xem, cũ trước mới sau. Sessions that you may see, oldest first.',
  })
  ballotSessions(
    @Args(() => BallotSessionsArguments) { filter, ...page }: BallotSessionsArguments,
    @Ctx() { dataSource, passport }: AwardsContext,
  ): Promise<Page<BallotSession>> {
    return ballotSessionPage(dataSource, passport, filter ?? {}, page);
  }

  @RequiresPermission('ballot.read')
  @Query(() => HistoryEntryConnection, {
    description:
      'Nhật ký của một phiên, đọc được khi phiên đã kết thúc hoặc bị hủy: trước đó nó cho biết ai đã bỏ phiếu. History of a session, to be read once it has ended: before that it would tell who has voted.',
  })
  async ballotSessionHistory(
    @Args(() => BallotSessionHistoryArguments) { sessionId, ...wanted }: BallotSessionHistoryArguments,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<Page<HistoryEntry>> {
    const session = await loaders.ballotSession.load(sessionId);
    if (!session) {
      throw notFound(BALLOT_SESSION, 'sessionId');
    }
    if (session.state === BallotSessionState.Open) {
      throw conflict({
        vi: 'Phiên đang nhận phiếu; nhật ký chỉ đọc được khi phiên kết thúc.',
        en: 'The session takes votes; its history can be read once it has ended.',
      });
    }
    return loaders.history.load(session.id, wanted);
  }

  @FieldResolver(() => UnionUnit, { description: 'Cấp có hội đồng. The body whose council votes.' })
  body(@Root() { bodyUnitId }: BallotSession): UnionUnit {
    return { id: bodyUnitId };
  }

  @FieldResolver(() => Member, { description: 'Người chủ trì. Who presides.' })
  chair(@Root() { chairMemberId }: BallotSession): Member {
    return { id: chairMemberId };
  }

  @FieldResolver(() => Member, { description: 'Thư ký mở phiên. The secretary who opened it.' })
  openedBy(@Root() { openedBy }: BallotSession): Member {
    return { id: openedBy };
  }

  @FieldResolver(() => Member, {
    nullable: true,
    description: 'Thư ký kết thúc hoặc hủy phiên. The secretary who closed or voided it.',
  })
  closedBy(@Root() { closedBy }: BallotSession): Member | null {
    return closedBy ? { id: closedBy } : null;
  }

  @FieldResolver(() => [Member], {
    description: 'Thành viên hội đồng khi mở phiên. The council’s members when it opened: its roll.',
  })
  async roll(@Root() { id }: BallotSession, @Ctx() { loaders }: AwardsContext): Promise<Member[]> {
    return (await loaders.ballotRoll.load(id)).map(({ memberId }) => ({ id: memberId }));
  }

  @FieldResolver(() => [BallotItem], { description: 'Các hồ sơ theo thứ tự. The nominations in their order.' })
  items(@Root() { id }: BallotSession, @Ctx() { loaders }: AwardsContext): Promise<BallotItem[]> {
    return loaders.ballotItems.load(id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Đường dẫn tải biên bản (PDF) tại cổng, khi đã kiểm phiếu. Path of the minutes (PDF) at the gateway, once counted.',
  })
  minutesPath(@Root() { id, state }: BallotSession): string | null {
    return state === BallotSessionState.Closed ? minutesPathOf(id) : null;
  }
}

/** What a session tells of one of its nominations. */
@Resolver(() => BallotItem)
export class BallotItemResolver {
  @FieldResolver(() => Nomination, {
    nullable: true,
    description: 'Hồ sơ, khi bạn được xem. The nomination, when you may see it.',
  })
  nomination(@Root() { nominationId }: BallotItem, @Ctx() { loaders }: AwardsContext): Promise<Nomination | null> {
    return loaders.nomination.load(nominationId);
  }

  @FieldResolver(() => [BallotRecusal], {
    description: 'Thành viên không bỏ phiếu về hồ sơ này. Members who do not vote on it.',
  })
  async recusals(
    @Root() { sessionId, nominationId }: BallotItem,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<BallotRecusal[]> {
    const recusals = await loaders.ballotRecusals.load(sessionId);
    return recusals.filter((recusal) => recusal.nominationId === nominationId);
  }

  @FieldResolver(() => OwnVote, {
    nullable: true,
    description: 'Phiếu của chính bạn; null khi chưa bỏ. Your own vote; null when there is none.',
  })
  async viewerVote(
    @Root() { sessionId, nominationId }: BallotItem,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<OwnVote | null> {
    const own = await loaders.ownBallots.load(sessionId);
    const vote = own.find((each) => each.nominationId === nominationId);
    return vote ? { digest: vote.digest, castAt: vote.castAt, written: vote.letterNumber !== null, sessionId } : null;
  }
}

/** Where one’s own vote stands among those that were counted. */
@Resolver(() => OwnVote)
export class OwnVoteResolver {
  @FieldResolver(() => BallotInclusion, {
    nullable: true,
    description:
      'Chứng minh phiếu nằm trong số phiếu đã kiểm; null khi phiên chưa được kiểm. Shows that it is among the votes counted; null until the session is.',
  })
  async inclusion(
    @Root() { sessionId, digest }: OwnVote,
    @Ctx() { loaders }: AwardsContext,
  ): Promise<BallotInclusion | null> {
    const session = await loaders.ballotSession.load(sessionId);
    if (session?.state !== BallotSessionState.Closed) {
      return null;
    }
    const votes = await loaders.ballotDigests.load(sessionId);
    return inclusionOf(
      digest,
      votes.map((vote) => vote.digest),
    );
  }
}

/** Who is recused. */
@Resolver(() => BallotRecusal)
export class BallotRecusalResolver {
  @FieldResolver(() => Member, { description: 'Thành viên. The member.' })
  member(@Root() { memberId }: BallotRecusal): Member {
    return { id: memberId };
  }
}
