import { newId, seededId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

interface AwardTypeAnswer {
  readonly awardType: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly routes: readonly { version: number; validFrom: string; stages: readonly { stage: string }[] }[];
  };
}

const AWARD_TYPE = 'awardType { id code name routes { version validFrom stages { stage } } }';
const defineAwardType = new GraphCommand<AwardTypeAnswer>('defineAwardType', AWARD_TYPE);
const changeRoute = new GraphCommand<AwardTypeAnswer>('changeAwardRoute', AWARD_TYPE);

const endAwardType = new GraphCommand<{ awardType: { validUntil: string | null } }>(
  'endAwardType',
  'awardType { validUntil }',
);

const APPRAISAL = { stage: 'APPRAISAL', kind: 'APPRAISAL', actorRule: 'PROVINCIAL_FEDERATION', timeLimitDays: 10 };
const COUNCIL = {
  stage: 'COUNCIL',
  kind: 'COUNCIL_VOTE',
  actorRule: 'PROVINCIAL_FEDERATION',
  timeLimitDays: 15,
  thresholdPercent: 80,
};
const DECISION = { stage: 'DECISION', kind: 'DECISION', actorRule: 'PROVINCIAL_FEDERATION', timeLimitDays: 5 };

const day = (offset: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(Date.now() + offset * 86_400_000);

describe('award types, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  let viceChair: PersistentClient;

  beforeAll(async () => {
    scene = await system.foundProvince();
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
  });

  const awardType = (code: string, more: object = {}): object => ({
    ownerUnitId: scene.province.id,
    code,
    name: 'Bằng khen của Ban Chấp hành',
    kind: 'COMMENDATION',
    form: 'MERIT_CERTIFICATE',
    issuerLevel: 'PROVINCIAL_FEDERATION',
    track: 'REGULAR',
    recipients: 'BOTH',
    validFrom: '2020-01-01',
    stages: [APPRAISAL, COUNCIL, DECISION],
    ...more,
  });

  describe('defineAwardType', () => {
    it('defines one award for one commandId, and refuses another input under it', async () => {
      const { first, again, other } = await defineAwardType.repeated(chair, awardType('REPEATED'), { name: 'Khác' });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
    });

    it('gives a code away once, whoever asks at the same instant', async () => {
      const input = awardType('RACED');
      expect(await defineAwardType.together([chair, input], [viceChair, input])).toEqual([
        'AWARD_TYPE_CODE_TAKEN',
        'DONE',
      ]);
    });

    it('stores a name in any normal form as NFC', async () => {
      const name = 'Lao động tiên tiến xuất sắc';
      const answer = await defineAwardType.done(chair, awardType('NORMAL-FORM', { name: name.normalize('NFD') }));
      expect(answer.awardType.name).toBe(name.normalize('NFC'));
    });

    it.each<[string, object, string]>([
      ['a route without a decision', { stages: [APPRAISAL] }, 'ROUTE_ENDS_WITH_ONE_DECISION'],
      ['a decision that is not the last', { stages: [DECISION, APPRAISAL] }, 'ROUTE_ENDS_WITH_ONE_DECISION'],
      ['a stage named twice', { stages: [APPRAISAL, APPRAISAL, DECISION] }, 'ROUTE_STAGE_NAMED_TWICE'],
      [
        'a council without a threshold',
        { stages: [{ ...COUNCIL, thresholdPercent: null }, DECISION] },
        'ROUTE_THRESHOLD_IS_THE_COUNCILS',
      ],
      ['a threshold above 100', { stages: [{ ...COUNCIL, thresholdPercent: 101 }, DECISION] }, 'BAD_USER_INPUT'],
      ['no stage at all', { stages: [] }, 'BAD_USER_INPUT'],
      ['a time limit of no days', { stages: [{ ...DECISION, timeLimitDays: 0 }] }, 'BAD_USER_INPUT'],
      ['an end before the beginning', { validUntil: '2019-12-31' }, 'BAD_USER_INPUT'],
      ['a name of blanks', { name: ' \t ' }, 'BAD_USER_INPUT'],
      ['a malformed code', { code: 'bằng khen' }, 'BAD_USER_INPUT'],
      ['an unknown owner', { ownerUnitId: newId() }, 'NOT_FOUND'],
      ['an owner that is not the caller’s', { ownerUnitId: seededId('unit', 'AG') }, 'FORBIDDEN'],
    ])('refuses %s', async (_case, more, expected) => {
      expect(await defineAwardType.outcome(chair, awardType('NEVER', more))).toBe(expected);
    });

    it('says which mandate it needs', async () => {
      const { errors } = await defineAwardType.send(system.as(scene.appraiser), awardType('NEVER'));
      expect(errors[0]?.extensions).toMatchObject({
        code: 'FORBIDDEN',
        permission: 'award-type.define',
        positions: ['CHAIR', 'VICE_CHAIR'],
        scopes: ['OWN_UNIT'],
      });
    });
  });

  describe('changeAwardRoute', () => {
    let awardTypeId: string;
    beforeAll(async () => {
      awardTypeId = (await defineAwardType.done(chair, awardType('CHANGED'))).awardType.id;
    });
    const route = (more: object = {}): object => ({
      awardTypeId,
      validFrom: day(1),
      stages: [APPRAISAL, DECISION],
      ...more,
    });

    it('changes it once for one commandId, and refuses another input under it', async () => {
      const { first, again, other } = await changeRoute.repeated(chair, route(), { validFrom: day(2) });
      expect(again).toEqual(first);
      expect(other).toBe('CONFLICT');
      expect(first.awardType.routes.map(({ version, stages }) => [version, stages.length])).toEqual([
        [1, 3],
        [2, 2],
      ]);
    });

    it('gives it one route from a day on, whoever asks at the same instant', async () => {
      const input = route({ validFrom: day(3) });
      expect(await changeRoute.together([chair, input], [viceChair, input])).toEqual([
        'DONE',
        'ROUTE_WOULD_CHANGE_THE_PAST',
      ]);
    });

    it.each<[string, () => object, string]>([
      ['a route from yesterday', () => route({ validFrom: day(-1) }), 'ROUTE_WOULD_CHANGE_THE_PAST'],
      ['a route without a decision', () => route({ stages: [APPRAISAL] }), 'ROUTE_ENDS_WITH_ONE_DECISION'],
      ['an unknown award type', () => route({ awardTypeId: newId() }), 'NOT_FOUND'],
      ['a malformed id', () => route({ awardTypeId: 'bang-khen' }), 'BAD_USER_INPUT'],
    ])('refuses %s', async (_case, input, expected) => {
      expect(await changeRoute.outcome(chair, input())).toBe(expected);
    });

    it('is refused to the chair of another province', async () => {
      expect(await changeRoute.outcome(system.asSeeded('ag-chair'), route({ validFrom: day(9) }))).toBe('FORBIDDEN');
    });
  });

  describe('endAwardType', () => {
    const defined = async (code: string): Promise<string> =>
      (await defineAwardType.done(chair, awardType(code))).awardType.id;
    const ending = (awardTypeId: string, more: object = {}): object => ({
      awardTypeId,
      validUntil: day(5),
      reason: 'Quy chế mới (minh họa)',
      ...more,
    });

    it('ends it once for one commandId, and refuses another input under it', async () => {
      const { first, again, other } = await endAwardType.repeated(chair, ending(await defined('ENDED')), {
        validUntil: day(6),
      });
      expect([first.awardType.validUntil, again, other]).toEqual([day(5), first, 'CONFLICT']);
    });

    it('ends it once, whoever asks at the same instant', async () => {
      const input = ending(await defined('END-RACED'));
      expect(await endAwardType.together([chair, input], [viceChair, input])).toEqual([
        'AWARD_TYPE_ENDS_ALREADY',
        'DONE',
      ]);
    });

    it.each<[string, () => Promise<object>, string]>([
      ['in the past', async () => ending(await defined('PAST'), { validUntil: day(-1) }), 'AWARD_TYPE_ENDS_TOO_EARLY'],
      ['without a reason', async () => ending(await defined('MUTE'), { reason: ' ' }), 'BAD_USER_INPUT'],
      ['what is unknown', async () => ending(newId()), 'NOT_FOUND'],
      ['what another body defined', async () => ending(seededId('award-type', 'CSTDCS')), 'FORBIDDEN'],
    ])('does not end %s', async (_case, input, expected) => {
      expect(await endAwardType.outcome(chair, await input())).toBe(expected);
    });
  });

  it.each([
    ['first: 1000', 'awardTypes(first: 1000) { nodes { id } }', 'BAD_USER_INPUT'],
    ['a malformed cursor', 'awardTypes(after: "không phải con trỏ") { nodes { id } }', 'BAD_USER_INPUT'],
    ['first: 1000 of nominations', 'nominations(first: 1000) { nodes { id } }', 'BAD_USER_INPUT'],
    ['a malformed cursor of nominations', 'nominations(after: "AAAA") { nodes { id } }', 'BAD_USER_INPUT'],
    ['a malformed cursor of tasks', 'viewer { id awardTasks(after: "e30") { nodes { id } } }', 'BAD_USER_INPUT'],
    ['first: 0 of tasks', 'viewer { id awardTasks(first: 0) { nodes { id } } }', 'BAD_USER_INPUT'],
    ['an unknown award type', `awardType(id: "${newId()}") { id }`, 'NOT_FOUND'],
    ['an unknown nomination', `nomination(id: "${newId()}") { id }`, 'NOT_FOUND'],
    ['a malformed id', 'nomination(id: "17") { id }', 'BAD_USER_INPUT'],
  ])('a query is refused %s', async (_case, selection, expected) => {
    const { errors } = await chair.send(`query Bad { ${selection} }`, {});
    expect(errors[0]?.extensions.code).toBe(expected);
  });
});
