/** The parts of an achievement report, in the order in which they are written and shown. */
export const REPORT_PARTS = [
  'BACKGROUND',
  'SUMMARY',
  'CRITERIA',
  'INITIATIVES',
  'FIGURES',
  'PAST_AWARDS',
  'COMMITMENTS',
] as const;
/** One of the parts. */
export type ReportPartName = (typeof REPORT_PARTS)[number];

/** What was achieved by one criterion. */
export interface CriterionAchievement {
  readonly criterion: string;
  readonly achievement: string;
}

/** An initiative and what came of it. */
export interface ReportedInitiative {
  readonly title: string;
  /** Level at which it was accepted, in words; null while it was not. */
  readonly acceptedAt: string | null;
  readonly effect: string | null;
}

/** A result in figures. */
export interface ReportedFigure {
  readonly name: string;
  /** Exact decimal, for example `96000000` or `12.5`. */
  readonly value: string;
  readonly unitOfMeasure: string;
  /** Calendar year; null where it belongs to none. */
  readonly year: number | null;
}

/** An achievement report in its parts; a part that was not written is null or empty. */
export interface AchievementReport {
  readonly background: string | null;
  readonly summary: string | null;
  readonly criteria: readonly CriterionAchievement[];
  readonly initiatives: readonly ReportedInitiative[];
  readonly figures: readonly ReportedFigure[];
  readonly pastAwards: string | null;
  readonly commitments: string | null;
}

/** A change of a report: a part that is left out stays as it is, null or an empty list takes it away. */
export type ReportChange = { readonly [Part in keyof AchievementReport]?: AchievementReport[Part] | null | undefined };

/** How much an award asks for a part. */
export type PartUse = 'REQUIRED' | 'EXPECTED' | 'OPTIONAL';

/** As much of an award as says which parts its report has. */
export interface ReportedAward {
  readonly kind: string;
  readonly track: string;
  readonly basis: string;
}

/** What the parts are called in a report. */
export const HEADINGS: Readonly<Record<ReportPartName, string>> = {
  BACKGROUND: 'Sơ lược lý lịch, đặc điểm tình hình',
  SUMMARY: 'Tóm tắt thành tích',
  CRITERIA: 'Thành tích theo tiêu chuẩn',
  INITIATIVES: 'Sáng kiến',
  FIGURES: 'Số liệu kết quả',
  PAST_AWARDS: 'Các hình thức đã được khen thưởng',
  COMMITMENTS: 'Cam kết',
};

/** The most characters of a whole report as it is written out. */
export const LONGEST_REPORT = 100_000;

/** A report in which nothing is written yet. */
export const EMPTY_REPORT: AchievementReport = {
  background: null,
  summary: null,
  criteria: [],
  initiatives: [],
  figures: [],
  pastAwards: null,
  commitments: null,
};

/** The field of a report that holds a part. */
export function fieldOfPart(part: ReportPartName): keyof AchievementReport {
  const fields = {
    BACKGROUND: 'background',
    SUMMARY: 'summary',
    CRITERIA: 'criteria',
    INITIATIVES: 'initiatives',
    FIGURES: 'figures',
    PAST_AWARDS: 'pastAwards',
    COMMITMENTS: 'commitments',
  } as const;
  return fields[part];
}

/** A report with a change put in. */
export function changedReport(report: AchievementReport, change: ReportChange): AchievementReport {
  const text = (given: string | null | undefined, kept: string | null): string | null =>
    given === undefined ? kept : given || null;
  return {
    background: text(change.background, report.background),
    summary: text(change.summary, report.summary),
    criteria: change.criteria === undefined ? report.criteria : (change.criteria ?? []),
    initiatives: change.initiatives === undefined ? report.initiatives : (change.initiatives ?? []),
    figures: change.figures === undefined ? report.figures : (change.figures ?? []),
    pastAwards: text(change.pastAwards, report.pastAwards),
    commitments: text(change.commitments, report.commitments),
  };
}

/** A part as it is written out; empty where nothing is written. */
export function textOfPart(report: AchievementReport, part: ReportPartName): string {
  switch (part) {
    case 'CRITERIA':
      return report.criteria.map(({ criterion, achievement }) => `- ${criterion}: ${achievement}`).join('\n');
    case 'INITIATIVES':
      return report.initiatives
        .map(({ title, acceptedAt, effect }) =>
          [`- ${title}`, acceptedAt && `công nhận: ${acceptedAt}`, effect && `hiệu quả: ${effect}`]
            .filter(Boolean)
            .join('; '),
        )
        .join('\n');
    case 'FIGURES':
      return report.figures
        .map(
          ({ name, value, unitOfMeasure, year }) => `- ${name}${year ? ` (${year})` : ''}: ${value} ${unitOfMeasure}`,
        )
        .join('\n');
    default:
      return (report[fieldOfPart(part)] as string | null) ?? '';
  }
}

/** The whole report as one text: the summary alone where there is nothing else, else every part under its heading. */
export function textOfReport(report: AchievementReport): string {
  const written = REPORT_PARTS.map((part) => ({ part, text: textOfPart(report, part) })).filter(({ text }) => text);
  const [only] = written;
  if (written.length === 1 && only?.part === 'SUMMARY') {
    return only.text;
  }
  return written.map(({ part, text }) => `${HEADINGS[part]}\n${text}`).join('\n\n');
}

/**
 * How much an award asks for each part: our own design default (D), to be checked against the form of the report in the
 * text in force. An ad hoc award takes a simplified dossier; long service is shown by the years, merit by what was done.
 */
export function useOfParts(
  { kind, track, basis }: ReportedAward,
  isCollective: boolean,
): Record<ReportPartName, PartUse> {
  const asked = (when: boolean): PartUse => (when ? 'EXPECTED' : 'OPTIONAL');
  const full = track !== 'AD_HOC';
  const merit = basis === 'MERIT';
  return {
    BACKGROUND: asked(full && (isCollective || !merit)),
    SUMMARY: 'REQUIRED',
    CRITERIA: asked(full && merit),
    INITIATIVES: asked(full && merit && kind === 'TITLE' && !isCollective),
    FIGURES: asked(full && merit && isCollective),
    PAST_AWARDS: asked(full && kind === 'COMMENDATION'),
    COMMITMENTS: 'OPTIONAL',
  };
}

/** The parts that an award asks for so much and in which nothing is written. */
export function missingParts(
  report: AchievementReport,
  uses: Readonly<Record<ReportPartName, PartUse>>,
  use: PartUse,
): ReportPartName[] {
  return REPORT_PARTS.filter((part) => uses[part] === use && !textOfPart(report, part));
}

/** The parts in which two reports differ. */
export function partsThatDiffer(one: AchievementReport, other: AchievementReport): ReportPartName[] {
  return REPORT_PARTS.filter((part) => {
    const field = fieldOfPart(part);
    return JSON.stringify(one[field]) !== JSON.stringify(other[field]);
  });
}

/** A report as it is stored: the JSON of its parts, or the one text of a dossier from before there were parts. */
export function storedReport(row: { readonly report: string | null; readonly achievement: string }): AchievementReport {
  return row.report === null
    ? { ...EMPTY_REPORT, summary: row.achievement || null }
    : { ...EMPTY_REPORT, ...(JSON.parse(row.report) as Partial<AchievementReport>) };
}
