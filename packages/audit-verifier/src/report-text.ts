import { EXPLANATIONS, placeOf } from './explanations';
import type { Finding } from './findings';
import type { Report, Verdict } from './verify-export';

/** The program's exit code for each verdict. */
export const EXIT_CODES: Readonly<Record<Verdict, number>> = { VALID: 0, INVALID: 1, UNANCHORED: 2 };

const VERDICTS: Readonly<Record<Verdict, readonly [vi: string, en: string]>> = {
  VALID: [
    'HỢP LỆ: mọi mục đều nguyên vẹn và được mốc neo bao trùm.',
    'VALID: every entry is whole and covered by an anchor.',
  ],
  UNANCHORED: [
    'CHƯA NEO: không có gì sai, nhưng có mục chưa được mốc neo nào bao trùm; chưa thể coi là hợp lệ.',
    'UNANCHORED: nothing is wrong, but some entries are not covered by an anchor yet; they do not count as valid.',
  ],
  INVALID: ['KHÔNG HỢP LỆ: bản xuất đã bị sửa hoặc thiếu.', 'INVALID: the export was changed or is incomplete.'],
};

/** The report as a person reads it, Vietnamese first. */
export function reportText(report: Report): string {
  const { verdict, service, subjects, entries, anchors, unanchored, lastAnchor } = report;
  const [vi, en] = VERDICTS[verdict];
  const last = lastAnchor ? `${lastAnchor.number}:${lastAnchor.root}` : '–';
  return [
    vi,
    en,
    '',
    `  Dịch vụ / service                  ${service ?? '–'}`,
    `  Đối tượng / subjects               ${subjects}`,
    `  Mục / entries                      ${entries}`,
    `  Chưa neo / after the last anchor   ${unanchored}`,
    `  Mốc neo / anchors                  ${anchors}`,
    `  Mốc neo cuối / last anchor         ${last}`,
    ...section('Sai / wrong', report.errors, report.errorCount),
    ...section('Lưu ý / notices', report.notices, report.noticeCount),
    '',
  ].join('\n');
}

function section(title: string, findings: readonly Finding[], count: number): string[] {
  if (count === 0) {
    return [];
  }
  const more = count - findings.length;
  return [
    '',
    `${title}: ${count}`,
    ...findings.flatMap((finding) => {
      const { vi, en } = EXPLANATIONS[finding.code];
      const place = placeOf(finding);
      return [`  ${finding.code}`, `    ${vi} (${place.vi})`, `    ${en} (${place.en})`];
    }),
    ...(more > 0 ? [`  … và ${more} nữa / and ${more} more`] : []),
  ];
}

/** The report for a program: every finding with its words. */
export function reportJson(report: Report): string {
  const inWords = (findings: readonly Finding[]): object[] =>
    findings.map((finding) => ({ ...finding, ...EXPLANATIONS[finding.code] }));
  return JSON.stringify({ ...report, errors: inWords(report.errors), notices: inWords(report.notices) }, null, 2);
}
