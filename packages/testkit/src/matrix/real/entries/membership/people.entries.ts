import { command, question, type OperationEntry } from '../../operation-entry';
import { membershipScene, PERSONAL_DATA } from './membership-scene';

/** Members, their personal data, referrals and headcounts. */
export const PEOPLE_ENTRIES: readonly OperationEntry[] = [
  question('viewer', { permission: 'graph.read', over: null, select: 'id' }),
  question('member', {
    permission: 'member.read',
    over: 'unit',
    owner: async ({ people }) => people.member,
    seenWith: { permission: 'member.read', reach: { units: ['unit'] } },
    args: { id: 'ID!' },
    variables: ({ people }) => ({ id: people.member.memberId }),
    select: 'id',
  }),
  question('members', {
    permission: 'member.read',
    over: 'unit',
    args: { unitId: 'ID!' },
    variables: ({ units }) => ({ unitId: units.unit }),
    select: 'nodes { id }',
  }),
  command('admitMembers', {
    permission: 'member.admit',
    over: 'unit',
    repeatable: true,
    input: ({ units }) => ({
      unitId: units.unit,
      admittedOn: '2024-01-01',
      members: [{ fullName: 'Đoàn viên minh họa', gender: 'FEMALE' }],
      demonstration: true,
    }),
  }),
  command('recordPersonalData', {
    permission: 'member.personal.record',
    over: 'unit',
    repeatable: true,
    owner: async (scene) => (await scene.part(membershipScene)).worker,
    input: async (scene) => ({ memberId: (await scene.part(membershipScene)).worker.memberId, ...PERSONAL_DATA }),
  }),
  command('recordHeadcount', {
    permission: 'headcount.record',
    over: 'unit',
    repeatable: true,
    input: ({ units }) => ({
      unitId: units.unit,
      kind: 'MEMBERS',
      measure: 'STOCK',
      total: 100,
      asOf: '2024-01-01',
      source: 'Dữ liệu minh họa',
    }),
  }),
  command('referToParty', {
    permission: 'party-referral.record',
    over: 'unit',
    input: async (scene) => ({
      unitId: scene.units.unit,
      memberIds: (await scene.part(membershipScene)).toRefer.map(({ memberId }) => memberId),
      referredOn: '2024-05-19',
      demonstration: true,
    }),
  }),
  command('recordPartyAdmission', {
    permission: 'party-referral.record',
    over: 'unit',
    input: async (scene) => ({
      referralId: (await scene.part(membershipScene)).referralId,
      admittedOn: '2024-09-02',
    }),
  }),
];
