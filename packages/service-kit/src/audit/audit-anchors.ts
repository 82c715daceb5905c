import type { AuditAnchorTaken, ServiceName } from '@thidua/contracts';
import type { DataSource, QueryRunner } from 'typeorm';
import { inTransaction } from '../database/transaction';
import { failpoint } from '../failpoint';
import type { SqlRunner } from '../identity/unit-scope';
import {
  ANCHOR_FORMAT,
  anchorLine,
  FIRST_PREVIOUS_ROOT,
  headText,
  signedAnchor,
  type AnchorStatement,
  type StoredAnchor,
} from './anchor';
import { AnchorConflict, type AnchorArchive } from './anchor-archive';
import { growth, headsOf, lastAnchor, listHeads, readAnchor, storeAnchor } from './anchor-rows';
import { awaitPeriodEnd, intervalOf, isOpen, openPeriodAfter } from './audit-periods';
import type { AuditSigner } from './audit-signer';
import { MerkleTree } from './merkle-tree';

/** An anchor this young need not be followed by another: a request that is repeated finds it. */
const YOUNGEST_SECONDS = 60;

/** What anchors are taken with. */
export interface AuditAnchorDependencies {
  readonly dataSource: DataSource;
  readonly service: ServiceName;
  /** Called for each anchor: a key that was replaced signs the next one. */
  readonly signer: () => AuditSigner;
  readonly archive: AnchorArchive;
}

/**
 * Takes the anchors of a service's audit trail. What an anchor says follows from its period alone, so whoever takes it,
 * and however often, it is the same; a crash anywhere is made up for by the next one.
 */
export class AuditAnchors {
  constructor(private readonly dependencies: AuditAnchorDependencies) {}

  /**
   * Ends the open period and takes its anchor; ends what an earlier one left undone first.
   * @param youngestSeconds an anchor that is younger than this is returned instead of a new one.
   * @throws an error of the database while somebody's transaction of the period does not end: the next call goes on.
   * @throws AnchorConflict when the database was restored: what it has lost must be adopted first.
   */
  async take(youngestSeconds = YOUNGEST_SECONDS): Promise<AuditAnchorTaken> {
    const { dataSource, archive } = this.dependencies;
    for (;;) {
      const last = await lastAnchor(dataSource);
      await this.archiveUntil(last?.number ?? 0);
      const number = (last?.number ?? 0) + 1;
      // In this order: whoever takes this anchor meanwhile opens the period first, and archives last.
      const isArchived = await archive.has(number);
      const wasOpen = await isOpen(dataSource, number + 1);
      if (isArchived && !wasOpen) {
        throw new AnchorConflict(number);
      }
      if (!wasOpen && !(await openPeriodAfter(dataSource, number, youngestSeconds)) && last) {
        return taken(last);
      }
      // Asked before the transaction: the archive may be far away (decision-path.md rule 4).
      const archived = isArchived ? await firstLine(archive, number) : null;
      const anchor = await inTransaction(dataSource, (runner) => this.close(runner, number, archived));
      await failpoint('anchor.after-commit');
      await this.archiveUntil(number);
      if (!wasOpen) {
        return taken(anchor);
      }
    }
  }

  /** Waits until nothing of the period can still appear, and writes down what it holds. */
  private async close(runner: QueryRunner, number: number, archived: string | null): Promise<StoredAnchor> {
    await awaitPeriodEnd(runner, number);
    const known = await readAnchor(runner, number);
    if (known) {
      return known;
    }
    const signer = this.dependencies.signer();
    const anchor = signedAnchor(await this.statement(runner, number, signer.keyId), signer);
    assertNotArchivedOtherwise(anchor, archived);
    await storeAnchor(runner, anchor);
    await failpoint('anchor.before-commit');
    return anchor;
  }

  private async statement(runner: QueryRunner, number: number, keyId: string): Promise<AnchorStatement> {
    const { service } = this.dependencies;
    const previous = await readAnchor(runner, number - 1);
    const before = previous ? (JSON.parse(previous.statement) as AnchorStatement) : null;
    const { from, to } = await intervalOf(runner, number);
    await listHeads(runner, number, { from, to });
    const tree = new MerkleTree();
    for await (const head of headsOf(runner, number)) {
      tree.add(Buffer.from(headText(head)));
    }
    const grown = await growth(runner, number);
    return {
      format: ANCHOR_FORMAT,
      service,
      number,
      previousRoot: previous?.root ?? FIRST_PREVIOUS_ROOT,
      from,
      to,
      subjects: (before?.subjects ?? 0) + grown.subjects,
      entries: (before?.entries ?? 0) + grown.entries,
      changed: tree.size,
      headsRoot: tree.root().toString('hex'),
      keyId,
    };
  }

  /** Writes the anchors that the archive lacks: the oldest first, so that it never has a hole. */
  private async archiveUntil(number: number): Promise<void> {
    const { archive, dataSource } = this.dependencies;
    let first = number;
    while (first > 0 && !(await archive.has(first))) {
      first -= 1;
    }
    for (let missing = first + 1; missing <= number; missing += 1) {
      await archive.write(missing, linesOf(dataSource, missing));
    }
  }
}

/**
 * The archive is written after the database. One that is ahead is good only when it says the same: otherwise the database
 * was restored to an older state, and another anchor of this number has been published.
 */
function assertNotArchivedOtherwise(anchor: StoredAnchor, archived: string | null): void {
  if (archived !== null && archived !== anchorLine(anchor)) {
    throw new AnchorConflict(anchor.number);
  }
}

async function firstLine(archive: AnchorArchive, number: number): Promise<string> {
  for await (const line of archive.read(number)) {
    return line;
  }
  return '';
}

/** The anchor's line and those of its heads. */
async function* linesOf(runner: SqlRunner, number: number): AsyncGenerator<string> {
  const anchor = await readAnchor(runner, number);
  if (anchor) {
    yield anchorLine(anchor);
    for await (const head of headsOf(runner, number)) {
      yield headText(head);
    }
  }
}

function taken({ root, statement }: StoredAnchor): AuditAnchorTaken {
  const { service, number, from, to, subjects, entries, changed } = JSON.parse(statement) as AnchorStatement;
  return { service, number, root, from, to, subjects, entries, changed };
}
