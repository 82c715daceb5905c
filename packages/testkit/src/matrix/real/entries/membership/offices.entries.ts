import type { Permission } from '@thidua/contracts';
import { command, type BrokenCondition, type OperationEntry } from '../../operation-entry';
import { day, mandateOf, type ScenePerson } from '../../scene/scene-person';
import type { UnitName } from '../../scene/scene-units';
import { membershipScene, type MembershipScene } from './membership-scene';

const WORDS = { document: 'Dữ liệu minh họa', reason: 'Dữ liệu minh họa' };
const NEW_MEMBER = { newMember: { fullName: 'Cán bộ minh họa', gender: 'FEMALE' }, demonstration: true };

/** Officers of the unit are the unit's own business; its child's leaders are made and unmade from above the child. */
interface OfficeKind {
  readonly of: 'ofUnit' | 'ofChild';
  readonly unit: UnitName;
  readonly position: 'EXECUTIVE_COMMITTEE_MEMBER' | 'VICE_CHAIR';
  readonly appoint: Permission;
  readonly suspend: Permission;
}

const OFFICER: OfficeKind = {
  of: 'ofUnit',
  unit: 'unit',
  position: 'EXECUTIVE_COMMITTEE_MEMBER',
  appoint: 'officer.appoint',
  suspend: 'mandate.suspend',
};
const LEADER: OfficeKind = {
  of: 'ofChild',
  unit: 'child',
  position: 'VICE_CHAIR',
  appoint: 'officer.appoint-leader',
  suspend: 'mandate.suspend-leader',
};

/** Somebody whose mandate of the unit reaches, and whose own office it is. */
function ownOffice(find: (found: MembershipScene) => ScenePerson): BrokenCondition {
  return {
    condition: 'NOT_OWN_MANDATE',
    facts: { isOwnMandate: true },
    person: async (scene) => find(await scene.part(membershipScene)),
    actAs: (person) => mandateOf(person, 'VICE_CHAIR', 'unit'),
  };
}

/** Entries for what is done to an office of the kind. */
function onOffice(
  field: string,
  kind: OfficeKind,
  permission: Permission,
  who: keyof MembershipScene['ofUnit'],
  more: object,
) {
  return command(field, {
    note: `of ${kind.position} of the ${kind.unit}`,
    permission,
    over: kind.unit,
    broken: [ownOffice((found) => found[kind.of][who])],
    input: async (scene) => {
      const person = (await scene.part(membershipScene))[kind.of][who];
      return { officeId: mandateOf(person, kind.position, kind.unit), ...more };
    },
  });
}

function entriesOf(kind: OfficeKind): OperationEntry[] {
  return [
    command('appointOfficer', {
      note: `${kind.position} of the ${kind.unit}`,
      permission: kind.appoint,
      over: kind.unit,
      repeatable: true,
      input: ({ units }) => ({ unitId: units[kind.unit], position: kind.position, from: '2024-01-01', ...NEW_MEMBER }),
    }),
    command('appointOfficer', {
      note: `somebody known to be ${kind.position} of the ${kind.unit}`,
      permission: kind.appoint,
      over: kind.unit,
      broken: [ownOffice(({ toAppoint }) => toAppoint)],
      input: async (scene) => ({
        unitId: scene.units[kind.unit],
        position: kind.position,
        from: '2024-01-01',
        memberId: (await scene.part(membershipScene)).toAppoint.memberId,
      }),
    }),
    command('endOffice', {
      note: `of ${kind.position} of the ${kind.unit}`,
      permission: kind.appoint,
      over: kind.unit,
      broken: [ownOffice((found) => found[kind.of].leaving)],
      input: async (scene) => {
        const { leaving } = (await scene.part(membershipScene))[kind.of];
        return { officerId: mandateOf(leaving, kind.position, kind.unit), until: day() };
      },
    }),
    onOffice('suspendMandate', kind, kind.suspend, 'toSuspend', { from: day(), ...WORDS }),
    onOffice('resumeMandate', kind, kind.suspend, 'suspended', { from: day(), reason: WORDS.reason }),
  ];
}

/** Offices: given, ended, suspended and resumed. */
export const OFFICE_ENTRIES: readonly OperationEntry[] = [
  ...entriesOf(OFFICER),
  ...entriesOf(LEADER),
  command('appointOfficer', {
    note: 'a leader of the unit itself',
    permission: 'officer.appoint-leader',
    over: 'unit',
    repeatable: true,
    input: ({ units }) => ({
      unitId: units.unit,
      position: 'INSPECTION_COMMITTEE_MEMBER',
      from: '2024-01-01',
      ...NEW_MEMBER,
    }),
  }),
];
