import { list, type FieldEntry } from '../../field-entry';
import type { PlantedRow, Reach } from '../../operation-entry';
import { appealsScene } from './appeals.entries';
import { awardsScene } from './awards-scene';
import { decidedNomination } from './decided-nomination';
import { decisionsScene } from './decisions-scene';
import { SEEN_OF_CHILD } from './nominations.entries';
import { AWARD_OF_CHILD, awardOfChild, awardOfOfficer } from './registry.entries';

const NOMINATIONS = 'nominations(first: 200) { nodes { id } edges { node { id } } }';

/** Lists of awards in which everybody finds what they may see. */
export const AWARDS_FIELDS: readonly FieldEntry[] = [
  list('UnionUnit.nominations', {
    permission: 'nomination.read',
    document: `query Matrix($id: ID!) { unit(id: $id) { id ${NOMINATIONS} } }`,
    variables: async ({ units }) => ({ id: units.child }),
    at: ['unit', 'nominations'],
    planted: async (scene): Promise<PlantedRow[]> => {
      const { at } = await scene.part(awardsScene);
      return [{ id: at.APPRAISAL.toPass.nominationId, permission: 'nomination.read', reach: SEEN_OF_CHILD }];
    },
  }),
  list('UnionUnit.nominations', {
    note: 'a draft',
    permission: 'nomination.read-draft',
    document: `query Matrix($id: ID!) { unit(id: $id) { id ${NOMINATIONS} } }`,
    variables: async ({ units }) => ({ id: units.unit }),
    at: ['unit', 'nominations'],
    planted: async (scene): Promise<PlantedRow[]> => {
      const { toEditId } = await scene.part(awardsScene);
      return [{ id: toEditId, permission: 'nomination.read-draft', reach: { units: ['unit'] } }];
    },
  }),
  list('Member.nominations', {
    permission: 'nomination.read',
    document: `query Matrix($id: ID!) { unit(id: $id) { id officers { member { id ${NOMINATIONS} } } } }`,
    variables: async ({ units }) => ({ id: units.child }),
    at: ['unit', 'officers'],
    planted: async (scene): Promise<PlantedRow[]> => [
      { id: await scene.part(decidedNomination), permission: 'nomination.read', reach: SEEN_OF_CHILD },
    ],
  }),
  list('Member.awards', {
    permission: 'award-registry.read',
    document: `query Matrix($id: ID!) {
      unit(id: $id) { id officers { member { id awards(first: 200) { nodes { id } edges { node { id } } } } } } }`,
    variables: async ({ units }) => ({ id: units.child }),
    at: ['unit', 'officers'],
    planted: async (scene): Promise<PlantedRow[]> => [
      { id: await scene.part(awardOfOfficer), permission: 'award-registry.read', reach: AWARD_OF_CHILD },
    ],
  }),
  list('UnionUnit.awards', {
    permission: 'award-registry.read',
    document:
      'query Matrix($id: ID!) { unit(id: $id) { id awards(first: 200) { nodes { id } edges { node { id } } } } }',
    variables: async ({ units }) => ({ id: units.child }),
    at: ['unit', 'awards'],
    planted: async (scene): Promise<PlantedRow[]> => [
      { id: await scene.part(awardOfChild), permission: 'award-registry.read', reach: AWARD_OF_CHILD },
    ],
  }),
  list('Viewer.awardTasks', {
    permission: 'nomination.appraise',
    document: '{ viewer { id awardTasks(first: 200) { nodes { id nomination { id } } edges { node { id } } } } }',
    variables: async () => ({}),
    at: ['viewer', 'awardTasks'],
    planted: async (scene): Promise<PlantedRow[]> => {
      const { at, returned } = await scene.part(awardsScene);
      const reach: Reach = { units: ['unit'] };
      return [
        { id: at.APPRAISAL.toPass.taskId, permission: 'nomination.appraise', reach },
        { id: at.COUNCIL_VOTE.toPass.taskId, permission: 'nomination.record-council-vote', reach },
        { id: at.DECISION.toPass.taskId, permission: 'nomination.decide', reach },
        { id: returned.taskId, permission: 'nomination.submit', reach },
      ];
    },
  }),
  list('Viewer.awardAppealsToAnswer', {
    permission: 'award-appeal.answer',
    document: '{ viewer { id awardAppealsToAnswer(first: 200) { nodes { id } edges { node { id } } } } }',
    variables: async () => ({}),
    at: ['viewer', 'awardAppealsToAnswer'],
    planted: async (scene): Promise<PlantedRow[]> => [
      { id: (await scene.part(appealsScene)).waitingId, permission: 'award-appeal.answer', reach: { units: ['unit'] } },
    ],
  }),
  list('AwardDecision.payments', {
    permission: 'finance.read',
    document: `query Matrix($id: ID!) { awardDecisions(first: 50, filter: { bodyUnitId: $id }) {
      nodes { id payments(first: 5) { nodes { id } edges { node { id } } } } } }`,
    variables: async ({ units }) => ({ id: units.unit }),
    at: ['awardDecisions'],
    planted: async (scene): Promise<PlantedRow[]> => [
      {
        id: (await scene.part(decisionsScene)).duePaymentId,
        permission: 'finance.read',
        reach: { units: ['unit'] },
      },
    ],
  }),
];
