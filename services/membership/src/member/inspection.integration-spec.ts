import type { Mandate } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { command } from '../testing/command-result';
import { startProvinceScene, type ProvinceScene, type SceneOfficer } from '../testing/province-scene';

const READ = `query ($unit: ID!, $member: ID!) {
  unit(id: $unit) {
    members { nodes { id fullName code gender affiliations { from } } }
    partyReferrals { nodes { id member { id } } }
    headcounts { nodes { total } }
    officers { position suspensions { id } }
  }
  member(id: $member) { id fullName }
}`;
const LIST = 'query ($unit: ID!) { members(unitId: $unit) { nodes { id } } }';

describe('what an inspection committee reads', () => {
  let scene: ProvinceScene;
  let chair: SceneOfficer;
  let member: string;
  beforeAll(async () => {
    scene = await startProvinceScene();
    chair = await scene.appoint(scene.union, 'CHAIR');
    member = await scene.admit(scene.union, 'Lê Văn Kín');
    const by = [chair.mandate];
    await command(
      scene.membership,
      'referToParty',
      { unitId: scene.union.id, memberIds: [member], referredOn: '2021-06-01' },
      by,
    );
    await command(
      scene.membership,
      'recordHeadcount',
      {
        unitId: scene.union.id,
        kind: 'MEMBERS',
        measure: 'STOCK',
        total: 20,
        qualifier: 'EXACT',
        asOf: '2021-01-01',
        source: 'Báo cáo',
      },
      by,
    );
  });
  afterAll(() => scene.membership.stop());

  const read = async (mandates: readonly Mandate[]) => {
    const { data, errors } = await scene.membership.send(READ, { unit: scene.union.id, member }, mandates);
    const list = await scene.membership.send(LIST, { unit: scene.union.id }, mandates);
    const unit = data['unit'] as Record<'members' | 'partyReferrals' | 'headcounts', { nodes: object[] }>;
    return {
      members: unit.members.nodes,
      referrals: unit.partyReferrals.nodes.length,
      headcounts: unit.headcounts.nodes.length,
      member: data['member'],
      codes: [...errors, ...list.errors].map(({ path, extensions }) => `${path?.join('.')} ${extensions.code}`),
    };
  };

  it('is everything of the body and below: members, referrals, figures, suspensions', async () => {
    for (const unit of [scene.union, scene.province, scene.root]) {
      const { mandate } = await scene.appoint(unit, 'INSPECTION_COMMITTEE_MEMBER');
      const seen = await read([mandate]);
      expect(seen.codes).toEqual([]);
      expect(seen.members).toContainEqual({
        id: member,
        fullName: 'Lê Văn Kín',
        code: null,
        gender: 'MALE',
        affiliations: [{ from: '2020-01-01' }],
      });
      expect([seen.referrals, seen.headcounts]).toEqual([1, 1]);
      expect(seen.member).toEqual({ id: member, fullName: 'Lê Văn Kín' });
    }
  });

  it('is nothing of members beside it or above it, and no more than anybody sees', async () => {
    const beyond = [
      (await scene.appoint(scene.sibling, 'INSPECTION_COMMITTEE_MEMBER')).mandate,
      (await scene.appoint(scene.otherProvince, 'INSPECTION_COMMITTEE_MEMBER')).mandate,
    ];
    for (const mandates of [[], ...beyond.map((mandate) => [mandate])]) {
      expect(await read(mandates)).toEqual({
        members: [],
        referrals: 0,
        headcounts: 1,
        member: null,
        codes: ['member NOT_FOUND', 'members FORBIDDEN'],
      });
    }
  });

  it('is read and never changed', async () => {
    const { mandate } = await scene.appoint(scene.province, 'INSPECTION_COMMITTEE_MEMBER');
    const by = [mandate];
    const person = { fullName: 'Nguyễn Văn Mới', gender: 'MALE' };
    const outcomes = [
      await command(
        scene.membership,
        'admitMembers',
        { unitId: scene.union.id, admittedOn: '2021-01-01', members: [person] },
        by,
      ),
      await command(
        scene.membership,
        'appointOfficer',
        { unitId: scene.union.id, position: 'VICE_CHAIR', from: '2021-01-01', newMember: person },
        by,
      ),
      await command(
        scene.membership,
        'endOffice',
        { officerId: chair.mandate.id, until: '2030-01-01', reason: 'Thử' },
        by,
      ),
      await command(
        scene.membership,
        'referToParty',
        { unitId: scene.union.id, memberIds: [member], referredOn: '2022-06-01' },
        by,
      ),
      await command(scene.membership, 'linkIdentity', { memberId: member, provider: 'test', subject: newId() }, by),
      await command(scene.membership, 'recordPersonalData', { memberId: member, phone: '0912345678' }, by),
    ];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(outcomes.map(() => 'FORBIDDEN'));
  });
});
