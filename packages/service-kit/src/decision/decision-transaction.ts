import type { CallerFacts, Mandate, Permission, SubjectKind, UnitInScope } from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import type { EntityManager, QueryRunner } from 'typeorm';
import { calendarDateAt } from '../calendar';
import { preparing, type Statement } from '../database/statements';
import { notFound, unauthenticated } from '../errors';
import { authorise, authoriseOver } from '../identity/caller';
import type { AuditNote } from './command';
import type { SqlRunner, UnitScopeReader } from '../identity/unit-scope';
import type { LockedTask } from './decision-statements';
import { completeTask, lockOpenTask, type CompletedTask, type TaskReference } from './tasks';

/** Who acts: a person by a passport, a timer, or the system itself. */
export type CommandActor =
  | { readonly kind: 'person'; readonly passport: Passport }
  | { readonly kind: 'timer' | 'system'; readonly name: string };

/** The subject's head as locked by this transaction. */
export interface LockedSubject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly revision: number;
  readonly lastNumber: number;
  readonly appliedNumber: number;
  /** Whether its workflow has ended: it takes no more decisions. */
  readonly finished: boolean;
  readonly auditSequence: number;
  readonly auditHash: string;
}

/** What was read together with the lock of the subject. */
export interface ReadAhead {
  /** A task, locked. */
  readonly task?: LockedTask | undefined;
  /** A unit, as it stands on a day. */
  readonly unit?: (UnitInScope & { readonly day: string }) | undefined;
}

/** A subject that a command begins besides its own. */
export interface BegunSubject {
  readonly kind: SubjectKind;
  readonly id: string;
  /** What the first entry of its trail says. */
  readonly audit: AuditNote;
}

/** Name by which an actor is recorded: the member id, or the timer's or process's name. */
export function actorName(actor: CommandActor): string {
  return actor.kind === 'person' ? actor.passport.subject : actor.name;
}

/** What a command may do while its transaction is open. No network call belongs in it (decision-path.md rule 4). */
export class DecisionTransaction implements SqlRunner {
  /** The mandate that authorise() found: recorded with the decision. */
  mandate: Mandate | null = null;
  /**
   * Runs SQL inside this transaction by statements that the server keeps prepared: for the few fixed texts that many
   * commands send.
   */
  readonly prepared: SqlRunner;
  private readonly last: Statement[] = [];
  /** Subjects that this command begins besides its own, with the first entry of each one's trail. */
  readonly begun: BegunSubject[] = [];

  constructor(
    private readonly runner: QueryRunner,
    private readonly units: UnitScopeReader,
    /** Who acts. */
    readonly actor: CommandActor,
    /** The locked head of the subject. */
    readonly subject: LockedSubject,
    /** Database time of the transaction, UTC. */
    readonly now: Date,
    /** The command's id. */
    readonly commandId: string,
    private ahead: ReadAhead = {},
  ) {
    this.prepared = preparing(runner);
  }

  /** TypeORM's entity manager inside this transaction. */
  get manager(): EntityManager {
    return this.runner.manager;
  }

  /** Runs SQL inside this transaction. */
  query<T = unknown>(sql: string, parameters?: unknown[]): Promise<T> {
    return this.runner.query(sql, parameters) as Promise<T>;
  }

  /**
   * Leaves a write on rows that this transaction has locked and judged to its end, where it travels with the decision's
   * own rows: a round trip less.
   */
  writeAtEnd(statement: Statement): void {
    this.last.push(statement);
  }

  /** What `writeAtEnd` was given, in its order. */
  get atEnd(): readonly Statement[] {
    return this.last;
  }

  /** Today's calendar date in Việt Nam by the database's clock. */
  get today(): string {
    return calendarDateAt(this.now);
  }

  /** The member who acts. @throws UNAUTHENTICATED for timers and the system. */
  get memberId(): string {
    if (this.actor.kind !== 'person' || this.actor.passport.kind !== 'person') {
      throw unauthenticated();
    }
    return this.actor.passport.subject;
  }

  /**
   * Checks that a mandate of the caller grants the permission over the unit, by the unit's path today. The system
   * itself (a seed, a workflow's activity) needs none, because no request can act as it; the unit is then not looked
   * up, because a seed runs before the projection of the tree is there. A timer never authorises.
   * @param field input field that named the unit, for the NOT_FOUND error.
   * @param facts what this service knows about the caller and the row, for the permission's conditions.
   * @returns the mandate used; null for the system.
   * @throws FORBIDDEN which names the mandate needed or the condition broken; NOT_FOUND for an unknown unit.
   */
  async authorise(
    permission: Permission,
    unitId: string,
    field: string | null = null,
    facts: CallerFacts = {},
  ): Promise<Mandate | null> {
    const passport = this.passportOfPerson();
    return passport && this.used(authorise(passport, permission, await this.unit(unitId, field), facts));
  }

  /**
   * The same for what may be the caller's own: the owner needs no mandate, everybody else one over the unit.
   * @param unitId null where nobody but the owner can have the permission.
   * @returns the mandate used; null for the owner and the system.
   */
  async authoriseOwn(
    permission: Permission,
    ownerId: string,
    unitId: string | null,
    facts: CallerFacts = {},
  ): Promise<Mandate | null> {
    const passport = this.passportOfPerson();
    if (!passport) {
      return null;
    }
    const unit = unitId === null ? null : await this.unitToday(unitId);
    return this.used(authoriseOver(passport, permission, { unit, ownerId, facts }));
  }

  /**
   * Begins another subject in this very transaction, for a command that makes many things or none: its head and the
   * first entry of its trail are written with the command's own.
   */
  begin(subject: BegunSubject): void {
    this.begun.push(subject);
  }

  /** The passport of the person who acts; null for the system. @throws UNAUTHENTICATED for a timer. */
  private passportOfPerson(): Passport | null {
    if (this.actor.kind === 'system') {
      return null;
    }
    if (this.actor.kind !== 'person') {
      throw unauthenticated();
    }
    return this.actor.passport;
  }

  private used(mandate: Mandate | null): Mandate | null {
    this.mandate ??= mandate;
    return mandate;
  }

  /**
   * A unit as it stands today.
   * @throws NOT_FOUND.
   */
  async unit(unitId: string, field: string | null = null): Promise<UnitInScope> {
    const unit = await this.unitToday(unitId);
    if (!unit) {
      throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, field);
    }
    return unit;
  }

  private async unitToday(unitId: string): Promise<UnitInScope | null> {
    const { today } = this;
    const { unit } = this.ahead;
    // It was looked up for the day by this process's clock: by the database's it may be another.
    return unit?.unitId === unitId && unit.day === today ? unit : this.units.unitInScope(this.prepared, unitId, today);
  }

  /** The task that came locked with the subject; once, because it may be written from then on. */
  takeTaskAhead(taskId: string): LockedTask | undefined {
    const { task, ...others } = this.ahead;
    if (task?.id !== taskId) {
      return undefined;
    }
    this.ahead = others;
    return task;
  }

  /**
   * Compare-and-set on a task: completes it when it is open at the version given.
   * @throws CONFLICT that names what happened, NOT_FOUND.
   */
  completeTask(task: TaskReference, outcome: string): Promise<CompletedTask> {
    return completeTask(this, task, outcome);
  }

  /** The subject's open task of a kind for a unit, locked; null when there is none. */
  lockOpenTask(kind: string, unitId: string): Promise<TaskReference | null> {
    return lockOpenTask(this, kind, unitId);
  }
}
