import { type BallotChoice, ballotRoot } from '@thidua/ballot';
import { SubjectKind } from '@thidua/contracts';
import {
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  normalisedText,
  Refusal,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { type BallotCount, countBallots, isPassed, isQuorate } from './ballot-count.rules';
import type { BallotFinisher } from './ballot-finisher';
import type { BallotKeys, FoundKey } from './ballot-keys';
import {
  assertOpen,
  authoriseOnSession,
  BallotAction,
  type BallotSessionAnswer,
  existingSession,
  itemsOf,
  lockedSession,
} from './ballot-session.actions';
import { Ballot, BallotItem, BallotSession } from './ballot-session.entity';
import { BallotMove, BallotOutcome, BallotSessionState } from './ballot-session.enum';
import type { CloseBallotSessionInput } from './ballot-session.input';
import { voidIn } from './ballot-session.service';

/** Why a session is void whose key is gone. */
const KEY_LOST =
  'Mất khóa bí mật của phiên nên không mở được phiếu nào; cần mở phiên mới. The session’s private key is lost, so no vote can be opened; a new session is needed.';

/** Votes that are opened at the same time. */
const OPENED_TOGETHER = 32;

/** Closes sessions: opens the votes in memory and commits what they add up to, nothing else. */
export class BallotClosingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly keys: BallotKeys,
    private readonly finisher: BallotFinisher,
  ) {}

  /**
   * Closes a session. The key is fetched before the transaction, which makes no call; what comes after its commit (the
   * key’s end, the nominations’ moves) is carried on by the finisher of any process if this one stops here.
   */
  async close(actor: CommandActor, input: CloseBallotSessionInput): Promise<CommandOutcome<BallotSessionAnswer>> {
    const session = await existingSession(this.dataSource, input.sessionId);
    const { id, state } = session;
    const key = state === BallotSessionState.Open ? await this.keys.find(session) : null;
    const outcome = await this.decisions.run<BallotSessionAnswer>({
      actor,
      operation: 'closeBallotSession',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.BallotSession, id },
      decide: (transaction) => this.decide(transaction, input, key),
    });
    await this.finisher.tryToFinish(id);
    return outcome;
  }

  private async decide(transaction: DecisionTransaction, input: CloseBallotSessionInput, key: FoundKey | null) {
    const session = await lockedSession(transaction, 'pessimistic_write');
    const items = await itemsOf(transaction);
    await authoriseOnSession(
      transaction,
      'ballot.conduct',
      session,
      items.map(({ nominationId }) => nominationId),
    );
    assertOpen(session);
    if (key === 'LOST' || key === null) {
      return voidIn(transaction, KEY_LOST);
    }
    const ballots = await transaction.manager.find(Ballot, {
      where: { sessionId: session.id },
      order: { nominationId: 'ASC', memberId: 'ASC' },
    });
    const votesOn = byNomination(ballots);
    const quorum = { numerator: session.quorumNumerator, denominator: session.quorumDenominator };
    const lacking = items.filter(
      ({ nominationId }) => !isQuorate(votesOn.get(nominationId)?.length ?? 0, session.memberCount, quorum),
    );
    if (!input.leaveWithoutQuorum) {
      assertQuorate(lacking, session);
    }
    const withoutQuorum = new Set(lacking.map(({ nominationId }) => nominationId));
    const counted: Counted[] = [];
    for (const item of items.filter(({ nominationId }) => !withoutQuorum.has(nominationId))) {
      const choices = await openAll(key, votesOn.get(item.nominationId) ?? []);
      const count = countBallots(session.memberCount, choices);
      counted.push({ item, count, passed: isPassed(count, item.thresholdPercent) });
    }
    const root = await ballotRoot(ballots.map(({ digest }) => digest));
    const details = {
      minutesNumber: input.minutesNumber ? normalisedText(input.minutesNumber) || null : null,
      place: input.place ? normalisedText(input.place) || null : null,
    };
    await write(transaction, counted, lacking, { root, ...details });
    return {
      answer: { sessionId: session.id },
      audit: {
        action: BallotAction.Close,
        before: { state: BallotSessionState.Open },
        after: {
          state: BallotSessionState.Closed,
          root,
          votes: ballots.length,
          results: counted.map(({ item, count, passed }) => ({
            nominationId: item.nominationId,
            ...count,
            thresholdPercent: item.thresholdPercent,
            passed,
          })),
          withoutQuorum: [...withoutQuorum],
          ...details,
        },
      },
    };
  }
}

interface Counted {
  readonly item: BallotItem;
  readonly count: BallotCount;
  readonly passed: boolean;
}

function byNomination(ballots: readonly Ballot[]): ReadonlyMap<string, readonly Ballot[]> {
  const votesOn = new Map<string, Ballot[]>();
  for (const ballot of ballots) {
    votesOn.set(ballot.nominationId, [...(votesOn.get(ballot.nominationId) ?? []), ballot]);
  }
  return votesOn;
}

/** The choices in no order that says whose they are: only counted, never stored. */
async function openAll(key: Exclude<FoundKey, 'LOST'>, ballots: readonly Ballot[]): Promise<(BallotChoice | null)[]> {
  const choices: (BallotChoice | null)[] = [];
  for (let at = 0; at < ballots.length; at += OPENED_TOGETHER) {
    const opened = await Promise.all(
      ballots
        .slice(at, at + OPENED_TOGETHER)
        .map(async ({ sealed, sessionId, nominationId, memberId }) =>
          sealed ? key.open(new Uint8Array(sealed), { sessionId, nominationId, memberId }) : null,
        ),
    );
    choices.push(...opened);
  }
  return choices;
}

/** Says which nominations lack a quorum, and of nothing how many votes there are. */
function assertQuorate(lacking: readonly BallotItem[], session: BallotSession): void {
  const share = `${session.quorumNumerator}/${session.quorumDenominator}`;
  const [first, ...more] = lacking.map(({ ordinal }) => ({
    code: 'QUORUM_NOT_REACHED',
    vi: `Hồ sơ thứ ${ordinal}: chưa đủ ${share} tổng số thành viên bỏ phiếu.`,
    en: `Nomination ${ordinal}: fewer than ${share} of all members have voted.`,
    field: 'input.leaveWithoutQuorum',
  }));
  if (first) {
    throw new Refusal([first, ...more]);
  }
}

async function write(
  { manager, subject, memberId, now }: DecisionTransaction,
  counted: readonly Counted[],
  lacking: readonly BallotItem[],
  details: Pick<BallotSession, 'root' | 'minutesNumber' | 'place'>,
): Promise<void> {
  for (const { item, count, passed } of counted) {
    const { yes, no, abstain, invalid, notCast } = count;
    await manager.update(
      BallotItem,
      { sessionId: subject.id, nominationId: item.nominationId },
      {
        yes,
        no,
        abstain,
        invalid,
        notCast,
        outcome: passed ? BallotOutcome.Passed : BallotOutcome.Failed,
        move: BallotMove.Waiting,
        openNominationId: null,
      },
    );
  }
  for (const { nominationId } of lacking) {
    await manager.update(
      BallotItem,
      { sessionId: subject.id, nominationId },
      { outcome: BallotOutcome.NoQuorum, openNominationId: null },
    );
  }
  await manager.update(
    BallotSession,
    { id: subject.id },
    { state: BallotSessionState.Closed, closedBy: memberId, closedAt: now, ...details },
  );
}
