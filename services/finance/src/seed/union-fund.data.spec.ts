import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readUnionFundYear } from './union-fund.data';

describe('An Giang’s union fund of 2020', () => {
  const { year, provenance, ledgers } = readUnionFundYear('an-giang-union-fund-2020.json');

  it('is marked as demonstration: the article asserts the percentage and no sum', () => {
    expect([year, provenance]).toEqual([2020, 'DEMONSTRATION']);
    expect(ledgers.map(({ unitCode }) => unitCode)).toEqual(['AG-LX', 'AG-CD', 'AG-CP', 'AG']);
  });

  it.each(ledgers)('stands behind 100 % for $unitCode', ({ budget, receipts, sentence }) => {
    expect(receipts.reduce((sum, { amount }) => sum + amount, 0)).toBe(budget);
    expect(receipts.every(({ receivedOn }) => receivedOn.startsWith('2020-'))).toBe(true);
    expect(sentence).toMatch(/100%.*dự toán được giao/);
  });

  it('is written in NFC', () => {
    const text = readFileSync(join(__dirname, '..', '..', 'data', 'an-giang-union-fund-2020.json'), 'utf8');
    expect(text).toBe(text.normalize('NFC'));
  });
});
