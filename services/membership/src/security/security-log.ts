import type { SecurityEventKind } from '@thidua/contracts/security-event';
import type { Permission, UnitInScope } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import type { DecisionTransaction, SqlRunner } from '@thidua/service-kit';

/** An event as the log keeps it. */
export interface SecurityEventRow {
  readonly id: string;
  /** The reporter's time. */
  readonly at: Date;
  /** The process that reports it. */
  readonly reporter: string;
  readonly kind: SecurityEventKind;
  readonly provider: string | null;
  readonly subject: string | null;
  /** The member who acted, where one is known. */
  readonly memberId: string | null;
  readonly address: string | null;
  readonly operation: string | null;
  readonly code: string | null;
  readonly permission: string | null;
  /** The unit concerned; null for an event of the whole system. */
  readonly unitId: string | null;
  /** The unit's path on the day of the event, so that a prefix finds everything under a unit. */
  readonly unitPath: string | null;
  readonly mandateId: string | null;
  readonly detail: Readonly<Record<string, string>>;
}

/** What a command of this service tells the log. */
export interface CommandEvent {
  readonly kind: SecurityEventKind;
  readonly operation: string;
  readonly permission: Permission;
  /** The unit concerned; null for none. */
  readonly unit: UnitInScope | null;
  /** The account concerned, where it is about one. */
  readonly account?: { readonly provider: string; readonly subject: string };
  readonly detail: Readonly<Record<string, string>>;
}

const REPORTER = 'membership';
const COLUMNS = [
  'id',
  'at',
  'reporter',
  'kind',
  'provider',
  'subject',
  'member_id',
  'address',
  'operation',
  'code',
  'permission',
  'unit_id',
  'unit_path',
  'mandate_id',
  'detail',
];

/** The security log: only ever added to. The one writer of its table. */
export class SecurityLog {
  /** @param auditDatabase where the service may only insert and select. */
  constructor(private readonly auditDatabase: string) {}

  /** The table's name, for what reads it. */
  get table(): string {
    return `${this.auditDatabase}.security_event`;
  }

  /**
   * Adds events; those whose id is there already are left as they are. IGNORE, because ON DUPLICATE KEY would ask for
   * a right to update that the service does not have; what is added has been checked before.
   */
  async add(runner: SqlRunner, events: readonly SecurityEventRow[]): Promise<void> {
    if (events.length === 0) {
      return;
    }
    const places = `(${COLUMNS.map(() => '?').join(', ')}, UTC_TIMESTAMP(3))`;
    await runner.query(
      `INSERT IGNORE INTO ${this.table} (${COLUMNS.join(', ')}, recorded_at)
       VALUES ${events.map(() => places).join(', ')}`,
      events.flatMap((event) => [
        event.id,
        event.at,
        event.reporter,
        event.kind,
        event.provider,
        event.subject,
        event.memberId,
        event.address,
        event.operation,
        event.code,
        event.permission,
        event.unitId,
        event.unitPath,
        event.mandateId,
        JSON.stringify(event.detail),
      ]),
    );
  }

  /** Adds what a command did, in the command's own transaction. */
  async addOfCommand(transaction: DecisionTransaction, event: CommandEvent): Promise<void> {
    await this.add(transaction, [
      {
        id: newId(),
        at: transaction.now,
        reporter: REPORTER,
        kind: event.kind,
        provider: event.account?.provider ?? null,
        subject: event.account?.subject ?? null,
        memberId: transaction.actor.kind === 'person' ? transaction.memberId : null,
        address: null,
        operation: event.operation,
        code: null,
        permission: event.permission,
        unitId: event.unit?.unitId ?? null,
        unitPath: event.unit?.unitPath ?? null,
        mandateId: transaction.mandate?.id ?? null,
        detail: { ...event.detail, commandId: transaction.commandId },
      },
    ]);
  }

  /** The keys that a process last reported to be trusted; null before its first report. */
  async keysLastReported(runner: SqlRunner, reporter: string): Promise<string | null> {
    const [last] = await runner.query<{ detail: string }[]>(
      `SELECT detail FROM ${this.table} WHERE reporter = ? AND kind = 'KEYS_CHANGED' ORDER BY at DESC, id DESC LIMIT 1`,
      [reporter],
    );
    return last ? ((JSON.parse(last.detail) as Record<string, string>)['keys'] ?? null) : null;
  }
}
