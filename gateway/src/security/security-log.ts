import { newId } from '@thidua/contracts/ids';
import {
  MOST_REPORTED_EVENTS,
  type SecurityEventKind,
  type SecurityEventReport,
} from '@thidua/contracts/security-event';
import { z } from 'zod';
import type { Log } from '../log';

/** How often what has happened is reported, in milliseconds, and after how many events at the latest. */
const REPORT_EVERY = 500;
const REPORT_AT = 100;
/** How many different events wait at most; what comes beyond is counted and lost. */
const MOST_WAITING = 10_000;
/** How many different events one address may cause between two reports; what comes beyond becomes one event with a count. */
const MOST_PER_ADDRESS = 10;
/** The longest pause between two attempts while membership is away, in milliseconds. */
const LONGEST_PAUSE = 10_000;
/** The longest text of a field that the report may have. */
const LONGEST_TEXT = 200;

/** What has happened, as far as it is known where it happened. */
export type SecurityEvent = { readonly kind: SecurityEventKind } & Partial<Omit<SecurityEventReport, 'kind' | 'at'>>;

/** Hands events to whoever keeps them; false when they must be offered again, true when they are kept or unusable. */
export type SecurityEventReceiver = (events: readonly SecurityEventReport[]) => Promise<boolean>;

interface Waiting {
  readonly report: SecurityEventReport;
  count: number;
}

/**
 * Reports security events to membership, which keeps them. Events wait in memory, equal ones as one with a count, so
 * that neither a flood of refusals nor an absence of membership can fill the log or this process.
 */
export class SecurityLog {
  private readonly waiting = new Map<string, Waiting>();
  private readonly differentOf = new Map<string, number>();
  private offered: readonly SecurityEventReport[] = [];
  private lost = 0;
  private failures = 0;
  private timer: NodeJS.Timeout | null = null;
  private flushing: Promise<void> | null = null;
  private stopped = false;

  /**
   * @param receive keeps the events.
   * @param log is told what was lost.
   * @param now milliseconds since the epoch.
   */
  constructor(
    private readonly receive: SecurityEventReceiver,
    private readonly log: Log,
    private readonly now: () => number = Date.now,
  ) {}

  /** Notes an event; it is on its way within half a second. Never throws and never waits. */
  report(event: SecurityEvent): void {
    const { key, bounded } = this.boundedPerAddress(event);
    const known = this.waiting.get(key);
    if (known) {
      known.count += 1;
      return;
    }
    if (this.waiting.size + this.offered.length >= MOST_WAITING) {
      this.lost += 1;
      return;
    }
    this.waiting.set(key, { report: reportOf(bounded, this.now()), count: 1 });
    if (this.waiting.size >= REPORT_AT && this.failures === 0) void this.flush();
    else this.schedule();
  }

  /** Reports what waits, now. Resolves when it is kept, or when it could not be. */
  async flush(): Promise<void> {
    this.flushing ??= this.offer().finally(() => {
      this.flushing = null;
      if (this.waiting.size + this.offered.length > 0) this.schedule();
    });
    await this.flushing;
  }

  /** Reports the last events and takes no more time than one attempt; what is not kept then is lost, and the log says so. */
  async stop(): Promise<void> {
    this.stopped = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.flushing;
    do {
      await this.flush();
    } while (this.failures === 0 && this.waiting.size > 0);
    this.lost += this.waiting.size + this.offered.length;
    this.tellWhatWasLost();
  }

  private schedule(): void {
    if (this.timer !== null || this.stopped || this.flushing !== null) return;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        void this.flush();
      },
      Math.min(LONGEST_PAUSE, REPORT_EVERY * 2 ** this.failures),
    );
    this.timer.unref();
  }

  private async offer(): Promise<void> {
    if (this.offered.length === 0) this.offered = this.take();
    if (this.offered.length === 0) return;
    if (await this.receive(this.offered)) {
      this.offered = [];
      this.failures = 0;
      this.tellWhatWasLost();
    } else {
      this.failures += 1;
    }
  }

  private take(): readonly SecurityEventReport[] {
    const taken = [...this.waiting].slice(0, MOST_REPORTED_EVENTS);
    for (const [key] of taken) this.waiting.delete(key);
    if (this.waiting.size === 0) this.differentOf.clear();
    return taken.map(([, { report, count }]) =>
      count === 1 ? report : { ...report, detail: { ...report.detail, count: String(count) } },
    );
  }

  /** The event and what makes it equal to another; of an address that causes too many different ones, only its kind. */
  private boundedPerAddress(event: SecurityEvent): { readonly key: string; readonly bounded: SecurityEvent } {
    const key = keyOf(event);
    const { address, kind } = event;
    if (!address || this.waiting.has(key)) return { key, bounded: event };
    const different = (this.differentOf.get(address) ?? 0) + 1;
    if (different <= MOST_PER_ADDRESS) {
      this.differentOf.set(address, different);
      return { key, bounded: event };
    }
    const bounded: SecurityEvent = { kind, address, detail: { summary: 'further events of this address' } };
    return { key: keyOf(bounded), bounded };
  }

  private tellWhatWasLost(): void {
    if (this.lost === 0) return;
    this.log.error({ lost: this.lost }, 'security events were lost');
    this.lost = 0;
  }
}

function keyOf(event: SecurityEvent): string {
  const { kind, id, provider, subject, memberId, address, operation, code, permission, unitId, mandateId } = event;
  const parts = [kind, id, provider, subject, memberId, address, operation, code, permission, unitId, mandateId];
  return JSON.stringify([...parts, event.detail]);
}

/** What a service says is an id and is none would make membership refuse the whole report. */
const idOrNull = z.uuid().nullable().catch(null);

function reportOf(event: SecurityEvent, now: number): SecurityEventReport {
  const text = (value: string | null | undefined) => value?.slice(0, LONGEST_TEXT) ?? null;
  return {
    id: event.id ?? newId(),
    at: new Date(now).toISOString(),
    kind: event.kind,
    provider: text(event.provider),
    subject: text(event.subject),
    memberId: idOrNull.parse(event.memberId),
    address: text(event.address),
    operation: text(event.operation),
    code: text(event.code),
    permission: text(event.permission),
    unitId: idOrNull.parse(event.unitId),
    mandateId: idOrNull.parse(event.mandateId),
    detail: event.detail ?? {},
  };
}
