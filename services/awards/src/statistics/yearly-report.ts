import { AwardForm, AwardIssuerLevel, AwardTrack } from '../award-type/award-type.enum';
import type { UnitCounts } from './award-statistics.query';
import {
  adHocShare,
  countsOf,
  directWorkerShare,
  type Share,
  type StatisticsCell,
  StatisticsDimension,
} from './award-statistics.rules';

/** A cell of the form: words or a figure. */
export type ReportCell = string | number;

/** A table of the yearly report form. */
export interface ReportTable {
  readonly name: string;
  readonly heading: readonly string[];
  readonly rows: readonly (readonly ReportCell[])[];
}

/** What sources state, for the sheet of its own. */
export interface StatedRow {
  readonly label: string;
  readonly standing: string;
  readonly total: number | null;
  readonly collectives: number | null;
  readonly individuals: number | null;
  readonly source: string;
  readonly overlaps: boolean;
}

/** What the form is filled from. */
export interface YearlyReport {
  readonly unitName: string;
  readonly year: number;
  readonly cells: readonly StatisticsCell[];
  readonly byUnit: readonly UnitCounts[];
  readonly stated: readonly StatedRow[];
}

const FORMS: Readonly<Record<string, string>> = {
  [AwardForm.EmulationTitle]: 'Danh hiệu thi đua',
  [AwardForm.EmulationFlag]: 'Cờ thi đua',
  [AwardForm.MeritCertificate]: 'Bằng khen',
  [AwardForm.CommendationLetter]: 'Giấy khen',
  [AwardForm.CreativeLabourCertificate]: 'Bằng Lao động sáng tạo',
  [AwardForm.CommemorativeMedal]: 'Kỷ niệm chương',
};
const LEVELS: Readonly<Record<string, string>> = {
  [AwardIssuerLevel.GeneralConfederation]: 'Tổng Liên đoàn',
  [AwardIssuerLevel.ProvincialFederation]: 'LĐLĐ tỉnh, công đoàn ngành',
  [AwardIssuerLevel.ImmediateUpperUnion]: 'Cấp trên trực tiếp cơ sở',
  [AwardIssuerLevel.GrassrootsUnion]: 'Công đoàn cơ sở',
};
const TRACKS: Readonly<Record<string, string>> = {
  [AwardTrack.Regular]: 'Thường xuyên',
  [AwardTrack.Thematic]: 'Chuyên đề',
  [AwardTrack.AdHoc]: 'Đột xuất',
};
const STANDINGS: Readonly<Record<string, string>> = {
  PROPOSED: 'Đề nghị',
  AWARDED: 'Được khen',
  UNCLEAR: 'Không rõ đề nghị hay được khen',
};

function shown(share: Share): string {
  return share.percent === null
    ? 'không có số liệu'
    : `${share.percent.replace('.', ',')} % (${share.part}/${share.whole})`;
}

/** The cells of one award of the catalogue: a level, a form and a track. */
interface SameAward {
  readonly level: string;
  readonly form: string;
  readonly track: string;
  readonly cells: StatisticsCell[];
}

function bySameAward(cells: readonly StatisticsCell[]): SameAward[] {
  const groups = new Map<string, SameAward>();
  for (const cell of cells) {
    const { LEVEL: level, FORM: form, TRACK: track } = cell;
    const key = `${level} ${form} ${track}`;
    const group = groups.get(key) ?? { level, form, track, cells: [] };
    group.cells.push(cell);
    groups.set(key, group);
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, group]) => group);
}

const awardedOf = (cells: readonly StatisticsCell[], dimension: StatisticsDimension, value: string): number =>
  countsOf(
    cells.filter((cell) => cell[dimension] === value),
    'AWARDED',
  ).individuals;

function mainTable({ unitName, year, cells }: YearlyReport): ReportTable {
  const rows = bySameAward(cells).map(({ level, form, track, cells: group }, index): ReportCell[] => {
    const nominated = countsOf(group, 'NOMINATED');
    const awarded = countsOf(group, 'AWARDED');
    return [
      index + 1,
      FORMS[form] ?? form,
      LEVELS[level] ?? level,
      TRACKS[track] ?? track,
      nominated.collectives,
      nominated.individuals,
      awarded.collectives,
      awarded.individuals,
      awardedOf(group, StatisticsDimension.Gender, 'FEMALE'),
      awardedOf(group, StatisticsDimension.Rank, 'WORKER'),
    ];
  });
  return {
    name: 'Kết quả khen thưởng',
    heading: [
      'TT',
      `Hình thức khen thưởng – ${unitName}, năm ${year}`,
      'Cấp quyết định',
      'Loại hình',
      'Đề nghị: tập thể',
      'Đề nghị: cá nhân',
      'Được khen: tập thể',
      'Được khen: cá nhân',
      'Trong đó nữ',
      'Trong đó công nhân, lao động trực tiếp',
    ],
    rows: [
      ...rows,
      ['', 'Tỷ trọng khen đột xuất', shown(adHocShare(cells))],
      ['', 'Tỷ trọng công nhân, lao động trực tiếp (cá nhân)', shown(directWorkerShare(cells))],
    ],
  };
}

function unitTable({ byUnit }: YearlyReport): ReportTable {
  return {
    name: 'Theo đơn vị',
    heading: ['TT', 'Đơn vị', 'Đề nghị: tập thể', 'Đề nghị: cá nhân', 'Được khen: tập thể', 'Được khen: cá nhân'],
    rows: byUnit.map(({ name, nominated, awarded }, index) => [
      index + 1,
      name,
      nominated.collectives,
      nominated.individuals,
      awarded.collectives,
      awarded.individuals,
    ]),
  };
}

function statedTable({ stated }: YearlyReport): ReportTable {
  const figure = (count: number | null): ReportCell => count ?? 'không nêu';
  return {
    name: 'Số liệu theo nguồn',
    heading: [
      'TT',
      'Số liệu theo nguồn công bố (không thuộc thống kê, không cộng)',
      'Đề nghị hay được khen',
      'Tổng',
      'Tập thể',
      'Cá nhân',
      'Trùng với số liệu khác',
      'Nguồn',
    ],
    rows: stated.map(({ label, standing, total, collectives, individuals, source, overlaps }, index) => [
      index + 1,
      label,
      STANDINGS[standing] ?? standing,
      figure(total),
      figure(collectives),
      figure(individuals),
      overlaps ? 'có hoặc có thể' : '',
      source,
    ]),
  };
}

/** The yearly report form as tables. */
export function reportTables(report: YearlyReport): ReportTable[] {
  return [mainTable(report), unitTable(report), statedTable(report)];
}

/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/u;

/** A text that no spreadsheet runs: what begins like a formula is marked as text. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function csvField(cell: ReportCell): string {
  if (typeof cell === 'number') {
    return String(cell);
  }
  const text = guarded(cell);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Tables as CSV (RFC 4180, UTF-8 with its mark, so that spreadsheets read Vietnamese), a blank line between them. */
export function csvOf(tables: readonly ReportTable[]): string {
  const lines = tables.flatMap(({ name, heading, rows }, index) => [
    ...(index === 0 ? [] : ['']),
    csvField(name),
    ...[heading, ...rows].map((row) => row.map(csvField).join(',')),
  ]);
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}
