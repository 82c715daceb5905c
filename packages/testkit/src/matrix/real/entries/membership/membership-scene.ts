import type { OfficerPosition } from '@thidua/contracts';
import { GraphCommand } from '../../../../scene';
import type { MatrixScene } from '../../scene/matrix-scene';
import { day, type ScenePerson } from '../../scene/scene-person';
import type { UnitName } from '../../scene/scene-units';

/** Officers of whom each holds the office in question first, and leads the unit besides: it is their own all the same. */
interface OfficersInQuestion {
  /** Whose office is to end; the one of the unit has personal data. */
  readonly leaving: ScenePerson;
  readonly toSuspend: ScenePerson;
  /** Whom the unit has suspended. */
  readonly suspended: ScenePerson;
}

/** What the entries of membership are about: people, each for one thing. */
export interface MembershipScene {
  /** A member of the unit with personal data, who has an account, and a member of the child. */
  readonly worker: ScenePerson;
  readonly childWorker: ScenePerson;
  /** Of the unit: members without and with an account; of the child: officers without and with one. */
  readonly toLink: ScenePerson;
  readonly toUnlink: ScenePerson;
  readonly officerToLink: ScenePerson;
  readonly officerToUnlink: ScenePerson;
  /** A leader of the unit who is to be given one more office. */
  readonly toAppoint: ScenePerson;
  /** Officers of the unit, and leaders of the child. */
  readonly ofUnit: OfficersInQuestion;
  readonly ofChild: OfficersInQuestion;
  /** An officer who delegates, and one who has delegated; the delegation's id. */
  readonly delegating: ScenePerson;
  readonly principal: ScenePerson;
  readonly delegationId: string;
  /** An officer to whom mandates are delegated. */
  readonly deputy: ScenePerson;
  /** Members to be referred to the Party, and a referral without an admission. */
  readonly toRefer: readonly ScenePerson[];
  readonly referralId: string;
  /** A period of the worker's tenure, and holds on the worker and on the child: each to be taken back. */
  readonly tenureId: string;
  readonly holdOnWorkerId: string;
  readonly holdOnChildId: string;
}

const recordPersonalData = new GraphCommand<{ member: { id: string } }>('recordPersonalData', 'member { id }');
const referToParty = new GraphCommand<{ referrals: { id: string }[] }>('referToParty', 'referrals { id }');

const recordTenure = new GraphCommand<{ period: { id: string } }>(
  'recordTenure',
  'period { id }',
  'RecordTenureInput',
  'TenureSuccess',
);
const placeHold = new GraphCommand<{ hold: { id: string } }>(
  'placeHold',
  'hold { id }',
  'PlaceHoldInput',
  'HoldSuccess',
);

/** A period of employment, and a hold, of nobody yet. */
export const EMPLOYED = { kind: 'EMPLOYMENT', rank: 'WORKER', from: '2015-01-01' } as const;
export const HELD = { kind: 'INSPECTION', from: '2024-01-01', document: 'Dữ liệu minh họa' } as const;

/** Personal data, by field. */
export const PERSONAL_DATA = {
  dateOfBirth: '1990-02-03',
  nationalId: '089190001234',
  phone: '0912345678',
  address: 'Phường Mỹ Long, An Giang (minh họa)',
  bankAccount: '0123456789 Ngân hàng minh họa',
} as const;
/** Days for which something is delegated. */
export const DELEGATED = { from: day(), until: day(30) } as const;

async function officersInQuestion(
  { appointments, leader }: MatrixScene,
  position: OfficerPosition,
  unit: UnitName,
): Promise<OfficersInQuestion> {
  const [leaving, toSuspend, working] = await Promise.all([1, 2, 3].map(() => appointments.appoint(position, unit)));
  if (!leaving || !toSuspend || !working) {
    throw new Error('three officers were to be appointed');
  }
  const suspended = await appointments.suspend(working, leader);
  const leadingBesides = (person: ScenePerson): Promise<ScenePerson> =>
    appointments.appointAlso(person, 'VICE_CHAIR', 'unit');
  return {
    leaving: await leadingBesides(leaving),
    toSuspend: await leadingBesides(toSuspend),
    suspended: await leadingBesides(suspended),
  };
}

/** Founds it. */
export async function membershipScene(scene: MatrixScene): Promise<MembershipScene> {
  const { appointments, units, leader, provinceLeader } = scene;
  const admit = (unit: UnitName): Promise<ScenePerson> => appointments.admit(unit);
  const appoint = (position: OfficerPosition, unit: UnitName): Promise<ScenePerson> =>
    appointments.appoint(position, unit);
  const [worker, referred, toUnlink, officerToUnlink] = [
    await admit('unit'),
    await admit('unit'),
    await admit('unit'),
    await appoint('EXECUTIVE_COMMITTEE_MEMBER', 'child'),
  ];
  // The first sign-in links the account.
  await Promise.all([toUnlink, officerToUnlink].map(({ client }) => client.read('{ viewer { id } }')));
  const ofUnit = await officersInQuestion(scene, 'EXECUTIVE_COMMITTEE_MEMBER', 'unit');
  for (const { memberId } of [worker, ofUnit.leaving]) {
    await recordPersonalData.done(leader, { memberId, ...PERSONAL_DATA });
  }
  const { referrals } = await referToParty.done(leader, {
    unitId: units.unit,
    memberIds: [referred.memberId],
    referredOn: '2024-05-19',
    demonstration: true,
  });
  const [{ period }] = [
    await recordTenure.done(leader, { memberId: worker.memberId, ...EMPLOYED }),
    await recordTenure.done(leader, { memberId: ofUnit.leaving.memberId, ...EMPLOYED }),
  ];
  const { hold: onWorker } = await placeHold.done(leader, { memberId: worker.memberId, ...HELD });
  const { hold: onChild } = await placeHold.done(leader, { unitId: units.child, ...HELD });
  // Over long ago: they are there to be read, and nobody's nomination waits for them.
  await placeHold.done(leader, { memberId: ofUnit.leaving.memberId, ...HELD, until: '2024-02-01' });
  await placeHold.done(provinceLeader, { unitId: units.unit, ...HELD, until: '2024-02-01' });
  const principal = await appoint('STANDING_COMMITTEE_MEMBER', 'unit');
  const deputy = await appoint('EXECUTIVE_COMMITTEE_MEMBER', 'unit');
  const delegated = await appointments.delegate(principal, deputy);
  return {
    worker,
    childWorker: await admit('child'),
    toLink: await admit('unit'),
    toUnlink,
    officerToLink: await appoint('EXECUTIVE_COMMITTEE_MEMBER', 'child'),
    officerToUnlink,
    toAppoint: await appoint('VICE_CHAIR', 'unit'),
    ofUnit,
    ofChild: await officersInQuestion(scene, 'VICE_CHAIR', 'child'),
    delegating: await appoint('STANDING_COMMITTEE_MEMBER', 'unit'),
    principal,
    delegationId: delegated.mandates.at(-1)?.id ?? '',
    deputy,
    toRefer: [await admit('unit'), await admit('unit')],
    referralId: referrals[0]?.id ?? '',
    tenureId: period.id,
    holdOnWorkerId: onWorker.id,
    holdOnChildId: onChild.id,
  };
}
