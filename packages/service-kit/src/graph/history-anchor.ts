import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { auditTable } from '../decision/audit-trail';
import type { SqlRunner } from '../identity/unit-scope';

/** Whether an anchor outside the database vouches for an entry. */
export enum AnchorState {
  /** A signed anchor covers it. */
  Anchored = 'ANCHORED',
  /** None has been taken since. */
  Unanchored = 'UNANCHORED',
}
registerEnumType(AnchorState, {
  name: 'AnchorState',
  description: 'Mục nhật ký đã được neo chưa. Whether an anchor covers an entry of the audit trail.',
  valuesConfig: {
    Anchored: { description: 'Đã có mốc neo ký số bao trùm. A signed anchor covers it.' },
    Unanchored: {
      description:
        'Chưa có mốc neo: mục này chưa được chứng thực bên ngoài cơ sở dữ liệu. None has been taken since: nothing outside the database vouches for it yet.',
    },
  },
});

/** The anchor that covers an entry. */
@Directive('@shareable')
@ObjectType({
  description:
    'Mốc neo ký số đầu tiên bao trùm mục nhật ký; so với bản đã công bố. The first signed anchor that covers an entry; compare it with what was published.',
})
export class HistoryAnchor {
  @Field(() => Int, { description: 'Số thứ tự của mốc neo. Number of the anchor.' })
  number: number;
  @Field({ description: 'Gốc của mốc neo (SHA-256, hệ 16). Root of the anchor, hexadecimal.' })
  root: string;
  @Field(() => Date, {
    description:
      'Thời điểm mốc neo chốt kỳ của nó, theo đồng hồ cơ sở dữ liệu (UTC). When it closed its period, by the database’s clock, UTC.',
  })
  takenAt: Date;
}

/** A stretch of a subject's chain. */
export interface ChainStretch {
  readonly subjectId: string;
  readonly first: number;
  readonly last: number;
}

/** An anchor, and how far of the subject's chain it covers. */
interface CoveredUntil {
  readonly sequence: number;
  readonly anchor: HistoryAnchor;
}

/** The anchors of several stretches, by subject. */
export type AnchorsOfStretches = ReadonlyMap<string, readonly CoveredUntil[]>;

interface Row {
  readonly subjectId: string;
  readonly sequence: number;
  readonly number: number;
  readonly root: string;
  readonly takenAt: string;
}

/**
 * Reads the anchors that cover stretches of chains, in one statement: an anchor lists the subject's last entry of its
 * period, so it covers everything up to there, and a stretch has at most as many anchors as entries.
 */
export async function readAnchorsOf(
  runner: SqlRunner,
  stretches: readonly ChainStretch[],
): Promise<AnchorsOfStretches> {
  const bySubject = new Map<string, CoveredUntil[]>(stretches.map(({ subjectId }) => [subjectId, []]));
  if (stretches.length === 0) {
    return bySubject;
  }
  const branch = `(SELECT head.subject_id AS subjectId, head.sequence, head.anchor FROM ${auditTable('anchor_head')} head
                    WHERE head.subject_id = ? AND head.sequence >= ? ORDER BY head.anchor LIMIT ?)`;
  const rows = await runner.query<Row[]>(
    `SELECT head.subjectId, head.sequence, anchor.number, anchor.root, JSON_VALUE(anchor.statement, '$.to') AS takenAt
       FROM (${stretches.map(() => branch).join(' UNION ALL ')}) head
       JOIN ${auditTable('anchor')} anchor ON anchor.number = head.anchor
      ORDER BY anchor.number`,
    stretches.flatMap(({ subjectId, first, last }) => [subjectId, first, last - first + 1]),
  );
  for (const { subjectId, sequence, number, root, takenAt } of rows) {
    const anchor = Object.assign(new HistoryAnchor(), { number, root, takenAt: new Date(takenAt) });
    bySubject.get(subjectId)?.push({ sequence, anchor });
  }
  return bySubject;
}

/** The first anchor that covers an entry; null when none does yet. */
export function anchorOf(anchors: AnchorsOfStretches, subjectId: string, sequence: number): HistoryAnchor | null {
  return anchors.get(subjectId)?.find((covered) => covered.sequence >= sequence)?.anchor ?? null;
}
