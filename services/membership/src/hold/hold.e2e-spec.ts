import { newId } from '@thidua/contracts/ids';
import { GraphCommand, RunningSystem, type PersistentClient, type SceneProvince } from '@thidua/testkit';

interface Hold {
  readonly id: string;
  readonly kind: string;
  readonly until: string | null;
  readonly liftedDocument: string | null;
}

const HOLD = 'id kind until liftedDocument';
const placeHold = new GraphCommand<{ hold: Hold }>('placeHold', `hold { ${HOLD} }`, 'PlaceHoldInput', 'HoldSuccess');
const liftHold = new GraphCommand<{ hold: Hold }>('liftHold', `hold { ${HOLD} }`, 'LiftHoldInput', 'HoldSuccess');

const TODAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' });
const day = (offset: number): string => TODAY.format(Date.now() + offset * 86_400_000);

describe('holds, through the gateway', () => {
  const system = RunningSystem.fromEnvironment();
  let scene: SceneProvince;
  let chair: PersistentClient;
  let viceChair: PersistentClient;
  let unitId: string;
  let unitChair: PersistentClient;

  beforeAll(async () => {
    scene = await system.foundProvince({ grassroots: 1 });
    chair = system.as(scene.province.chair);
    viceChair = system.as(scene.viceChair);
    unitId = scene.grassroots[0]?.id ?? '';
    unitChair = system.as(scene.grassroots[0]?.chair ?? '');
  });

  const somebody = (): Promise<string> => system.appoint(chair, unitId, 'EXECUTIVE_COMMITTEE_MEMBER');
  const hold = (more: object): object => ({
    kind: 'DISCIPLINE',
    from: '2024-01-01',
    document: 'Quyết định 12/QĐ-LĐLĐ (minh họa)',
    ...more,
  });
  const lift = (holdId: string, more: object = {}): object => ({
    holdId,
    until: day(1),
    document: 'Quyết định 15/QĐ-LĐLĐ (minh họa)',
    ...more,
  });

  it('places a hold once for one commandId, and refuses another input under it', async () => {
    const input = hold({ memberId: await somebody() });
    const { first, again, other } = await placeHold.repeated(unitChair, input, { kind: 'COMPLAINT' });
    expect([again, other]).toEqual([first, 'CONFLICT']);
  });

  it('places one by one document, whoever asks at the same instant', async () => {
    const input = hold({ memberId: await somebody() });
    expect(await placeHold.together([chair, input], [viceChair, input])).toEqual(['DONE', 'HELD_ALREADY']);
  });

  it('places one on a unit from above it, and not from within', async () => {
    const input = hold({ unitId, kind: 'INSPECTION' });
    expect(await placeHold.outcome(unitChair, input)).toBe('FORBIDDEN');
    const { hold: placed } = await placeHold.done(chair, input);
    const { unit } = await unitChair.read<{ unit: { holds: Hold[] } }>(
      `query Holds($id: ID!) { unit(id: $id) { holds { ${HOLD} } } }`,
      { id: unitId },
    );
    expect(unit.holds).toContainEqual(placed);
    expect(await liftHold.outcome(unitChair, lift(placed.id))).toBe('FORBIDDEN');
    expect(await liftHold.outcome(viceChair, lift(placed.id))).toBe('DONE');
  });

  it.each<[string, () => object, string]>([
    ['a hold on nobody', () => hold({}), 'BAD_USER_INPUT'],
    ['a hold on both', () => hold({ unitId, memberId: scene.viceChair }), 'BAD_USER_INPUT'],
    ['a hold on oneself', () => hold({ memberId: scene.province.chair }), 'HOLD_ON_ONESELF'],
    ['a hold from tomorrow', () => hold({ memberId: scene.viceChair, from: day(1) }), 'BAD_USER_INPUT'],
    ['an end before the beginning', () => hold({ memberId: scene.viceChair, until: '2023-12-31' }), 'BAD_USER_INPUT'],
    ['a document of blanks', () => hold({ memberId: scene.viceChair, document: ' ' }), 'BAD_USER_INPUT'],
    ['a hold on an unknown member', () => hold({ memberId: newId() }), 'FORBIDDEN'],
    ['a hold on an unknown unit', () => hold({ unitId: newId() }), 'NOT_FOUND'],
  ])('refuses %s', async (_case, input, expected) => {
    expect(await placeHold.outcome(chair, input())).toBe(expected);
  });

  it('is lifted once, by the unit that placed it or one above', async () => {
    const memberId = await somebody();
    const { hold: placed } = await placeHold.done(chair, hold({ memberId }));
    expect(await liftHold.outcome(unitChair, lift(placed.id))).toBe('HOLD_PLACED_FROM_ABOVE');
    const { first, again, other } = await liftHold.repeated(chair, lift(placed.id), { until: day(2) });
    expect(first.hold).toEqual({
      ...placed,
      until: day(1),
      liftedDocument: 'Quyết định 15/QĐ-LĐLĐ (minh họa)',
    });
    expect([again, other]).toEqual([first, 'CONFLICT']);
    expect(await liftHold.outcome(viceChair, lift(placed.id))).toBe('HOLD_ENDS_ALREADY');
  });

  it('is lifted once, whoever asks at the same instant, and not in the past', async () => {
    const { hold: placed } = await placeHold.done(unitChair, hold({ memberId: await somebody() }));
    expect(await liftHold.outcome(chair, lift(placed.id, { until: day(-1) }))).toBe('BAD_USER_INPUT');
    const input = lift(placed.id);
    expect(await liftHold.together([chair, input], [unitChair, input])).toEqual(['DONE', 'HOLD_ENDS_ALREADY']);
    expect(await liftHold.outcome(chair, lift(newId()))).toBe('NOT_FOUND');
  });

  it('is seen by officers of the unit and above, and by nobody else: not as an empty list', async () => {
    const memberId = await somebody();
    await placeHold.done(unitChair, hold({ memberId, kind: 'COMPLAINT' }));
    const ask = 'query Holds($id: ID!) { unit(id: $id) { officers { member { id holds { kind } } } } }';
    const { unit } = await unitChair.read<{ unit: { officers: { member: { id: string; holds: object[] } }[] } }>(ask, {
      id: unitId,
    });
    expect(unit.officers.find(({ member }) => member.id === memberId)?.member.holds).toEqual([{ kind: 'COMPLAINT' }]);
    const { errors } = await system.as(memberId).send(ask, { id: unitId });
    expect(errors[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', permission: 'hold.read' });
  });
});
