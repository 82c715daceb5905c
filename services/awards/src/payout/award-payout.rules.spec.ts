import { PaidRecipient, Rounding } from '../catalogue/catalogue.enum';
import { type DatedBaseSalary, type DatedMultiple, paymentOf } from './award-payout.rules';

const OPEN = '9999-12-31';
/** regulations.md: the base salary by date. */
const BASE_SALARIES: readonly DatedBaseSalary[] = [
  { amountDong: 1_490_000, validFrom: '2019-07-01', validUntil: '2023-07-01' },
  { amountDong: 1_800_000, validFrom: '2023-07-01', validUntil: '2024-07-01' },
  { amountDong: 2_340_000, validFrom: '2024-07-01', validUntil: '2026-07-01' },
  { amountDong: 2_530_000, validFrom: '2026-07-01', validUntil: OPEN },
];
const multiple = (more: Partial<DatedMultiple>): DatedMultiple => ({
  awardTypeId: 'award',
  recipients: PaidRecipient.Individual,
  multiple: '0.300',
  rounding: Rounding.Ceiling,
  roundingStepDong: 10_000,
  validFrom: '2015-01-01',
  validUntil: OPEN,
  ...more,
});
const person = { nominationId: 'n', awardTypeId: 'award', nomineeMemberId: 'm', nomineeUnitId: null };
const collective = { ...person, nomineeMemberId: null, nomineeUnitId: 'u' };

describe('what an award pays', () => {
  it.each<[string, string, Rounding, number]>([
    ['2024-07-01', '0.300', Rounding.Ceiling, 710_000],
    ['2024-07-01', '0.300', Rounding.HalfUp, 700_000],
    ['2024-06-30', '0.300', Rounding.Ceiling, 540_000],
    ['2023-06-30', '0.300', Rounding.Ceiling, 450_000],
    ['2026-06-30', '1.000', Rounding.Ceiling, 2_340_000],
    ['2026-07-01', '1.000', Rounding.Ceiling, 2_530_000],
    ['2025-03-01', '4.500', Rounding.Ceiling, 10_530_000],
    ['2025-03-01', '3.000', Rounding.Ceiling, 7_020_000],
    ['2025-03-01', '1.500', Rounding.Ceiling, 3_510_000],
    ['2025-03-01', '0.800', Rounding.Ceiling, 1_880_000],
    ['2025-03-01', '0.800', Rounding.HalfUp, 1_870_000],
    ['2025-03-01', '12.000', Rounding.Ceiling, 28_080_000],
    ['2025-03-01', '8.000', Rounding.Ceiling, 18_720_000],
    ['2025-03-01', '3.500', Rounding.Ceiling, 8_190_000],
    ['2025-03-01', '0.600', Rounding.Ceiling, 1_410_000],
  ])('decided on %s, × %s, rounded %s: %i đồng', (decidedOn, times, rounding, amount) => {
    const rows = [multiple({ multiple: times, rounding })];
    expect(paymentOf(person, decidedOn, rows, BASE_SALARIES)?.amount).toBe(amount);
  });

  it('a collective is paid by its own multiple', () => {
    const rows = [
      multiple({ multiple: '1.500' }),
      multiple({ multiple: '3.000', recipients: PaidRecipient.Collective }),
    ];
    expect(paymentOf(person, '2025-03-01', rows, BASE_SALARIES)).toMatchObject({
      amount: 3_510_000,
      multiple: '1.500',
    });
    expect(paymentOf(collective, '2025-03-01', rows, BASE_SALARIES)).toMatchObject({
      amount: 7_020_000,
      multiple: '3.000',
      baseSalary: 2_340_000,
      nomineeUnitId: 'u',
    });
  });

  it('changes with the day on which its multiple changes', () => {
    const rows = [
      multiple({ multiple: '1.000', validUntil: '2025-01-01' }),
      multiple({ multiple: '2.000', validFrom: '2025-01-01' }),
    ];
    expect(paymentOf(person, '2024-12-31', rows, BASE_SALARIES)?.amount).toBe(2_340_000);
    expect(paymentOf(person, '2025-01-01', rows, BASE_SALARIES)?.amount).toBe(4_680_000);
  });

  it.each<[string, readonly DatedMultiple[], string]>([
    ['no multiple', [], '2025-03-01'],
    ['a multiple of another award', [multiple({ awardTypeId: 'other' })], '2025-03-01'],
    ['a multiple for collectives alone', [multiple({ recipients: PaidRecipient.Collective })], '2025-03-01'],
    ['a multiple of nothing', [multiple({ multiple: '0.000' })], '2025-03-01'],
    ['no base salary on that day', [multiple({})], '2018-01-01'],
  ])('pays nothing with %s', (_what, rows, decidedOn) => {
    expect(paymentOf(person, decidedOn, rows, BASE_SALARIES)).toBeNull();
  });
});
