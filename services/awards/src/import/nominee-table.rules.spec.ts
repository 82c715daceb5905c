import { MOST_NOMINEES, plain, readNominees } from './nominee-table.rules';

const HEADER = ['Đối tượng', 'Mã', 'Họ và tên', 'Khen thưởng', 'Thành tích'];
const ROW = ['Cá nhân', 'DV-1', 'Nguyễn Thị A', 'BK', 'Có sáng kiến.'];

describe('a table of nominees', () => {
  it('is read by the names of its columns, in any order, whatever accents, case and other columns', () => {
    expect(
      readNominees([
        ['STT', 'KHEN THƯỞNG', 'ma', 'đối  tượng'],
        ['1', 'BK', 'DV-1', 'cá nhân'],
        ['', '', '', ''],
        ['2', 'GK', 'U-1', 'TAP THE'],
      ]),
    ).toEqual({
      problems: [],
      rows: [
        { row: 2, isCollective: false, code: 'DV-1', name: null, awardCode: 'BK', meritYear: null, summary: null },
        { row: 4, isCollective: true, code: 'U-1', name: null, awardCode: 'GK', meritYear: null, summary: null },
      ],
    });
  });

  it.each<[string, string[][], [number, string | null, string][]]>([
    ['no rows at all', [], [[1, 'Đối tượng, Mã, Khen thưởng', 'NO_COLUMN']]],
    ['a column that is missing', [['Mã', 'Đối tượng']], [[1, 'Khen thưởng', 'NO_COLUMN']]],
    ['nothing under the header', [HEADER], [[1, null, 'ROW_COUNT']]],
    ['too many rows', [HEADER, ...Array.from({ length: MOST_NOMINEES + 1 }, () => ROW)], [[1, null, 'ROW_COUNT']]],
    ['an unknown kind', [HEADER, ['Người', 'DV-1', '', 'BK', '']], [[2, 'Đối tượng', 'KIND']]],
    [
      'several things in one row',
      [HEADER, ['', '', '', '', 'x'.repeat(20_001)]],
      [
        [2, 'Đối tượng', 'KIND'],
        [2, 'Mã', 'MISSING'],
        [2, 'Khen thưởng', 'MISSING'],
        [2, 'Thành tích', 'TOO_LONG'],
      ],
    ],
    [
      'a year that is none',
      [
        ['Đối tượng', 'Mã', 'Khen thưởng', 'Năm'],
        ['Cá nhân', 'DV-1', 'BK', '25'],
      ],
      [[2, 'Năm', 'YEAR']],
    ],
    ['a row that comes twice', [HEADER, ROW, ROW], [[3, 'Mã', 'REPEATED']]],
    [
      'a row that is short',
      [HEADER, ['Cá nhân']],
      [
        [2, 'Mã', 'MISSING'],
        [2, 'Khen thưởng', 'MISSING'],
      ],
    ],
  ])('says of %s where and what', (_name, table, expected) => {
    const { problems } = readNominees(table);
    expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual(expected);
    expect(problems.every(({ vi, en }) => vi !== '' && en !== '')).toBe(true);
  });

  it('keeps the rows that are right beside those that are not', () => {
    const { rows, problems } = readNominees([HEADER, ROW, ['x'], [...ROW.slice(0, 3), 'GK', '']]);
    expect(rows.map(({ row }) => row)).toEqual([2, 4]);
    expect(problems).toHaveLength(3);
  });
});

it.each([
  ['  Đoàn   Thị ĐỨC ', 'doan thi duc'],
  ['Nguyễn Văn Ước', 'nguyen van uoc'],
  ['Nguye\u0302\u0303n', 'nguyen'],
])('%j reads %j', (text, read) => {
  expect(plain(text)).toBe(read);
});
