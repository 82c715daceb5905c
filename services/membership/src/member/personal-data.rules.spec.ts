import { BANK_ACCOUNT_PATTERN, NATIONAL_ID_PATTERN, PHONE_PATTERN } from './personal-data.rules';

describe('the forms of personal data', () => {
  it.each<[RegExp, string, boolean]>([
    [NATIONAL_ID_PATTERN, '089190001234', true],
    [NATIONAL_ID_PATTERN, '89190001234', false],
    [NATIONAL_ID_PATTERN, '0891900012345', false],
    [NATIONAL_ID_PATTERN, '08919000123A', false],
    [PHONE_PATTERN, '0912345678', true],
    [PHONE_PATTERN, '+84912345678', true],
    [PHONE_PATTERN, '0912 345 678', false],
    [PHONE_PATTERN, '84+912345678', false],
    [PHONE_PATTERN, '1234567', false],
    [BANK_ACCOUNT_PATTERN, '0123456789 Vietcombank', true],
    [BANK_ACCOUNT_PATTERN, 'Ngân hàng Nông nghiệp – 070123456789', true],
    [BANK_ACCOUNT_PATTERN, 'Ngân hàng Nông nghiệp 070123456789'.normalize('NFD'), true],
    [BANK_ACCOUNT_PATTERN, '0123456789', false],
    [BANK_ACCOUNT_PATTERN, 'Vietcombank', false],
    [BANK_ACCOUNT_PATTERN, `0123456789 ${'V'.repeat(50)}`, false],
  ])('%s: %j is right: %s', (pattern, text, isRight) => {
    expect(pattern.test(text)).toBe(isRight);
  });
});
