import {
  adHocShare,
  countsOf,
  directWorkerShare,
  linesBy,
  NOT_STATED,
  shareOf,
  type StatisticsCell,
  StatisticsDimension,
} from './award-statistics.rules';

function cell(count: number, change: Partial<StatisticsCell> = {}): StatisticsCell {
  return {
    LEVEL: 'PROVINCIAL_FEDERATION',
    FORM: 'MERIT_CERTIFICATE',
    TRACK: 'REGULAR',
    YEAR: '2024',
    GENDER: 'FEMALE',
    RANK: 'WORKER',
    SECTOR: 'STATE',
    PROVENANCE: 'RECORDED',
    standing: 'AWARDED',
    isCollective: false,
    count,
    ...change,
  };
}

const CELLS = [
  cell(10, { standing: 'NOMINATED' }),
  cell(3, { standing: 'NOMINATED', isCollective: true, GENDER: NOT_STATED, RANK: NOT_STATED }),
  cell(4),
  cell(2, { TRACK: 'AD_HOC', RANK: 'MANAGER' }),
  cell(1, { GENDER: 'MALE', RANK: NOT_STATED }),
  cell(1, { isCollective: true, GENDER: NOT_STATED, RANK: NOT_STATED }),
  cell(1, { standing: 'REVOKED' }),
];

describe('statistics', () => {
  it('keep nominated, awarded and revoked apart, and collectives from individuals', () => {
    expect(countsOf(CELLS, 'NOMINATED')).toEqual({ collectives: 3, individuals: 10 });
    expect(countsOf(CELLS, 'AWARDED')).toEqual({ collectives: 1, individuals: 7 });
    expect(countsOf(CELLS, 'REVOKED')).toEqual({ collectives: 0, individuals: 1 });
  });

  it('divide by a dimension without losing or doubling any', () => {
    for (const dimension of Object.values(StatisticsDimension)) {
      const lines = linesBy(CELLS, dimension);
      expect(lines.reduce((sum, { awarded }) => sum + awarded.individuals, 0)).toBe(7);
      expect(lines.reduce((sum, { nominated }) => sum + nominated.collectives, 0)).toBe(3);
    }
    expect(linesBy(CELLS, StatisticsDimension.Gender)).toEqual([
      { key: 'FEMALE', nominated: { collectives: 0, individuals: 10 }, awarded: { collectives: 0, individuals: 6 } },
      { key: 'MALE', nominated: { collectives: 0, individuals: 0 }, awarded: { collectives: 0, individuals: 1 } },
      { key: NOT_STATED, nominated: { collectives: 3, individuals: 0 }, awarded: { collectives: 1, individuals: 0 } },
    ]);
  });

  it('tell the share of ad hoc awards and of direct workers', () => {
    expect(adHocShare(CELLS)).toEqual({ part: 2, whole: 8, unknown: 0, percent: '25.00' });
    expect(directWorkerShare(CELLS)).toEqual({ part: 4, whole: 6, unknown: 1, percent: '66.67' });
    expect(adHocShare([])).toEqual({ part: 0, whole: 0, unknown: 0, percent: null });
  });

  it.each([
    [1, 3, '33.33'],
    [2, 3, '66.67'],
    [1, 8, '12.50'],
    [1, 200_000_000, '0.00'],
    [5, 5, '100.00'],
    [0, 5, '0.00'],
    [103, 100, '103.00'],
  ])('%i of %i is %s per cent', (part, whole, percent) => {
    expect(shareOf(part, whole).percent).toBe(percent);
  });
});
