import type { RouteStage } from '@thidua/contracts';
import { routeChange, type StandingAt } from './route-change.rules';

function stage(name: string, unitId: string | null, taskKind = 'APPRAISE_NOMINATION'): RouteStage {
  return {
    stage: name,
    state: 'UNDER_APPRAISAL',
    taskKind,
    unitId,
    permission: 'nomination.appraise',
    timeLimitSeconds: 86_400,
  };
}
const at: StandingAt = stage('APPRAISAL', 'province');
const decision = stage('DECISION', 'province', 'DECIDE_NOMINATION');

describe('another route for a nomination that is on its way', () => {
  it.each<[string, RouteStage[], boolean, string[], boolean]>([
    ['one stage more before', [stage('UPPER', 'upper'), stage('APPRAISAL', 'province'), decision], false, [], false],
    ['another unit at the stage', [stage('APPRAISAL', 'upper'), decision], false, [], true],
    [
      'another kind of work at the stage',
      [stage('APPRAISAL', 'province', 'RECORD_COUNCIL_VOTE'), decision],
      false,
      [],
      true,
    ],
    ['another unit, while it is returned', [stage('APPRAISAL', 'upper'), decision], true, [], false],
    ['the stage is gone', [decision], false, ['ROUTE_LACKS_OPEN_STAGE'], false],
    ['the stage is skipped', [stage('APPRAISAL', null), decision], false, ['ROUTE_LACKS_OPEN_STAGE'], false],
    [
      'nobody decides',
      [stage('APPRAISAL', 'upper'), { ...decision, unitId: null }],
      false,
      ['ROUTE_HAS_NO_DECIDING_UNIT'],
      false,
    ],
  ])('%s', (_name, stages, isReturned, codes, reopensTask) => {
    const change = routeChange(at, isReturned, stages);
    expect(change.problems.map(({ code }) => code)).toEqual(codes);
    expect(change.reopensTask).toBe(reopensTask);
  });
});
