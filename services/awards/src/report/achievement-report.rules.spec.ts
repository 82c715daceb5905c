import {
  type AchievementReport,
  changedReport,
  EMPTY_REPORT,
  missingParts,
  partsThatDiffer,
  storedReport,
  textOfReport,
  useOfParts,
} from './achievement-report.rules';

const FULL: AchievementReport = {
  background: 'Vào ngành năm 2010.',
  summary: 'Hoàn thành xuất sắc nhiệm vụ.',
  criteria: [{ criterion: 'Chăm lo đoàn viên', achievement: '120 suất quà Tết' }],
  initiatives: [
    { title: 'Cải tiến dây chuyền', acceptedAt: 'Cấp cơ sở', effect: 'Làm lợi 96.000.000 đồng' },
    { title: 'Sổ tay an toàn', acceptedAt: null, effect: null },
  ],
  figures: [{ name: 'Kết nạp đoàn viên', value: '85', unitOfMeasure: 'người', year: 2025 }],
  pastAwards: 'Giấy khen năm 2024.',
  commitments: null,
};

describe('an achievement report as one text', () => {
  it.each<[string, AchievementReport, string]>([
    ['nothing', EMPTY_REPORT, ''],
    ['the summary alone stands without a heading', { ...EMPTY_REPORT, summary: 'Một dòng.' }, 'Một dòng.'],
    [
      'another part alone keeps its heading',
      { ...EMPTY_REPORT, commitments: 'Số liệu đúng.' },
      'Cam kết\nSố liệu đúng.',
    ],
    [
      'every part in its order',
      FULL,
      [
        'Sơ lược lý lịch, đặc điểm tình hình\nVào ngành năm 2010.',
        'Tóm tắt thành tích\nHoàn thành xuất sắc nhiệm vụ.',
        'Thành tích theo tiêu chuẩn\n- Chăm lo đoàn viên: 120 suất quà Tết',
        'Sáng kiến\n- Cải tiến dây chuyền; công nhận: Cấp cơ sở; hiệu quả: Làm lợi 96.000.000 đồng\n- Sổ tay an toàn',
        'Số liệu kết quả\n- Kết nạp đoàn viên (2025): 85 người',
        'Các hình thức đã được khen thưởng\nGiấy khen năm 2024.',
      ].join('\n\n'),
    ],
  ])('%s', (_name, report, text) => {
    expect(textOfReport(report)).toBe(text);
  });
});

describe('a change of a report', () => {
  it('leaves alone what it does not name, and takes away what it names as nothing', () => {
    const changed = changedReport(FULL, { summary: 'Mới.', criteria: null, pastAwards: null, figures: [] });
    expect(changed).toEqual({ ...FULL, summary: 'Mới.', criteria: [], pastAwards: null, figures: [] });
    expect(partsThatDiffer(FULL, changed)).toEqual(['SUMMARY', 'CRITERIA', 'FIGURES', 'PAST_AWARDS']);
    expect(partsThatDiffer(FULL, changedReport(FULL, {}))).toEqual([]);
  });
});

describe('what an award asks for', () => {
  const award = (kind: string, track = 'REGULAR', basis = 'MERIT') => ({ kind, track, basis });
  it.each([
    ['a title of a person', award('TITLE'), false, ['CRITERIA', 'INITIATIVES']],
    ['a title of a collective', award('TITLE'), true, ['BACKGROUND', 'CRITERIA', 'FIGURES']],
    ['a commendation of a person', award('COMMENDATION'), false, ['CRITERIA', 'PAST_AWARDS']],
    [
      'a commendation of a collective',
      award('COMMENDATION'),
      true,
      ['BACKGROUND', 'CRITERIA', 'FIGURES', 'PAST_AWARDS'],
    ],
    ['long service', award('COMMENDATION', 'REGULAR', 'LONG_SERVICE'), false, ['BACKGROUND', 'PAST_AWARDS']],
    ['an ad hoc award: a simplified dossier', award('COMMENDATION', 'AD_HOC'), true, []],
  ])('%s', (_name, each, isCollective, expected) => {
    const uses = useOfParts(each, isCollective);
    expect(missingParts(EMPTY_REPORT, uses, 'EXPECTED')).toEqual(expected);
    expect(missingParts(EMPTY_REPORT, uses, 'REQUIRED')).toEqual(['SUMMARY']);
    expect(missingParts(FULL, uses, 'REQUIRED')).toEqual([]);
  });
});

describe('a stored report', () => {
  it('of before there were parts is its one text', () => {
    expect(storedReport({ report: null, achievement: 'Một văn bản.' })).toEqual({
      ...EMPTY_REPORT,
      summary: 'Một văn bản.',
    });
    expect(storedReport({ report: JSON.stringify(FULL), achievement: 'x' })).toEqual(FULL);
  });
});
