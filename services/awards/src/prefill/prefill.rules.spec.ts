import type { PersonAwardFacts, UnitAwardFacts } from '@thidua/contracts';
import { dayInWords, prefilledFacts } from './prefill.rules';

const of = (kind: string, id = kind): never => ({ service: 'membership', kind, id }) as never;
const PERSON = {
  source: of('MEMBER'),
  memberId: 'm',
  gender: 'FEMALE',
  joinedUnionOn: '2010-05-19',
  affiliations: [],
  employments: [],
  unionWork: [
    {
      source: of('UNION_WORK', 'w1'),
      from: '2012-01-01',
      until: '2018-01-01',
      isPartTime: true,
      sector: 'STATE',
      unitId: null,
    },
    {
      source: of('UNION_WORK', 'w2'),
      from: '2018-01-01',
      until: '9999-12-31',
      isPartTime: false,
      sector: 'STATE',
      unitId: null,
    },
  ],
  offices: [{ source: of('OFFICE'), from: '2023-03-08', until: null, unitId: 'u', unitLevel: null, position: 'CHAIR' }],
  maternityLeaves: [],
  holds: [{ source: of('HOLD'), kind: 'DISCIPLINE', document: 'QĐ kỷ luật', from: '2024-01-01', until: '2025-01-01' }],
} as unknown as PersonAwardFacts;
const UNIT = {
  source: of('UNIT'),
  unitId: 'u',
  foundedOn: '1999-09-09',
  members: 470,
  women: 393,
  holds: [],
} as unknown as UnitAwardFacts;
const NOTHING = { initiatives: [], ratings: [] };

describe('what is known of a nominee', () => {
  it('of a person: their union work and offices, never a hold', () => {
    const facts = prefilledFacts({ person: PERSON, unit: null }, NOTHING, []);
    expect(facts.map(({ part, text, source }) => [part, text, source.id])).toEqual([
      ['BACKGROUND', 'Gia nhập Công đoàn ngày 19/05/2010.', 'MEMBER'],
      ['BACKGROUND', 'Công tác công đoàn không chuyên trách từ 01/01/2012 đến trước 01/01/2018.', 'w1'],
      ['BACKGROUND', 'Công tác công đoàn chuyên trách từ 01/01/2018 đến nay.', 'w2'],
      ['BACKGROUND', expect.stringMatching(/^Chủ tịch từ 08\/03\/2023 đến nay\.$/), 'OFFICE'],
    ]);
  });

  it('of a collective: its members as figures, and its ratings', () => {
    const rating = { source: of('UNIT_RATING'), unitId: 'u', year: 2024, rating: 'EXCELLENT' as const, document: 'x' };
    const facts = prefilledFacts({ person: null, unit: UNIT }, { initiatives: [], ratings: [rating] }, []);
    expect(facts.map(({ part, text, figure }) => [part, text, figure?.value ?? null])).toEqual([
      ['BACKGROUND', 'Thành lập ngày 09/09/1999.', null],
      ['FIGURES', 'Số đoàn viên: 470 người.', '470'],
      ['FIGURES', 'Số đoàn viên nữ: 393 người.', '393'],
      ['CRITERIA', 'Năm 2024: xếp loại Hoàn thành xuất sắc nhiệm vụ.', null],
    ]);
  });

  it('of initiatives: who accepted them, and what they brought', () => {
    const initiative = {
      source: of('INITIATIVE'),
      id: 'i',
      title: 'Cải tiến dây chuyền',
      year: 2024,
      authorMemberIds: ['m'],
      unitId: 'u',
      benefitDong: 96_000_000,
      acceptances: [
        { level: 'GRASSROOTS' as const, acceptedOn: '2024-11-02', document: 'QĐ 12' },
        { level: 'PROVINCE' as const, acceptedOn: '2025-01-15', document: 'QĐ 7' },
      ],
    };
    const open = { ...initiative, title: 'Sổ tay', benefitDong: null, acceptances: [] };
    const facts = prefilledFacts({ person: null, unit: null }, { initiatives: [initiative, open], ratings: [] }, []);
    expect(facts.map((each) => each.initiative)).toEqual([
      {
        title: 'Cải tiến dây chuyền',
        acceptedAt: 'cấp cơ sở ngày 02/11/2024 (QĐ 12); cấp tỉnh ngày 15/01/2025 (QĐ 7)',
        effect: 'Làm lợi 96.000.000 đồng năm đầu áp dụng.',
      },
      { title: 'Sổ tay', acceptedAt: null, effect: null },
    ]);
  });

  it('of past awards: name, year and decision', () => {
    const award = { id: 'a', name: 'Giấy khen', meritYear: 2023, decisionNumber: '7/QĐ-LĐLĐ', decidedOn: '2023-12-20' };
    const facts = prefilledFacts({ person: null, unit: null }, NOTHING, [award, { ...award, decisionNumber: null }]);
    expect(facts.map(({ text }) => text)).toEqual([
      'Giấy khen, năm 2023, Quyết định số 7/QĐ-LĐLĐ ngày 20/12/2023.',
      'Giấy khen, năm 2023 ngày 20/12/2023.',
    ]);
    expect(facts[0]?.source).toEqual({ service: 'awards', kind: 'RECEIVED_AWARD', id: 'a' });
  });
});

it('writes days as they are written in Việt Nam', () => {
  expect(dayInWords('2026-01-31')).toBe('31/01/2026');
});
