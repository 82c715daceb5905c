/** The most nominees of one import. */
export const MOST_NOMINEES = 500;
/** The most columns that are looked at. */
export const MOST_COLUMNS = 30;
const LONGEST_CODE = 60;
const LONGEST_NAME = 255;
const LONGEST_SUMMARY = 20_000;

/** The columns of a list of nominees, by what they are called in a file: accents, case and spaces do not count. */
export const COLUMNS = {
  kind: { name: 'Đối tượng', aliases: ['doi tuong', 'kind'] },
  code: { name: 'Mã', aliases: ['ma', 'ma so', 'ma doan vien', 'ma don vi', 'code'] },
  name: { name: 'Tên', aliases: ['ten', 'ho va ten', 'ho ten', 'ten tap the', 'name'] },
  award: { name: 'Khen thưởng', aliases: ['khen thuong', 'danh hieu', 'hinh thuc', 'ma khen thuong', 'award'] },
  year: { name: 'Năm', aliases: ['nam', 'nam thanh tich', 'year'] },
  summary: { name: 'Thành tích', aliases: ['thanh tich', 'tom tat thanh tich', 'achievement'] },
} as const;
/** One of the columns. */
export type ColumnName = keyof typeof COLUMNS;
const REQUIRED: readonly ColumnName[] = ['kind', 'code', 'award'];

/** What is wrong with a row, in words, and what would be right. */
export interface RowProblem {
  /** Number of the row as office programs count it, from 1; 1 is the header. */
  readonly row: number;
  /** What the column is called; null where the whole row or file is meant. */
  readonly column: string | null;
  readonly code: string;
  readonly vi: string;
  readonly en: string;
}

/** A row that can be understood. */
export interface NomineeRow {
  readonly row: number;
  readonly isCollective: boolean;
  readonly code: string;
  readonly name: string | null;
  readonly awardCode: string;
  /** Year of the merit; null for this year. */
  readonly meritYear: number | null;
  readonly summary: string | null;
}

/** What a table came to. */
export interface NomineeTable {
  readonly rows: readonly NomineeRow[];
  readonly problems: readonly RowProblem[];
}

/** A text without accents, case, or spaces that do not count: what people write alike in different ways. */
export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('đ', 'd')
    .replaceAll('Đ', 'D')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();
}

const KINDS: ReadonlyMap<string, boolean> = new Map([
  ['ca nhan', false],
  ['person', false],
  ['tap the', true],
  ['collective', true],
]);

/** A problem with one column of a row. */
export function problemIn(row: number, column: ColumnName, code: string, vi: string, en: string): RowProblem {
  return { row, column: COLUMNS[column].name, code, vi, en };
}

function columnsOf(header: readonly string[]): Map<ColumnName, number> {
  const places = new Map<ColumnName, number>();
  header.forEach((cell, index) => {
    for (const [column, { aliases }] of Object.entries(COLUMNS)) {
      if ((aliases as readonly string[]).includes(plain(cell)) && !places.has(column as ColumnName)) {
        places.set(column as ColumnName, index);
      }
    }
  });
  return places;
}

function rowOf(row: number, cell: (column: ColumnName) => string): NomineeRow | RowProblem[] {
  const problems: RowProblem[] = [];
  const [kind, code, name, award, summary] = [cell('kind'), cell('code'), cell('name'), cell('award'), cell('summary')];
  const isCollective = KINDS.get(plain(kind));
  if (isCollective === undefined) {
    problems.push(
      problemIn(
        row,
        'kind',
        'KIND',
        `“${kind}” không rõ; ghi “Cá nhân” hoặc “Tập thể”.`,
        'Write “Cá nhân” or “Tập thể”.',
      ),
    );
  }
  const bounded = (column: ColumnName, text: string, most: number, needed: boolean): void => {
    if (needed && !text) {
      problems.push(problemIn(row, column, 'MISSING', 'Ô này không được để trống.', 'This cell must not be empty.'));
    } else if (text.length > most) {
      problems.push(
        problemIn(row, column, 'TOO_LONG', `Dài ${text.length} ký tự; tối đa ${most}.`, `At most ${most} characters.`),
      );
    }
  };
  bounded('code', code, LONGEST_CODE, true);
  bounded('name', name, LONGEST_NAME, false);
  bounded('award', award, LONGEST_CODE, true);
  bounded('summary', summary, LONGEST_SUMMARY, false);
  const year = cell('year');
  if (year && !/^(19(4[5-9]|[5-9]\d)|[2-9]\d{3})$/.test(year)) {
    problems.push(
      problemIn(row, 'year', 'YEAR', `“${year}” không phải năm; ghi ví dụ 2025.`, 'Write a year such as 2025.'),
    );
  }
  return problems.length > 0 || isCollective === undefined
    ? problems
    : {
        row,
        isCollective,
        code,
        name: name || null,
        awardCode: award,
        meritYear: year ? Number(year) : null,
        summary: summary || null,
      };
}

/**
 * Reads a table of nominees: every row with everything that is wrong with it, nothing guessed.
 * @param table cells as texts, trimmed, the header first.
 */
export function readNominees(table: readonly (readonly string[])[]): NomineeTable {
  const [header = [], ...body] = table;
  const places = columnsOf(header);
  const missing = REQUIRED.filter((column) => !places.has(column));
  if (missing.length > 0) {
    const names = missing.map((column) => COLUMNS[column].name).join(', ');
    const problem = {
      row: 1,
      column: names,
      code: 'NO_COLUMN',
      vi: `Thiếu cột: ${names}. Dòng đầu phải là tên cột: ${Object.values(COLUMNS)
        .map(({ name }) => name)
        .join(', ')}.`,
      en: `Columns are missing: ${names}. The first row must name the columns.`,
    };
    return { rows: [], problems: [problem] };
  }
  const filled = body
    .map((cells, index) => ({ cells, row: index + 2 }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (filled.length === 0 || filled.length > MOST_NOMINEES) {
    const problem = {
      row: 1,
      column: null,
      code: 'ROW_COUNT',
      vi: `Có ${filled.length} dòng; cần từ 1 đến ${MOST_NOMINEES}.`,
      en: `There are ${filled.length} rows; 1 to ${MOST_NOMINEES} are taken.`,
    };
    return { rows: [], problems: [problem] };
  }
  const rows: NomineeRow[] = [];
  const problems: RowProblem[] = [];
  const seen = new Map<string, number>();
  for (const { cells, row } of filled) {
    const place = (column: ColumnName): string => {
      const index = places.get(column);
      return index === undefined ? '' : (cells[index] ?? '');
    };
    const nominee = rowOf(row, place);
    if (Array.isArray(nominee)) {
      problems.push(...nominee);
      continue;
    }
    const key = JSON.stringify([nominee.isCollective, nominee.code, nominee.awardCode, nominee.meritYear]);
    const first = seen.get(key);
    if (first !== undefined) {
      problems.push(
        problemIn(
          row,
          'code',
          'REPEATED',
          `Trùng với dòng ${first}; bỏ một dòng.`,
          `The same as row ${first}; leave one out.`,
        ),
      );
      continue;
    }
    seen.set(key, row);
    rows.push(nominee);
  }
  return { rows, problems };
}
