import type { Mandate } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { command, type CommandResult } from '../testing/command-result';
import { daysFromToday, startProvinceScene, type ProvinceScene, type SceneOfficer } from '../testing/province-scene';

const MADE_FROM_ABOVE = ['CHAIR', 'VICE_CHAIR', 'INSPECTION_COMMITTEE_MEMBER'] as const;
const BY_DELEGATION = (holder: SceneOfficer): Mandate => ({
  ...holder.mandate,
  id: newId(),
  delegation: { officeId: holder.mandate.id, principalId: holder.memberId },
});

describe('who makes and unmakes officers', () => {
  let scene: ProvinceScene;
  let root: SceneOfficer;
  let chairOfProvince: SceneOfficer;
  let chair: SceneOfficer;
  let viceChair: SceneOfficer;
  beforeAll(async () => {
    scene = await startProvinceScene();
    root = await scene.appoint(scene.root, 'CHAIR');
    chairOfProvince = await scene.appoint(scene.province, 'CHAIR');
    chair = await scene.appoint(scene.union, 'CHAIR');
    viceChair = await scene.appoint(scene.union, 'VICE_CHAIR');
  });
  afterAll(() => scene.membership.stop());

  const appoint = (input: object, by: SceneOfficer, mandates: readonly Mandate[] = [by.mandate]) =>
    command(
      scene.membership,
      'appointOfficer',
      {
        unitId: scene.union.id,
        from: '2022-01-01',
        ...('memberId' in input ? {} : { newMember: { fullName: 'Nguyễn Văn Mới', gender: 'MALE' } }),
        ...input,
      },
      mandates,
      by.memberId,
    );
  const end = (officerId: string, by: SceneOfficer, mandates: readonly Mandate[] = [by.mandate], more: object = {}) =>
    command(
      scene.membership,
      'endOffice',
      { officerId, until: daysFromToday(1), reason: 'Thôi giữ chức vụ', ...more },
      mandates,
      by.memberId,
    );
  const why = ({ errors }: CommandResult): unknown =>
    errors[0]?.extensions['rule'] ?? errors[0]?.extensions['permission'];

  it.each(MADE_FROM_ABOVE)('the unit’s own leaders neither appoint nor end its %s', async (position) => {
    const held = position === 'CHAIR' ? chair : await scene.appoint(scene.union, position);
    for (const by of [chair, viceChair].filter(({ memberId }) => memberId !== held.memberId)) {
      expect(why(await appoint({ position, from: '2018-01-01', until: '2019-01-01' }, by))).toBe(
        'officer.appoint-leader',
      );
      expect(why(await end(held.mandate.id, by))).toBe('officer.appoint-leader');
    }
  });

  it('a unit above does, the root its own, and neither one beside', async () => {
    for (const position of MADE_FROM_ABOVE) {
      const unitId = scene.sibling.id;
      const appointed = await appoint({ unitId, position }, chairOfProvince);
      expect(appointed.outcome).toBe('AppointOfficerSuccess');
      const { id } = appointed.result['officer'] as { id: string };
      expect((await end(id, chair)).outcome).toBe('FORBIDDEN');
      expect((await end(id, chairOfProvince)).outcome).toBe('EndOfficeSuccess');
    }
    expect((await appoint({ unitId: scene.root.id, position: 'VICE_CHAIR' }, root)).outcome).toBe(
      'AppointOfficerSuccess',
    );
    expect((await appoint({ unitId: scene.province.id, position: 'VICE_CHAIR' }, chairOfProvince)).outcome).toBe(
      'FORBIDDEN',
    );
  });

  it('all other officers are made by the unit’s own leaders as well', async () => {
    const { result } = await appoint({ position: 'FULL_TIME_CADRE' }, viceChair);
    const { id } = result['officer'] as { id: string };
    expect((await end(id, chair)).outcome).toBe('EndOfficeSuccess');
    expect((await appoint({ position: 'FULL_TIME_CADRE' }, chairOfProvince)).outcome).toBe('AppointOfficerSuccess');
  });

  it('nobody appoints or ends themself, whatever the position', async () => {
    const own = await scene.appointMember(scene.union, 'EXECUTIVE_COMMITTEE_MEMBER', chair.memberId);
    const refused = [
      await appoint({ memberId: chair.memberId, position: 'FULL_TIME_CADRE' }, chair),
      await end(own.mandate.id, chair),
      await appoint({ memberId: root.memberId, unitId: scene.root.id, position: 'VICE_CHAIR' }, root),
      await end(root.mandate.id, root),
    ];
    expect(refused.map(why)).toEqual(refused.map(() => 'NOT_OWN_MANDATE'));
  });

  it('nobody appoints or ends the one by whose delegation they act', async () => {
    const delegated = [BY_DELEGATION(chairOfProvince)];
    const delegate = await scene.appoint(scene.province, 'EXECUTIVE_COMMITTEE_MEMBER');
    const own = await scene.appointMember(scene.union, 'VICE_CHAIR', chairOfProvince.memberId);
    const refused = [
      await appoint({ memberId: chairOfProvince.memberId, position: 'FULL_TIME_CADRE' }, delegate, delegated),
      await end(own.mandate.id, delegate, delegated),
      await appoint({ memberId: delegate.memberId, position: 'VICE_CHAIR' }, delegate, delegated),
    ];
    expect(refused.map(why)).toEqual(refused.map(() => 'NOT_OWN_MANDATE'));
    expect((await appoint({ position: 'VICE_CHAIR' }, delegate, delegated)).outcome).toBe('AppointOfficerSuccess');
  });

  it('repeats its answer, and lets one of two at once end a leader', async () => {
    const held = await scene.appoint(scene.union, 'VICE_CHAIR');
    const commandId = newId();
    const both = await Promise.all([1, 2].map(() => end(held.mandate.id, chairOfProvince, undefined, { commandId })));
    expect(both.map(({ outcome }) => outcome)).toEqual(['EndOfficeSuccess', 'EndOfficeSuccess']);
    const other = await scene.appoint(scene.union, 'VICE_CHAIR');
    const crossing = await Promise.all([end(other.mandate.id, chairOfProvince), end(other.mandate.id, root)]);
    expect(crossing.map(({ outcome }) => outcome).sort()).toEqual(['CommandRefused', 'EndOfficeSuccess']);
  });
});
