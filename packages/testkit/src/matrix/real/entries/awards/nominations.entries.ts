import type { OperationEntry, PlantedRow, Reach } from '../../operation-entry';
import { command, question } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import { day } from '../../scene/scene-person';
import { awardsScene, awardTypeOf, stagesOf } from './awards-scene';

/** A nomination of the child goes through the unit; whoever reads nominations of either sees it. */
export const SEEN_OF_CHILD: Reach = { units: ['child', 'unit'], needed: 'ANY' };
/** A nomination that the unit has submitted to the province. */
const SEEN_OF_UNIT: Reach = { units: ['unit', 'province'], needed: 'ANY' };

/** Everybody may ask for the list: each finds what they may see. */
const NOMINATIONS = {
  over: null,
  args: { first: 'Int!', filter: 'NominationFilter' },
  variables: ({ units }: MatrixScene) => ({ first: 200, filter: { underUnitId: units.province } }),
  select: 'nodes { id } edges { node { id } }',
} as const;

/** Award types, and nominations before anybody judges them. */
export const NOMINATION_ENTRIES: readonly OperationEntry[] = [
  question('awardTypes', { permission: 'graph.read', over: null, select: 'nodes { id }' }),
  question('awardType', {
    permission: 'graph.read',
    over: null,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(awardsScene)).awardTypeId }),
    select: 'id',
  }),
  question('awardTypeHistory', {
    permission: 'award-type.history.read',
    over: 'unit',
    args: { awardTypeId: 'ID!' },
    variables: async (scene) => ({ awardTypeId: (await scene.part(awardsScene)).awardTypeId }),
    select: 'nodes { sequence }',
  }),
  command('defineAwardType', {
    permission: 'award-type.define',
    over: 'unit',
    repeatable: true,
    input: (scene) => awardTypeOf(scene.units.unit, scene.code()),
  }),
  command('changeAwardRoute', {
    permission: 'award-type.define',
    over: 'unit',
    input: async (scene) => ({
      awardTypeId: (await scene.part(awardsScene)).toChangeId,
      validFrom: day(1),
      stages: stagesOf('IMMEDIATE_UPPER_UNION'),
    }),
  }),
  question('nomination', {
    permission: 'nomination.read',
    over: SEEN_OF_CHILD,
    seenWith: { permission: 'nomination.read', reach: SEEN_OF_CHILD },
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(awardsScene)).at.APPRAISAL.toPass.nominationId }),
    select: 'id achievement',
  }),
  question('nomination', {
    note: 'a draft',
    permission: 'nomination.read-draft',
    over: 'unit',
    owner: async ({ people }) => people.officers.CHAIR,
    seenWith: { permission: 'nomination.read-draft', reach: { units: ['unit'] } },
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(awardsScene)).toEditId }),
    select: 'id achievement',
  }),
  question('nominationHistory', {
    permission: 'nomination.read',
    over: SEEN_OF_CHILD,
    seenWith: { permission: 'nomination.read', reach: SEEN_OF_CHILD },
    args: { nominationId: 'ID!' },
    variables: async (scene) => ({ nominationId: (await scene.part(awardsScene)).at.APPRAISAL.toPass.nominationId }),
    select: 'nodes { sequence }',
  }),
  question('nominationHistory', {
    note: 'of a draft',
    permission: 'nomination.read-draft',
    over: 'unit',
    seenWith: { permission: 'nomination.read-draft', reach: { units: ['unit'] } },
    args: { nominationId: 'ID!' },
    variables: async (scene) => ({ nominationId: (await scene.part(awardsScene)).toEditId }),
    select: 'nodes { sequence }',
  }),
  question('nominationAsOf', {
    permission: 'nomination.read',
    over: SEEN_OF_CHILD,
    seenWith: { permission: 'nomination.read', reach: SEEN_OF_CHILD },
    args: { nominationId: 'ID!', sequence: 'Int!' },
    variables: async (scene) => ({
      nominationId: (await scene.part(awardsScene)).at.APPRAISAL.toPass.nominationId,
      sequence: 1,
    }),
    select: 'state achievement',
  }),
  question('nominationAsOf', {
    note: 'of a draft',
    permission: 'nomination.read-draft',
    over: 'unit',
    seenWith: { permission: 'nomination.read-draft', reach: { units: ['unit'] } },
    args: { nominationId: 'ID!', sequence: 'Int!' },
    variables: async (scene) => ({ nominationId: (await scene.part(awardsScene)).toEditId, sequence: 1 }),
    select: 'state',
  }),
  question('nominations', {
    ...NOMINATIONS,
    permission: 'nomination.read',
    planted: async (scene): Promise<PlantedRow[]> => {
      const { returned, at } = await scene.part(awardsScene);
      return [
        { id: returned.nominationId, permission: 'nomination.read', reach: SEEN_OF_UNIT },
        { id: at.DECISION.toPass.nominationId, permission: 'nomination.read', reach: SEEN_OF_CHILD },
      ];
    },
  }),
  question('nominations', {
    ...NOMINATIONS,
    note: 'drafts',
    permission: 'nomination.read-draft',
    planted: async (scene): Promise<PlantedRow[]> => {
      const { toEditId } = await scene.part(awardsScene);
      return [{ id: toEditId, permission: 'nomination.read-draft', reach: { units: ['unit'] } }];
    },
  }),
  command('draftNomination', {
    permission: 'nomination.draft',
    over: 'unit',
    repeatable: true,
    input: async (scene) => {
      const { provincialTypeId, worker } = await scene.part(awardsScene);
      return {
        awardTypeId: provincialTypeId,
        nominatingUnitId: scene.units.unit,
        nomineeMemberId: worker.memberId,
        achievement: 'Dữ liệu minh họa',
      };
    },
  }),
  command('editNomination', {
    permission: 'nomination.draft',
    over: 'unit',
    seenWith: { permission: 'nomination.read-draft', reach: { units: ['unit'] } },
    repeatable: true,
    input: async (scene) => {
      const nominationId = (await scene.part(awardsScene)).toEditId;
      const { nomination } = await scene.leader.read<{ nomination: { version: number } }>(
        'query Version($id: ID!) { nomination(id: $id) { version } }',
        { id: nominationId },
      );
      return { nominationId, version: nomination.version, achievement: 'Dữ liệu minh họa, đã sửa' };
    },
  }),
  command('recordPastAward', {
    permission: 'received-award.record',
    over: 'unit',
    repeatable: true,
    input: async (scene) => ({
      homeUnitId: scene.units.unit,
      recipientMemberId: (await scene.part(awardsScene)).worker.memberId,
      name: 'Giấy khen minh họa',
      form: 'COMMENDATION_LETTER',
      issuerLevel: 'GRASSROOTS_UNION',
      meritYear: 2020,
      decisionNumber: scene.code(),
      decidedOn: '2020-12-31',
      externalBody: 'Cơ quan minh họa',
      sourceDocument: 'Dữ liệu minh họa',
    }),
  }),
  command('submitNomination', {
    permission: 'nomination.submit',
    over: 'unit',
    seenWith: { permission: 'nomination.read-draft', reach: { units: ['unit'] } },
    input: async (scene) => ({ nominationId: (await scene.part(awardsScene)).toSubmitId }),
  }),
  // Who may use it at all; each nomination is judged by itself, as a result of its own.
  command('submitNominations', {
    permission: 'nomination.submit',
    over: null,
    input: async (scene) => ({ nominationIds: [(await scene.part(awardsScene)).toSubmitId] }),
  }),
];

/** What is done to a nomination that was returned to the unit. */
export const SEEN_RETURNED = { permission: 'nomination.read', reach: SEEN_OF_UNIT } as const;
