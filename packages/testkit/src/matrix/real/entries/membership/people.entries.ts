import { command, question, type OperationEntry } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import { day } from '../../scene/scene-person';
import { HELD, membershipScene, PERSONAL_DATA } from './membership-scene';

/** What lifts a hold. */
function lifting(holdId: string): object {
  return { holdId, until: day(1), document: 'Dữ liệu minh họa' };
}

/** A document of its own, so that no two holds are the same. */
function held(scene: MatrixScene): object {
  return { ...HELD, document: scene.code() };
}

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
  command('recordTenure', {
    permission: 'tenure.record',
    over: 'unit',
    input: async (scene) => ({
      memberId: (await scene.part(membershipScene)).worker.memberId,
      kind: 'UNION_WORK',
      isPartTime: true,
      sector: 'STATE',
      from: '2016-01-01',
    }),
  }),
  command('withdrawTenure', {
    permission: 'tenure.record',
    over: 'unit',
    input: async (scene) => ({
      tenureId: (await scene.part(membershipScene)).tenureId,
      reason: 'Dữ liệu minh họa',
    }),
  }),
  command('placeHold', {
    note: 'on a person',
    permission: 'hold.place',
    over: 'unit',
    repeatable: true,
    input: async (scene) => ({ memberId: (await scene.part(membershipScene)).worker.memberId, ...held(scene) }),
  }),
  command('placeHold', {
    note: 'on a unit',
    permission: 'hold.place-on-unit',
    over: 'child',
    repeatable: true,
    input: (scene) => ({ unitId: scene.units.child, ...held(scene) }),
  }),
  command('liftHold', {
    note: 'from a person',
    permission: 'hold.place',
    over: 'unit',
    input: async (scene) => lifting((await scene.part(membershipScene)).holdOnWorkerId),
  }),
  command('liftHold', {
    note: 'from a unit',
    permission: 'hold.place-on-unit',
    over: 'child',
    input: async (scene) => lifting((await scene.part(membershipScene)).holdOnChildId),
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
