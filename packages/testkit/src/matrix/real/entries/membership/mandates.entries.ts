import { command, question, type OperationEntry } from '../../operation-entry';
import { day, mandateOf } from '../../scene/scene-person';
import { DELEGATED, membershipScene } from './membership-scene';

const WORDS = { document: 'Dữ liệu minh họa', reason: 'Dữ liệu minh họa' };

/** Offices, what becomes of their mandates, the accounts of people, and the security log. */
export const MANDATE_ENTRIES: readonly OperationEntry[] = [
  command('appointOfficer', {
    permission: 'officer.appoint',
    over: 'unit',
    repeatable: true,
    input: ({ units }) => ({
      unitId: units.unit,
      position: 'EXECUTIVE_COMMITTEE_MEMBER',
      from: '2024-01-01',
      newMember: { fullName: 'Ủy viên minh họa', gender: 'FEMALE' },
      demonstration: true,
    }),
  }),
  command('endOffice', {
    permission: 'officer.appoint',
    over: 'unit',
    input: async (scene) => {
      const { leaving } = await scene.part(membershipScene);
      return { officerId: mandateOf(leaving, 'EXECUTIVE_COMMITTEE_MEMBER', 'unit'), until: day() };
    },
  }),
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
  command('suspendMandate', {
    permission: 'mandate.suspend',
    over: 'unit',
    broken: [
      {
        condition: 'NOT_OWN_MANDATE',
        facts: { isOwnMandate: true },
        person: async (scene) => (await scene.part(membershipScene)).toSuspend,
      },
    ],
    input: async (scene) => {
      const { toSuspend } = await scene.part(membershipScene);
      return { officeId: mandateOf(toSuspend, 'VICE_CHAIR', 'unit'), from: day(), ...WORDS };
    },
  }),
  command('resumeMandate', {
    permission: 'mandate.suspend',
    over: 'unit',
    broken: [
      {
        condition: 'NOT_OWN_MANDATE',
        facts: { isOwnMandate: true },
        person: async (scene) => (await scene.part(membershipScene)).suspended,
      },
    ],
    input: async (scene) => {
      const { suspended } = await scene.part(membershipScene);
      return { officeId: mandateOf(suspended, 'VICE_CHAIR', 'unit'), from: day(), reason: WORDS.reason };
    },
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
    note: 'of an officer of the unit above',
    permission: 'identity.link',
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
