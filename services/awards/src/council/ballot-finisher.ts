import { NominationAction, SubjectKind } from '@thidua/contracts';
import { derivedId, newId } from '@thidua/contracts/ids';
import {
  type BackgroundJob,
  conflict,
  type CommandActor,
  type DecisionTransaction,
  type Decisions,
  failpoint,
  type Log,
  TaskRow,
  TaskStatus,
  withoutData,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import type { ChecksInTrail, NominationChecks } from '../check/nomination-checks';
import { isClosed, isPossible } from '../nomination/nomination.states';
import type { Nomination } from '../nomination/nomination.entity';
import { nominationOf } from '../nomination/nomination.service';
import { TaskOutcome } from '../stage/stage-decision';
import { routeOfAction } from '../stage/stage.service';
import { Ballot, BallotItem, BallotSession } from './ballot-session.entity';
import { BallotMove, BallotOutcome, BallotSessionState } from './ballot-session.enum';
import { BallotAction } from './ballot-session.actions';
import type { BallotKeys } from './ballot-keys';
import { CouncilVote } from './council-vote.entity';

const POLL_MILLISECONDS = 5_000;
const STOP_MILLISECONDS = 1_000;
/** A key as old as this that has no session was left by a process that died before the session was committed. */
const ORPHAN_MILLISECONDS = 3_600_000;
/** Sessions that are read at a time. */
const PAGE = 20;
/** An id before that of every session. */
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** What a result needs of the checks. */
export type ChecksOfResults = Pick<NominationChecks, 'prepareAll' | 'enforceAtStage'>;

/** Who carries a counted session on: no request can act as it. */
const COUNCIL: CommandActor = { kind: 'system', name: 'council-ballot' };

/**
 * Carries out what follows the end of a session: destroys its key, forgets what was sealed, and moves each nomination
 * by a decision of its own. Each step can be repeated: its command id is derived, and what is done is marked by the
 * transaction that did it. So a crash between any two steps is only a pause.
 */
export class BallotFinisher implements BackgroundJob {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
    private readonly keys: BallotKeys,
    private readonly checks: ChecksOfResults,
    private readonly log: Log,
  ) {}

  /** Begins to look for sessions that another process left half-way. */
  start(): void {
    this.running = this.loop();
  }

  /** Takes no more and waits a moment for what is in hand. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await Promise.race([this.running, new Promise((resolve) => setTimeout(resolve, STOP_MILLISECONDS).unref())]);
  }

  /** Carries on at once; what does not work now is left to the loop. */
  async tryToFinish(sessionId: string): Promise<void> {
    try {
      await this.finish(sessionId);
    } catch (error) {
      this.log.warn({ session: sessionId, error: withoutData(error) }, 'council: the session will be carried on');
    }
  }

  /** Carries a session to its end; one that is open or finished is left as it is. */
  async finish(sessionId: string): Promise<void> {
    const session = await this.dataSource.manager.findOneByOrFail(BallotSession, { id: sessionId });
    if (session.state === BallotSessionState.Open || session.finishedAt) {
      return;
    }
    if (!session.keyDestroyedAt) {
      await this.destroyKey(session);
    }
    const waiting = await this.dataSource.manager.find(BallotItem, {
      where: { sessionId, move: BallotMove.Waiting },
      order: { ordinal: 'ASC' },
    });
    // What other services know of the nominees is asked before the transactions (decision-path.md rule 4).
    const prepared = await this.checks.prepareAll(waiting.map(({ nominationId }) => nominationId));
    await failpoint('ballot.before-moves');
    const results = await this.decisions.runInBulk(
      derivedId('ballot-result', sessionId),
      waiting.map((item) => ({
        key: item.nominationId,
        actor: COUNCIL,
        operation: 'applyCouncilResult',
        payload: [sessionId, item.nominationId],
        subject: { kind: SubjectKind.Nomination, id: item.nominationId },
        locks: prepared.get(item.nominationId)?.locks ?? [],
        decide: (transaction) =>
          applyResult(transaction, session, item, async (nomination, stage) => {
            const facts = prepared.get(item.nominationId);
            return facts && this.checks.enforceAtStage(transaction, nomination, facts, stage, true);
          }),
      })),
    );
    await failpoint('ballot.after-moves');
    const failed = results.find((result) => 'error' in result);
    if (failed && 'error' in failed) {
      throw failed.error;
    }
    await this.dataSource.query('UPDATE ballot_session SET finished_at = UTC_TIMESTAMP(6) WHERE id = ?', [sessionId]);
  }

  /** Carries on what is half-way, and sweeps keys that never had a session. @returns how many sessions were half-way. */
  async carryOn(): Promise<number> {
    let halfWay = 0;
    // All of them, page by page: some wait long (for a nomination that is suspended) and must not keep others waiting.
    for (let last = BEFORE_ALL; ; ) {
      const rows = await this.dataSource.query<{ id: string }[]>(
        'SELECT id FROM ballot_session WHERE finished_at IS NULL AND state <> ? AND id > ? ORDER BY id LIMIT ?',
        [BallotSessionState.Open, last, PAGE],
      );
      for (const { id } of rows) {
        await this.tryToFinish(id);
      }
      halfWay += rows.length;
      last = rows.at(-1)?.id ?? last;
      if (rows.length < PAGE || this.stopping) {
        break;
      }
    }
    await this.sweep();
    return halfWay;
  }

  /** First the key, then that it is gone: a crash in between destroys it once more. */
  private async destroyKey({ id, keyFingerprint, keyStoreId }: BallotSession): Promise<void> {
    await failpoint('ballot.before-key-destroyed');
    await this.keys.destroy(id, keyStoreId);
    await failpoint('ballot.after-key-destroyed');
    await this.decisions.run<null>({
      actor: COUNCIL,
      operation: 'destroyBallotKey',
      commandId: derivedId('ballot-key', id),
      payload: [id],
      subject: { kind: SubjectKind.BallotSession, id },
      decide: async (transaction) => {
        const { manager, now } = transaction;
        await manager.update(BallotSession, { id }, { keyDestroyedAt: now });
        // Sealed votes that nobody can open are of no use to anybody but who breaks the cipher one day.
        await manager.update(Ballot, { sessionId: id }, { sealed: null });
        return { answer: null, audit: { action: BallotAction.KeyDestroyed, after: { keyFingerprint } } };
      },
    });
  }

  private async sweep(): Promise<void> {
    const old = await this.keys.olderThan(ORPHAN_MILLISECONDS);
    if (old.length === 0) {
      return;
    }
    // Also one that came back after it was destroyed: a copy of the folder that was put in its place.
    const needed = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM ballot_session WHERE id IN (?) AND key_destroyed_at IS NULL',
      [old],
    );
    const sessions = new Set(needed.map(({ id }) => id));
    for (const id of old.filter((each) => !sessions.has(each))) {
      await this.keys.destroy(id, null);
      this.log.info({ session: id }, 'council: a key that no session needs was destroyed');
    }
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.carryOn();
      } catch (error) {
        this.log.warn({ error: withoutData(error) }, 'council: sessions will be looked for again');
      }
      await this.pause();
    }
  }

  private async pause(): Promise<void> {
    if (!this.stopping) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, POLL_MILLISECONDS).unref();
      });
    }
  }
}

/**
 * A counted result as the nomination’s own decision: it advances or is rejected. One that has left the council’s stage
 * meanwhile only learns of the result; one that cannot be moved now (suspended) is tried again.
 */
async function applyResult(
  transaction: DecisionTransaction,
  session: BallotSession,
  item: BallotItem,
  check: (nomination: Nomination, stage: string) => Promise<ChecksInTrail | undefined>,
) {
  const { sessionId, nominationId, taskId, thresholdPercent } = item;
  const nomination = await nominationOf(transaction);
  const task = await transaction.manager.findOne(TaskRow, {
    where: { id: taskId },
    lock: { mode: 'pessimistic_write' },
  });
  const passed = item.outcome === BallotOutcome.Passed;
  const vote = {
    members: session.memberCount,
    yes: item.yes ?? 0,
    no: item.no ?? 0,
    abstain: item.abstain ?? 0,
    invalid: item.invalid ?? 0,
    thresholdPercent,
    passed,
  };
  const mark = (move: BallotMove): Promise<unknown> =>
    transaction.manager.update(BallotItem, { sessionId, nominationId }, { move });
  if (isClosed(nomination.state) || task?.status !== TaskStatus.Open) {
    await mark(BallotMove.MovedOn);
    return {
      answer: { nominationId },
      audit: { action: 'COUNCIL_RESULT_CAME_LATE', after: { sessionId, taskId, vote } },
    };
  }
  if (!isPossible(nomination.state, 'recordCouncilVote')) {
    throw conflict({
      vi: 'Hồ sơ chưa thể chuyển bước lúc này.',
      en: 'The nomination cannot be moved now.',
    });
  }
  await transaction.completeTask({ taskId, version: task.version }, TaskOutcome.Voted);
  await transaction.manager.insert(CouncilVote, {
    id: newId(),
    nominationId,
    revision: nomination.revision,
    ...vote,
    sessionId,
    recordedBy: session.closedBy ?? session.openedBy,
    recordedAt: transaction.now,
  });
  // As for a vote by show of hands: what the checks come to is written down, the vote stands whatever they say.
  const checks = await check(nomination, task.stage);
  await mark(BallotMove.Moved);
  const action = passed ? NominationAction.Advance : NominationAction.Reject;
  return {
    answer: { nominationId },
    audit: {
      action,
      reason: passed
        ? null
        : `Hội đồng: ${vote.yes}/${vote.members} phiếu tán thành, cần ${thresholdPercent} %. The council: ${vote.yes} of ${vote.members} for, ${thresholdPercent} % needed.`,
      before: { state: nomination.state, stage: task.stage, revision: nomination.revision },
      after: { taskId, sessionId, vote, checks },
      ruleVersion: nomination.routeVersionId,
    },
    route: routeOfAction(action),
  };
}
