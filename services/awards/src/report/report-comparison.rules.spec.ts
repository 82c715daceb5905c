import { EMPTY_REPORT } from './achievement-report.rules';
import { comparedReports, segmentsOf } from './report-comparison.rules';

describe('two texts word by word', () => {
  it('show in Vietnamese what was added and what was taken away', () => {
    expect(segmentsOf('Làm lợi 96 triệu đồng.', 'Làm lợi 92 triệu đồng.')).toEqual([
      { kind: 'SAME', text: 'Làm lợi ' },
      { kind: 'REMOVED', text: '96' },
      { kind: 'ADDED', text: '92' },
      { kind: 'SAME', text: ' triệu đồng.' },
    ]);
  });

  it('put together again, are the two texts', () => {
    const [before, after] = ['Đã kết nạp 80 đoàn viên, vượt chỉ tiêu.', 'Kết nạp 85 đoàn viên; vượt 6 % chỉ tiêu.'];
    const segments = segmentsOf(before, after);
    const without = (kind: string): string =>
      segments
        .filter((segment) => segment.kind !== kind)
        .map(({ text }) => text)
        .join('');
    expect([without('ADDED'), without('REMOVED')]).toEqual([before, after]);
  });

  it('that have too little in common are shown as replaced', () => {
    const words = (word: string): string => Array.from({ length: 3000 }, (_, at) => `${word}${at}`).join('-');
    const [before, after] = [words('a'), words('b')];
    expect(segmentsOf(before, after)).toEqual([
      { kind: 'REMOVED', text: before },
      { kind: 'ADDED', text: after },
    ]);
  });
});

describe('two reports', () => {
  it('are compared part by part, those alone that differ', () => {
    const before = { ...EMPTY_REPORT, summary: 'Một', commitments: 'Như cũ' };
    const after = {
      ...before,
      summary: null,
      figures: [{ name: 'Suất quà', value: '95', unitOfMeasure: 'suất', year: null }],
    };
    expect(comparedReports(before, after)).toEqual([
      { part: 'SUMMARY', before: 'Một', after: '', segments: [{ kind: 'REMOVED', text: 'Một' }] },
      {
        part: 'FIGURES',
        before: '',
        after: '- Suất quà: 95 suất',
        segments: [{ kind: 'ADDED', text: '- Suất quà: 95 suất' }],
      },
    ]);
    expect(comparedReports(after, after)).toEqual([]);
  });
});
