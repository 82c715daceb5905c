import { BALLOT_SUITE, keyFingerprint } from '@thidua/ballot';
import { type CouncilMember, NominationState, NominationTaskKind, SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  authorise,
  calendarDateAt,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  isDuplicateKey,
  normalisedText,
  notFound,
  Refusal,
  refuse,
  type SqlRunner,
  type UnitScopeReader,
} from '@thidua/service-kit';
import { GraphQLError } from 'graphql';
import type { DataSource } from 'typeorm';
import { conflictsOf, peopleActing } from '../access/separation-of-duties';
import { reasonOf } from '../stage/stage.service';
import type { BallotFinisher } from './ballot-finisher';
import type { BallotKeys } from './ballot-keys';
import {
  assertOpen,
  authoriseOnSession,
  BallotAction,
  type BallotSessionAnswer,
  existingSession,
  itemOf,
  itemsOf,
  lockedSession,
} from './ballot-session.actions';
import { Ballot, BallotItem, BallotRecusal, BallotRollMember, BallotSession } from './ballot-session.entity';
import { BallotMove, BallotOutcome, BallotSessionState, RecusalKind } from './ballot-session.enum';
import type { OpenBallotSessionInput, RecuseFromBallotInput, VoidBallotSessionInput } from './ballot-session.input';
import type { CouncilReader } from './council.reader';
import { quorumOf } from './council-quorum.query';

/** A nomination that waits at the council’s stage. */
interface WaitingNomination {
  readonly nominationId: string;
  readonly taskId: string;
  readonly revision: number;
  readonly routeVersionId: string | null;
  readonly thresholdPercent: number | null;
  readonly nomineeMemberId: string | null;
  readonly nomineeUnitName: string | null;
  readonly nominatingUnitName: string | null;
  readonly awardName: string;
}

/** Nominations at the council’s stage of a body, with what the minutes call them. One statement. */
async function waitingAt(
  runner: SqlRunner,
  bodyUnitId: string,
  nominationIds: readonly string[],
  today: string,
): Promise<WaitingNomination[]> {
  const unitToday = (column: string, name: string): string =>
    `LEFT JOIN unit_projection ${name} ON ${name}.unit_id = ${column} AND ${name}.valid_from <= ? AND ${name}.valid_until > ?`;
  return runner.query<WaitingNomination[]>(
    `SELECT n.id AS nominationId, t.id AS taskId, n.revision, n.route_version_id AS routeVersionId,
            stage.threshold_percent AS thresholdPercent, n.nominee_member_id AS nomineeMemberId,
            nominee.name AS nomineeUnitName, nominating.name AS nominatingUnitName, award.name AS awardName
       FROM nomination n
       JOIN task t ON t.subject_id = n.id AND t.kind = ? AND t.status = 'OPEN' AND t.unit_id = ?
       JOIN nomination_stage stage ON stage.nomination_id = n.id AND stage.stage = t.stage
       JOIN award_type award ON award.id = n.award_type_id
       ${unitToday('n.nominee_unit_id', 'nominee')}
       ${unitToday('n.nominating_unit_id', 'nominating')}
      WHERE n.id IN (?) AND n.state = ?`,
    [
      NominationTaskKind.RecordCouncilVote,
      bodyUnitId,
      today,
      today,
      today,
      today,
      nominationIds,
      NominationState.CouncilReview,
    ],
  );
}

interface EarlierItem {
  readonly sessionId: string;
  readonly nominationId: string;
  readonly outcome: BallotOutcome | null;
}

/** What is asked of membership and settled before the transaction. */
interface Prepared {
  readonly id: string;
  readonly publicKey: string;
  readonly keyStoreId: string;
  readonly fingerprint: string;
  readonly council: readonly CouncilMember[];
  readonly names: ReadonlyMap<string, string>;
}

/** Opens sessions, voids them, and records who does not vote. */
export class BallotSessionService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly units: UnitScopeReader,
    private readonly councils: CouncilReader,
    private readonly keys: BallotKeys,
    private readonly finisher: BallotFinisher,
  ) {}

  /**
   * Opens a session: freezes the council as it is today, finds who may not vote, and makes a key pair. Membership is
   * asked and the key stored before the transaction; a key without a session opens nothing and is swept.
   */
  async open(actor: CommandActor, input: OpenBallotSessionInput): Promise<CommandOutcome<BallotSessionAnswer>> {
    const today = calendarDateAt(new Date());
    await this.assertMayOpen(actor, input.bodyUnitId, today);
    const council = await this.councils.councilOf(input.bodyUnitId, today);
    const names = await this.namesFor(actor, input, today);
    const id = newId();
    const { publicKey, keyStoreId } = await this.keys.create(id);
    const prepared: Prepared = {
      id,
      publicKey,
      keyStoreId,
      fingerprint: await keyFingerprint(publicKey),
      council,
      names,
    };
    try {
      const outcome = await this.decisions.run<BallotSessionAnswer>({
        actor,
        operation: 'openBallotSession',
        commandId: input.commandId,
        payload: input,
        subject: { kind: SubjectKind.BallotSession, id, isNew: true },
        decide: (transaction) => this.decideOpening(transaction, input, prepared),
      });
      if (outcome.answer.sessionId !== id) {
        await this.keys.destroy(id, keyStoreId);
      }
      return outcome;
    } catch (error) {
      if (error instanceof Refusal || error instanceof GraphQLError) {
        // It was rolled back for certain. After any other failure the session may be there: the sweep knows.
        await this.keys.destroy(id, keyStoreId);
      }
      throw error;
    }
  }

  /** Recuses the caller from the vote on a nomination: before they vote, and for good. */
  async recuse(actor: CommandActor, input: RecuseFromBallotInput): Promise<CommandOutcome<BallotSessionAnswer>> {
    const { id } = await existingSession(this.dataSource, input.sessionId);
    return this.decisions.run<BallotSessionAnswer>({
      actor,
      operation: 'recuseFromBallot',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.BallotSession, id },
      decide: async (transaction) => {
        const session = await lockedSession(transaction, 'pessimistic_read');
        await authoriseOnSession(transaction, 'ballot.cast', session, []);
        const { nominationId } = await itemOf(transaction, input.nominationId);
        assertOpen(session);
        const { memberId } = transaction;
        const key = { sessionId: id, nominationId, memberId };
        await assertOnRoll(transaction, memberId);
        if (await transaction.manager.existsBy(Ballot, key)) {
          throw refuse(
            'ALREADY_VOTED',
            'Bạn đã bỏ phiếu về hồ sơ này nên không rút được nữa.',
            'You have voted on this nomination and cannot recuse yourself any more.',
            'input.nominationId',
          );
        }
        if (await transaction.manager.existsBy(BallotRecusal, key)) {
          throw refuse(
            'ALREADY_RECUSED',
            'Bạn đã không thuộc diện bỏ phiếu về hồ sơ này.',
            'You do not vote on this nomination already.',
            'input.nominationId',
          );
        }
        const reason = reasonOf(input.reason, 'RECUSAL_NEEDS_REASON');
        await transaction.manager.insert(BallotRecusal, {
          ...key,
          kind: RecusalKind.Declared,
          reason,
          recordedAt: transaction.now,
        });
        return {
          answer: { sessionId: id },
          audit: { action: BallotAction.Recuse, reason, after: { nominationId, memberId, kind: RecusalKind.Declared } },
        };
      },
    });
  }

  /** Voids an open session: its votes are never opened. */
  async voidSession(actor: CommandActor, input: VoidBallotSessionInput): Promise<CommandOutcome<BallotSessionAnswer>> {
    const { id } = await existingSession(this.dataSource, input.sessionId);
    const outcome = await this.decisions.run<BallotSessionAnswer>({
      actor,
      operation: 'voidBallotSession',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.BallotSession, id },
      decide: async (transaction) => {
        const session = await lockedSession(transaction, 'pessimistic_write');
        const items = await itemsOf(transaction);
        await authoriseOnSession(
          transaction,
          'ballot.conduct',
          session,
          items.map(({ nominationId }) => nominationId),
        );
        assertOpen(session);
        return voidIn(transaction, reasonOf(input.reason, 'VOIDING_NEEDS_REASON'));
      },
    });
    await this.finisher.tryToFinish(id);
    return outcome;
  }

  /** Refuses early: a key is made and membership is asked only for who may open a session of this body. */
  private async assertMayOpen(actor: CommandActor, bodyUnitId: string, today: string): Promise<void> {
    if (actor.kind !== 'person') {
      return;
    }
    const unit = await this.units.unitInScope(this.dataSource, bodyUnitId, today);
    if (!unit) {
      throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, 'input.bodyUnitId');
    }
    authorise(actor.passport, 'ballot.conduct', unit);
  }

  private async namesFor(
    actor: CommandActor,
    input: OpenBallotSessionInput,
    today: string,
  ): Promise<ReadonlyMap<string, string>> {
    const waiting = await waitingAt(this.dataSource, input.bodyUnitId, input.nominationIds, today);
    return this.councils.namesOf([
      ...new Set([
        ...waiting.flatMap(({ nomineeMemberId }) => nomineeMemberId ?? []),
        ...(actor.kind === 'person' ? [actor.passport.subject] : []),
      ]),
    ]);
  }

  private async decideOpening(transaction: DecisionTransaction, input: OpenBallotSessionInput, prepared: Prepared) {
    const { bodyUnitId, nominationIds } = input;
    const { id, publicKey, keyStoreId, fingerprint, council, names } = prepared;
    const { actor, now, today } = transaction;
    const people = actor.kind === 'person' ? peopleActing(actor.passport) : [];
    const isParty = (await conflictsOf(transaction, nominationIds, people)).length > 0;
    await transaction.authorise('ballot.conduct', bodyUnitId, 'input.bodyUnitId', { isParty });
    const waiting = await this.assertWaiting(transaction, bodyUnitId, nominationIds, today);
    assertCouncil(council, input.chairMemberId);
    const earlier = await this.assertNotYetVoted(transaction, waiting);
    const reason = input.reason ? normalisedText(input.reason) || null : null;
    if (earlier.length > 0 && !reason) {
      throw refuse(
        'REOPENING_NEEDS_REASON',
        'Đã có phiên bỏ phiếu về hồ sơ trong danh sách; phải nêu lý do bỏ phiếu lại.',
        'There was a session on a nomination of the list; say why the council votes again.',
        'input.reason',
      );
    }
    const quorum = await quorumOf(transaction, bodyUnitId, today);
    const roll = council.map(({ memberId }) => memberId);
    const recusals = await conflictsOf(transaction, nominationIds, roll);
    const [body] = await transaction.query<{ name: string }[]>(
      'SELECT name FROM unit_projection WHERE unit_id = ? AND valid_from <= ? AND valid_until > ?',
      [bodyUnitId, today, today],
    );
    const previousSessionId =
      earlier
        .map(({ sessionId }) => sessionId)
        .sort()
        .at(-1) ?? null;
    await transaction.manager.insert(BallotSession, {
      id,
      bodyUnitId,
      bodyName: body?.name ?? '',
      state: BallotSessionState.Open,
      chairMemberId: input.chairMemberId,
      reason,
      previousSessionId,
      memberCount: council.length,
      quorumNumerator: quorum.numerator,
      quorumDenominator: quorum.denominator,
      publicKey,
      keyFingerprint: fingerprint,
      keyStoreId,
      openedBy: transaction.memberId,
      openedByName: names.get(transaction.memberId) ?? '',
      openedAt: now,
    });
    await transaction.manager.insert(
      BallotRollMember,
      council.map(({ memberId, officeId, fullName }) => ({ sessionId: id, memberId, officeId, fullName })),
    );
    await this.insertItems(transaction, id, waiting, names);
    if (recusals.length > 0) {
      await transaction.manager.insert(
        BallotRecusal,
        recusals.map((conflict) => ({
          sessionId: id,
          ...conflict,
          kind: RecusalKind.Conflict,
          reason: null,
          recordedAt: now,
        })),
      );
    }
    return {
      answer: { sessionId: id },
      audit: {
        action: BallotAction.Open,
        reason,
        after: {
          bodyUnitId,
          chairMemberId: input.chairMemberId,
          keyFingerprint: fingerprint,
          suite: BALLOT_SUITE,
          quorum,
          members: council.length,
          memberIds: roll,
          nominations: waiting.map(({ nominationId, revision, thresholdPercent }) => ({
            nominationId,
            revision,
            thresholdPercent: thresholdPercent ?? 100,
          })),
          recusals,
          previousSessionId,
        },
      },
    };
  }

  /** In the order of the list. What the caller may not see and what is elsewhere are told in the same words. */
  private async assertWaiting(
    transaction: DecisionTransaction,
    bodyUnitId: string,
    nominationIds: readonly string[],
    today: string,
  ): Promise<WaitingNomination[]> {
    const found = await waitingAt(transaction, bodyUnitId, nominationIds, today);
    const byId = new Map(found.map((nomination) => [nomination.nominationId, nomination]));
    const missing = nominationIds.flatMap((nominationId, index) =>
      byId.has(nominationId)
        ? []
        : [
            {
              code: 'NOMINATION_NOT_AT_THIS_COUNCIL',
              vi: `Hồ sơ thứ ${index + 1} không ở bước hội đồng của cấp này.`,
              en: `Nomination ${index + 1} of the list is not at this council’s stage.`,
              field: `input.nominationIds.${index}`,
            },
          ],
    );
    const [first, ...more] = missing;
    if (first) {
      throw new Refusal([first, ...more]);
    }
    return nominationIds.flatMap((nominationId) => byId.get(nominationId) ?? []);
  }

  /** @returns earlier sessions on these nominations at this stage, none of which decided them. */
  private async assertNotYetVoted(
    transaction: DecisionTransaction,
    waiting: readonly WaitingNomination[],
  ): Promise<EarlierItem[]> {
    const earlier = await transaction.query<EarlierItem[]>(
      `SELECT session_id AS sessionId, nomination_id AS nominationId, outcome FROM ballot_item
        WHERE task_id IN (?)`,
      [waiting.map(({ taskId }) => taskId)],
    );
    const taken = earlier.find(({ outcome }) => outcome === null);
    if (taken) {
      throw inAnotherSession(waiting, taken.nominationId);
    }
    const decided = earlier.find(({ outcome }) => outcome === BallotOutcome.Passed || outcome === BallotOutcome.Failed);
    if (decided) {
      throw refuse(
        'NOMINATION_ALREADY_VOTED_ON',
        `Hội đồng đã bỏ phiếu về hồ sơ thứ ${placeOf(waiting, decided.nominationId)}; kết quả đang được chuyển.`,
        `The council has voted on nomination ${placeOf(waiting, decided.nominationId)} of the list; its result is on its way.`,
        'input.nominationIds',
      );
    }
    return earlier;
  }

  /** The unique key settles which of two sessions of the same instant gets a nomination. */
  private async insertItems(
    transaction: DecisionTransaction,
    sessionId: string,
    waiting: readonly WaitingNomination[],
    names: ReadonlyMap<string, string>,
  ): Promise<void> {
    try {
      await transaction.manager.insert(
        BallotItem,
        waiting.map((nomination, index) => ({
          sessionId,
          nominationId: nomination.nominationId,
          ordinal: index + 1,
          revision: nomination.revision,
          taskId: nomination.taskId,
          thresholdPercent: nomination.thresholdPercent ?? 100,
          routeVersionId: nomination.routeVersionId,
          nomineeName:
            (nomination.nomineeMemberId ? names.get(nomination.nomineeMemberId) : nomination.nomineeUnitName) ?? '',
          awardName: nomination.awardName,
          nominatingUnitName: nomination.nominatingUnitName ?? '',
          openNominationId: nomination.nominationId,
          move: BallotMove.None,
        })),
      );
    } catch (error) {
      throw isDuplicateKey(error) ? inAnotherSession(waiting, null) : error;
    }
  }
}

function placeOf(waiting: readonly WaitingNomination[], nominationId: string): number {
  return waiting.findIndex((each) => each.nominationId === nominationId) + 1;
}

function inAnotherSession(waiting: readonly WaitingNomination[], nominationId: string | null): Refusal {
  const which = nominationId === null ? '' : ` ${placeOf(waiting, nominationId)}`;
  return refuse(
    'NOMINATION_IN_ANOTHER_SESSION',
    `Hồ sơ${which && ` thứ${which}`} trong danh sách đang ở một phiên bỏ phiếu khác chưa kết thúc.`,
    `Nomination${which} of the list is in another session that is open.`,
    'input.nominationIds',
  );
}

function assertCouncil(council: readonly CouncilMember[], chairMemberId: string): void {
  if (council.length === 0) {
    throw refuse(
      'COUNCIL_HAS_NO_MEMBERS',
      'Hôm nay hội đồng của cấp này không có thành viên nào đang trong nhiệm kỳ.',
      'Today no member of this body’s council is in office.',
      'input.bodyUnitId',
    );
  }
  if (!council.some(({ memberId }) => memberId === chairMemberId)) {
    throw refuse(
      'CHAIR_NOT_ON_ROLL',
      'Người chủ trì phải là thành viên hội đồng đang trong nhiệm kỳ.',
      'Who presides must be a member of the council in office.',
      'input.chairMemberId',
    );
  }
}

/** @throws Refusal for who is not on the session’s roll: a delegated mandate does not make one a member. */
export async function assertOnRoll(
  transaction: DecisionTransaction,
  memberId: string,
  field: string | null = null,
): Promise<void> {
  if (!(await transaction.manager.existsBy(BallotRollMember, { sessionId: transaction.subject.id, memberId }))) {
    throw refuse(
      'NOT_ON_ROLL',
      'Chỉ thành viên có tên trong danh sách hội đồng khi mở phiên mới bỏ phiếu; phiếu không được ủy quyền.',
      'Only members on the session’s roll vote; a vote cannot be delegated.',
      field,
    );
  }
}

/** Marks the session of this transaction as void. */
export async function voidIn(transaction: DecisionTransaction, reason: string) {
  const { subject, memberId, now } = transaction;
  await transaction.manager.update(
    BallotSession,
    { id: subject.id },
    { state: BallotSessionState.Voided, voidReason: reason, closedBy: memberId, closedAt: now },
  );
  await transaction.manager.update(
    BallotItem,
    { sessionId: subject.id },
    { outcome: BallotOutcome.Voided, openNominationId: null },
  );
  return {
    answer: { sessionId: subject.id },
    audit: {
      action: BallotAction.Void,
      reason,
      before: { state: BallotSessionState.Open },
      after: { state: BallotSessionState.Voided },
    },
  };
}
