import { RESTORED_ACTION, type SubjectKind } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import type { DataSource } from 'typeorm';
import { auditTable } from '../decision/audit-trail';
import type { Decisions } from '../decision/decisions';
import type { SqlRunner } from '../identity/unit-scope';
import type { ChainHead } from './restart';

const PAGE = 200;

/** A chain's last entry that an anchor saw and that the chain does not have. */
interface LostHead extends ChainHead {
  readonly subjectId: string;
  /** Null when the subject was lost as a whole. */
  readonly kind: SubjectKind | null;
}

/** What came of it. */
export interface AcknowledgedLosses {
  /** Subjects whose trail now says what it has lost. */
  readonly acknowledged: number;
  /** Subjects that an anchor saw and that the database does not hold at all. */
  readonly lostSubjects: readonly string[];
}

/** A page of the lost heads that no RESTORED entry names yet, by their subjects. */
async function lostHeads(runner: SqlRunner, after: string): Promise<LostHead[]> {
  return runner.query<LostHead[]>(
    `SELECT lost.subject_id AS subjectId, lost.sequence, lost.hash, subject.subject_kind AS kind
       FROM (SELECT head.subject_id, head.sequence, head.hash,
                    ROW_NUMBER() OVER (PARTITION BY head.subject_id ORDER BY head.anchor DESC) AS place
               FROM ${auditTable('anchor_head')} head
               LEFT JOIN ${auditTable('entry')} entry
                      ON entry.subject_id = head.subject_id AND entry.sequence = head.sequence AND entry.hash = head.hash
              WHERE entry.hash IS NULL AND head.subject_id > ?) lost
       LEFT JOIN subject_head subject ON subject.subject_id = lost.subject_id
      WHERE lost.place = 1
        AND NOT EXISTS (SELECT 1 FROM ${auditTable('entry')} restored
                         WHERE restored.subject_id = lost.subject_id AND restored.action = ?
                           AND JSON_VALUE(restored.entry, '$.after.lostHead.hash') = lost.hash)
      ORDER BY lost.subject_id LIMIT ?`,
    [after, RESTORED_ACTION, PAGE],
  );
}

/**
 * After a restore, before anything else is decided: every subject of which an anchor saw entries that are gone says so
 * itself, as its next entry (rule 13). The verifier then reports the loss instead of a forgery. Run again, it finds
 * nothing to do.
 * @param reason why the database was restored, in words.
 */
export async function acknowledgeLosses(
  { dataSource, decisions }: { readonly dataSource: DataSource; readonly decisions: Decisions },
  reason: string,
): Promise<AcknowledgedLosses> {
  const lostSubjects: string[] = [];
  let acknowledged = 0;
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const heads = await lostHeads(dataSource, after);
    for (const { subjectId, kind, sequence, hash } of heads) {
      if (kind === null) {
        lostSubjects.push(subjectId);
        continue;
      }
      await decisions.run<null>({
        actor: { kind: 'system', name: 'operator' },
        operation: 'acknowledgeRestore',
        commandId: derivedId('acknowledge-restore', subjectId, hash),
        payload: { subjectId, sequence, hash },
        subject: { kind, id: subjectId },
        whileHeld: true,
        decide: () =>
          Promise.resolve({
            answer: null,
            audit: { action: RESTORED_ACTION, reason, after: { lostHead: { sequence, hash } } },
          }),
      });
      acknowledged += 1;
    }
    if (heads.length < PAGE) {
      return { acknowledged, lostSubjects };
    }
    after = heads.at(-1)?.subjectId ?? after;
  }
}
