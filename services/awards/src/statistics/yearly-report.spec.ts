import readXlsxFile from 'read-excel-file/node';
import type { StatisticsCell } from './award-statistics.rules';
import { csvOf, guarded, reportTables, type YearlyReport } from './yearly-report';
import { xlsxOf } from './yearly-report.xlsx';

const cell = (change: Partial<StatisticsCell>): StatisticsCell => ({
  LEVEL: 'PROVINCIAL_FEDERATION',
  FORM: 'MERIT_CERTIFICATE',
  TRACK: 'REGULAR',
  YEAR: '2024',
  GENDER: 'FEMALE',
  RANK: 'WORKER',
  SECTOR: 'STATE',
  PROVENANCE: 'RECORDED',
  standing: 'AWARDED',
  isCollective: false,
  count: 1,
  ...change,
});

const REPORT: YearlyReport = {
  unitName: 'LĐLĐ tỉnh An Giang',
  year: 2024,
  cells: [
    cell({ standing: 'NOMINATED', count: 5 }),
    cell({ count: 3 }),
    cell({ count: 1, GENDER: 'MALE', RANK: 'MANAGER' }),
    cell({ count: 2, isCollective: true, GENDER: 'NOT_STATED', RANK: 'NOT_STATED' }),
    cell({ count: 2, TRACK: 'AD_HOC', FORM: 'COMMENDATION_LETTER' }),
  ],
  byUnit: [
    {
      unitId: 'x',
      name: '=HYPERLINK("http://x")',
      nominated: { collectives: 0, individuals: 5 },
      awarded: { collectives: 2, individuals: 6 },
    },
  ],
  stated: [
    {
      label: 'Bằng khen của LĐLĐ tỉnh',
      standing: 'UNCLEAR',
      total: 470,
      collectives: 77,
      individuals: 393,
      source: 'LĐLĐ tỉnh An Giang, 06/08/2020',
      overlaps: true,
    },
    {
      label: 'Giải nhì',
      standing: 'AWARDED',
      total: null,
      collectives: null,
      individuals: null,
      source: 'x',
      overlaps: false,
    },
  ],
};

describe('the yearly report form', () => {
  const [main, units, stated] = reportTables(REPORT);

  it('counts each award of the catalogue by level, form and track, nominated and awarded apart', () => {
    expect(main?.rows).toEqual([
      [1, 'Giấy khen', 'LĐLĐ tỉnh, công đoàn ngành', 'Đột xuất', 0, 0, 0, 2, 2, 2],
      [2, 'Bằng khen', 'LĐLĐ tỉnh, công đoàn ngành', 'Thường xuyên', 0, 5, 2, 4, 3, 3],
      ['', 'Tỷ trọng khen đột xuất', '25,00 % (2/8)'],
      ['', 'Tỷ trọng công nhân, lao động trực tiếp (cá nhân)', '83,33 % (5/6)'],
    ]);
    expect(units?.rows).toEqual([[1, '=HYPERLINK("http://x")', 0, 5, 2, 6]]);
  });

  it('keeps what sources state on a sheet of its own, and adds it to nothing', () => {
    expect(stated?.heading[1]).toContain('không cộng');
    expect(stated?.rows).toEqual([
      [
        1,
        'Bằng khen của LĐLĐ tỉnh',
        'Không rõ đề nghị hay được khen',
        470,
        77,
        393,
        'có hoặc có thể',
        expect.any(String),
      ],
      [2, 'Giải nhì', 'Được khen', 'không nêu', 'không nêu', 'không nêu', '', 'x'],
    ]);
    expect(JSON.stringify([main, units])).not.toContain('470');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+84', "'+84"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['Công đoàn = tốt', 'Công đoàn = tốt'],
    ['', ''],
  ])('lets no spreadsheet run %j', (text, expected) => {
    expect(guarded(text)).toBe(expected);
  });

  it('is CSV that spreadsheets read as Vietnamese', () => {
    const csv = csvOf(reportTables(REPORT));
    expect(csv.startsWith('\uFEFFKết quả khen thưởng\r\nTT,')).toBe(true);
    expect(csv).toContain('\r\n1,"\'=HYPERLINK(""http://x"")",0,5,2,6\r\n');
    expect(csv).toContain('"Hình thức khen thưởng – LĐLĐ tỉnh An Giang, năm 2024"');
    expect(csv).not.toMatch(/(^|,)=/m);
  });

  it('is a workbook that reads back as it was written, its texts as texts', async () => {
    const workbook = await xlsxOf(reportTables(REPORT));
    const sheets = await readXlsxFile(workbook);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Kết quả khen thưởng', 'Theo đơn vị', 'Số liệu theo nguồn']);
    expect(sheets[0]?.data[2]?.slice(0, 8)).toEqual([
      2,
      'Bằng khen',
      'LĐLĐ tỉnh, công đoàn ngành',
      'Thường xuyên',
      0,
      5,
      2,
      4,
    ]);
    expect(sheets[1]?.data[1]?.[1]).toBe('=HYPERLINK("http://x")');
  });
});
