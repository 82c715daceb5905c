import { QuotaBase, QuotaMeasure, Rounding } from './catalogue.enum';
import {
  quotaProblems,
  replacementProblem,
  type StatedQuota,
  successionProblem,
  validityProblem,
} from './catalogue.rules';

const OPEN = '9999-12-31';
const TODAY = '2026-11-26';
const LAST = { id: 'last', validFrom: '2024-05-29', validUntil: OPEN };

describe('when a row may begin', () => {
  it.each<[string, typeof LAST | null, string | null, string | null]>([
    ['2026-11-26', null, TODAY, null],
    ['2026-11-25', null, TODAY, 'CATALOGUE_WOULD_CHANGE_THE_PAST'],
    ['2019-01-01', null, null, null],
    ['2026-11-26', LAST, TODAY, null],
    ['2024-05-29', LAST, null, 'CATALOGUE_PERIODS_WOULD_OVERLAP'],
    ['2024-05-28', LAST, null, 'CATALOGUE_PERIODS_WOULD_OVERLAP'],
    ['2024-05-30', LAST, null, null],
    ['2026-12-01', { ...LAST, validFrom: '2027-01-01' }, TODAY, 'CATALOGUE_PERIODS_WOULD_OVERLAP'],
  ])('%s after %j, today %s: %s', (validFrom, last, today, code) => {
    expect(successionProblem(validFrom, last, today)?.code ?? null).toBe(code);
  });

  it.each<[string, string, boolean]>([
    ['2024-01-01', OPEN, true],
    ['2024-01-01', '2024-01-02', true],
    ['2024-01-01', '2024-01-01', false],
    ['2024-01-01', '2023-12-31', false],
  ])('from %s until %s: %s', (validFrom, validUntil, isRight) => {
    expect(validityProblem({ validFrom, validUntil }) === null).toBe(isRight);
  });

  it.each<[string, string | null, string | null]>([
    ['last', '2026-11-27', null],
    ['last', TODAY, 'CATALOGUE_ROW_HAS_BEGUN'],
    ['last', '2026-11-25', 'CATALOGUE_ROW_HAS_BEGUN'],
    ['other', '2026-11-27', 'CATALOGUE_ROW_IS_NOT_THE_LATEST'],
    ['last', null, 'CATALOGUE_ROW_IS_NOT_THE_LATEST'],
  ])('replaces %s that begins on %s: %s', (replacesId, validFrom, code) => {
    const last = validFrom === null ? null : { ...LAST, validFrom };
    expect(replacementProblem(replacesId, last, TODAY)?.code ?? null).toBe(code);
  });
});

describe('how a quota is stated', () => {
  const absolute: StatedQuota = {
    measure: QuotaMeasure.Absolute,
    amount: 300,
    sharePercent: null,
    base: null,
    baseAwardCode: null,
    rounding: null,
  };
  const share: StatedQuota = {
    ...absolute,
    measure: QuotaMeasure.Share,
    amount: null,
    sharePercent: '15.00',
    base: QuotaBase.HoldersOfAward,
    baseAwardCode: 'LDTT',
    rounding: Rounding.Floor,
  };

  it.each<[string, StatedQuota, readonly string[]]>([
    ['300 for a theme', absolute, []],
    ['none at all', { ...absolute, amount: 0 }, []],
    ['15 % of those who are LĐTT', share, []],
    ['a number and a share', { ...absolute, sharePercent: '15.00' }, ['input.sharePercent']],
    ['a share and a number', { ...share, amount: 1 }, ['input.amount']],
    ['a share of 0', { ...share, sharePercent: '0.00' }, ['input.sharePercent']],
    ['a share of an award without its code', { ...share, baseAwardCode: null }, ['input.baseAwardCode']],
    ['a share of members with a code', { ...share, base: QuotaBase.Members }, ['input.baseAwardCode']],
    ['nothing', { ...absolute, amount: null }, ['input.amount']],
    [
      'a share without base and rounding',
      { ...share, base: null, baseAwardCode: null, rounding: null },
      ['input.base', 'input.rounding'],
    ],
  ])('%s', (_case, quota, fields) => {
    expect(quotaProblems(quota).map(({ field }) => field)).toEqual(fields);
  });
});
