import type { DataSource } from 'typeorm';
import { CommandTransaction } from '../decision/command-transaction';
import { DecisionTransaction, actorName } from '../decision/decision-transaction';
import { Relay } from '../decision/relay';
import type { CompletedTask, TaskReference } from '../decision/tasks';

/** What can be broken on purpose, so that one sees the failpoint tests and the chaos run find it. */
export const SABOTAGES = [
  'relay-off',
  'command-id-ignored',
  'compare-and-set-removed',
  'outbox-outside-transaction',
] as const;
/** Name of a sabotage. */
export type Sabotage = (typeof SABOTAGES)[number];

/** The parts of a command's transaction that are replaced. */
interface CommandTransactionParts {
  readonly transaction: { readonly runner: { readonly dataSource: DataSource } };
  firstAnswer: (this: CommandTransactionParts) => Promise<unknown>;
  insertOutbox: (this: CommandTransactionParts, ...parameters: unknown[]) => Promise<unknown>;
}

const parts = CommandTransaction.prototype as unknown as CommandTransactionParts;

const DEEDS: Readonly<Record<Sabotage, () => void>> = {
  'relay-off': () => {
    Relay.prototype.start = () => undefined;
  },

  /** A repeat is carried out again, as if it were a new command. */
  'command-id-ignored': () => {
    parts.firstAnswer = () => Promise.resolve(null);
  },

  /** Whoever decides, decides: whatever happened to the task since they saw it. */
  'compare-and-set-removed': () => {
    DecisionTransaction.prototype.completeTask = async function unchecked(
      this: DecisionTransaction,
      { taskId }: TaskReference,
      outcome: string,
    ): Promise<CompletedTask> {
      const [task] = await this.query<CompletedTask[]>(
        `SELECT id AS taskId, kind, stage, unit_id AS unitId, permission, instruction_number AS instructionNumber,
                due_at AS dueAt FROM task WHERE id = ?`,
        [taskId],
      );
      await this.query(
        `UPDATE task SET status = 'COMPLETED', version = version + 1, completed_at = ?, completed_by = ?, outcome = ?
          WHERE id = ?`,
        [this.now, actorName(this.actor), outcome, taskId],
      );
      return task as CompletedTask;
    };
  },

  /** The outbox row is written by another connection: it stays when the transaction does not. */
  'outbox-outside-transaction': () => {
    const { insertOutbox } = parts;
    parts.insertOutbox = function outside(this: CommandTransactionParts, ...parameters: unknown[]): Promise<unknown> {
      const { dataSource } = this.transaction.runner;
      const run = (sql: string, values: unknown[]): Promise<unknown> => dataSource.query(sql, values);
      return insertOutbox.apply(Object.create(this, { run: { value: run } }) as CommandTransactionParts, parameters);
    };
  },
};

/** Breaks the decision path of this process. Tests and the chaos run alone do this. */
export function sabotage(name: Sabotage): void {
  DEEDS[name]();
}
