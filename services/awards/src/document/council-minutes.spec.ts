import { councilMinutes, dayInWords, type MinutesFacts, momentInWords } from './council-minutes';
import { bytesOfPdf } from './pdf-document';

const LONG =
  'Công đoàn cơ sở Công ty Trách nhiệm hữu hạn Một thành viên Xuất nhập khẩu Thủy sản Nguyễn Thị Hoàng Phượng Uyên';
const FACTS: MinutesFacts = {
  bodyName: 'Liên đoàn Lao động tỉnh An Giang',
  number: '12/BB-HĐTĐKT',
  place: 'An Giang',
  openedAt: new Date('2026-11-26T01:05:00Z'),
  closedAt: new Date('2026-11-26T03:30:00Z'),
  reason: null,
  members: ['Nguyễn Thị Ngọc Ánh', 'Trần Văn Đức', 'Lê Hoàng Phượng'],
  chairName: 'Nguyễn Thị Ngọc Ánh',
  secretaryName: 'Đặng Quốc Thịnh',
  quorum: { numerator: 2, denominator: 3 },
  items: [
    {
      ordinal: 1,
      nomineeName: LONG,
      awardName: 'Bằng khen của Ban Chấp hành Liên đoàn Lao động tỉnh',
      nominatingUnitName: LONG,
      thresholdPercent: 66,
      figures: { yes: 2, no: 0, abstain: 0, invalid: 0, notCast: 1 },
      recused: ['Trần Văn Đức'],
    },
    {
      ordinal: 2,
      nomineeName: 'Phạm Thị Thùy Dương',
      awardName: 'Bằng khen',
      nominatingUnitName: 'Công đoàn cơ sở',
      thresholdPercent: 80,
      figures: null,
      recused: [],
    },
  ],
  letters: [{ memberName: 'Lê Hoàng Phượng', number: '05/TB', date: '2026-11-25' }],
  keyFingerprint: 'ab'.repeat(32),
  root: 'cd'.repeat(32),
  isExtract: false,
};

describe('the minutes of a session', () => {
  it('have the same bytes whenever they are asked for, and others for another result', async () => {
    const bytes = await bytesOfPdf(councilMinutes(FACTS));
    expect((await bytesOfPdf(councilMinutes(FACTS))).equals(bytes)).toBe(true);
    const [first, ...others] = FACTS.items;
    const figures = { yes: 1, no: 1, abstain: 0, invalid: 0, notCast: 1 };
    const changed = { ...FACTS, items: first ? [{ ...first, figures }, ...others] : [] };
    expect((await bytesOfPdf(councilMinutes(changed))).equals(bytes)).toBe(false);
  });

  it.each([
    ['2026-11-26T01:05:00Z', '8 giờ 05 phút, ngày 26 tháng 11 năm 2026'],
    ['2026-01-31T17:30:00Z', '0 giờ 30 phút, ngày 01 tháng 02 năm 2026'],
    ['2026-03-04T10:00:00Z', '17 giờ 00 phút, ngày 04 tháng 3 năm 2026'],
  ])('say times as papers do, by Việt Nam’s clock: %s', (at, words) => {
    expect(momentInWords(new Date(at))).toBe(words);
    expect(words).toContain(dayInWords(new Date(at)));
  });
});
