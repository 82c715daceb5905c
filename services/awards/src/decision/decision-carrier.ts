import {
  backOffSeconds,
  type BackgroundJob,
  type Log,
  Refusal,
  type ServiceDependencies,
  withoutData,
} from '@thidua/service-kit';
import type { Reason } from '@thidua/contracts';
import { GraphQLError } from 'graphql';
import { AwardDecisionAct } from './award-decision.enum';
import { AwardDecisionMove, MoveState } from './award-decision-move.entity';
import { type ChecksOfMoves, dropFromDecision, moveNomination } from './nomination-moves';

const POLL_MILLISECONDS = 200;
const MOST_AT_ONCE = 50;
const LEASE_SECONDS = 30;
const STOP_MILLISECONDS = 1000;

/** Why a nomination can never be moved; null when the move is to be tried again. */
function finalReason(error: unknown): Omit<Reason, 'field'> | null {
  if (error instanceof Refusal) {
    return error.reasons[0];
  }
  const { code, message, happened } = (error instanceof GraphQLError ? error.extensions : {}) as {
    code?: string;
    message?: { vi: string; en: string };
    happened?: { status?: string };
  };
  const isFinal = (code === 'CONFLICT' && happened?.status !== 'HELD') || code === 'NOT_FOUND';
  return isFinal && code && message ? { code, ...message } : null;
}

/**
 * Carries what was decided over many nominations to each of them: every act on a decision leaves one row a nomination
 * in its own transaction, and whoever finds the row has the nomination's command carried out. Any process of the
 * service may, and several at once: the command's id is derived, so what was done is not done again.
 */
export class DecisionCarrier implements BackgroundJob {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(
    private readonly dependencies: Pick<ServiceDependencies, 'dataSource' | 'decisions'> & { readonly log: Log },
    private readonly checks: ChecksOfMoves,
  ) {}

  /** Begins to look for moves. */
  start(): void {
    this.running = this.loop();
  }

  /** Takes no other move and waits a moment for the one in hand. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await Promise.race([this.running, new Promise((resolve) => setTimeout(resolve, STOP_MILLISECONDS).unref())]);
  }

  /** Carries out the moves that are due, one batch. @returns how many there were. */
  async carryBatch(): Promise<number> {
    const due = await this.lease();
    for (const move of due) {
      if (this.stopping) {
        break;
      }
      await this.carry(move);
    }
    return due.length;
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      const carried = await this.carryBatch().catch((error: unknown) => {
        this.dependencies.log.warn({ error: withoutData(error) }, 'award decisions: moves will be looked for again');
        return 0;
      });
      if (carried < MOST_AT_ONCE && !this.stopping) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
          setTimeout(resolve, POLL_MILLISECONDS);
        });
      }
    }
  }

  /** Rows that nobody else has in hand. A lease only saves work: two who carry one row do it once. */
  private async lease(): Promise<AwardDecisionMove[]> {
    const { manager } = this.dependencies.dataSource;
    const due = await manager
      .createQueryBuilder(AwardDecisionMove, 'm')
      .where('m.state = :state AND m.nextAttemptAt <= UTC_TIMESTAMP(6)', { state: MoveState.Waiting })
      .andWhere('(m.leaseUntil IS NULL OR m.leaseUntil <= UTC_TIMESTAMP(6))')
      .orderBy('m.nextAttemptAt')
      .limit(MOST_AT_ONCE)
      .getMany();
    if (due.length > 0) {
      await manager.query(
        `UPDATE award_decision_move SET lease_until = UTC_TIMESTAMP(6) + INTERVAL ${LEASE_SECONDS} SECOND
          WHERE id IN (?) AND state = 'WAITING'`,
        [due.map(({ id }) => id)],
      );
    }
    return due;
  }

  private async carry(move: AwardDecisionMove): Promise<void> {
    const { dataSource, decisions, log } = this.dependencies;
    try {
      await moveNomination(decisions, this.checks, move);
      await this.end(move, MoveState.Done, null);
    } catch (error) {
      const reason = finalReason(error);
      if (!reason) {
        const seconds = backOffSeconds(move.attempts);
        log.warn({ move: move.id, error: withoutData(error) }, 'award decisions: a nomination will be moved later');
        await dataSource.query(
          `UPDATE award_decision_move SET attempts = attempts + 1, lease_until = NULL, last_error = ?,
                  next_attempt_at = UTC_TIMESTAMP(6) + INTERVAL ? SECOND WHERE id = ?`,
          [withoutData(error).slice(0, 500), seconds, move.id],
        );
        return;
      }
      if (move.act === AwardDecisionAct.Decide) {
        await dropFromDecision(decisions, move, reason).catch((failure: unknown) => {
          if (!(failure instanceof Refusal)) {
            throw failure;
          }
        });
        if (await this.isDecided(move)) {
          await this.end(move, MoveState.Done, null);
          return;
        }
      }
      await this.end(move, MoveState.Refused, `${reason.code}: ${reason.en}`);
    }
  }

  /** Whether another process that carried the same move has decided it. */
  private async isDecided({ id }: AwardDecisionMove): Promise<boolean> {
    const rows = await this.dependencies.dataSource.query<object[]>(
      'SELECT command_id FROM command WHERE command_id = ?',
      [id],
    );
    return rows.length > 0;
  }

  private async end({ id }: AwardDecisionMove, state: MoveState, why: string | null): Promise<void> {
    await this.dependencies.dataSource.query(
      `UPDATE award_decision_move SET state = ?, lease_until = NULL, done_at = UTC_TIMESTAMP(6), last_error = ?
        WHERE id = ? AND state = 'WAITING'`,
      [state, why?.slice(0, 500) ?? null, id],
    );
  }
}
