import { FigureKind, FigureMeasure, FigureQualifier } from '../figure/stated-figure-rules';
import { AN_GIANG } from './seed-data';

const figure = (code: string) => AN_GIANG.figures.figures.find((row) => row.code === code);

describe('the data files of An Giang', () => {
  it('hold 3 clusters of 14 upper-level unions and 10 blocks of 114 grassroots unions, each union once', () => {
    const { groups } = AN_GIANG.groups;
    const clusters = groups.filter(({ kind }) => kind === 'CLUSTER');
    const blocks = groups.filter(({ kind }) => kind === 'BLOCK');
    expect([clusters.length, new Set(clusters.flatMap(({ memberCodes }) => memberCodes)).size]).toEqual([3, 14]);
    expect([blocks.length, new Set(blocks.flatMap(({ memberCodes }) => memberCodes)).size]).toEqual([10, 114]);
  });

  it.each([
    ['province-new-members', { kind: FigureKind.Ratio, numerator: '5157', denominator: '5000' }],
    ['block-1-party-referrals', { kind: FigureKind.Ratio, numerator: '11', denominator: '10' }],
    ['block-10-party-referrals', { kind: FigureKind.Ratio, numerator: '12', denominator: '10' }],
    ['province-httnv-state', { kind: FigureKind.Percent, percent: '99' }],
    ['province-httnv-non-state', { kind: FigureKind.Percent, percent: '85.71' }],
    ['province-union-fund', { kind: FigureKind.Percent, percent: '100' }],
    ['cluster-1-members', { kind: FigureKind.Quantity, quantity: '20000', qualifier: FigureQualifier.MoreThan }],
    ['cluster-1-unions', { kind: FigureKind.Quantity, quantity: '388' }],
    ['cluster-3-unions', { kind: FigureKind.Quantity, quantity: '473' }],
    ['cluster-1-new-members', { kind: FigureKind.PercentRange, percentMin: '100', percentMax: '130' }],
    [
      'cluster-3-members-and-foundings',
      { percentMin: '100', percentMax: '230', indicatorCodes: ['NEW_MEMBERS', 'GRASSROOTS_FOUNDED'] },
    ],
    ['block-10-packages', { kind: FigureKind.Money, amount: 36_000_000, quantity: '95' }],
  ])('%s as domain.md labels it', (code, expected) => {
    expect(figure(code)).toMatchObject(expected);
  });

  it('tell stocks from flows', () => {
    const stocks = AN_GIANG.figures.figures.filter(({ measure }) => measure === FigureMeasure.Stock);
    expect(stocks.map(({ quantity }) => Number(quantity)).toSorted((left, right) => left - right)).toEqual([
      3, 9, 10, 10, 14, 114, 388, 473, 18_000, 20_000,
    ]);
    expect(figure('block-10-packages')?.measure).toBe(FigureMeasure.Flow);
  });

  it('never turn an asserted percentage into inputs', () => {
    for (const row of AN_GIANG.figures.figures.filter(({ kind }) => kind === FigureKind.Percent)) {
      expect([row.numerator, row.denominator]).toEqual([undefined, undefined]);
    }
  });
});
