import type { GraphAnswer } from '../../graph-client';
import { differenceInRows, plantedIn, wordOf } from './answer';
import { UNKNOWN_MANDATE } from './expected-answer';
import type { AnswerPath, FieldEntry } from './field-entry';
import { fewAtOnce, type Difference, type MatrixResult } from './matrix-result';
import { casesOf, type ClientsOfNobody, type OperationCase } from './operation-cases';
import type { MatrixScene } from './scene/matrix-scene';

/** A field with all that is asked of it. */
export interface PreparedField {
  readonly entry: FieldEntry;
  readonly name: string;
  readonly cases: readonly OperationCase[];
}

/** Founds what the entries need. */
export async function prepareFields(
  scene: MatrixScene,
  nobody: ClientsOfNobody,
  entries: readonly FieldEntry[],
): Promise<PreparedField[]> {
  const prepared: PreparedField[] = [];
  for (const entry of entries) {
    await entry.variables(scene);
    const name = entry.note ? `${entry.field} (${entry.note})` : entry.field;
    // The way to the field is open to whoever is signed in; the field itself is not.
    prepared.push({ entry, name, cases: await casesOf(scene, nobody, entry, ['graph.read']) });
  }
  return prepared;
}

/** The value at a path of an answer. */
export function valueAt(data: unknown, path: AnswerPath): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<string | number, unknown> | null)?.[step], data);
}

/** What came in one word: `ALLOWED` for a value, `NULL`, `EMPTY`, or the code of the error at that very place. */
export function outcomeAt({ data, errors }: Pick<GraphAnswer<unknown>, 'data' | 'errors'>, path: AnswerPath): string {
  const value = valueAt(data, path);
  const error = errors.find((each) => each.path?.join() === path.join());
  if (error) {
    return value === null ? wordOf(error) : 'both a value and an error';
  }
  if (value === null || value === undefined) {
    return 'NULL';
  }
  return Array.isArray(value) && value.length === 0 ? 'EMPTY' : 'ALLOWED';
}

/** What is answered whatever the field: to whoever is nobody, who names another's mandate, and who may. */
const ANSWERED_OUTRIGHT: readonly string[] = ['ALLOWED', 'UNAUTHENTICATED', 'IDENTITY_NOT_LINKED', UNKNOWN_MANDATE];

async function differenceIn(
  scene: MatrixScene,
  { entry, name }: PreparedField,
  asked: OperationCase,
): Promise<Difference | null> {
  const { caller, client, rows } = asked;
  const { data, errors } = await client.send<Record<string, unknown>>(entry.document, await entry.variables(scene));
  const expected = ANSWERED_OUTRIGHT.includes(asked.expected) ? asked.expected : entry.beyond;
  const isRowThere = data !== null && Object.values(data).every((root) => root !== null);
  const path = isRowThere ? await entry.at(data as never, scene) : null;
  const [error] = errors;
  const came = path ? outcomeAt({ data, errors }, path) : error ? wordOf(error) : 'the row did not come';
  if (came !== expected) {
    return { what: name, caller, expected, came };
  }
  return rows === null ? null : differenceInRows(name, asked, await plantedIn(scene, entry, valueAt(data, path ?? [])));
}

/** Asks for a field in every case. */
export async function runField(scene: MatrixScene, prepared: PreparedField): Promise<MatrixResult> {
  const { cases } = prepared;
  const found = await fewAtOnce(cases, (asked) => differenceIn(scene, prepared, asked));
  return { entries: 1, cases: cases.length, differences: found.filter((difference) => difference !== null) };
}
