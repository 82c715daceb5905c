import type { Attempt } from './client-log';
import type { CarriedOutFault } from './fault-runner';
import { longestByKind, unavailabilityOf } from './figures';

const attempt = (sentAt: number, answeredAt: number | null, more: Partial<Attempt> = {}): Attempt => ({
  commandId: `${sentAt}`,
  payload: 'payload',
  operation: 'passAppraisal',
  service: 'awards',
  actor: 'somebody',
  purpose: 'FIRST',
  subjectId: null,
  contested: null,
  sentAt,
  answeredAt,
  outcome: 'ACKNOWLEDGED',
  code: null,
  routing: 'DONE',
  answeredSubjectId: null,
  ...more,
});
const UNKNOWN = { outcome: 'UNKNOWN', code: 'SUBGRAPH_UNAVAILABLE' } as const;
const killAt = (beganAt: number, answeredAt: number): CarriedOutFault => ({
  kind: 'KILL',
  group: 'awards',
  process: 'awards-1',
  at: 0,
  duration: 0,
  beganAt,
  answeredAt,
});

describe('the longest unavailability of a fault', () => {
  it.each<[string, Attempt[], number]>([
    ['counts from when somebody began to wait', [attempt(900, 950), attempt(1500, 6000)], 4500],
    [
      'counts a sending without an answer as waiting',
      [attempt(900, 950), attempt(1100, 3000, UNKNOWN), attempt(3200, 3400)],
      2300,
    ],
    ['does not count a time in which nobody wanted anything', [attempt(900, 950), attempt(4900, 5000)], 100],
    [
      'takes a refusal for an answer',
      [attempt(1100, 1200, { outcome: 'REFUSED', code: 'CONFLICT' }), attempt(1300, 1400)],
      100,
    ],
    [
      'looks at each service by itself',
      [attempt(1100, 4000), ...[1500, 2500, 3500].map((at) => attempt(at, at + 10, { service: 'emulation' }))],
      2900,
    ],
    ['does not count what was before it', [attempt(100, 800), attempt(900, 950), attempt(1100, 1150)], 50],
  ])('%s', (_, attempts, expected) => {
    expect(unavailabilityOf([attempt(0, 50), ...attempts], killAt(1000, 3000))).toBe(expected);
  });

  it('is told for each kind of fault on each part, the longest first', () => {
    const attempts = [attempt(0, 50), attempt(1100, 1600), attempt(9100, 9900)];
    const faults = [killAt(1000, 1500), killAt(9000, 9500), { ...killAt(1000, 1500), kind: 'PAUSE' as const }];
    expect(longestByKind(attempts, faults)).toEqual([
      { name: 'KILL awards', times: 2, longest: 800 },
      { name: 'PAUSE awards', times: 1, longest: 500 },
    ]);
  });
});
