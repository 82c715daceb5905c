import { command, question, type OperationEntry, type PlantedRow } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import { DECIDED_ON } from './awards-scene';
import { atVersion, DECISION_TEXTS, decisionsScene, PUBLICATION, REVOCATION } from './decisions-scene';
import { partiesTo, SECRETARY } from './judging.entries';
import { SEEN_OF_CHILD } from './nominations.entries';

const REASON = 'Dữ liệu minh họa';
/** Who sees a draft. */
const SEEN = { permission: 'award-decision.read', reach: { units: ['unit'] } } as const;
/** Who sees a decision that was signed over a nomination of the child. */
const SEEN_SIGNED = { permission: 'nomination.read', reach: SEEN_OF_CHILD } as const;

/** Everybody may ask for the list: each finds what they may see. */
const DECISIONS = {
  over: null,
  args: { first: 'Int!', filter: 'AwardDecisionFilter' },
  variables: ({ units }: MatrixScene) => ({ first: 200, filter: { bodyUnitId: units.unit } }),
  select: 'nodes { id } edges { node { id } }',
  planted: async (scene: MatrixScene): Promise<PlantedRow[]> => {
    const { toEditId, signedId } = await scene.part(decisionsScene);
    return [
      { id: toEditId, ...SEEN },
      { id: signedId, ...SEEN_SIGNED },
    ];
  },
} as const;

/** Decisions over many nominations. */
export const DECISION_ENTRIES: readonly OperationEntry[] = [
  question('awardDecision', {
    note: 'a draft',
    permission: 'award-decision.read',
    over: 'unit',
    seenWith: SEEN,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(decisionsScene)).toEditId }),
    select: 'id items { nodes { ordinal } }',
  }),
  question('awardDecision', {
    permission: 'nomination.read',
    over: SEEN_OF_CHILD,
    seenWith: SEEN_SIGNED,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(decisionsScene)).signedId }),
    select: 'id items { nodes { ordinal } }',
  }),
  question('awardDecisions', { ...DECISIONS, permission: 'award-decision.read' }),
  question('awardDecisions', { ...DECISIONS, note: 'signed', permission: 'nomination.read' }),
  question('awardDecisionHistory', {
    note: 'of a draft',
    permission: 'award-decision.read',
    over: 'unit',
    seenWith: SEEN,
    args: { decisionId: 'ID!' },
    variables: async (scene) => ({ decisionId: (await scene.part(decisionsScene)).toEditId }),
    select: 'nodes { sequence }',
  }),
  question('awardDecisionHistory', {
    permission: 'nomination.read',
    over: SEEN_OF_CHILD,
    seenWith: SEEN_SIGNED,
    args: { decisionId: 'ID!' },
    variables: async (scene) => ({ decisionId: (await scene.part(decisionsScene)).signedId }),
    select: 'nodes { sequence }',
  }),
  question('awardDecisionNumbers', {
    permission: 'award-decision.read',
    over: 'unit',
    args: { bodyUnitId: 'ID!', year: 'Int!' },
    variables: ({ units }) => ({ bodyUnitId: units.unit, year: 2024 }),
    select: 'lastNumber',
  }),
  command('draftAwardDecision', {
    permission: 'award-decision.draft',
    over: 'unit',
    repeatable: true,
    input: ({ units }) => ({ bodyUnitId: units.unit, ...DECISION_TEXTS, nominationIds: [] }),
  }),
  command('editAwardDecision', {
    permission: 'award-decision.draft',
    over: 'unit',
    seenWith: SEEN,
    repeatable: true,
    input: async (scene) => ({
      ...(await atVersion(scene, (await scene.part(decisionsScene)).toEditId)),
      ...DECISION_TEXTS,
    }),
  }),
  command('addToAwardDecision', {
    permission: 'award-decision.draft',
    over: 'unit',
    seenWith: SEEN,
    inputType: 'ChangeAwardDecisionListInput',
    input: async (scene) => {
      const { toAddToId, toAdd } = await scene.part(decisionsScene);
      return { ...(await atVersion(scene, toAddToId)), nominationIds: [toAdd] };
    },
  }),
  command('removeFromAwardDecision', {
    permission: 'award-decision.draft',
    over: 'unit',
    seenWith: SEEN,
    inputType: 'ChangeAwardDecisionListInput',
    input: async (scene) => {
      const { toRemoveFromId, toRemove } = await scene.part(decisionsScene);
      return { ...(await atVersion(scene, toRemoveFromId)), nominationIds: [toRemove] };
    },
  }),
  command('discardAwardDecision', {
    permission: 'award-decision.draft',
    over: 'unit',
    seenWith: SEEN,
    input: async (scene) => ({
      ...(await atVersion(scene, (await scene.part(decisionsScene)).toDiscardId)),
      reason: REASON,
    }),
  }),
  command('signAwardDecision', {
    permission: 'nomination.decide',
    over: 'unit',
    seenWith: SEEN,
    broken: [...partiesTo({ by: 'VICE_CHAIR' }), SECRETARY],
    input: async (scene) => ({
      ...(await atVersion(scene, (await scene.part(decisionsScene)).toSignId)),
      decidedOn: DECIDED_ON,
    }),
  }),
  command('publishAwardDecision', {
    permission: 'award-decision.publish',
    over: 'unit',
    seenWith: SEEN_SIGNED,
    input: async (scene) => ({
      ...(await atVersion(scene, (await scene.part(decisionsScene)).toPublishId)),
      ...PUBLICATION,
    }),
  }),
  command('recordAwardHandover', {
    permission: 'award-decision.hand-over',
    over: 'unit',
    seenWith: SEEN_SIGNED,
    input: async (scene) => ({
      ...(await atVersion(scene, (await scene.part(decisionsScene)).toHandOverId)),
      heldOn: DECIDED_ON,
      place: REASON,
      handedOverBy: REASON,
    }),
  }),
  question('awardRevocation', {
    permission: 'nomination.read',
    over: SEEN_OF_CHILD,
    seenWith: SEEN_SIGNED,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(decisionsScene)).revocationId }),
    select: 'id items { nominationId }',
  }),
  command('revokeAwards', {
    permission: 'award-decision.revoke',
    over: 'unit',
    seenWith: SEEN_SIGNED,
    broken: partiesTo({ by: 'VICE_CHAIR' }),
    input: async (scene) => {
      const { toRevokeFromId, toRevoke } = await scene.part(decisionsScene);
      return { decisionId: toRevokeFromId, nominationIds: [toRevoke], ...REVOCATION };
    },
  }),
  command('recordAwardItemsRecovered', {
    permission: 'award-decision.hand-over',
    over: 'unit',
    seenWith: SEEN_SIGNED,
    input: async (scene) => {
      const { revocationId, toRecover } = await scene.part(decisionsScene);
      return { revocationId, nominationIds: [toRecover], recoveredOn: DECIDED_ON };
    },
  }),
  command('raiseAwardDecisionNumber', {
    permission: 'award-decision.number',
    over: 'unit',
    input: (scene) => ({ bodyUnitId: scene.units.unit, year: 2024, lastNumber: scene.next(), reason: REASON }),
  }),
];
