import { diffWordsWithSpace } from 'diff';
import { type AchievementReport, partsThatDiffer, type ReportPartName, textOfPart } from './achievement-report.rules';

/** Whether a piece of text stands in both, or in one of two texts. */
export type SegmentKind = 'SAME' | 'ADDED' | 'REMOVED';

/** A piece of a text that is compared with another. */
export interface TextSegment {
  readonly kind: SegmentKind;
  readonly text: string;
}

/** A part of the report before and after. */
export interface PartDifference {
  readonly part: ReportPartName;
  readonly before: string;
  readonly after: string;
  readonly segments: readonly TextSegment[];
}

/** So many words may differ before a part is shown as replaced whole: looking further would take long and tell little. */
const MOST_EDITS = 1000;

/** Two texts word by word, in reading order. */
export function segmentsOf(before: string, after: string): TextSegment[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_EDITS });
  if (!changes) {
    return [
      { kind: 'REMOVED', text: before },
      { kind: 'ADDED', text: after },
    ];
  }
  return changes.map(({ added, removed, value }) => ({
    kind: added ? 'ADDED' : removed ? 'REMOVED' : 'SAME',
    text: value,
  }));
}

/** The parts in which two reports differ, each word by word. */
export function comparedReports(before: AchievementReport, after: AchievementReport): PartDifference[] {
  return partsThatDiffer(before, after).map((part) => {
    const [one, other] = [textOfPart(before, part), textOfPart(after, part)];
    return { part, before: one, after: other, segments: segmentsOf(one, other) };
  });
}

/** The papers that only one of two dossiers has: the same content as the same kind is the same paper. */
export function comparedPapers<Paper extends { readonly kind: string; readonly digest: string }>(
  before: readonly Paper[],
  after: readonly Paper[],
): { change: SegmentKind; paper: Paper }[] {
  const isIn = (papers: readonly Paper[], { kind, digest }: Paper): boolean =>
    papers.some((paper) => paper.kind === kind && paper.digest === digest);
  return [
    ...before.filter((paper) => !isIn(after, paper)).map((paper) => ({ change: 'REMOVED' as const, paper })),
    ...after.filter((paper) => !isIn(before, paper)).map((paper) => ({ change: 'ADDED' as const, paper })),
  ];
}
