import { randomUUID } from 'node:crypto';
import type { HeldOffice, OfficerPosition, Period } from '@thidua/contracts';
import { GraphCommand, type PersistentClient, type RunningSystem } from '../../../scene';
import { day, type SceneMandate, type ScenePerson } from './scene-person';
import type { UnitName } from './scene-units';

const appointOfficer = new GraphCommand<{ officer: { id: string; member: { id: string } } }>(
  'appointOfficer',
  'officer { id member { id } }',
);
const admitMembers = new GraphCommand<{ memberIds: string[] }>('admitMembers', 'memberIds');
const suspendMandate = new GraphCommand<{ officer: { id: string } }>('suspendMandate', 'officer { id }');
const delegateMandate = new GraphCommand<{ delegation: { id: string } }>('delegateMandate', 'delegation { id }');
const endDelegation = new GraphCommand<{ delegation: { id: string } }>('endDelegation', 'delegation { id }');

const FOUNDED_ON = '2020-01-01';
const DOCUMENT = 'Dữ liệu minh họa';
/** An office without an end. */
export const OPEN: Period = { from: FOUNDED_ON, until: null };
const office = (period: Period, more: Partial<HeldOffice> = {}): HeldOffice => ({
  ...period,
  suspensions: [],
  delegation: null,
  ...more,
});

/** Appoints, suspends and delegates through the gateway, and keeps what each person was given. */
export class SceneAppointments {
  /** The chair of the General Confederation: their mandate reaches everything. */
  private readonly confederation: PersistentClient;

  constructor(
    private readonly system: RunningSystem,
    private readonly units: Readonly<Record<UnitName, string>>,
  ) {
    this.confederation = system.asSeeded('tld-chair');
  }

  /** Gives somebody new an office. */
  async appoint(position: OfficerPosition, unit: UnitName, period: Period = OPEN): Promise<ScenePerson> {
    const code = `MATRIX-${randomUUID()}`;
    const person = { newMember: { code, fullName: `${position} ${unit} (minh họa)`, gender: 'FEMALE' } };
    const { officer } = await this.give(position, unit, period, person);
    return {
      memberId: officer.member.id,
      mandates: [{ id: officer.id, position, unit, office: office(period) }],
      client: this.system.as(officer.member.id),
    };
  }

  /** Gives somebody one more office. */
  async appointAlso(person: ScenePerson, position: OfficerPosition, unit: UnitName): Promise<ScenePerson> {
    const { officer } = await this.give(position, unit, OPEN, { memberId: person.memberId });
    return { ...person, mandates: [...person.mandates, { id: officer.id, position, unit, office: office(OPEN) }] };
  }

  private give(position: OfficerPosition, unit: UnitName, { from, until }: Period, who: object) {
    return appointOfficer.done(this.confederation, {
      ...who,
      unitId: this.units[unit],
      position,
      from,
      until,
      document: DOCUMENT,
      demonstration: true,
    });
  }

  /** Admits somebody without an office. */
  async admit(unit: UnitName): Promise<ScenePerson> {
    const { memberIds } = await admitMembers.done(this.confederation, {
      unitId: this.units[unit],
      admittedOn: FOUNDED_ON,
      members: [{ fullName: `Đoàn viên ${unit} (minh họa)`, gender: 'MALE' }],
      demonstration: true,
    });
    const memberId = memberIds[0] ?? '';
    return { memberId, mandates: [], client: this.system.as(memberId) };
  }

  /** Suspends a person's first mandate from today on. @param by whoever does; the confederation when not given. */
  async suspend(person: ScenePerson, by: PersistentClient = this.confederation): Promise<ScenePerson> {
    const [mandate, ...others] = person.mandates;
    if (!mandate) {
      throw new Error('there is no mandate to suspend');
    }
    const words = { document: DOCUMENT, reason: DOCUMENT };
    await suspendMandate.done(by, { officeId: mandate.id, from: day(), ...words });
    const suspended = { ...mandate, office: { ...mandate.office, suspensions: [{ from: day(), until: null }] } };
    return { ...person, mandates: [suspended, ...others] };
  }

  /** Has a person delegate their first mandate to another officer of the unit, from today on. @returns the other one. */
  async delegate(principal: ScenePerson, delegate: ScenePerson): Promise<ScenePerson> {
    const [mandate] = principal.mandates;
    if (!mandate) {
      throw new Error('there is no mandate to delegate');
    }
    const period = { from: day(), until: day(30) };
    const { delegation } = await delegateMandate.done(principal.client, {
      officeId: mandate.id,
      toMemberId: delegate.memberId,
      ...period,
      document: DOCUMENT,
      reason: DOCUMENT,
    });
    const { position, unit } = mandate;
    const delegated: SceneMandate = {
      id: delegation.id,
      position,
      unit,
      office: office(mandate.office, { delegation: period }),
    };
    return { ...delegate, mandates: [...delegate.mandates, delegated] };
  }

  /** Ends the delegation that a person was given last. */
  async endDelegation(delegate: ScenePerson): Promise<ScenePerson> {
    const ended = delegate.mandates.at(-1);
    if (!ended?.office.delegation) {
      throw new Error('there is no delegation to end');
    }
    await endDelegation.done(this.confederation, { delegationId: ended.id, until: day(), reason: DOCUMENT });
    const over: SceneMandate = { ...ended, office: { ...ended.office, delegation: { from: day(), until: day() } } };
    return { ...delegate, mandates: [...delegate.mandates.slice(0, -1), over] };
  }
}
