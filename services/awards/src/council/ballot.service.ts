import { ballotDigest, fromBase64Url, SEALED_BYTES } from '@thidua/ballot';
import { SubjectKind } from '@thidua/contracts';
import {
  badInput,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  isDuplicateKey,
  normalisedText,
  refuse,
} from '@thidua/service-kit';
import { GraphQLError } from 'graphql';
import type { DataSource } from 'typeorm';
import { hidingUnseenSession } from '../access/ballot-session-scope';
import { factsAbout } from '../access/separation-of-duties';
import { Nomination } from '../nomination/nomination.entity';
import {
  assertOpen,
  authoriseOnSession,
  BallotAction,
  existingSession,
  itemOf,
  lockedSession,
} from './ballot-session.actions';
import { Ballot, BallotRecusal } from './ballot-session.entity';
import type { CastVoteInput, RecordWrittenVoteInput } from './ballot-session.input';
import { assertOnRoll } from './ballot-session.service';

/** What a vote is answered with: enough to find it again among those that were counted. */
export interface VoteAnswer {
  readonly sessionId: string;
  readonly nominationId: string;
  /** SHA-256 of what was sealed, hexadecimal. */
  readonly digest: string;
}

interface SealedVote {
  readonly bytes: Buffer;
  readonly digest: string;
}

async function sealedVote(sealed: string): Promise<SealedVote> {
  const bytes = ((): Uint8Array | null => {
    try {
      return fromBase64Url(sealed);
    } catch {
      return null;
    }
  })();
  if (bytes?.length !== SEALED_BYTES) {
    throw badInput({
      field: 'input.sealed',
      vi: `Cần phiếu niêm phong bằng packages/ballot: ${SEALED_BYTES} byte, base64url.`,
      en: `It must be a vote as packages/ballot seals it: ${SEALED_BYTES} bytes, base64url.`,
    });
  }
  return { bytes: Buffer.from(bytes), digest: await ballotDigest(sealed) };
}

function alreadyVoted(): Error {
  return refuse(
    'ALREADY_VOTED',
    'Đã có phiếu của thành viên này về hồ sơ; mỗi người chỉ bỏ một phiếu và không đổi được.',
    'This member has voted on the nomination; everybody votes once, and no vote can be changed.',
    'input.nominationId',
  );
}

/** Takes votes: sealed, one of each member on each nomination. What they say is known to nobody until the session closes. */
export class BallotService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Casts the caller’s own vote. The same command again has the first answer; any other vote is ALREADY_VOTED. */
  async cast(actor: CommandActor, input: CastVoteInput): Promise<CommandOutcome<VoteAnswer>> {
    const { id } = await existingSession(this.dataSource, input.sessionId);
    const vote = await sealedVote(input.sealed);
    try {
      return await this.decisions.run<VoteAnswer>({
        actor,
        operation: 'castVote',
        commandId: input.commandId,
        payload: input,
        subject: { kind: SubjectKind.BallotSession, id },
        decide: async (transaction) => {
          const session = await lockedSession(transaction, 'pessimistic_read');
          const { nominationId } = await itemOf(transaction, input.nominationId);
          const nomination = await transaction.manager.findOneByOrFail(Nomination, { id: nominationId });
          await hidingUnseenSession(transaction, 'input.sessionId', async () =>
            transaction.authorise(
              'ballot.cast',
              session.bodyUnitId,
              null,
              await factsAbout(transaction, nomination, session.bodyUnitId),
            ),
          );
          assertOpen(session);
          await assertOnRoll(transaction, transaction.memberId);
          await this.insert(transaction, nominationId, transaction.memberId, vote, 'input.nominationId');
          return {
            answer: { sessionId: id, nominationId, digest: vote.digest },
            audit: { action: BallotAction.Cast, after: { nominationId, digest: vote.digest } },
          };
        },
      });
    } catch (error) {
      throw await this.saidOfRepeat(error, actor, input);
    }
  }

  /**
   * Enters the written vote of an absentee: the outer letter is recorded, the inner slip comes in sealed by the
   * secretary, who has read it.
   */
  async recordWritten(actor: CommandActor, input: RecordWrittenVoteInput): Promise<CommandOutcome<VoteAnswer>> {
    const { id } = await existingSession(this.dataSource, input.sessionId);
    const vote = await sealedVote(input.sealed);
    return this.decisions.run<VoteAnswer>({
      actor,
      operation: 'recordWrittenVote',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.BallotSession, id },
      decide: async (transaction) => {
        const session = await lockedSession(transaction, 'pessimistic_read');
        await authoriseOnSession(transaction, 'ballot.conduct', session, [input.nominationId]);
        const { nominationId } = await itemOf(transaction, input.nominationId);
        assertOpen(session);
        await assertOnRoll(transaction, input.memberId, 'input.memberId');
        const letterNumber = normalisedText(input.letterNumber);
        if (!letterNumber) {
          throw badInput({
            field: 'input.letterNumber',
            vi: 'Không được để trống.',
            en: 'It must not be blank.',
          });
        }
        if (input.letterDate > transaction.today) {
          throw refuse(
            'LETTER_FROM_THE_FUTURE',
            'Ngày của thư không được sau hôm nay.',
            'The letter’s date is after today.',
            'input.letterDate',
          );
        }
        const letter = { letterNumber, letterDate: input.letterDate, letterDigest: input.letterDigest };
        await this.insert(transaction, nominationId, input.memberId, vote, 'input.memberId', letter);
        return {
          answer: { sessionId: id, nominationId, digest: vote.digest },
          audit: {
            action: BallotAction.Written,
            after: { nominationId, memberId: input.memberId, digest: vote.digest, ...letter },
          },
        };
      },
    });
  }

  private async insert(
    transaction: DecisionTransaction,
    nominationId: string,
    memberId: string,
    { bytes, digest }: SealedVote,
    field: string,
    letter: Pick<Ballot, 'letterNumber' | 'letterDate' | 'letterDigest'> | null = null,
  ): Promise<void> {
    const key = { sessionId: transaction.subject.id, nominationId, memberId };
    if (await transaction.manager.existsBy(BallotRecusal, key)) {
      throw refuse(
        'RECUSED',
        'Thành viên này không thuộc diện bỏ phiếu về hồ sơ; vẫn tính trong mẫu số.',
        'This member is recused from the nomination, and stays in the denominator.',
        field,
      );
    }
    if (await transaction.manager.existsBy(Ballot, key)) {
      throw alreadyVoted();
    }
    try {
      await transaction.manager.insert(Ballot, { ...key, sealed: bytes, digest, castAt: transaction.now, ...letter });
    } catch (error) {
      throw isDuplicateKey(error) ? alreadyVoted() : error;
    }
  }

  /** A commandId that was used for the caller’s own first vote is told as what it is: they have voted. */
  private async saidOfRepeat(error: unknown, actor: CommandActor, input: CastVoteInput): Promise<unknown> {
    const isConflict = error instanceof GraphQLError && error.extensions['code'] === 'CONFLICT';
    if (!isConflict || actor.kind !== 'person') {
      return error;
    }
    const { sessionId, nominationId } = input;
    const hasVoted = await this.dataSource.manager.existsBy(Ballot, {
      sessionId,
      nominationId,
      memberId: actor.passport.subject,
    });
    return hasVoted ? alreadyVoted() : error;
  }
}
