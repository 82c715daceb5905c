import {
  CERTIFICATE_PLACEHOLDERS,
  type CertificateValues,
  type CertificateWords,
  filledText,
  filledWords,
  problemsOfWords,
} from './certificate-text';

const words: CertificateWords = {
  emblemText: 'BAN CHẤP HÀNH\n{body}',
  title: 'BẰNG KHEN',
  recipientText: '{recipient}\n{unit}',
  bodyText: 'Đã có thành tích xuất sắc năm {year}.',
  placeText: 'Ngày {day} tháng {month} năm {signedYear}',
  signatureText: 'CHỦ TỊCH',
};
const values: CertificateValues = {
  recipient: 'Nguyễn Thị Ánh',
  unit: 'Công đoàn cơ sở Trường THPT Thoại Ngọc Hầu',
  award: 'Bằng khen',
  year: '2024',
  body: 'Liên đoàn Lao động tỉnh An Giang',
  decision: '125/QĐ-LĐLĐ',
  day: '20',
  month: '12',
  signedYear: '2024',
  signatory: 'Trương Văn Chiêm',
};

describe('the words of a certificate', () => {
  it('are right when every placeholder is known and the recipient is named', () => {
    expect(problemsOfWords(words)).toEqual([]);
    const all = Object.keys(CERTIFICATE_PLACEHOLDERS)
      .map((name) => `{${name}}`)
      .join(' ');
    expect(problemsOfWords({ ...words, bodyText: all })).toEqual([]);
  });

  it.each<[string, Partial<CertificateWords>, string[]]>([
    ['an unknown placeholder', { bodyText: 'Số {number}' }, ['bodyText']],
    ['a placeholder in another case', { title: '{Award}' }, ['title']],
    ['a stray brace', { title: 'BẰNG { KHEN' }, ['title']],
    ['braces inside braces', { title: '{{award}}' }, ['title']],
    ['no recipient', { recipientText: '{unit}' }, ['recipientText']],
    ['two wrong fields', { title: '{x}', placeText: '{y}' }, ['title', 'placeText']],
  ])('are wrong with %s', (_case, change, fields) => {
    expect(problemsOfWords({ ...words, ...change }).map(({ field }) => field)).toEqual(fields);
  });

  it('are filled', () => {
    expect(filledWords(words, values)).toEqual({
      emblemText: 'BAN CHẤP HÀNH\nLiên đoàn Lao động tỉnh An Giang',
      title: 'BẰNG KHEN',
      recipientText: 'Nguyễn Thị Ánh\nCông đoàn cơ sở Trường THPT Thoại Ngọc Hầu',
      bodyText: 'Đã có thành tích xuất sắc năm 2024.',
      placeText: 'Ngày 20 tháng 12 năm 2024',
      signatureText: 'CHỦ TỊCH',
    });
  });

  it('leave a line out that has nothing to say', () => {
    expect(filledText('{recipient}\n{unit}', { ...values, unit: '' })).toBe('Nguyễn Thị Ánh');
    expect(filledText('Đơn vị: {unit}, {award}', { ...values, unit: '' })).toBe('Đơn vị: , Bằng khen');
  });

  it('never fill what a value itself looks like', () => {
    expect(filledText('{recipient}', { ...values, recipient: '{decision}' })).toBe('{decision}');
  });
});
