import { changeFrom, factAt, type DatedFact } from './dated-facts';

const fact = (id: string, validFrom: string, validUntil: string): DatedFact => ({
  id,
  value: id,
  validFrom,
  validUntil,
});
const FIRST = fact('first', '2015-01-01', '2020-07-01');
const SECOND = fact('second', '2020-07-01', '9999-12-31');
const GAP_AFTER = fact('gap', '2018-01-01', '2019-01-01');

describe('dated facts', () => {
  it.each([
    ['its first day', [FIRST, SECOND], '2015-01-01', 'first'],
    ['its last day', [FIRST, SECOND], '2020-06-30', 'first'],
    ['the day the next one begins', [FIRST, SECOND], '2020-07-01', 'second'],
    ['a day before all', [FIRST, SECOND], '2014-12-31', undefined],
    ['a day in a gap', [GAP_AFTER], '2019-01-01', undefined],
  ])('on %s the right one holds', (_name, facts, date, expected) => {
    expect(factAt(facts, date)?.id).toBe(expected);
  });

  it.each([
    [
      'in the middle of the open one',
      [FIRST, SECOND],
      '2021-03-01',
      { cut: 'second', corrected: undefined, validUntil: '9999-12-31' },
    ],
    [
      'in the middle of a closed one: what is known for later stays',
      [FIRST, SECOND],
      '2018-03-01',
      { cut: 'first', corrected: undefined, validUntil: '2020-07-01' },
    ],
    [
      'on the very day one begins: a correction',
      [FIRST, SECOND],
      '2020-07-01',
      { cut: undefined, corrected: 'second', validUntil: '9999-12-31' },
    ],
    ['where none was known', [], '2021-03-01', { cut: undefined, corrected: undefined, validUntil: '9999-12-31' }],
    [
      'before the first one',
      [SECOND],
      '2019-03-01',
      { cut: undefined, corrected: undefined, validUntil: '2020-07-01' },
    ],
  ])('a new value %s', (_name, facts, from, expected) => {
    const change = changeFrom(facts, from);
    expect({ cut: change.cut?.id, corrected: change.corrected?.id, validUntil: change.validUntil }).toEqual(expected);
  });
});
