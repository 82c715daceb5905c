import { OFFICER_POSITIONS, type OfficerPosition, type Period } from '@thidua/contracts';
import { seededId } from '@thidua/contracts/ids';
import type { RunningSystem } from '../../../scene';
import { OPEN, type SceneAppointments } from './scene-appointments';
import { day, type ScenePerson } from './scene-person';
import type { UnitName } from './scene-units';

/** Positions in which somebody may do what the entries speak of: all that is asked of a mandate is asked of one of these. */
export const ACTING_POSITIONS = [
  'VICE_CHAIR',
  'FULL_TIME_CADRE',
  'EMULATION_COUNCIL_MEMBER',
  'EMULATION_COUNCIL_SECRETARY',
  'INSPECTION_COMMITTEE_MEMBER',
] as const;
/** A position of them. */
export type ActingPosition = (typeof ACTING_POSITIONS)[number];

/** Everybody in whom a mandate of one position has gone wrong in some way, and who holds it elsewhere. */
export interface PeopleOfPosition {
  readonly child: ScenePerson;
  readonly province: ScenePerson;
  readonly sibling: ScenePerson;
  readonly otherProvince: ScenePerson;
  /** Whose office begins tomorrow. */
  readonly notYet: ScenePerson;
  /** Whose office has ended. */
  readonly ended: ScenePerson;
  readonly suspended: ScenePerson;
  /** An officer of the unit to whom the mandate is delegated. */
  readonly delegate: ScenePerson;
  /** An officer of the unit to whom it was delegated, until the delegation was ended. */
  readonly formerDelegate: ScenePerson;
  /** Who holds the mandate and, in the sibling unit, one that grants nothing. */
  readonly ofTwoMandates: ScenePerson;
}

/** The people of a scene. */
export interface ScenePeople {
  /** The officers of the unit, one for each position. */
  readonly officers: Readonly<Record<OfficerPosition, ScenePerson>>;
  readonly of: Readonly<Record<ActingPosition, PeopleOfPosition>>;
  /** The chair of the General Confederation, and a member of its inspection committee. */
  readonly confederation: { readonly chair: ScenePerson; readonly inspector: ScenePerson };
  /** A member of the unit without a mandate. */
  readonly member: ScenePerson;
}

const TOMORROW: Period = { from: day(1), until: null };
const OVER: Period = { from: '2020-01-01', until: '2021-01-01' };
/** A position that grants nothing in the whole catalogue. */
const GRANTS_NOTHING: OfficerPosition = 'WOMENS_BOARD_MEMBER';

async function foundOfPosition(
  appointments: SceneAppointments,
  position: ActingPosition,
  holder: ScenePerson,
): Promise<PeopleOfPosition> {
  const elsewhere = (unit: UnitName): Promise<ScenePerson> => appointments.appoint(position, unit);
  const beside = (): Promise<ScenePerson> => appointments.appoint(GRANTS_NOTHING, 'unit');
  const [child, province, sibling, otherProvince] = await Promise.all([
    elsewhere('child'),
    elsewhere('province'),
    elsewhere('sibling'),
    elsewhere('otherProvince'),
  ]);
  const [notYet, ended, working, held, former, other] = await Promise.all([
    appointments.appoint(position, 'unit', TOMORROW),
    appointments.appoint(position, 'unit', OVER),
    appointments.appoint(position, 'unit'),
    appointments.appoint(position, 'unit', OPEN),
    beside(),
    beside(),
  ]);
  const formerDelegate = await appointments.endDelegation(await appointments.delegate(holder, former));
  const [suspended, ofTwoMandates, delegate] = await Promise.all([
    appointments.suspend(working),
    appointments.appointAlso(held, GRANTS_NOTHING, 'sibling'),
    appointments.delegate(holder, other),
  ]);
  return { child, province, sibling, otherProvince, notYet, ended, suspended, delegate, formerDelegate, ofTwoMandates };
}

/** Appoints everybody. @param positions those that the entries act in. */
export async function foundPeople(
  system: RunningSystem,
  appointments: SceneAppointments,
  positions: readonly ActingPosition[],
): Promise<ScenePeople> {
  const officers = Object.fromEntries(
    await Promise.all(
      OFFICER_POSITIONS.map(async (position) => [position, await appointments.appoint(position, 'unit')] as const),
    ),
  ) as Record<OfficerPosition, ScenePerson>;
  const of = Object.fromEntries(
    await Promise.all(
      positions.map(
        async (position) => [position, await foundOfPosition(appointments, position, officers[position])] as const,
      ),
    ),
  ) as Record<ActingPosition, PeopleOfPosition>;
  const seeded = (code: string, position: OfficerPosition): ScenePerson => ({
    memberId: seededId('member', code),
    mandates: [
      {
        id: `${code}’s office`,
        position,
        unit: 'confederation',
        office: { ...OPEN, suspensions: [], delegation: null },
      },
    ],
    client: system.asSeeded(code),
  });
  return {
    officers,
    of,
    confederation: {
      chair: seeded('tld-chair', 'CHAIR'),
      inspector: seeded('tld-inspector', 'INSPECTION_COMMITTEE_MEMBER'),
    },
    member: await appointments.admit('unit'),
  };
}
