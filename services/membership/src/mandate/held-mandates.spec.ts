import { mandatesInForce, termOf, type HeldMandate } from './held-mandates';

const held = (id: string, more: Partial<HeldMandate> = {}): HeldMandate => ({
  id,
  unitId: 'union',
  unitPath: '/1/7/',
  position: 'VICE_CHAIR',
  document: null,
  from: '2024-01-01',
  until: '2026-01-01',
  suspensions: [],
  delegation: null,
  ...more,
});
const delegated = (more: Partial<HeldMandate> = {}): HeldMandate =>
  held('delegated', {
    position: 'CHAIR',
    delegation: { officeId: 'chair', principalId: 'An', from: '2024-03-01', until: '2024-04-01' },
    ...more,
  });
const suspended = [{ from: '2024-03-10', until: '2024-03-20' }];

describe('the mandates of a person in force on a day', () => {
  it.each<[string, readonly HeldMandate[], string, readonly string[]]>([
    ['the day before the office begins', [held('own')], '2023-12-31', []],
    ['on its first day', [held('own')], '2024-01-01', ['own']],
    ['on the day it ends', [held('own')], '2026-01-01', []],
    ['the day before the delegation', [held('own'), delegated()], '2024-02-29', ['own']],
    ['on the first day of the delegation', [held('own'), delegated()], '2024-03-01', ['own', 'delegated']],
    ['on the day the delegation ends', [held('own'), delegated()], '2024-04-01', ['own']],
    ['while the own office is suspended', [held('own', { suspensions: suspended }), delegated()], '2024-03-10', []],
    [
      'while the delegated office is suspended',
      [held('own'), delegated({ suspensions: suspended })],
      '2024-03-19',
      ['own'],
    ],
    [
      'once the suspension is over',
      [held('own', { suspensions: suspended }), delegated({ suspensions: suspended })],
      '2024-03-20',
      ['own', 'delegated'],
    ],
    ['without an own office in that unit', [held('own', { unitId: 'other' }), delegated()], '2024-03-01', ['own']],
    ['without any own office', [delegated()], '2024-03-01', []],
    ['when the delegated office has ended', [held('own'), delegated({ until: '2024-03-15' })], '2024-03-15', ['own']],
  ])('%s', (_case, mandates, day, expected) => {
    expect(mandatesInForce(mandates, day).map(({ id }) => id)).toEqual(expected);
  });
});

describe('the term of a mandate', () => {
  it.each<[string, HeldMandate, object]>([
    ['an office', held('own'), { from: '2024-01-01', until: '2026-01-01' }],
    ['a delegation within the office', delegated(), { from: '2024-03-01', until: '2024-04-01' }],
    ['one of an open office', delegated({ until: null }), { from: '2024-03-01', until: '2024-04-01' }],
    ['one whose office ends first', delegated({ until: '2024-03-15' }), { from: '2024-03-01', until: '2024-03-15' }],
  ])('of %s', (_case, mandate, expected) => {
    expect(termOf(mandate)).toEqual(expected);
  });
});
