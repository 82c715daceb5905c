import DataLoader from 'dataloader';
import type { StoredAuditEntry } from '../decision/audit-trail';
import type { SqlRunner } from '../identity/unit-scope';
import { type Page, decodeCursor, encodeCursor, malformedCursor, pageOf } from './connection';
import { readAnchorsOf, type AnchorsOfStretches } from './history-anchor';
import type { HistoryArguments } from './history-arguments';
import { historyEntryOf, type HistoryEntry } from './history-entry';
import { readHistoryRows } from './history-rows';

function sequenceAfter(after: string | null): number {
  if (!after) {
    return 0;
  }
  const [value] = decodeCursor(after, 1);
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw malformedCursor();
  }
  return value;
}

/** Reads the anchors of everything that was found, at the first entry that wants to know. */
function anchorsOf(
  runner: SqlRunner,
  found: ReadonlyMap<string, readonly StoredAuditEntry[]>,
): () => Promise<AnchorsOfStretches> {
  let anchors: Promise<AnchorsOfStretches> | null = null;
  const stretches = [...found].flatMap(([subjectId, entries]) => {
    const [first, last] = [entries.at(0)?.entry.sequence, entries.at(-1)?.entry.sequence];
    return first === undefined || last === undefined ? [] : [{ subjectId, first, last }];
  });
  return () => (anchors ??= readAnchorsOf(runner, stretches));
}

/**
 * Histories of subjects, oldest entry first: one statement for all that are asked for at once, and one more when
 * anchors are wanted. Who may see a subject is the caller's business.
 */
export class HistoryLoader {
  private readonly loaders = new Map<string, DataLoader<string, Page<HistoryEntry>>>();

  constructor(private readonly runner: SqlRunner) {}

  /**
   * A page of a subject's history.
   * @throws BAD_USER_INPUT for a cursor that this list did not write.
   */
  load(subjectId: string, wanted: HistoryArguments): Promise<Page<HistoryEntry>> {
    const key = JSON.stringify(wanted);
    let loader = this.loaders.get(key);
    if (!loader) {
      loader = new DataLoader((subjectIds) => this.read(subjectIds, wanted));
      this.loaders.set(key, loader);
    }
    return loader.load(subjectId);
  }

  /** Forgets what was read, after a command in the same request. */
  clearAll(): void {
    this.loaders.clear();
  }

  private async read(
    subjectIds: readonly string[],
    { first, after, ...filter }: HistoryArguments,
  ): Promise<Page<HistoryEntry>[]> {
    const found = await readHistoryRows(this.runner, subjectIds, filter, sequenceAfter(after), first + 1);
    const anchors = anchorsOf(this.runner, found);
    return subjectIds.map((subjectId) =>
      pageOf(
        (found.get(subjectId) ?? []).map((stored) => historyEntryOf(stored, anchors)),
        first,
        Boolean(after),
        ({ sequence }) => encodeCursor([sequence]),
      ),
    );
  }
}
