import { workflowIdOf, type TimerOutcome, type TimerRequest } from '@thidua/contracts';
import { derivedId, isId, timerCommandId } from '@thidua/contracts/ids';
import type { DataSource } from 'typeorm';
import { DEADLOCK, LOCK_WAIT_TIMEOUT, sqlErrorNumber } from '../database/sql-errors';
import { inOpenTransaction } from '../database/transaction';
import { badInput, notFound, retryLater } from '../errors';
import { failpoint } from '../failpoint';
import type { UnitScopeReader } from '../identity/unit-scope';
import { pathOfUnwantedText } from '../text';
import { TimerDoesNotAct, type BulkItem, type BulkResult, type Command, type CommandOutcome } from './command';
import { CommandTransaction, SUBJECT, type CommittedDecision } from './command-transaction';
import type { CommandActor } from './decision-transaction';
import { deliverRow } from './delivery';
import type { InstructionHooks } from './instruction';
import type { Engine } from './engine';

const DEADLINE_MILLISECONDS = 2500;
const ATTEMPTS = 6;
/** Between attempts: up to so long, times the attempt, so that two that met do not meet again. */
const LONGEST_PAUSE_MILLISECONDS = 30;
/** Where a UUID's text shows its version. */
const UUID_VERSION_DIGIT = 14;

function busy(): Error {
  return retryLater({
    vi: 'Đối tượng này đang có nhiều lệnh cùng lúc; hãy gửi lại cùng commandId.',
    en: 'Many commands wait for this subject at the moment; send yours again with the same commandId.',
  });
}

/** Carries out commands as decision-path.md says: one transaction, then the engine, then the instruction. */
export class Decisions {
  constructor(
    private readonly dataSource: DataSource,
    private readonly engine: Engine,
    private readonly units: UnitScopeReader,
    private readonly hooks: InstructionHooks,
  ) {}

  /**
   * Carries out a command once. A repeat with the same actor and payload returns the first answer.
   * @throws CONFLICT when the commandId was used for something else, or what `decide` throws; nothing is then written.
   */
  async run<Answer>(command: Command<Answer>): Promise<CommandOutcome<Answer>> {
    this.assertCommandId(command.commandId, command.actor);
    return this.carryOut(command);
  }

  /**
   * Carries out the items of a bulk command (rule 10): a transaction and a command id of its own for each, derived from
   * the bulk's id, so that a repeat of the bulk repeats nothing; the relay brings them to their workflows. One that is
   * refused does not stop the others.
   * @param goOn whether there is time for another item; those that are left are done when the bulk is sent again.
   * @returns a result for each item, in their order.
   */
  async runInBulk<Answer>(
    bulkCommandId: string,
    items: readonly BulkItem<Answer>[],
    goOn: () => boolean = () => true,
  ): Promise<BulkResult<Answer>[]> {
    const results: BulkResult<Answer>[] = [];
    for (const { key, ...item } of items) {
      this.assertCommandId(bulkCommandId, item.actor);
      if (!goOn()) {
        results.push({ key, notYet: true });
        continue;
      }
      const commandId = derivedId('bulk-item', bulkCommandId, key);
      try {
        results.push({ key, outcome: await this.carryOut({ ...item, commandId, delivery: 'RELAY' }) });
      } catch (error) {
        results.push({ key, error });
      }
    }
    return results;
  }

  /** Which items of a bulk command have been carried out before, by their keys: a repeat answers them as it did. */
  async carriedOutInBulk(bulkCommandId: string, keys: readonly string[]): Promise<ReadonlySet<string>> {
    const byId = new Map(keys.map((key) => [derivedId('bulk-item', bulkCommandId, key), key]));
    const rows =
      byId.size === 0
        ? []
        : await this.dataSource.query<{ command_id: string }[]>(
            'SELECT command_id FROM command WHERE command_id IN (?)',
            [[...byId.keys()]],
          );
    return new Set(rows.flatMap(({ command_id }) => byId.get(command_id) ?? []));
  }

  /**
   * Carries out a timer's act (rule 11): its command id is derived from the workflow, the stage and the timer's name.
   * `decide` throws TimerDoesNotAct when a person was first or the deadline was moved; that a timer lost is recorded.
   */
  async actOnTimer(
    request: TimerRequest,
    command: Omit<Command<null>, 'actor' | 'commandId' | 'payload'>,
  ): Promise<TimerOutcome> {
    // A deadline that was moved comes again: that is another act.
    const clock = request.clockNumber === undefined ? [] : [request.clockNumber];
    const stageKey = [request.subjectId, request.revision, request.instructionNumber, ...clock].join(':');
    const act: Command<null> = {
      ...command,
      actor: { kind: 'timer', name: request.timer },
      commandId: timerCommandId(workflowIdOf(command.subject.kind, request.subjectId), stageKey, request.timer),
      // Named one by one: a field that a later release adds must not make the repeat another command.
      payload: [request.subjectId, request.revision, request.instructionNumber, request.timer, ...clock],
    };
    await failpoint('timer.before-act');
    try {
      const { number } = await this.run(act);
      await failpoint('timer.after-act');
      return { outcome: 'WON', number: number ?? 0 };
    } catch (error) {
      if (!(error instanceof TimerDoesNotAct)) {
        throw error;
      }
      if (error.timerOutcome.outcome === 'LOST') {
        await this.recordLostTimer(act, request);
      }
      return error.timerOutcome;
    }
  }

  /** The trail says that the timer came too late; once, however often it asks. */
  private async recordLostTimer(act: Command<null>, request: TimerRequest): Promise<void> {
    await this.run<null>({
      ...act,
      commandId: derivedId('timer-lost', act.commandId),
      decide: () =>
        Promise.resolve({
          answer: null,
          audit: {
            action: 'TIMER_LOST',
            after: { instructionNumber: request.instructionNumber, revision: request.revision },
          },
        }),
    });
  }

  private async carryOut<Answer>(command: Command<Answer>): Promise<CommandOutcome<Answer>> {
    const committed = await this.commit(command);
    await failpoint('command.after-commit');
    if (committed.number === null) {
      return { answer: committed.answer, number: null, replayed: committed.replayed, routing: 'NONE' };
    }
    const delivered = committed.leased
      ? await this.deliverDirectly(committed.leased)
      : await this.isApplied(committed.subjectId, committed.number);
    return {
      answer: committed.answer,
      number: committed.number,
      replayed: committed.replayed,
      routing: delivered ? 'DONE' : 'ACCEPTED',
    };
  }

  /** The decision is committed whatever happens here: a failure leaves the row to the relay. */
  private async deliverDirectly(leased: { outboxId: string; token: string }): Promise<boolean> {
    try {
      return await deliverRow(
        this.dataSource,
        this.engine,
        this.hooks,
        leased.outboxId,
        leased.token,
        DEADLINE_MILLISECONDS,
      );
    } catch {
      return false;
    }
  }

  private async isApplied(subjectId: string, number: number): Promise<boolean> {
    const [head] = await this.dataSource.query<{ applied_number: number }[]>(
      'SELECT applied_number FROM subject_head WHERE subject_id = ?',
      [subjectId],
    );
    return Number(head?.applied_number ?? 0) >= number;
  }

  /** The one transaction; tried again as a whole when it met another (rule 2), a bounded number of times. */
  private async commit<Answer>(command: Command<Answer>): Promise<CommittedDecision<Answer>> {
    if (!isId(command.subject.id)) {
      throw notFound(SUBJECT);
    }
    this.assertReadableTexts(command);
    for (let attempt = 1; ; attempt += 1) {
      this.assertPassportHolds(command.actor);
      try {
        return await inOpenTransaction(this.dataSource, (transaction) =>
          new CommandTransaction(transaction, this.units, command, async () => {
            this.assertPassportHolds(command.actor);
            await failpoint('command.before-commit');
          }).carryOut(),
        );
      } catch (error) {
        const errno = sqlErrorNumber(error);
        if ((errno === DEADLOCK || errno === LOCK_WAIT_TIMEOUT) && attempt < ATTEMPTS) {
          await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_PAUSE_MILLISECONDS * attempt));
          continue;
        }
        throw errno === DEADLOCK || errno === LOCK_WAIT_TIMEOUT ? busy() : error;
      }
    }
  }

  /**
   * Command ids of timers, of the system and of the items of a bulk are derived from ids that others know (version 5):
   * a person who could use one would stop the timer for good.
   */
  private assertCommandId(commandId: string, actor: CommandActor): void {
    const derived = commandId[UUID_VERSION_DIGIT] === '5';
    if (!isId(commandId) || (derived && actor.kind === 'person')) {
      throw badInput({
        field: 'input.commandId',
        vi: 'Cần một UUID viết thường phiên bản 4 hoặc 7, mới cho mỗi lệnh.',
        en: 'Give a lower-case UUID of version 4 or 7, a new one for each command.',
      });
    }
  }

  /** Texts end up in dossiers, certificates and the audit trail: what a person reads there must be what was written. */
  private assertReadableTexts<Answer>(command: Command<Answer>): void {
    const field = pathOfUnwantedText(command.payload, 'input');
    if (field) {
      throw badInput({
        field,
        vi: 'Văn bản có ký tự điều khiển hoặc ký tự ẩn; hãy gõ lại.',
        en: 'The text holds control characters or invisible ones; type it again.',
      });
    }
  }

  /** A passport that ended while the command waited for locks is no longer good (decision-path.md, "Identity"). */
  private assertPassportHolds(actor: CommandActor): void {
    if (actor.kind === 'person' && (actor.passport.expiresAt ?? 0) * 1000 <= Date.now()) {
      throw retryLater({
        vi: 'Phiên làm việc của lệnh này đã hết hạn khi chờ; hãy gửi lại cùng commandId.',
        en: 'The command waited for longer than its passport holds; send it again with the same commandId.',
      });
    }
  }
}
