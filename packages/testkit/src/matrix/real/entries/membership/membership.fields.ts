import { field, list, type AnswerPath, type FieldEntry } from '../../field-entry';
import type { PlantedRow } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import type { ScenePerson } from '../../scene/scene-person';
import { membershipScene, PERSONAL_DATA, type MembershipScene } from './membership-scene';

interface Officers {
  readonly unit: { readonly officers: readonly { readonly id: string; readonly member: { readonly id: string } }[] };
}

/** Everybody finds the officers of a unit; what stands there of one of them is another matter. */
const OFFICERS = (selection: string): string =>
  `query Matrix($id: ID!) { unit(id: $id) { officers { id member { id } ${selection} } } }`;
const ofUnit = async ({ units }: MatrixScene): Promise<object> => ({ id: units.unit });
const who =
  (find: (found: MembershipScene) => ScenePerson) =>
  async (scene: MatrixScene): Promise<ScenePerson> =>
    find(await scene.part(membershipScene));

/** Where a field of somebody's first office stands, or of the member who holds it. */
function ofOfficer(find: (scene: MatrixScene) => Promise<ScenePerson>, ...steps: readonly string[]) {
  return async ({ unit }: Officers, scene: MatrixScene): Promise<AnswerPath | null> => {
    const [office] = (await find(scene)).mandates;
    const index = unit.officers.findIndex(({ id }) => id === office?.id);
    return index < 0 ? null : ['unit', 'officers', index, ...steps];
  };
}

const officer = who(({ ofUnit: found }) => found.leaving);

/** Personal data and particulars of an officer of the unit. */
function ofMember(
  name: string,
  entry: Pick<FieldEntry, 'permission' | 'beyond'> & Partial<Pick<FieldEntry, 'by'>>,
  selection = '',
): FieldEntry {
  return field(`Member.${name}`, {
    ...entry,
    over: 'unit',
    owner: officer,
    document: OFFICERS(`member { ${name} ${selection} }`),
    variables: ofUnit,
    at: ofOfficer(officer, 'member', name),
  });
}

/** Fields of membership that not everybody may read. */
export const MEMBERSHIP_FIELDS: readonly FieldEntry[] = [
  ...Object.keys(PERSONAL_DATA)
    .filter((name) => name !== 'bankAccount')
    .map((name) => ofMember(name, { permission: 'member.personal.read', beyond: 'FORBIDDEN' })),
  ofMember('bankAccount', { permission: 'member.bank-account.read', beyond: 'FORBIDDEN', by: 'FULL_TIME_CADRE' }),
  ofMember('code', { permission: 'member.read', beyond: 'NULL' }),
  ofMember('gender', { permission: 'member.read', beyond: 'NULL' }),
  ofMember('affiliations', { permission: 'member.read', beyond: 'EMPTY' }, '{ from }'),
  ofMember('tenure', { permission: 'member.read', beyond: 'EMPTY' }, '{ from }'),
  ofMember('holds', { permission: 'hold.read', beyond: 'FORBIDDEN' }, '{ from }'),
  field('UnionUnit.holds', {
    permission: 'hold.read',
    over: 'unit',
    beyond: 'FORBIDDEN',
    document: 'query Matrix($id: ID!) { unit(id: $id) { holds { from } } }',
    variables: ofUnit,
    at: async () => ['unit', 'holds'],
  }),
  field('Officer.delegations', {
    permission: 'member.read',
    over: 'unit',
    owner: who(({ principal }) => principal),
    beyond: 'EMPTY',
    document: OFFICERS('delegations { id }'),
    variables: ofUnit,
    at: ofOfficer(
      who(({ principal }) => principal),
      'delegations',
    ),
  }),
  field('Officer.suspensions', {
    permission: 'member.read',
    over: 'unit',
    owner: who(({ ofUnit: found }) => found.suspended),
    beyond: 'EMPTY',
    document: OFFICERS('suspensions { id }'),
    variables: ofUnit,
    at: ofOfficer(
      who(({ ofUnit: found }) => found.suspended),
      'suspensions',
    ),
  }),
  list('UnionUnit.members', {
    permission: 'member.read',
    document: `query Matrix($id: ID!) {
      unit(id: $id) { members(first: 200, includeBelow: true) { nodes { id } edges { node { id } } } } }`,
    variables: ofUnit,
    at: ['unit', 'members'],
    planted: async (scene): Promise<PlantedRow[]> => {
      const { worker, childWorker } = await scene.part(membershipScene);
      return [
        { id: worker.memberId, permission: 'member.read', reach: { units: ['unit'] } },
        { id: childWorker.memberId, permission: 'member.read', reach: { units: ['child'] } },
      ];
    },
  }),
  list('UnionUnit.partyReferrals', {
    permission: 'member.read',
    document: 'query Matrix($id: ID!) { unit(id: $id) { partyReferrals { nodes { id } edges { node { id } } } } }',
    variables: ofUnit,
    at: ['unit', 'partyReferrals'],
    planted: async (scene): Promise<PlantedRow[]> => [
      {
        id: (await scene.part(membershipScene)).referralId,
        permission: 'member.read',
        reach: { units: ['unit'] },
      },
    ],
  }),
];
