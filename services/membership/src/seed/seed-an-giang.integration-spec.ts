import { seededId } from '@thidua/contracts/ids';
import { createMembershipActivities } from '../activities/membership-activities';
import { startMembership, type RunningMembership } from '../testing/running-membership';
import { directUnions } from './demonstration-plan';
import { seedAnGiang } from './seed-an-giang';
import { demonstration } from './seed-data';

const COUNTED = [
  'union_unit',
  'member',
  'member_affiliation',
  'officer',
  'identity_link',
  'headcount',
  'party_referral',
  'command',
  'change_feed',
];

describe('seeding An Giang', () => {
  let membership: RunningMembership;
  beforeAll(async () => {
    membership = await startMembership();
    await seedAnGiang(membership.service.dependencies);
  });
  afterAll(() => membership.stop());

  it('changes nothing the second time', async () => {
    const { dataSource } = membership.service.dependencies;
    const counts = async (): Promise<unknown> =>
      Promise.all(COUNTED.map((table) => dataSource.query(`SELECT COUNT(*) AS total FROM ${table}`)));
    const before = await counts();
    await seedAnGiang(membership.service.dependencies);
    expect(await counts()).toEqual(before);
  });

  it('gives reviews of 2020 the article’s figures: 5.157, 11 and 12', async () => {
    const direct = directUnions(demonstration.blocks);
    const block = (number: number): string[] =>
      direct.filter((union) => union.block === number).map(({ code }) => seededId('unit', code));
    const actuals = await createMembershipActivities(
      membership.service.dependencies.dataSource,
    ).collectMembershipActuals({
      unitIds: [seededId('unit', 'AG'), ...block(1), ...block(10)],
      from: '2020-01-01',
      to: '2020-12-31',
    });
    const [province, ...unions] = actuals;
    const referred = (some: typeof unions): number =>
      some.reduce((sum, { membersReferredToParty }) => sum + membersReferredToParty, 0);
    expect(province).toMatchObject({ membersJoined: 5157, membersReferredToParty: 23, grassrootsUnionsFounded: 0 });
    expect([referred(unions.slice(0, 10)), referred(unions.slice(10))]).toEqual([11, 12]);
  });

  it('lets the chairs of the province and of the unions act', async () => {
    expect(await membership.heldBy('embedded', 'ag-lx-chair')).toMatchObject({
      mandates: [{ unitId: seededId('unit', 'AG-LX'), position: 'CHAIR' }],
    });
  });
});
