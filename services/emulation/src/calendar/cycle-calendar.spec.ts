import { CYCLE_MILESTONES } from '@thidua/contracts';
import { resolveCalendar, reviewPeriodOf, type MilestoneGiven } from './cycle-calendar';
import { addDuration, parseDuration } from './duration';

const OPENED_AT = new Date('2021-01-31T10:00:00.000Z');

describe('an ISO 8601 duration', () => {
  it.each([
    ['PT30S', '2021-01-31T10:00:30.000Z'],
    ['PT0.5S', '2021-01-31T10:00:00.500Z'],
    ['PT1H30M', '2021-01-31T11:30:00.000Z'],
    ['P1D', '2021-02-01T10:00:00.000Z'],
    ['P2W', '2021-02-14T10:00:00.000Z'],
    // 31 January plus a month: the month's last day
    ['P1M', '2021-02-28T10:00:00.000Z'],
    ['P1Y1M', '2022-02-28T10:00:00.000Z'],
    ['P1M1D', '2021-03-01T10:00:00.000Z'],
    ['PT0S', '2021-01-31T10:00:00.000Z'],
  ])('%s after the opening', (text, expected) => {
    const duration = parseDuration(text);
    expect(duration && addDuration(OPENED_AT, duration).toISOString()).toBe(expected);
  });

  it('counts months in Việt Nam, where the day may already be the next one', () => {
    const duration = parseDuration('P1M');
    // 18:00 UTC on 31 January is 1 February in Việt Nam
    expect(duration && addDuration(new Date('2021-01-31T18:00:00Z'), duration).toISOString()).toBe(
      '2021-02-28T18:00:00.000Z',
    );
  });

  it.each(['', 'P', 'PT', 'P1DT', '-P1D', 'P-1D', '1D', 'P1S', 'P1.5M', 'p1d', 'P1D '])('%p is none', (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});

const OFFSETS = ['PT1S', 'PT2S', 'PT3S', 'PT4S', 'PT5S', 'PT6S'];
const byOffset = (offsets: readonly string[]): MilestoneGiven[] =>
  CYCLE_MILESTONES.map((milestone, index) => ({ milestone, offset: offsets[index] ?? 'PT9S' }));

describe('the calendar of a cycle', () => {
  it('takes dates and offsets side by side', () => {
    const { calendar } = resolveCalendar(
      [
        { milestone: 'PLEDGE_DRAFTING', offset: 'P1D' },
        { milestone: 'PLEDGE_REMINDER', date: '2021-03-20' },
        { milestone: 'PLEDGE_DEADLINE', date: '2021-03-31' },
        { milestone: 'MID_YEAR_REVIEW', date: '2021-06-30' },
        { milestone: 'MID_YEAR_DEADLINE', date: '2021-07-31' },
        { milestone: 'YEAR_END', date: '2021-12-31' },
      ],
      OPENED_AT,
    );
    expect(calendar).toEqual({
      PLEDGE_DRAFTING: '2021-02-01T10:00:00.000Z',
      PLEDGE_REMINDER: '2021-03-19T17:00:00.000Z',
      PLEDGE_DEADLINE: '2021-03-31T17:00:00.000Z',
      MID_YEAR_REVIEW: '2021-06-29T17:00:00.000Z',
      MID_YEAR_DEADLINE: '2021-07-31T17:00:00.000Z',
      YEAR_END: '2021-12-31T17:00:00.000Z',
    });
  });

  it('works for any year by offsets alone', () => {
    expect(resolveCalendar(byOffset(OFFSETS), OPENED_AT).calendar?.YEAR_END).toBe('2021-01-31T10:00:06.000Z');
  });

  it.each<[string, readonly MilestoneGiven[], string]>([
    ['a milestone is missing', byOffset(OFFSETS).slice(1), 'PLEDGE_DRAFTING'],
    ['a milestone is given twice', [...byOffset(OFFSETS), { milestone: 'YEAR_END', offset: 'P1Y' }], 'twice'],
    [
      'both date and offset are given',
      [...byOffset(OFFSETS).slice(1), { milestone: 'PLEDGE_DRAFTING', date: '2021-01-01', offset: 'P1D' }],
      'not both',
    ],
    ['neither is given', [...byOffset(OFFSETS).slice(1), { milestone: 'PLEDGE_DRAFTING' }], 'not neither'],
    ['an offset is malformed', byOffset(['soon', ...OFFSETS.slice(1)]), 'ISO 8601'],
    ['the milestones do not ascend', byOffset(['PT9S', ...OFFSETS.slice(1)]), 'must not come before'],
  ])('is refused when %s', (_case, givens, words) => {
    const { calendar, problems } = resolveCalendar(givens, OPENED_AT);
    expect(calendar).toBeNull();
    expect(problems?.map((problem) => problem.en).join(' ')).toContain(words);
  });
});

describe('the period of a mid-year review', () => {
  it.each([
    [2021, '2021-06-30', { from: '2021-01-01', to: '2021-06-30' }],
    [2020, '2026-06-30', { from: '2020-01-01', to: '2020-12-31' }],
    [2030, '2026-06-30', { from: '2030-01-01', to: '2030-12-31' }],
    [2020, null, { from: '2020-01-01', to: '2020-12-31' }],
  ])('of %d with the milestone on %s', (year, date, period) => {
    expect(reviewPeriodOf(year, date)).toEqual(period);
  });
});
