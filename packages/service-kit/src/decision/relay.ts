import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { failpoint } from '../failpoint';
import { withoutData, type Log } from '../log';
import { deliverRow } from './delivery';
import type { Engine } from './engine';
import type { InstructionHooks } from './instruction';
import { readOutboxHealth } from './path-health';

const POLL_MILLISECONDS = 200;
const MOST_IN_HAND = 8;
/** A few places are kept free of rows that have failed several times, for rows that will go through. */
const MOST_STRUGGLING_IN_HAND = 6;
const LEASE_SECONDS = 15;
const DEADLINE_MILLISECONDS = 5000;
const STOP_MILLISECONDS = 1000;
/** As long as a subject stands still the log says so, this often. */
const REMINDER_MILLISECONDS = 60_000;

/**
 * Delivers what the direct way did not (rule 9): leases only a subject's lowest row that is not done, so order holds;
 * several relays may run at once; a row that fails backs off and stops its own subject only. Subjects that are held
 * wait for the reconciler.
 */
export class Relay {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private remindedAt = 0;
  private readonly inHand = new Map<string, { readonly struggling: boolean; readonly delivering: Promise<boolean> }>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly engine: Engine,
    private readonly hooks: InstructionHooks,
    private readonly log: Log,
  ) {}

  /** Begins to poll. */
  start(): void {
    this.running = this.loop();
  }

  /** Leases nothing more and waits a moment for the rows in hand; what is left has a lease that ends by itself. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.running;
    await Promise.race([
      Promise.all([...this.inHand.values()].map(({ delivering }) => delivering)),
      new Promise((resolve) => setTimeout(resolve, STOP_MILLISECONDS).unref()),
    ]);
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.takeDueRows();
        await this.remindOfSetAside();
      } catch (error) {
        this.log.warn({ error: withoutData(error) }, 'relay: will try again');
      }
      if (!this.stopping) {
        await new Promise<void>((resolve) => {
          this.wake = resolve;
          setTimeout(resolve, POLL_MILLISECONDS);
        });
      }
    }
  }

  /** Rows that were set aside wait for a person: also those that no relay has seen, but a command's own delivery. */
  private async remindOfSetAside(): Promise<void> {
    if (Date.now() - this.remindedAt < REMINDER_MILLISECONDS) {
      return;
    }
    this.remindedAt = Date.now();
    const { setAside, held } = await readOutboxHealth(this.dataSource);
    if (setAside + held > 0) {
      this.log.error({ setAside, held }, 'relay: subjects stand still until somebody looks (npm run path -- health)');
    }
  }

  /** Takes as many due rows as there is room for; one that waits for the engine does not hold up the others. */
  private async takeDueRows(): Promise<void> {
    const room = MOST_IN_HAND - this.inHand.size;
    if (room <= 0) {
      return;
    }
    const struggling = [...this.inHand.values()].filter((row) => row.struggling).length;
    for (const { id, struggling: isStruggling } of await this.dueRows(room, MOST_STRUGGLING_IN_HAND - struggling)) {
      const delivering = this.leaseAndDeliver(id).then((delivered) => {
        this.inHand.delete(id);
        if (delivered) {
          this.wake();
        }
        return delivered;
      });
      this.inHand.set(id, { struggling: isStruggling, delivering });
    }
  }

  /**
   * Rows to take now: at most so many, and of those that struggle at most so many. Either kind is read in the order of the
   * index, however long the backlog of the other is.
   */
  private async dueRows(most: number, mostStruggling: number): Promise<{ id: string; struggling: boolean }[]> {
    const due = (struggling: 0 | 1): string =>
      `(SELECT o.id, o.struggling FROM outbox o JOIN subject_head h ON h.subject_id = o.subject_id
         WHERE o.done_at IS NULL AND o.set_aside_at IS NULL AND o.next_attempt_at <= UTC_TIMESTAMP(6)
           AND (o.lease_until IS NULL OR o.lease_until <= UTC_TIMESTAMP(6)) AND h.held_at IS NULL
           AND o.struggling = ${struggling}
           AND NOT EXISTS (SELECT 1 FROM outbox earlier WHERE earlier.subject_id = o.subject_id
                              AND earlier.number < o.number AND earlier.done_at IS NULL)
         ORDER BY o.next_attempt_at LIMIT ?)`;
    const rows = await this.dataSource.query<{ id: string | number; struggling: number }[]>(
      `${due(0)} UNION ALL ${due(1)}`,
      [most, Math.max(0, Math.min(most, mostStruggling))],
    );
    return rows
      .map(({ id, struggling }) => ({ id: String(id), struggling: struggling === 1 }))
      .filter(({ id }) => !this.inHand.has(id))
      .slice(0, most);
  }

  /**
   * Leases and delivers one batch and waits for all of it.
   * @returns how many rows were delivered.
   */
  async deliverBatch(): Promise<number> {
    const rows = await this.dueRows(MOST_IN_HAND, MOST_STRUGGLING_IN_HAND);
    const outcomes = await Promise.all(rows.map(({ id }) => this.leaseAndDeliver(id)));
    return outcomes.filter(Boolean).length;
  }

  private async leaseAndDeliver(id: string): Promise<boolean> {
    const token = randomUUID();
    try {
      await failpoint('relay.before-lease');
      const leased = await this.dataSource.query<{ affectedRows: number }>(
        `UPDATE outbox SET lease_token = ?, lease_until = UTC_TIMESTAMP(6) + INTERVAL ${LEASE_SECONDS} SECOND
          WHERE id = ? AND done_at IS NULL AND (lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(6))`,
        [token, id],
      );
      if (leased.affectedRows === 0) {
        return false;
      }
      await failpoint('relay.after-lease');
      const delivered = await deliverRow(this.dataSource, this.engine, this.hooks, id, token, DEADLINE_MILLISECONDS);
      await failpoint('relay.after-delivery');
      if (!delivered) {
        await this.tellWhy(id);
      }
      return delivered;
    } catch (error) {
      this.log.warn({ outboxId: id, error: withoutData(error) }, 'relay: row failed');
      return false;
    }
  }

  /** A row that does not get through stops its subject: that must be seen. */
  private async tellWhy(id: string): Promise<void> {
    const [row] = await this.dataSource.query<object[]>(
      `SELECT subject_kind AS subjectKind, subject_id AS subjectId, number, attempts, last_error AS reason,
              set_aside_at AS setAsideAt
         FROM outbox WHERE id = ? AND done_at IS NULL`,
      [id],
    );
    if (row) {
      this.log.warn({ outboxId: id, ...row }, 'relay: row not delivered');
    }
  }
}
