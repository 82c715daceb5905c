import 'reflect-metadata';
import { DifferenceKind, differencesOf, digestsOf } from './history-difference';
import { labelOf } from './history-labels';

describe('the difference between before and after', () => {
  it('names every value by its path, and leaves out what both sides say alike', () => {
    expect(
      differencesOf(
        { state: 'DRAFT', stages: [{ unitId: 'a', stage: 'COUNCIL' }], amount: 5 },
        { state: 'SUBMITTED', stages: [{ unitId: 'b', stage: 'COUNCIL' }, { unitId: null }], late: false, amount: 5 },
      ),
    ).toEqual([
      { path: 'state', label: 'Trạng thái', kind: DifferenceKind.Changed, before: 'DRAFT', after: 'SUBMITTED' },
      { path: 'stages[0].unitId', label: 'Các bước › 1 › Đơn vị', kind: 'CHANGED', before: 'a', after: 'b' },
      { path: 'stages[1].unitId', label: 'Các bước › 2 › Đơn vị', kind: 'STATED_AFTER', before: null, after: null },
      { path: 'late', label: 'Ký chậm', kind: 'STATED_AFTER', before: null, after: 'false' },
    ]);
  });

  it('tells what was stated before alone from what became empty', () => {
    expect(differencesOf({ stage: 'COUNCIL', assigneeId: 'm' }, { assigneeId: null })).toMatchObject([
      { path: 'stage', kind: 'STATED_BEFORE', before: 'COUNCIL', after: null },
      { path: 'assigneeId', kind: 'CHANGED', before: 'm', after: null },
    ]);
  });

  it('reads sides that are missing, lists, and values that are no objects', () => {
    expect(differencesOf(null, null)).toEqual([]);
    expect(differencesOf(null, ['a', 'b'])).toMatchObject([
      { path: '[0]', after: 'a' },
      { path: '[1]', after: 'b' },
    ]);
    expect(differencesOf({ skippedStages: [] }, { skippedStages: ['UPPER'] })).toMatchObject([
      { path: 'skippedStages', kind: 'STATED_BEFORE', before: '[]' },
      { path: 'skippedStages[0]', kind: 'STATED_AFTER', after: 'UPPER' },
    ]);
    expect(differencesOf(undefined, 7)).toMatchObject([{ path: '', after: '7' }]);
  });

  it('gives a label only where every field on the way has a name', () => {
    expect(labelOf(['stages', 2, 'timeLimitDays'])).toBe('Các bước › 3 › Thời hạn (ngày)');
    expect(labelOf(['stages', 2, 'nobodyKnowsThis'])).toBeNull();
    expect(labelOf(['constructor'])).toBeNull();
    expect(labelOf(['valid_from'])).toBe(labelOf(['validFrom']));
  });

  it('lists digests whether they changed or not', () => {
    expect(digestsOf({ achievementDigest: 'x' }, { achievementDigest: 'x', reportDigest: 'y' })).toEqual([
      { field: 'achievementDigest', before: 'x', after: 'x' },
      { field: 'reportDigest', before: null, after: 'y' },
    ]);
  });
});
