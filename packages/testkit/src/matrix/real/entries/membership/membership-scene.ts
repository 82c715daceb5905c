import { GraphCommand } from '../../../../scene';
import type { MatrixScene } from '../../scene/matrix-scene';
import { day, type ScenePerson } from '../../scene/scene-person';

/** What the entries of membership are about: people of the unit, each for one thing. */
export interface MembershipScene {
  /** A member with personal data, who has an account. */
  readonly worker: ScenePerson;
  /** A member without an account, and one with an account. */
  readonly toLink: ScenePerson;
  readonly toUnlink: ScenePerson;
  /** A member of the child. */
  readonly childWorker: ScenePerson;
  /** An officer whose office is to end, with personal data. */
  readonly leaving: ScenePerson;
  /** An officer who delegates, and one who has delegated; the delegation's id. */
  readonly delegating: ScenePerson;
  readonly principal: ScenePerson;
  readonly delegationId: string;
  /** An officer to whom mandates are delegated. */
  readonly deputy: ScenePerson;
  /** A vice-chair who is to be suspended; one who is suspended and holds another mandate in the province. */
  readonly toSuspend: ScenePerson;
  readonly suspended: ScenePerson;
  /** Members to be referred to the Party, and a referral without an admission. */
  readonly toRefer: readonly ScenePerson[];
  readonly referralId: string;
}

const recordPersonalData = new GraphCommand<{ member: { id: string } }>('recordPersonalData', 'member { id }');
const referToParty = new GraphCommand<{ referrals: { id: string }[] }>('referToParty', 'referrals { id }');

/** The personal data of the worker, by field. */
export const PERSONAL_DATA = {
  dateOfBirth: '1990-02-03',
  nationalId: '089190001234',
  phone: '0912345678',
  address: 'Phường Mỹ Long, An Giang (minh họa)',
  bankAccount: '0123456789 Ngân hàng minh họa',
} as const;

/** Founds it. */
export async function membershipScene({ appointments, units, leader }: MatrixScene): Promise<MembershipScene> {
  const [worker, toLink, toUnlink, referred] = await Promise.all([1, 2, 3, 4].map(() => appointments.admit('unit')));
  const childWorker = await appointments.admit('child');
  const toRefer = await Promise.all([1, 2].map(() => appointments.admit('unit')));
  const [leaving, delegating, principal, deputy, toSuspend, vice] = await Promise.all([
    appointments.appoint('EXECUTIVE_COMMITTEE_MEMBER', 'unit'),
    appointments.appoint('STANDING_COMMITTEE_MEMBER', 'unit'),
    appointments.appoint('STANDING_COMMITTEE_MEMBER', 'unit'),
    appointments.appoint('EXECUTIVE_COMMITTEE_MEMBER', 'unit'),
    appointments.appoint('VICE_CHAIR', 'unit'),
    appointments.appoint('VICE_CHAIR', 'unit'),
  ]);
  if (!worker || !toLink || !toUnlink || !referred) {
    throw new Error('four members were to be admitted');
  }
  for (const { memberId } of [worker, leaving]) {
    await recordPersonalData.done(leader, { memberId, ...PERSONAL_DATA });
  }
  const { referrals } = await referToParty.done(leader, {
    unitId: units.unit,
    memberIds: [referred.memberId],
    referredOn: '2024-05-19',
    demonstration: true,
  });
  // The first sign-in links the account.
  await toUnlink.client.read('{ viewer { id } }');
  const delegated = await appointments.delegate(principal, deputy);
  const suspended = await appointments.suspend(vice);
  return {
    worker,
    childWorker,
    toLink,
    toUnlink,
    leaving,
    delegating,
    principal,
    delegationId: delegated.mandates.at(-1)?.id ?? '',
    deputy,
    toSuspend,
    suspended: await appointments.appointAlso(suspended, 'VICE_CHAIR', 'province'),
    toRefer,
    referralId: referrals[0]?.id ?? '',
  };
}

/** Days for which something is delegated. */
export const DELEGATED = { from: day(), until: day(30) } as const;
