import { command, question, type OperationEntry } from '../../operation-entry';
import { day, mandateOf } from '../../scene/scene-person';
import { DELEGATED, membershipScene } from './membership-scene';

const WORDS = { document: 'Dữ liệu minh họa', reason: 'Dữ liệu minh họa' };

/** Delegations, the accounts of people, and the security log. */
export const MANDATE_ENTRIES: readonly OperationEntry[] = [
  command('delegateMandate', {
    permission: 'mandate.delegate',
    over: 'unit',
    owner: async (scene) => (await scene.part(membershipScene)).delegating,
    input: async (scene) => {
      const { delegating, deputy } = await scene.part(membershipScene);
      const officeId = mandateOf(delegating, 'STANDING_COMMITTEE_MEMBER', 'unit');
      return { officeId, toMemberId: deputy.memberId, ...DELEGATED, ...WORDS };
    },
  }),
  command('endDelegation', {
    permission: 'mandate.end-delegation',
    over: 'unit',
    owner: async (scene) => (await scene.part(membershipScene)).principal,
    input: async (scene) => ({
      delegationId: (await scene.part(membershipScene)).delegationId,
      until: day(),
      reason: WORDS.reason,
    }),
  }),
  command('linkIdentity', {
    permission: 'identity.link',
    over: 'unit',
    input: async (scene) => {
      const { memberId } = (await scene.part(membershipScene)).toLink;
      return { memberId, provider: 'embedded', subject: memberId };
    },
  }),
  command('linkIdentity', {
    note: 'of an officer of the child',
    permission: 'identity.link-officer',
    over: 'child',
    input: async (scene) => {
      const { memberId } = (await scene.part(membershipScene)).officerToLink;
      return { memberId, provider: 'embedded', subject: memberId };
    },
  }),
  command('linkIdentity', {
    note: 'of an officer of the unit above',
    permission: 'identity.link-officer',
    over: 'province',
    input: ({ people, mark }) => ({
      memberId: people.of.VICE_CHAIR.province.memberId,
      provider: 'another-issuer',
      subject: `second-account-${mark}`,
    }),
  }),
  command('unlinkIdentity', {
    permission: 'identity.link',
    over: 'unit',
    input: async (scene) => ({
      memberId: (await scene.part(membershipScene)).toUnlink.memberId,
      provider: 'embedded',
      reason: WORDS.reason,
    }),
  }),
  command('unlinkIdentity', {
    note: 'of an officer of the child',
    permission: 'identity.link-officer',
    over: 'child',
    input: async (scene) => ({
      memberId: (await scene.part(membershipScene)).officerToUnlink.memberId,
      provider: 'embedded',
      reason: WORDS.reason,
    }),
  }),
  question('securityEvents', {
    permission: 'security-log.read',
    over: 'unit',
    by: 'INSPECTION_COMMITTEE_MEMBER',
    args: { unitId: 'ID' },
    variables: ({ units }) => ({ unitId: units.unit }),
    select: 'nodes { id }',
  }),
  question('securityEvents', {
    note: 'of the whole system',
    permission: 'security-log.read-system',
    over: 'confederation',
    by: 'INSPECTION_COMMITTEE_MEMBER',
    select: 'nodes { id }',
  }),
];
