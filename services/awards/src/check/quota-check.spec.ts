import { judgeQuota, quotaLimit, type QuotaRow, type QuotaUse } from './quota-check';

const absolute: QuotaRow = {
  id: 'quota',
  code: 'PER_PROVINCE',
  measure: 'ABSOLUTE',
  amount: 4,
  sharePercent: null,
  rounding: null,
  overridePosition: 'CHAIR',
  document: 'QĐ 1689/QĐ-TLĐ',
  article: null,
  sourceStatus: 'VERIFIED',
};
const share = (sharePercent: string, rounding: string): QuotaRow => ({
  ...absolute,
  measure: 'SHARE',
  amount: null,
  sharePercent,
  rounding,
});
const inProvince: QuotaUse = { scopeUnitId: 'ag', scopeName: 'LĐLĐ tỉnh An Giang', base: null, used: 0 };

describe('how many places a quota has', () => {
  it.each<[string, QuotaRow, number | null, number | null]>([
    // 15 % of LĐTT (NĐ 91/2017): 100 → 15; 99 → 14,85; 10 → 1,5; 3 → 0,45.
    ['15 % of 100', share('15.00', 'FLOOR'), 100, 15],
    ['15 % of 99, down', share('15.00', 'FLOOR'), 99, 14],
    ['15 % of 99, up', share('15.00', 'CEILING'), 99, 15],
    ['15 % of 10, to the nearest', share('15.00', 'HALF_UP'), 10, 2],
    ['15 % of 3, to the nearest', share('15.00', 'HALF_UP'), 3, 0],
    ['15 % of 3, up', share('15.00', 'CEILING'), 3, 1],
    ['15 % of nobody, up', share('15.00', 'CEILING'), 0, 0],
    ['12,34 % of 10.000', share('12.34', 'FLOOR'), 10_000, 1234],
    ['0,01 % of 9.999, down', share('0.01', 'FLOOR'), 9999, 0],
    ['100 % of 7', share('100.00', 'FLOOR'), 7, 7],
    ['4 for a province', absolute, null, 4],
    ['a share of what cannot be counted', share('15.00', 'FLOOR'), null, null],
  ])('%s', (_name, quota, base, limit) => {
    expect(quotaLimit(quota, base)).toBe(limit);
  });
});

describe('whether a place is left', () => {
  it.each<[string, QuotaRow, Partial<QuotaUse>, string]>([
    ['three of four used', absolute, { used: 3 }, 'PASS'],
    ['four of four used', absolute, { used: 4 }, 'BLOCK'],
    ['five of four used, by an override', absolute, { used: 5 }, 'BLOCK'],
    ['14 of 15 % of 100', share('15.00', 'FLOOR'), { base: 100, used: 14 }, 'PASS'],
    ['15 of 15 % of 100', share('15.00', 'FLOOR'), { base: 100, used: 15 }, 'BLOCK'],
    ['no unit of the level above', absolute, { scopeUnitId: null, used: 9 }, 'PASS'],
    ['a base that cannot be counted', share('15.00', 'FLOOR'), { base: null }, 'WARN'],
  ])('%s', (_name, quota, use, outcome) => {
    expect(judgeQuota(quota, { ...inProvince, ...use }).outcome).toBe(outcome);
  });

  it('says what is used and left, of what base, and who may exceed it', () => {
    const full = judgeQuota(share('15.00', 'FLOOR'), { ...inProvince, base: 100, used: 15 });
    expect(full.vi).toBe('LĐLĐ tỉnh An Giang: chỉ tiêu 15 (15.00 % của 100), đã dùng 15, còn 0.');
    expect(full.overridePositions).toEqual(['CHAIR']);
    expect(full.cure?.vi).toContain('vượt chỉ tiêu');
    const open = judgeQuota(absolute, { ...inProvince, used: 1 });
    expect(open.en).toBe('LĐLĐ tỉnh An Giang: quota 4, used 1, left 3.');
    expect(open.overridePositions).toEqual([]);
  });
});
