import { SourceStatus } from '../award-type/award-type.enum';
import { shareOf } from '../catalogue/award-money';
import { quotaProblems, successionProblem, validityProblem, type Validity } from '../catalogue/catalogue.rules';
import { inForceOn } from '../catalogue/dated-row.entity';
import { predicateProblems } from '../rule/predicate-json';
import { readAwardTypes } from './award-types.data';
import { readCatalogue } from './catalogue.data';

const OPEN = '9999-12-31';
const validityOf = (row: { validFrom: string; validUntil: string | null }): Validity => ({
  validFrom: row.validFrom,
  validUntil: row.validUntil ?? OPEN,
});

describe('the default rules, quotas, multiples and base salaries', () => {
  const { awardTypes } = readAwardTypes();
  const { rules, quotas, multiples, baseSalaries } = readCatalogue();
  const rows = [...rules, ...quotas, ...multiples.map((row) => ({ ...row, code: row.recipients }))];
  const codes = new Set(awardTypes.map(({ code }) => code));

  it('speak of awards of the catalogue only', () => {
    expect(rows.filter(({ award }) => !codes.has(award))).toEqual([]);
    expect(quotas.filter(({ baseAwardCode }) => baseAwardCode !== null && !codes.has(baseAwardCode))).toEqual([]);
  });

  it('can be stored as they stand', () => {
    expect(rules.flatMap(({ predicate }) => predicateProblems(predicate, 'predicate'))).toEqual([]);
    expect(quotas.flatMap((quota) => quotaProblems(quota))).toEqual([]);
    expect(rows.flatMap((row) => validityProblem(validityOf(row)) ?? [])).toEqual([]);
  });

  it('follow each other without two for one day', () => {
    const last = new Map<string, Validity>();
    for (const row of [...rows, ...baseSalaries.map((salary) => ({ ...salary, award: 'BASE', code: 'SALARY' }))]) {
      const line = `${row.award}/${row.code}`;
      const before = last.get(line) ?? null;
      expect([line, successionProblem(row.validFrom, before, null)]).toEqual([line, null]);
      last.set(line, validityOf(row));
    }
  });

  it('end what is expired, and mark what stands in its place as a default to check', () => {
    const share = quotas.filter(({ code }) => code === 'SHARE_OF_LDTT');
    expect(share.map(({ validUntil, sourceStatus }) => [validUntil, sourceStatus])).toEqual([
      ['2024-01-01', SourceStatus.Verified],
      [null, SourceStatus.DesignDefault],
    ]);
    expect(shareOf(share[0]?.sharePercent ?? '', 41, share[0]?.rounding as never)).toBe(6);
  });

  it.each<[string, string, string]>([
    ['CSTD_TOAN_QUOC', 'INDIVIDUAL', '4.5'],
    ['CSTD_BO_TINH', 'INDIVIDUAL', '3'],
    ['CSTDCS', 'INDIVIDUAL', '1'],
    ['LDTT', 'INDIVIDUAL', '0.3'],
    ['TTLDXS', 'COLLECTIVE', '1.5'],
    ['TTLDTT', 'COLLECTIVE', '0.8'],
    ['CO_CHINH_PHU', 'COLLECTIVE', '12'],
    ['CO_BO_TINH', 'COLLECTIVE', '8'],
    ['BANG_KHEN_THU_TUONG', 'INDIVIDUAL', '3.5'],
    ['BANG_KHEN_BO_TINH', 'INDIVIDUAL', '1.5'],
    ['COMMEMORATIVE_MEDAL', 'INDIVIDUAL', '0.6'],
  ])('%s is worth %s × %s as verified', (award, recipients, multiple) => {
    expect(multiples.find((row) => row.award === award && row.recipients === recipients)).toMatchObject({
      multiple,
      sourceStatus: SourceStatus.Verified,
    });
  });

  it.each<[string, number | undefined]>([
    ['2019-06-30', undefined],
    ['2019-07-01', 1_490_000],
    ['2023-06-30', 1_490_000],
    ['2023-07-01', 1_800_000],
    ['2024-06-30', 1_800_000],
    ['2024-07-01', 2_340_000],
    ['2026-06-30', 2_340_000],
    ['2026-07-01', 2_530_000],
  ])('the base salary on %s is %s', (day, amount) => {
    const held = baseSalaries.map((salary, index) => ({
      ...salary,
      validUntil: baseSalaries[index + 1]?.validFrom ?? OPEN,
    }));
    expect(inForceOn(held, day)[0]?.amountDong).toBe(amount);
  });

  it('are in Unicode NFC, and every one names a document', () => {
    const text = JSON.stringify({ rules, quotas, multiples, baseSalaries });
    expect(text).toBe(text.normalize('NFC'));
    expect([...rows, ...baseSalaries].filter(({ document }) => !document)).toEqual([]);
  });
});
