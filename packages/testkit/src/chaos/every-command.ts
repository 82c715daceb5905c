import { setTimeout as wait } from 'node:timers/promises';
import { PersistentClient } from '../cycle/persistent-client';
import { OPERATION_ENTRIES } from '../matrix/real/entries';
import { isCommand, prepareEntry, successes, type PreparedEntry } from '../matrix/real/operation-run';
import { MatrixScene } from '../matrix/real/scene/matrix-scene';
import { ACTING_POSITIONS } from '../matrix/real/scene/scene-people';
import { committedSurface } from '../matrix/schema-surface';
import type { RunningSystem } from '../scene';
import { type Command, isKnown, mutationOf } from './command';
import type { CommandSender } from './command-sender';
import { serviceOf } from './observed-commands';
import type { SeededRandom } from './seeded-random';

const COMMANDS = OPERATION_ENTRIES.filter(isCommand);
const PAUSE = 1_000;

/**
 * Somebody who carries out every mutation of the graph, in a demonstration province of their own, as the authorization
 * matrix knows how: whatever command is added to the graph meets the faults as well. What they begin they leave as it
 * is.
 */
export class EveryCommand {
  private over = false;
  private leaving = false;
  /** Whole rounds, in which every entry was tried. */
  rounds = 0;
  /** What kept a command from being tried, and how often: its preparation met the faults. */
  readonly mishaps = new Map<string, number>();

  constructor(
    private readonly system: RunningSystem,
    private readonly sender: CommandSender,
    private readonly random: SeededRandom,
  ) {}

  /** Goes round after round until told to finish; then ends the first one at least. */
  async work(): Promise<void> {
    while (!this.over) {
      await this.round().catch((error: unknown) => this.note('a province', error));
    }
  }

  /** Begins no further round, and ends this one only where there was none before. */
  finish(): void {
    this.over = true;
    this.leaving = this.rounds > 0;
  }

  private note(what: string, error: unknown): void {
    const name = `${what}: ${error instanceof Error ? error.message.slice(0, 160) : String(error)}`;
    this.mishaps.set(name, (this.mishaps.get(name) ?? 0) + 1);
  }

  private async round(): Promise<void> {
    const scene = await MatrixScene.found(this.system, ACTING_POSITIONS);
    const prepared: PreparedEntry[] = [];
    const { operations } = committedSurface();
    const anonymous = new PersistentClient('', null);
    const nobody = { anonymous, forged: anonymous, expired: anonymous, notLinked: anonymous };
    for (const entry of COMMANDS) {
      if (this.leaving) {
        return;
      }
      await prepareEntry(scene, nobody, entry, operations).then(
        (ready) => prepared.push(ready),
        (error: unknown) => this.note(entry.operation, error),
      );
    }
    // One after the other: some act on the same task.
    for (const ready of prepared) {
      if (this.leaving) {
        return;
      }
      await this.carryOut(scene, ready).catch((error: unknown) => this.note(ready.name, error));
    }
    this.rounds += 1;
    await wait(PAUSE);
  }

  private async carryOut(scene: MatrixScene, prepared: PreparedEntry): Promise<void> {
    const [asked] = successes(prepared);
    const { entry, name } = prepared;
    if (!asked || asked.memberId === null) {
      throw new Error('nobody may');
    }
    const { client, memberId } = asked;
    const { input } = (await entry.variables(scene)) as { input: Readonly<Record<string, unknown>> };
    const operation = entry.operation.replace('Mutation.', '');
    const command: Command = {
      operation,
      service: serviceOf(operation),
      input,
      subjectId: null,
      contested: null,
      otherInput: null,
      document: isKnown(operation) ? mutationOf(operation) : entry.document,
    };
    const person = { memberId, token: async () => (await client.token()) ?? '' };
    const { outcome, code } = await this.sender.carryOut(person, command, this.random.fork(name));
    if (outcome !== 'ACKNOWLEDGED') {
      this.note(name, new Error(`${outcome} ${code}`));
    }
  }
}
