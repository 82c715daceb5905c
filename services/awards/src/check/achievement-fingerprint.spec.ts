import { comparableWords, fingerprintOf, shinglesOf, similarityPercent } from './achievement-fingerprint';

const REPORT =
  'Năm 2025, đồng chí đã cải tiến khuôn ép nhựa tại phân xưởng hai, giảm tỷ lệ phế phẩm từ bảy phần trăm xuống hai phần trăm, làm lợi cho công ty một trăm hai mươi triệu đồng; được Hội đồng sáng kiến cấp cơ sở công nhận và nhân rộng ra bốn phân xưởng khác trong toàn công ty.';
const REWORDED = REPORT.replace('Năm 2025, đồng chí', 'Trong năm 2025 đoàn viên').replace('bốn phân xưởng', 'ba xưởng');
const OTHER =
  'Tập thể tổ công đoàn đã vận động đoàn viên tham gia hiến máu tình nguyện ba đợt, ủng hộ quỹ Mái ấm Công đoàn, thăm hỏi gia đình đoàn viên khó khăn dịp Tết và tổ chức hội thao chào mừng ngày thành lập Công đoàn Việt Nam với hơn hai trăm người dự.';

/** How many bands two fingerprints share. */
const shared = (one: string, other: string): number => {
  const bands = fingerprintOf(other);
  return fingerprintOf(one).filter((hash, band) => bands[band] === hash).length;
};
const alike = (one: string, other: string): number =>
  similarityPercent(shinglesOf(one) ?? new Set(), shinglesOf(other) ?? new Set());

describe('the text of an achievement', () => {
  it('is compared without case, accents and punctuation, in any normal form', () => {
    expect(comparableWords('Đổi  mới — CẢI TIẾN, “số 1”!')).toEqual(['doi', 'moi', 'cai', 'tien', 'so', '1']);
    expect(comparableWords('Cải tiến'.normalize('NFD'))).toEqual(comparableWords('cải tiến'.normalize('NFC')));
    expect(fingerprintOf(REPORT.normalize('NFD').toUpperCase())).toEqual(fingerprintOf(REPORT));
  });

  it.each<[string, string, string, number]>([
    ['itself', REPORT, REPORT, 100],
    ['another', REPORT, OTHER, 0],
  ])('is alike to %s', (_name, one, other, percent) => {
    expect(alike(one, other)).toBe(percent);
    expect(alike(other, one)).toBe(percent);
  });

  it('is still alike when a few words were changed', () => {
    expect(alike(REPORT, REWORDED)).toBeGreaterThanOrEqual(70);
    expect(alike(REPORT, REWORDED)).toBeLessThan(100);
  });

  it('counts runs of words: 20 words and the same with the last one changed share 17 of 19', () => {
    const words = Array.from({ length: 20 }, (_, index) => `từ${index}`);
    const changed = [...words.slice(0, 19), 'khác'];
    // 18 runs each, of which the last differs: 17 shared of 19 in all, 89,47 %.
    expect(alike(words.join(' '), changed.join(' '))).toBe(89);
  });

  it('shares a band with what is like it, and none with what is not', () => {
    expect(shared(REPORT, REPORT)).toBe(16);
    expect(shared(REPORT, REWORDED)).toBeGreaterThanOrEqual(1);
    expect(shared(REPORT, OTHER)).toBe(0);
  });

  it('says nothing of a text that is too short', () => {
    const nineteen = Array.from({ length: 19 }, () => 'từ').join(' ');
    expect(fingerprintOf(nineteen)).toEqual([]);
    expect(shinglesOf(nineteen)).toBeNull();
    expect(fingerprintOf(`${nineteen} nữa`)).toHaveLength(16);
  });

  it('finds nearly all that are alike by seven tenths, as the bands promise', () => {
    const words = Array.from({ length: 120 }, (_, index) => `chữ${index}`);
    // Changing two words far apart changes six of 118 runs: 112 shared of 124, 90 %.
    const found = Array.from({ length: 100 }, (_, index) => {
      const changed = [...words];
      changed[10 + (index % 40)] = `mới${index}`;
      changed[60 + (index % 50)] = `lạ${index}`;
      return shared(words.join(' '), changed.join(' ')) > 0;
    }).filter(Boolean);
    expect(found.length).toBeGreaterThanOrEqual(99);
  });
});
