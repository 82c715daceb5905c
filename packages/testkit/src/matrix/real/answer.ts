import type { GraphError } from '../../graph-client';
import type { Difference } from './matrix-result';
import type { OperationCase } from './operation-cases';
import type { AccessStatement } from './operation-entry';
import type { MatrixScene } from './scene/matrix-scene';

/**
 * An error in one word: its code, and of a condition that is broken its name. A FORBIDDEN has to say in both languages
 * what is missing.
 */
export function wordOf({ extensions }: GraphError): string {
  if (extensions.code !== 'FORBIDDEN') {
    return extensions.code;
  }
  const { message, permission, permissions, rule, field } = extensions as Record<string, unknown> & {
    message?: { vi?: string; en?: string };
  };
  if (!message?.vi || !message.en || !(permission ?? permissions ?? field)) {
    return 'FORBIDDEN without saying why';
  }
  const more = rule ?? (field === 'X-Act-As' ? field : null);
  return typeof more === 'string' ? `FORBIDDEN ${more}` : 'FORBIDDEN';
}

/** The ids of those planted rows that an answer holds, wherever. */
export async function plantedIn(scene: MatrixScene, entry: AccessStatement, data: unknown): Promise<string[]> {
  const planted = (await entry.planted?.(scene)) ?? [];
  const text = JSON.stringify(data);
  return planted.map(({ id }) => id).filter((id) => text.includes(`"${id}"`));
}

/** What is wrong with the rows that came; null when nothing is. */
export function differenceInRows(
  what: string,
  { caller, rows }: OperationCase,
  found: readonly string[],
): Difference | null {
  const came = [...found].sort().join(' ');
  const expected = rows?.join(' ') ?? '';
  return came === expected
    ? null
    : { what, caller, expected: `the rows ${expected || '(none)'}`, came: came || '(none)' };
}
