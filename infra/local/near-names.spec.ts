import { nearestNames } from './near-names.mjs';

const known = [
  { name: 'tld-chair', words: 'Chủ tịch Tổng Liên đoàn (minh họa)' },
  { name: 'ag-chair', words: 'Nguyễn Thiện Phú' },
  { name: 'ag-vice-chair', words: 'Phó Chủ tịch (minh họa)' },
  { name: 'ag-lx-chair', words: 'Trương Văn Chiêm' },
];
const names = (wanted: string): string[] => nearestNames(wanted, known).map(({ name }) => name);

describe('names near to a wrong one', () => {
  it('begin with the one that differs least', () => {
    expect(names('ag-chiar')[0]).toBe('ag-chair');
    expect(names('agchair')[0]).toBe('ag-chair');
    expect(names('AG-LX-CHAIR')[0]).toBe('ag-lx-chair');
  });

  it('are found by a person’s name, without accents too', () => {
    expect(names('truong van chiem')).toEqual(['ag-lx-chair']);
  });

  it('are at most three, each once', () => {
    expect(nearestNames('chair', [...known, ...known])).toHaveLength(3);
  });

  it('are none for something else altogether', () => {
    expect(names('0190a5a6-0000-7000-8000-000000000001')).toEqual([]);
  });
});
