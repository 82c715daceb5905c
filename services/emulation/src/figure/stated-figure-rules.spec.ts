import { FigureKind, problemsOfFigure, warningsOfFigure, type FigureValues } from './stated-figure-rules';

describe('a stated figure', () => {
  it.each<[string, FigureValues, string[]]>([
    ['a ratio of both parts', { kind: FigureKind.Ratio, numerator: '5157', denominator: '5000' }, []],
    ['a ratio without a target', { kind: FigureKind.Ratio, numerator: '5157' }, ['denominator']],
    ['an asserted percentage', { kind: FigureKind.Percent, percent: '85.71' }, []],
    ['a percentage that is missing', { kind: FigureKind.Percent }, ['percent']],
    ['a range', { kind: FigureKind.PercentRange, percentMin: '100', percentMax: '130' }, []],
    [
      'a range that runs backwards',
      { kind: FigureKind.PercentRange, percentMin: '130', percentMax: '100' },
      ['percentMax'],
    ],
    ['a negative quantity', { kind: FigureKind.Quantity, quantity: '-1' }, ['quantity']],
    ['money without its sum', { kind: FigureKind.Money }, ['amount']],
    ['a negative sum', { kind: FigureKind.Money, amount: -1 }, ['amount']],
  ])('%s', (_case, values, fields) => {
    expect(problemsOfFigure(values).map(({ field }) => field)).toEqual(fields);
  });

  it('is kept with a warning when its numbers do not agree', () => {
    const packages = { kind: FigureKind.Money, quantity: '95', amountEachMin: 400_000, amountEachMax: 600_000 };
    const [warning] = warningsOfFigure({ ...packages, amount: 36_000_000 });
    expect(warning?.vi).toContain('từ 38.000.000 đến 57.000.000 đồng, nguồn nêu 36.000.000');
    expect(warningsOfFigure({ ...packages, amount: 40_000_000 })).toEqual([]);
    expect(warningsOfFigure({ ...packages, amount: 60_000_000 })).toHaveLength(1);
  });
});
