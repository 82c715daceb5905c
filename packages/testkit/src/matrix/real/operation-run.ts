import { newId } from '@thidua/contracts/ids';
import type { GraphAnswer } from '../../graph-client';
import type { SurfaceField } from '../schema-surface';
import { differenceInRows, plantedIn, wordOf } from './answer';
import { fewAtOnce, type Difference, type MatrixResult } from './matrix-result';
import { casesOf, type ClientsOfNobody, type OperationCase } from './operation-cases';
import type { OperationEntry } from './operation-entry';
import type { RowWatch } from './row-watch';
import type { MatrixScene } from './scene/matrix-scene';

type Answer = GraphAnswer<Record<string, unknown>>;
interface CommandResult {
  readonly __typename: string;
  readonly reasons?: readonly { readonly code: string }[];
}

/** An entry with all that is asked of it. */
export interface PreparedEntry {
  readonly entry: OperationEntry;
  readonly name: string;
  readonly cases: readonly OperationCase[];
}

/** Founds what the entries need, so that nothing has to be written once the watch has begun. */
export async function prepareEntries(
  scene: MatrixScene,
  nobody: ClientsOfNobody,
  entries: readonly OperationEntry[],
  operations: readonly SurfaceField[],
): Promise<PreparedEntry[]> {
  const prepared: PreparedEntry[] = [];
  for (const entry of entries) {
    prepared.push(await prepareEntry(scene, nobody, entry, operations));
  }
  return prepared;
}

/** Founds what one entry needs. @throws when it cannot be founded, or when no schema has the operation. */
export async function prepareEntry(
  scene: MatrixScene,
  nobody: ClientsOfNobody,
  entry: OperationEntry,
  operations: readonly SurfaceField[],
): Promise<PreparedEntry> {
  const declared = operations.find(({ name }) => name === entry.operation);
  if (!declared) {
    throw new Error(`there is an entry for ${entry.operation}, which no schema has`);
  }
  await entry.variables(scene);
  const name = entry.note ? `${entry.operation} (${entry.note})` : entry.operation;
  return { entry, name, cases: await casesOf(scene, nobody, entry, declared.permissions, isCommand(entry)) };
}

/** Whether the entry is of a mutation. */
export const isCommand = ({ operation }: OperationEntry): boolean => operation.startsWith('Mutation.');

/** The answer in one word: `ALLOWED`, the code of the error, or the reasons of a business refusal. */
function outcomeOf(entry: OperationEntry, { data, errors }: Answer): string {
  const [error] = errors;
  if (error) {
    return wordOf(error);
  }
  const value = data?.[entry.operation.split('.')[1] ?? ''] as CommandResult | null | undefined;
  if (!value) {
    return 'nothing';
  }
  const { __typename: type, reasons } = value;
  return type === 'CommandRefused' ? `REFUSED ${reasons?.map(({ code }) => code).join(', ')}` : 'ALLOWED';
}

async function send(scene: MatrixScene, entry: OperationEntry, { client }: OperationCase): Promise<Answer> {
  const variables = (await entry.variables(scene)) as { input?: object };
  const given = isCommand(entry) ? { input: { commandId: newId(), ...variables.input } } : variables;
  return client.send<Record<string, unknown>>(entry.document, given);
}

/** Sends a case. @returns what is wrong with the answer; null when nothing is. */
async function differenceIn(
  scene: MatrixScene,
  { entry, name }: PreparedEntry,
  asked: OperationCase,
): Promise<Difference | null> {
  const answer = await send(scene, entry, asked);
  const came = outcomeOf(entry, answer);
  const { caller, expected, rows } = asked;
  if (came !== expected) {
    return { what: name, caller, expected, came };
  }
  return rows === null ? null : differenceInRows(name, asked, await plantedIn(scene, entry, answer.data));
}

async function run(
  scene: MatrixScene,
  prepared: PreparedEntry,
  cases: readonly OperationCase[],
): Promise<MatrixResult> {
  const found = await fewAtOnce(cases, (asked) => differenceIn(scene, prepared, asked));
  return { entries: 1, cases: cases.length, differences: found.filter((difference) => difference !== null) };
}

/** The tables that have changed since the last look, where none may have. */
export async function changesIn(watch: RowWatch, what: string): Promise<Difference[]> {
  return (await watch.differing()).map((table) => ({
    what,
    caller: 'everybody who must not change a row',
    expected: `no change in ${table}`,
    came: 'another checksum',
  }));
}

/** Asks every question of an entry, or sends its commands that must be refused, and looks whether a row has changed. */
export async function runRefusals(scene: MatrixScene, prepared: PreparedEntry, watch: RowWatch): Promise<MatrixResult> {
  const { entry, cases, name } = prepared;
  const isWanted = ({ expected }: OperationCase): boolean => !isCommand(entry) || expected !== 'ALLOWED';
  const result = await run(scene, prepared, cases.filter(isWanted));
  return { ...result, differences: [...result.differences, ...(await changesIn(watch, name))] };
}

/**
 * Those whose success is tried: everybody who may, where it can be repeated; else one, whose own it is, the officer of
 * the unit, or for what reaches beyond the unit somebody from above.
 */
export function successes({ entry, cases }: PreparedEntry): OperationCase[] {
  const { by, repeatable = false } = entry;
  const allowed = cases.filter(({ expected }) => expected === 'ALLOWED');
  if (repeatable) {
    return allowed;
  }
  const one = [
    'the one whose own it is',
    `${by} of the unit`,
    `${by} of the unit above`,
    'chair of the confederation',
    'inspector of the confederation',
  ];
  return allowed.filter(({ caller }) => one.includes(caller)).slice(0, 1);
}

/** Carries a command out as those who may. */
export async function runSuccesses(scene: MatrixScene, prepared: PreparedEntry): Promise<MatrixResult> {
  if (!isCommand(prepared.entry)) {
    return { entries: 0, cases: 0, differences: [] };
  }
  const cases = successes(prepared);
  const differences: Difference[] = [];
  for (const asked of cases) {
    const difference = await differenceIn(scene, prepared, asked);
    if (difference) {
      differences.push(difference);
    }
  }
  if (cases.length === 0) {
    differences.push({ what: prepared.name, caller: 'anybody', expected: 'somebody who is allowed', came: 'nobody' });
  }
  return { entries: 0, cases: cases.length, differences };
}
