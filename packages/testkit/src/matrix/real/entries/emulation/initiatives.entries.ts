import { GraphCommand } from '../../../../scene';
import { command, question, type OperationEntry } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import { day } from '../../scene/scene-person';

const WORDS = 'Dữ liệu minh họa';
const recordInitiative = new GraphCommand<{ initiative: { id: string } }>('recordInitiative', 'initiative { id }');

function made({ units, people }: MatrixScene): object {
  return { unitId: units.unit, title: WORDS, year: 2024, authorMemberIds: [people.member.memberId] };
}

/** Two initiatives of the unit: one to be accepted, one to be withdrawn. */
export async function initiativesScene(
  scene: MatrixScene,
): Promise<{ readonly toAcceptId: string; readonly toWithdrawId: string }> {
  const [toAccept, toWithdraw] = [
    await recordInitiative.done(scene.leader, made(scene)),
    await recordInitiative.done(scene.leader, made(scene)),
  ];
  return { toAcceptId: toAccept.initiative.id, toWithdrawId: toWithdraw.initiative.id };
}

/** Initiatives, and ratings of units. */
export const INITIATIVE_ENTRIES: readonly OperationEntry[] = [
  question('initiatives', { permission: 'graph.read', over: null, select: 'nodes { id }' }),
  question('initiative', {
    permission: 'graph.read',
    over: null,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(initiativesScene)).toAcceptId }),
    select: 'id',
  }),
  command('recordInitiative', { permission: 'initiative.record', over: 'unit', repeatable: true, input: made }),
  command('acceptInitiative', {
    permission: 'initiative.record',
    over: 'unit',
    input: async (scene) => ({
      initiativeId: (await scene.part(initiativesScene)).toAcceptId,
      acceptance: { level: 'GRASSROOTS', acceptedOn: day(), document: WORDS },
    }),
  }),
  command('withdrawInitiative', {
    permission: 'initiative.record',
    over: 'unit',
    input: async (scene) => ({ initiativeId: (await scene.part(initiativesScene)).toWithdrawId, reason: WORDS }),
  }),
  command('rateUnit', {
    permission: 'unit-rating.decide',
    over: 'child',
    input: ({ units }) => ({ unitId: units.child, year: 2023, rating: 'EXCELLENT', document: WORDS }),
  }),
];
