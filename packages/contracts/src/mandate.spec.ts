import { mandateState, type HeldOffice, type MandateState } from './mandate';

const office = (more: Partial<HeldOffice> = {}): HeldOffice => ({
  from: '2024-01-01',
  until: '2026-01-01',
  suspensions: [],
  delegation: null,
  ...more,
});
const suspended = office({ suspensions: [{ from: '2024-06-01', until: '2024-07-01' }] });
const delegated = office({ delegation: { from: '2024-03-01', until: '2024-04-01' } });

describe('whether an office gives a mandate', () => {
  it.each<[string, HeldOffice, string, MandateState]>([
    ['the day before it begins', office(), '2023-12-31', 'NOT_YET'],
    ['on its first day', office(), '2024-01-01', 'IN_FORCE'],
    ['on its last day', office(), '2025-12-31', 'IN_FORCE'],
    ['on the day it ends', office(), '2026-01-01', 'ENDED'],
    ['while it is open', office({ until: null }), '2099-01-01', 'IN_FORCE'],
    ['the day before a suspension', suspended, '2024-05-31', 'IN_FORCE'],
    ['on the first day of a suspension', suspended, '2024-06-01', 'SUSPENDED'],
    ['on the last day of a suspension', suspended, '2024-06-30', 'SUSPENDED'],
    ['once it is resumed', suspended, '2024-07-01', 'IN_FORCE'],
    [
      'under a suspension that is open',
      office({ suspensions: [{ from: '2024-02-01', until: null }] }),
      '2025-01-01',
      'SUSPENDED',
    ],
    ['before it is delegated', delegated, '2024-02-29', 'NOT_YET'],
    ['while it is delegated', delegated, '2024-03-01', 'IN_FORCE'],
    ['when the delegation is over', delegated, '2024-04-01', 'ENDED'],
    [
      'when the office ends before its delegation',
      office({ until: '2024-03-15', delegation: { from: '2024-03-01', until: '2024-04-01' } }),
      '2024-03-20',
      'ENDED',
    ],
    [
      'when the office begins after its delegation',
      office({ from: '2024-03-10', delegation: { from: '2024-03-01', until: null } }),
      '2024-03-05',
      'NOT_YET',
    ],
    [
      'delegated, while the office is suspended',
      office({ suspensions: [{ from: '2024-03-10', until: null }], delegation: { from: '2024-03-01', until: null } }),
      '2024-03-12',
      'SUSPENDED',
    ],
    [
      'ended and suspended at once',
      office({ suspensions: [{ from: '2025-01-01', until: null }] }),
      '2026-02-01',
      'ENDED',
    ],
  ])('%s', (_case, held, day, state) => {
    expect(mandateState(held, day)).toBe(state);
  });
});
