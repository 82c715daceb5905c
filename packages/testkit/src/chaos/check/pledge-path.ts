import type { HashedEntry } from './audit-entries';
import { PathWalk } from './subject-path';

const SIGN = 'SIGN_PLEDGE';
const DRAFT = 'DRAFT_PLEDGE';
const ESCALATION = 'HANDLE_PLEDGE_ESCALATION';

/** A pledge's history: prepared, drafted, opened, signed once by every member, with a reminder and a deadline. */
export class PledgeWalk extends PathWalk {
  private headUnitId = '';
  private ownerUnitId = '';
  private reminderAt = '';
  private deadlineAt = '';
  private memberUnitIds: readonly string[] = [];
  private opened = false;
  private readonly signed = new Set<string>();
  private reminded = false;
  private deadlinePassed = false;
  private escalationOpen = false;
  private escalationHandled = false;

  protected override decide(entry: HashedEntry): void {
    if (this.assign(entry)) {
      return;
    }
    switch (entry.action) {
      case 'PREPARE':
        this.prepare(entry);
        break;
      case 'DRAFT':
        this.forbid(entry, this.opened, 'it was open for signature already');
        break;
      case 'OPEN_FOR_SIGNATURE':
        this.openForSignature(entry);
        break;
      case 'SIGN':
        this.sign(entry);
        break;
      case 'REMIND':
        this.forbid(entry, this.isNeedless(entry.operation), 'there was nobody to remind any more');
        this.forbid(entry, isBefore(entry.at, this.reminderAt), `it was due at ${this.reminderAt}`);
        this.reminded = true;
        this.expect(entry, { state: this.engineState, closeOpenTasks: false, opened: [] });
        break;
      case 'DEADLINE_PASSED':
        this.forbid(entry, this.isNeedless(entry.operation), 'the deadline had passed or did not matter any more');
        this.forbid(entry, isBefore(entry.at, this.deadlineAt), `it was due at ${this.deadlineAt}`);
        this.deadlinePassed = true;
        this.escalationOpen = true;
        this.expect(entry, {
          state: this.engineState,
          closeOpenTasks: false,
          opened: [{ kind: ESCALATION, unitId: this.ownerUnitId }],
        });
        break;
      case 'HANDLE_ESCALATION':
        this.handleEscalation(entry);
        break;
      case 'TIMER_LOST':
        this.forbid(entry, !this.isNeedless(entry.operation), 'nobody had been first');
        break;
      default:
        this.illegal(entry, 'there is no such act');
    }
  }

  /** A unit that signed before its task was opened has nothing left to do, nor has an owner who was as quick. */
  protected override afterInstruction(): void {
    const fulfilled = [...this.signed].map((unitId) => this.board.find(SIGN, unitId));
    if (this.escalationHandled) {
      fulfilled.push(this.board.find(ESCALATION, this.ownerUnitId));
    }
    for (const task of fulfilled) {
      if (task) {
        this.board.complete(task, null, null);
      }
    }
  }

  private isNeedless(operation: string): boolean {
    return this.deadlinePassed || this.allSigned || (operation === 'remindPledge' && this.reminded);
  }

  private get allSigned(): boolean {
    return this.opened && this.memberUnitIds.every((unitId) => this.signed.has(unitId));
  }

  private get engineState(): string {
    return !this.opened ? 'DRAFTING' : this.allSigned ? 'SIGNED' : 'SIGNING';
  }

  private forbid(entry: HashedEntry, wrong: boolean, why: string): void {
    if (wrong) {
      this.illegal(entry, why);
    }
  }

  private prepare(entry: HashedEntry): void {
    this.forbid(entry, entry.sequence !== 1, 'it was prepared already');
    this.headUnitId = String(entry.after?.['headUnitId']);
    this.ownerUnitId = String(entry.after?.['ownerUnitId']);
    this.reminderAt = String(entry.after?.['reminderAt']);
    this.deadlineAt = String(entry.after?.['deadlineAt']);
    this.expect(entry, {
      state: 'DRAFTING',
      closeOpenTasks: false,
      opened: [{ kind: DRAFT, unitId: this.headUnitId }],
    });
  }

  private openForSignature(entry: HashedEntry): void {
    this.forbid(entry, this.opened, 'it was open for signature already');
    const task = this.board.find(DRAFT, this.headUnitId);
    if (task) {
      this.complete(entry, task);
    }
    this.opened = true;
    this.memberUnitIds = (entry.after?.['memberUnitIds'] ?? []) as readonly string[];
    const signatures = this.memberUnitIds.map((unitId) => ({ kind: SIGN, unitId }));
    const escalation = this.escalationOpen ? [{ kind: ESCALATION, unitId: this.ownerUnitId }] : [];
    this.expect(entry, { state: 'SIGNING', closeOpenTasks: true, opened: [...signatures, ...escalation] });
  }

  private sign(entry: HashedEntry): void {
    const unitId = String(entry.after?.['unitId']);
    this.forbid(entry, !this.opened, 'it was not open for signature');
    this.forbid(entry, !this.memberUnitIds.includes(unitId), 'the unit is no member');
    this.forbid(entry, this.signed.has(unitId), 'the unit had signed already');
    const isLate = isBefore(this.deadlineAt, entry.at);
    this.forbid(entry, entry.after?.['late'] !== isLate, `at ${entry.at} with the deadline ${this.deadlineAt}`);
    const task = this.board.find(SIGN, unitId);
    if (task) {
      this.complete(entry, task);
    }
    this.signed.add(unitId);
    this.expect(entry, { state: this.engineState, closeOpenTasks: this.allSigned, opened: [] });
  }

  private handleEscalation(entry: HashedEntry): void {
    this.forbid(entry, this.allSigned, 'there was nothing left to deal with');
    const task = this.board.find(ESCALATION, this.ownerUnitId);
    if (task) {
      this.complete(entry, task);
    } else {
      this.illegal(entry, 'no escalation was open');
    }
    this.escalationOpen = false;
    this.escalationHandled = true;
    this.expect(entry, { state: this.engineState, closeOpenTasks: false, opened: [] });
  }
}

/** Whether an instant is before another, to the millisecond: that is how far the domain looks. */
function isBefore(a: string, b: string): boolean {
  return Date.parse(a) < Date.parse(b);
}
