import {
  actingUnit,
  type LineageUnit,
  resolveRoute,
  routeProblems,
  selfJudgingStages,
  type StageRule,
  unitAbove,
} from './award-route.rules';
import { StageActorRule, StageKind } from './award-type.enum';

const confederation: LineageUnit = { unitId: 'tld', level: 'GENERAL_CONFEDERATION' };
const province: LineageUnit = { unitId: 'ag', level: 'PROVINCIAL_FEDERATION' };
const sectoral: LineageUnit = { unitId: 'ngành', level: 'NATIONAL_SECTORAL_UNION' };
const upper: LineageUnit = { unitId: 'ag-lx', level: 'IMMEDIATE_UPPER_UNION' };
const grassroots: LineageUnit = { unitId: 'cs', level: 'GRASSROOTS_UNION' };
const section: LineageUnit = { unitId: 'bp', level: 'UNION_SECTION' };

describe('which unit acts', () => {
  const { NominatingUnit, GrassrootsUnion, ImmediateUpperUnion, ProvincialFederation, GeneralConfederation } =
    StageActorRule;
  it.each([
    [ImmediateUpperUnion, [confederation, province, upper, grassroots], 'ag-lx'],
    [ImmediateUpperUnion, [confederation, province, upper, grassroots, section], 'ag-lx'],
    [ImmediateUpperUnion, [confederation, province, grassroots], null],
    [ImmediateUpperUnion, [confederation, province, upper], null],
    [ProvincialFederation, [confederation, province, upper, grassroots], 'ag'],
    [ProvincialFederation, [confederation, province], 'ag'],
    [ProvincialFederation, [confederation, sectoral, grassroots], 'ngành'],
    [ProvincialFederation, [confederation], null],
    [GeneralConfederation, [confederation, province, grassroots], 'tld'],
    [GeneralConfederation, [province, grassroots], null],
    [NominatingUnit, [confederation, province, grassroots], 'cs'],
    [NominatingUnit, [], null],
    [GrassrootsUnion, [confederation, province, grassroots], 'cs'],
    [GrassrootsUnion, [confederation, province, grassroots, section], 'cs'],
    [GrassrootsUnion, [confederation, province], null],
  ])('%s of %j is %s', (rule, lineage, unit) => {
    expect(actingUnit(rule, lineage)).toBe(unit);
  });
});

function stage(name: string, kind: StageKind, thresholdPercent: number | null = null): StageRule {
  return {
    stage: name,
    kind,
    actorRule: name === 'UPPER_APPRAISAL' ? StageActorRule.ImmediateUpperUnion : StageActorRule.ProvincialFederation,
    timeLimitDays: 10,
    thresholdPercent,
  };
}

const route = [
  stage('UPPER_APPRAISAL', StageKind.Appraisal),
  stage('PROVINCIAL_APPRAISAL', StageKind.Appraisal),
  stage('COUNCIL', StageKind.CouncilVote, 80),
  stage('DECISION', StageKind.Decision),
];

describe('a route for a unit', () => {
  it('keeps a stage that the tree does not have, without a unit, so that it is seen as skipped', () => {
    const resolved = resolveRoute(route, [confederation, province, grassroots]);
    expect(resolved.map(({ stage: name, unitId }) => [name, unitId])).toEqual([
      ['UPPER_APPRAISAL', null],
      ['PROVINCIAL_APPRAISAL', 'ag'],
      ['COUNCIL', 'ag'],
      ['DECISION', 'ag'],
    ]);
  });

  it('says state, task, permission and time limit of each stage', () => {
    expect(resolveRoute(route, [confederation, province, upper, grassroots])).toEqual([
      expect.objectContaining({ state: 'UNDER_APPRAISAL', taskKind: 'APPRAISE_NOMINATION', unitId: 'ag-lx' }),
      expect.objectContaining({ state: 'UNDER_APPRAISAL', permission: 'nomination.appraise' }),
      expect.objectContaining({ state: 'COUNCIL_REVIEW', permission: 'nomination.record-council-vote' }),
      expect.objectContaining({ state: 'RECOMMENDED', permission: 'nomination.decide', timeLimitSeconds: 864_000 }),
    ]);
  });
});

describe('whom a stage tells when it is late', () => {
  it('is the unit directly above the one that acts, after the days that the route says', () => {
    const late = route.map((each) => ({ ...each, remindBeforeDays: 2, escalateAfterDays: 5 }));
    const [first, second] = resolveRoute(late, [confederation, province, upper, grassroots]);
    expect(first).toMatchObject({
      remindBeforeSeconds: 172_800,
      escalateAfterSeconds: 432_000,
      escalationUnitId: 'ag',
    });
    expect(second).toMatchObject({ escalationUnitId: 'tld' });
    expect(unitAbove('tld', [confederation, province])).toBeNull();
    expect(unitAbove('bg', [confederation, province])).toBeNull();
  });

  it('is nobody where the route says nothing', () => {
    const [first] = resolveRoute(route, [confederation, province, upper, grassroots]);
    expect(Object.keys(first ?? {})).not.toEqual(expect.arrayContaining(['remindBeforeSeconds']));
    expect(first).not.toHaveProperty('escalateAfterSeconds');
  });
});

describe('a body does not judge itself', () => {
  it.each<[string, LineageUnit[], string | null, string[]]>([
    ['a person', [confederation, province, upper, grassroots], null, []],
    ['a grassroots union', [confederation, province, upper, grassroots], 'cs', []],
    ['an upper union, whose own stage is skipped', [confederation, province, upper], 'ag-lx', []],
    ['a section of a province', [confederation, province], 'bp', []],
    ['a province', [confederation, province], 'ag', ['PROVINCIAL_APPRAISAL', 'COUNCIL', 'DECISION']],
  ])('%s', (_name, lineage, nominee, stages) => {
    const reasons = selfJudgingStages(resolveRoute(route, lineage), nominee);
    expect(reasons.map(({ code }) => code)).toEqual(stages.map(() => 'NOMINEE_WOULD_JUDGE_ITSELF'));
    stages.forEach((name, index) => expect(reasons[index]?.vi).toContain(name));
  });
});

describe('what is wrong with a route', () => {
  it.each<[string, StageRule[], string[]]>([
    ['nothing', route, []],
    ['one decision alone', [stage('DECISION', StageKind.Decision)], []],
    ['no decision', route.slice(0, 3), ['ROUTE_ENDS_WITH_ONE_DECISION']],
    ['a decision before the end', [...route].reverse(), ['ROUTE_ENDS_WITH_ONE_DECISION']],
    ['two decisions', [stage('FIRST', StageKind.Decision), ...route], ['ROUTE_ENDS_WITH_ONE_DECISION']],
    ['a name twice', [stage('DECISION', StageKind.Appraisal), ...route], ['ROUTE_STAGE_NAMED_TWICE']],
    [
      'a council without a threshold',
      [stage('COUNCIL', StageKind.CouncilVote), stage('DECISION', StageKind.Decision)],
      ['ROUTE_THRESHOLD_IS_THE_COUNCILS'],
    ],
    ['a threshold elsewhere', [stage('DECISION', StageKind.Decision, 50)], ['ROUTE_THRESHOLD_IS_THE_COUNCILS']],
    ['no stage at all', [], ['ROUTE_ENDS_WITH_ONE_DECISION']],
    [
      'a checklist of a decision',
      [{ ...stage('DECISION', StageKind.Decision), checklist: [{ code: 'A' }] }],
      ['ROUTE_CHECKLIST_IS_THE_APPRAISALS'],
    ],
    [
      'an item twice',
      [
        { ...stage('FIRST', StageKind.Appraisal), checklist: [{ code: 'A' }, { code: 'A' }] },
        stage('DECISION', StageKind.Decision),
      ],
      ['ROUTE_CHECKLIST_ITEM_NAMED_TWICE'],
    ],
  ])('%s', (_name, stages, codes) => {
    expect(routeProblems(stages).map((problem) => problem.code)).toEqual(codes);
  });
});
