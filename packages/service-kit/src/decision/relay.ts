import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { withoutData, type Log } from '../log';
import { deliverRow, type InstructionHooks } from './delivery';
import type { Engine } from './engine';

const POLL_MILLISECONDS = 200;
const MOST_IN_HAND = 8;
const LEASE_SECONDS = 15;
const DEADLINE_MILLISECONDS = 5000;
const STOP_MILLISECONDS = 1000;

/**
 * Delivers what the direct way did not (rule 9): leases only a subject's lowest row that is not done, so order holds;
 * several relays may run at once; a row that fails backs off and stops its own subject only.
 */
export class Relay {
  private stopping = false;
  private running: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;
  private readonly inHand = new Map<string, Promise<boolean>>();

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
      Promise.all(this.inHand.values()),
      new Promise((resolve) => setTimeout(resolve, STOP_MILLISECONDS).unref()),
    ]);
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      try {
        await this.takeDueRows();
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

  /** Takes as many due rows as there is room for; one that waits for the engine does not hold up the others. */
  private async takeDueRows(): Promise<void> {
    const room = MOST_IN_HAND - this.inHand.size;
    if (room <= 0) {
      return;
    }
    for (const id of await this.dueRows(room)) {
      const delivering = this.leaseAndDeliver(id).then((delivered) => {
        this.inHand.delete(id);
        if (delivered) {
          this.wake();
        }
        return delivered;
      });
      this.inHand.set(id, delivering);
    }
  }

  private async dueRows(limit: number): Promise<string[]> {
    const rows = await this.dataSource.query<{ id: string | number }[]>(
      `SELECT o.id FROM outbox o JOIN subject_head h ON h.subject_id = o.subject_id
        WHERE o.done_at IS NULL AND o.set_aside_at IS NULL AND o.next_attempt_at <= UTC_TIMESTAMP(6)
          AND (o.lease_until IS NULL OR o.lease_until <= UTC_TIMESTAMP(6)) AND o.number = h.applied_number + 1
        ORDER BY o.next_attempt_at LIMIT ?`,
      [limit],
    );
    return rows.map(({ id }) => String(id)).filter((id) => !this.inHand.has(id));
  }

  /**
   * Leases and delivers one batch and waits for all of it.
   * @returns how many rows were delivered.
   */
  async deliverBatch(): Promise<number> {
    const outcomes = await Promise.all((await this.dueRows(MOST_IN_HAND)).map((id) => this.leaseAndDeliver(id)));
    return outcomes.filter(Boolean).length;
  }

  private async leaseAndDeliver(id: string): Promise<boolean> {
    const token = randomUUID();
    try {
      const leased = await this.dataSource.query<{ affectedRows: number }>(
        `UPDATE outbox SET lease_token = ?, lease_until = UTC_TIMESTAMP(6) + INTERVAL ${LEASE_SECONDS} SECOND
          WHERE id = ? AND done_at IS NULL AND (lease_until IS NULL OR lease_until <= UTC_TIMESTAMP(6))`,
        [token, id],
      );
      if (leased.affectedRows === 0) {
        return false;
      }
      const delivered = await deliverRow(this.dataSource, this.engine, this.hooks, id, token, DEADLINE_MILLISECONDS);
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
