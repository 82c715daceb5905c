import { newId } from '@thidua/contracts/ids';
import { command } from '../testing/command-result';
import {
  daysFromToday,
  loggedEvents,
  startProvinceScene,
  trailOf,
  type ProvinceScene,
  type SceneOfficer,
  type SceneUnit,
} from '../testing/province-scene';
import { accountDigest } from './account-digest';

const PROVIDER = 'keycloak';

describe('the accounts of officers', () => {
  let scene: ProvinceScene;
  let root: SceneOfficer;
  let chairOfProvince: SceneOfficer;
  let cadreOfProvince: SceneOfficer;
  let chairOfUnion: SceneOfficer;
  let cadre: SceneOfficer;
  beforeAll(async () => {
    scene = await startProvinceScene();
    root = await scene.appoint(scene.root, 'CHAIR');
    chairOfProvince = await scene.appoint(scene.province, 'CHAIR');
    cadreOfProvince = await scene.appoint(scene.province, 'FULL_TIME_CADRE');
    chairOfUnion = await scene.appoint(scene.union, 'CHAIR');
    cadre = await scene.appoint(scene.union, 'FULL_TIME_CADRE');
  });
  afterAll(() => scene.membership.stop());

  const link = (memberId: string, by: SceneOfficer, subject = newId(), more: object = {}) =>
    command(
      scene.membership,
      'linkIdentity',
      { memberId, provider: PROVIDER, subject, ...more },
      [by.mandate],
      by.memberId,
    );
  const unlink = (memberId: string, by: SceneOfficer) =>
    command(
      scene.membership,
      'unlinkIdentity',
      { memberId, provider: PROVIDER, reason: 'Đổi tài khoản' },
      [by.mandate],
      by.memberId,
    );
  const appoint = (memberId: string, unit: SceneUnit, position: string, by: SceneOfficer, more: object = {}) =>
    command(
      scene.membership,
      'appointOfficer',
      { memberId, unitId: unit.id, position, from: '2022-01-01', ...more },
      [by.mandate],
      by.memberId,
    );
  const whoSignsIn = async (subject: string): Promise<string | null> =>
    (await scene.membership.heldBy(PROVIDER, subject))?.memberId ?? null;

  describe('are linked and unlinked', () => {
    it.each<[string, () => [SceneOfficer, Promise<SceneOfficer>]]>([
      ['a cadre, of their own chair', () => [cadre, Promise.resolve(chairOfUnion)]],
      ['a chair, of their own cadre', () => [chairOfUnion, scene.appoint(scene.union, 'FULL_TIME_CADRE')]],
      ['a vice-chair, of their own chair', () => [viceChair, Promise.resolve(chairOfUnion)]],
      [
        'a chair, of their own council’s secretary',
        () => [chairOfUnion, scene.appoint(scene.union, 'EMULATION_COUNCIL_SECRETARY')],
      ],
      [
        'a chair, of their own inspector',
        () => [chairOfUnion, scene.appoint(scene.union, 'INSPECTION_COMMITTEE_MEMBER')],
      ],
      ['an inspector above', () => [inspectorOfProvince, scene.appoint(scene.union, 'FULL_TIME_CADRE')]],
      ['a chair beside', () => [chairOfSibling, scene.appoint(scene.union, 'FULL_TIME_CADRE')]],
      ['a chair, themself', () => [chairOfUnion, Promise.resolve(chairOfUnion)]],
    ])('never by %s', async (_case, who) => {
      const [by, officer] = [who()[0], await who()[1]];
      const subject = newId();
      expect((await link(officer.memberId, by, subject)).outcome).toBe('FORBIDDEN');
      expect(await whoSignsIn(subject)).toBeNull();
      await link(officer.memberId, root, subject);
      expect((await unlink(officer.memberId, by)).outcome).toBe('FORBIDDEN');
      expect(await whoSignsIn(subject)).toBe(officer.memberId);
      await unlink(officer.memberId, root);
    });
    let viceChair: SceneOfficer;
    let inspectorOfProvince: SceneOfficer;
    let chairOfSibling: SceneOfficer;
    beforeAll(async () => {
      viceChair = await scene.appoint(scene.union, 'VICE_CHAIR');
      inspectorOfProvince = await scene.appoint(scene.province, 'INSPECTION_COMMITTEE_MEMBER');
      chairOfSibling = await scene.appoint(scene.sibling, 'CHAIR');
    });

    it('by an office of a unit above all of theirs, and the root’s by the root', async () => {
      const officer = await scene.appoint(scene.union, 'VICE_CHAIR');
      expect((await link(officer.memberId, cadreOfProvince)).outcome).toBe('LinkIdentitySuccess');
      expect((await unlink(officer.memberId, chairOfProvince)).outcome).toBe('UnlinkIdentitySuccess');
      await scene.appointMember(scene.province, 'WOMENS_BOARD_MEMBER', officer.memberId, daysFromToday(10));
      expect((await link(officer.memberId, chairOfProvince)).outcome).toBe('FORBIDDEN');
      expect((await link(officer.memberId, root)).outcome).toBe('LinkIdentitySuccess');
      const ofRoot = await scene.appoint(scene.root, 'VICE_CHAIR');
      expect((await link(ofRoot.memberId, root)).outcome).toBe('LinkIdentitySuccess');
    });

    it('says in the refusal which mandate it takes', async () => {
      const { errors } = await link(chairOfUnion.memberId, cadre);
      expect(errors[0]?.extensions).toMatchObject({ permission: 'identity.link-officer', scopes: ['BELOW'] });
    });
  });

  describe('on an appointment', () => {
    const linkedBy = async (by: SceneOfficer): Promise<{ member: string; subject: string }> => {
      const [member, subject] = [await scene.admit(scene.union), newId()];
      expect((await link(member, by, subject)).outcome).toBe('LinkIdentitySuccess');
      return { member, subject };
    };

    it('end where they were linked from below, with their event and a word in the trail', async () => {
      const { member, subject } = await linkedBy(cadre);
      const { result } = await appoint(member, scene.union, 'VICE_CHAIR', chairOfProvince);
      expect(result).toMatchObject({ endedLinks: 1, officer: { member: { id: member } } });
      expect(await whoSignsIn(subject)).toBeNull();
      const event = (await loggedEvents(scene.membership, 'IDENTITY_UNLINKED')).at(-1);
      expect(event).toMatchObject({ memberId: chairOfProvince.memberId, mandateId: chairOfProvince.mandate.id });
      expect(JSON.parse(event?.detail ?? '')).toMatchObject({ memberId: member });
      const entry = (await trailOf(scene.membership, scene.union.id)).at(-1);
      expect(entry).toMatchObject({ action: 'APPOINT', mandateId: chairOfProvince.mandate.id });
      expect(JSON.parse(entry?.entry ?? '')).toMatchObject({
        after: { endedLinks: [{ provider: PROVIDER, account: accountDigest({ provider: PROVIDER, subject }) }] },
      });
    });

    it('end as well where the unit itself linked them, whoever holds the office appoints or whatever office it is', async () => {
      const { member, subject } = await linkedBy(chairOfUnion);
      const { result } = await appoint(member, scene.union, 'WOMENS_BOARD_MEMBER', chairOfUnion);
      expect(result['endedLinks']).toBe(1);
      expect(await whoSignsIn(subject)).toBeNull();
    });

    it('stand where a unit above or the root linked them, and for an office that is over', async () => {
      const byRoot = await linkedBy(root);
      const officer = await scene.appoint(scene.union, 'WOMENS_BOARD_MEMBER');
      const byProvince = { member: officer.memberId, subject: newId() };
      expect((await link(byProvince.member, chairOfProvince, byProvince.subject)).outcome).toBe('LinkIdentitySuccess');
      for (const linked of [byRoot, byProvince]) {
        const { result } = await appoint(linked.member, scene.union, 'VICE_CHAIR', chairOfProvince);
        expect(result['endedLinks']).toBe(0);
        expect(await whoSignsIn(linked.subject)).toBe(linked.member);
      }
      const { member, subject } = await linkedBy(cadre);
      const over = { until: daysFromToday(0) };
      const { result } = await appoint(member, scene.union, 'FULL_TIME_CADRE', chairOfProvince, over);
      expect(result['endedLinks']).toBe(0);
      expect(await whoSignsIn(subject)).toBe(member);
    });

    it('end with an office of the unit that linked them, though it is above another office of theirs', async () => {
      const { memberId: member } = await scene.appoint(scene.union, 'VICE_CHAIR');
      const subject = newId();
      expect((await link(member, chairOfProvince, subject)).outcome).toBe('LinkIdentitySuccess');
      expect(await whoSignsIn(subject)).toBe(member);
      const { result } = await appoint(member, scene.province, 'WOMENS_BOARD_MEMBER', root);
      expect(result['endedLinks']).toBe(1);
      expect(await whoSignsIn(subject)).toBeNull();
    });

    it('end once when the appointment is repeated', async () => {
      const { member } = await linkedBy(cadre);
      const commandId = newId();
      const twice = await Promise.all(
        [1, 2].map(() => appoint(member, scene.union, 'VICE_CHAIR', chairOfProvince, { commandId })),
      );
      expect(twice.map(({ result }) => result['endedLinks'])).toEqual([1, 1]);
      const events = await loggedEvents(scene.membership, 'IDENTITY_UNLINKED');
      expect(events.filter(({ detail }) => detail.includes(member))).toHaveLength(1);
    });

    it('leave none from below when somebody links them at the same instant', async () => {
      for (let round = 0; round < 12; round += 1) {
        const [member, subject] = [await scene.admit(scene.union), newId()];
        const [linked, appointed] = await Promise.all([
          link(member, cadre, subject),
          appoint(member, scene.union, 'EXECUTIVE_COMMITTEE_MEMBER', chairOfProvince),
        ]);
        expect(appointed.outcome).toBe('AppointOfficerSuccess');
        expect([linked.outcome, appointed.result['endedLinks']]).toEqual(
          linked.outcome === 'FORBIDDEN' ? ['FORBIDDEN', 0] : ['LinkIdentitySuccess', 1],
        );
        expect(await whoSignsIn(subject)).toBeNull();
      }
    });
  });

  it('stand in the trail by a digest alone, never by their name', async () => {
    const [member, subject] = [await scene.admit(scene.union), 'nguyen.van.an@example.vn'];
    await link(member, cadre, subject);
    await unlink(member, cadre);
    const entries = (await trailOf(scene.membership, member)).map(({ entry }) => entry);
    expect(entries).toHaveLength(2);
    for (const entry of entries) {
      expect(entry).toContain(accountDigest({ provider: PROVIDER, subject }));
      expect(entry).not.toContain(subject);
    }
  });
});
