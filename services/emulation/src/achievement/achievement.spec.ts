import { achievementOf, differenceOf, displayPercent, plainDecimal, sumOf } from './achievement';

describe('R = actual ÷ target', () => {
  it.each([
    // the figures of An Giang 2020 (article 000)
    ['5157', '5000', 0, '103.14', '103 %'],
    ['11', '10', 0, '110.00', '110 %'],
    ['12', '10', 0, '120.00', '120 %'],
    // decimals to show are the indicator's
    ['5157', '5000', 2, '103.14', '103,14 %'],
    ['1', '3', 1, '33.33', '33,3 %'],
    ['6', '7', 2, '85.71', '85,71 %'],
    // never capped
    ['45', '10', 0, '450.00', '450 %'],
    ['12345', '100', 0, '12345.00', '12.345 %'],
    // not met is never shown as met
    ['9996', '10000', 0, '99.96', '99 %'],
    ['99999', '100000', 2, '100.00', '99,99 %'],
    ['100', '100', 0, '100.00', '100 %'],
    ['0', '10', 0, '0.00', '0 %'],
    // more was reversed than received
    ['-5', '100', 0, '-5.00', '-5 %'],
    // sums of đồng stay exact
    ['9007199254740993', '9007199254740992', 4, '100.00', '100,0000 %'],
    ['5157.000000', '5000.000000', 0, '103.14', '103 %'],
  ])('%s of %s shown with %d decimals', (actual, target, decimals, percent, display) => {
    expect(achievementOf(actual, target, decimals)).toMatchObject({ percent, display, applicable: true });
  });

  it.each([
    ['a target of zero', '7', '0'],
    ['a target of zero as the database pads it', '0', '0.000000'],
    ['no target', '7', null],
    ['neither', null, null],
    ['no figure yet', null, '10'],
  ])('is not applicable with %s, and never 100 %%', (_case, actual, target) => {
    expect(achievementOf(actual, target)).toMatchObject({ percent: null, applicable: false });
  });

  it('keeps numerator and denominator', () => {
    expect(achievementOf('11.000000', '10.000000')).toMatchObject({ numerator: '11', denominator: '10' });
  });

  it('refuses a negative target', () => {
    expect(() => achievementOf('1', '-1')).toThrow(RangeError);
  });
});

describe('decimal numbers', () => {
  it.each([
    ['5000.000000', '5000'],
    ['85.710000', '85.71'],
    ['0.000000', '0'],
  ])('%s is shown as %s', (padded, plain) => {
    expect(plainDecimal(padded)).toBe(plain);
  });

  it('adds and subtracts without floating-point error', () => {
    expect(sumOf(['0.1', '0.2', '100'])).toBe('100.3');
    expect(differenceOf('0.3', '0.1')).toBe('0.2');
  });

  it('shows an asserted percentage as printed', () => {
    expect(displayPercent('85.71', 2)).toBe('85,71 %');
    expect(displayPercent('99', 0)).toBe('99 %');
  });
});
