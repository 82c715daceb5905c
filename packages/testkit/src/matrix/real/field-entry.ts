import type { AccessStatement, Reach } from './operation-entry';
import { reachOf } from './operation-entry';
import type { MatrixScene } from './scene/matrix-scene';
import type { ActingPosition } from './scene/scene-people';
import type { UnitName } from './scene/scene-units';

/** Where a value stands in an answer, as an error names it. */
export type AnswerPath = readonly (string | number)[];

/** What the matrix knows of a field that not everybody may read, by a way that is open to whoever is signed in. */
export interface FieldEntry extends AccessStatement {
  /** `Type.field`. */
  readonly field: string;
  /** What it gives to somebody beyond reach: an error and null, null as if there were none, or an empty list. */
  readonly beyond: 'FORBIDDEN' | 'NULL' | 'EMPTY';
  readonly document: string;
  readonly variables: (scene: MatrixScene) => Promise<object>;
  /** Where the value stands; null where the row itself did not come. */
  readonly at: (data: never, scene: MatrixScene) => Promise<AnswerPath | null>;
}

/** An entry for a field. */
export function field(
  name: string,
  {
    by = 'VICE_CHAIR',
    over,
    ...statement
  }: Omit<FieldEntry, 'field' | 'by' | 'over'> & { readonly by?: ActingPosition; readonly over: UnitName | Reach },
): FieldEntry {
  return { ...statement, field: name, by, over: reachOf(over) };
}

/**
 * An entry for a list that is filtered by what the caller may see: everybody gets it, each with their own rows.
 * @param at names of the fields that lead to it.
 */
export function list(
  name: string,
  {
    by = 'VICE_CHAIR',
    at,
    ...statement
  }: Omit<FieldEntry, 'field' | 'by' | 'over' | 'at' | 'beyond'> & {
    readonly by?: ActingPosition;
    readonly at: AnswerPath;
  },
): FieldEntry {
  return { ...statement, field: name, by, over: null, beyond: 'EMPTY', at: async () => at };
}
