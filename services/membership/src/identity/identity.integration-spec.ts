import type { Mandate } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { command } from '../testing/command-result';
import {
  daysFromToday,
  loggedEvents,
  startProvinceScene,
  trailOf,
  type ProvinceScene,
  type SceneOfficer,
} from '../testing/province-scene';

describe('linking members to accounts', () => {
  let scene: ProvinceScene;
  let root: SceneOfficer;
  let chairOfProvince: SceneOfficer;
  let cadre: SceneOfficer;
  beforeAll(async () => {
    scene = await startProvinceScene();
    root = await scene.appoint(scene.root, 'CHAIR');
    chairOfProvince = await scene.appoint(scene.province, 'CHAIR');
    cadre = await scene.appoint(scene.union, 'FULL_TIME_CADRE');
  });
  afterAll(() => scene.membership.stop());

  const link = (
    memberId: string,
    subject: string,
    by: SceneOfficer = cadre,
    more: object = {},
    mandates: readonly Mandate[] = [by.mandate],
  ) =>
    command(
      scene.membership,
      'linkIdentity',
      { memberId, provider: 'keycloak', subject, ...more },
      mandates,
      by.memberId,
    );
  const unlink = (memberId: string, by: SceneOfficer = cadre, more: object = {}) =>
    command(
      scene.membership,
      'unlinkIdentity',
      { memberId, provider: 'keycloak', reason: 'Đổi tài khoản', ...more },
      [by.mandate],
      by.memberId,
    );
  const whoSignsIn = async (subject: string): Promise<string | null> =>
    (await scene.membership.heldBy('keycloak', subject))?.memberId ?? null;

  it('lets who signs in with the account be the member, until the link is taken away', async () => {
    const member = await scene.admit(scene.union);
    expect((await link(member, 'sub-1')).result).toMatchObject({ member: { id: member } });
    expect(await whoSignsIn('sub-1')).toBe(member);
    expect((await unlink(member)).result).toMatchObject({ member: { id: member } });
    expect(await whoSignsIn('sub-1')).toBeNull();

    expect(await trailOf(scene.membership, member)).toMatchObject([
      { action: 'LINK_IDENTITY', actor: cadre.memberId, mandateId: cadre.mandate.id },
      { action: 'UNLINK_IDENTITY', actor: cadre.memberId },
    ]);
    for (const kind of ['IDENTITY_LINKED', 'IDENTITY_UNLINKED']) {
      const event = (await loggedEvents(scene.membership, kind)).at(-1);
      expect(event).toMatchObject({ memberId: cadre.memberId, unitId: scene.union.id, mandateId: cadre.mandate.id });
      expect(JSON.parse(event?.detail ?? '')).toMatchObject({ memberId: member });
    }
  });

  it('refuses an account that somebody else has, without a word about whom', async () => {
    const [first, second] = [await scene.admit(scene.union, 'Nguyễn Thị Kín'), await scene.admit(scene.union)];
    await link(first, 'sub-2');
    const refused = await link(second, 'sub-2');
    expect(refused.reasonCodes).toEqual(['ACCOUNT_ALREADY_LINKED']);
    expect(JSON.stringify(refused.result)).not.toMatch(new RegExp(`Kín|${first}`));
    expect(await whoSignsIn('sub-2')).toBe(first);
  });

  it('refuses a second account of the same issuer, and takes one of another', async () => {
    const member = await scene.admit(scene.union);
    await link(member, 'sub-3');
    expect((await link(member, 'sub-4')).reasonCodes).toEqual(['MEMBER_ALREADY_LINKED']);
    expect((await link(member, 'sub-4', cadre, { provider: 'embedded' })).outcome).toBe('LinkIdentitySuccess');
  });

  it('tells accounts apart that differ in a capital', async () => {
    const [first, second] = [await scene.admit(scene.union), await scene.admit(scene.union)];
    expect((await link(first, 'Sub-5')).outcome).toBe('LinkIdentitySuccess');
    expect((await link(second, 'sub-5')).outcome).toBe('LinkIdentitySuccess');
    expect([await whoSignsIn('Sub-5'), await whoSignsIn('sub-5')]).toEqual([first, second]);
  });

  it('lets one of two at once win, and repeats its answer', async () => {
    const [first, second] = [await scene.admit(scene.union), await scene.admit(scene.union)];
    const both = await Promise.all([link(first, 'sub-6'), link(second, 'sub-6', root)]);
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['CommandRefused', 'LinkIdentitySuccess']);
    expect(both.flatMap(({ reasonCodes }) => reasonCodes)).toEqual(['ACCOUNT_ALREADY_LINKED']);

    const third = await scene.admit(scene.union);
    const commandId = newId();
    const repeated = await Promise.all([1, 2].map(() => link(third, 'sub-7', cadre, { commandId })));
    expect(repeated.map(({ outcome }) => outcome)).toEqual(['LinkIdentitySuccess', 'LinkIdentitySuccess']);
    expect((await link(third, 'sub-8', cadre, { commandId })).outcome).toBe('CONFLICT');
    const taken = await Promise.all([unlink(third), unlink(third, root)]);
    expect(taken.map(({ outcome }) => outcome).sort()).toEqual(['CommandRefused', 'UnlinkIdentitySuccess']);
    expect(taken.flatMap(({ reasonCodes }) => reasonCodes)).toEqual(['MEMBER_NOT_LINKED']);
  });

  it.each<[string, object]>([
    ['a provider with capitals', { provider: 'Keycloak' }],
    ['a subject beyond ASCII', { subject: 'Đ' }],
    ['a subject with a space at its end', { subject: 'sub ' }],
    ['an empty subject', { subject: '' }],
    ['a subject of 256 characters', { subject: 's'.repeat(256) }],
  ])('answers %s with BAD_USER_INPUT', async (_case, change) => {
    const member = await scene.admit(scene.union);
    expect((await link(member, 'sub-9', cadre, change)).outcome).toBe('BAD_USER_INPUT');
  });

  describe('who may link whom', () => {
    it('is the office of the member’s own unit, and the root: nobody else above may become them', async () => {
      const member = await scene.admit(scene.union);
      const others = [
        chairOfProvince,
        await scene.appoint(scene.sibling, 'CHAIR'),
        await scene.appoint(scene.otherProvince, 'CHAIR'),
        await scene.appoint(scene.province, 'INSPECTION_COMMITTEE_MEMBER'),
        await scene.appoint(scene.union, 'WOMENS_BOARD_MEMBER'),
      ];
      for (const other of others) {
        const refused = await link(member, 'sub-10', other);
        const extensions = refused.errors[0]?.extensions;
        expect(extensions?.code).toBe('FORBIDDEN');
        expect(extensions?.['permissions'] ?? [extensions?.['permission']]).toContain('identity.link');
      }
      expect((await link(member, 'sub-10', cadre)).outcome).toBe('LinkIdentitySuccess');
      expect((await unlink(member, root)).outcome).toBe('UnlinkIdentitySuccess');
    });

    it('reaches every office of the member, now or to come: an account opens them all', async () => {
      const member = await scene.admit(scene.union);
      await scene.appointMember(scene.province, 'VICE_CHAIR', member, daysFromToday(30));
      for (const by of [cadre, chairOfProvince]) {
        expect((await link(member, 'sub-11', by)).outcome).toBe('FORBIDDEN');
      }
      expect((await link(member, 'sub-11', root)).outcome).toBe('LinkIdentitySuccess');
      expect((await unlink(member, chairOfProvince)).outcome).toBe('FORBIDDEN');

      const inTwoUnits = await scene.appoint(scene.union, 'VICE_CHAIR');
      await scene.appointMember(scene.otherProvince, 'WOMENS_BOARD_MEMBER', inTwoUnits.memberId);
      expect((await link(inTwoUnits.memberId, 'sub-12', chairOfProvince)).outcome).toBe('FORBIDDEN');
      expect((await link(inTwoUnits.memberId, 'sub-12', root)).outcome).toBe('LinkIdentitySuccess');
    });

    it('is the root alone for who belongs nowhere, and nobody else learns whether there is such a member', async () => {
      const former = await scene.admit(scene.union);
      await scene.membership.service.dependencies.dataSource.query(
        "UPDATE member_affiliation SET valid_until = '2021-01-01' WHERE member_id = ?",
        [former],
      );
      const [ofFormer, ofNobody] = [
        await link(former, 'sub-13', chairOfProvince),
        await link(newId(), 'sub-13', chairOfProvince),
      ];
      expect(ofFormer.errors[0]).toMatchObject({ extensions: { code: 'FORBIDDEN' } });
      expect(ofNobody.errors).toEqual(ofFormer.errors);
      expect((await link(former, 'sub-13', root)).outcome).toBe('LinkIdentitySuccess');
      expect((await link(newId(), 'sub-14', root)).outcome).toBe('NOT_FOUND');
    });
  });
});
