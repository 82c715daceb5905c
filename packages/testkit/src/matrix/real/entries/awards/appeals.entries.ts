import { GraphCommand } from '../../../../scene';
import { command, question, type OperationEntry, type PlantedRow, type Reach } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import { awardsScene } from './awards-scene';
import { decidedNomination } from './decided-nomination';
import { partiesTo } from './judging.entries';
import { SEEN_RETURNED } from './nominations.entries';

const WORDS = 'Dữ liệu minh họa';
const fileAwardAppeal = new GraphCommand<{ appeal: { id: string } }>('fileAwardAppeal', 'appeal { id }');

/** Appeals of the child to the unit: one that waits, one to answer, one to withdraw. */
export interface AppealsScene {
  readonly waitingId: string;
  readonly toAnswerId: string;
  readonly toWithdrawId: string;
}

/** Files them. */
export async function appealsScene(scene: MatrixScene): Promise<AppealsScene> {
  const { at } = await scene.part(awardsScene);
  const decidedId = await scene.part(decidedNomination);
  const filed = async (position: 'VICE_CHAIR' | 'FULL_TIME_CADRE', nominationId: string): Promise<string> =>
    (await fileAwardAppeal.done(scene.people.of[position].child.client, { nominationId, content: WORDS })).appeal.id;
  return {
    waitingId: await filed('VICE_CHAIR', at.APPRAISAL.toPass.nominationId),
    toAnswerId: await filed('VICE_CHAIR', decidedId),
    toWithdrawId: await filed('FULL_TIME_CADRE', decidedId),
  };
}

const OF_CHILD: Reach = { units: ['child', 'unit'], needed: 'ANY' };
/** Who sees an appeal of the child to the unit. */
const SEEN = { permission: 'award-appeal.read', reach: OF_CHILD } as const;

/** Appeals about awards. */
export const APPEAL_ENTRIES: readonly OperationEntry[] = [
  question('awardAppeal', {
    permission: 'award-appeal.read',
    over: OF_CHILD,
    seenWith: SEEN,
    owner: async ({ people }) => people.of.VICE_CHAIR.child,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(appealsScene)).toAnswerId }),
    select: 'id content',
  }),
  question('awardAppeals', {
    permission: 'award-appeal.read',
    over: null,
    args: { first: 'Int!', bodyUnitId: 'ID!' },
    variables: ({ units }) => ({ first: 200, bodyUnitId: units.unit }),
    select: 'nodes { id } edges { node { id } }',
    planted: async (scene): Promise<PlantedRow[]> => [{ id: (await scene.part(appealsScene)).toAnswerId, ...SEEN }],
  }),
  command('fileAwardAppeal', {
    permission: 'award-appeal.file',
    over: 'unit',
    seenWith: SEEN_RETURNED,
    owner: async (scene) => (await scene.part(awardsScene)).worker,
    input: async (scene) => ({ nominationId: (await scene.part(awardsScene)).returned.nominationId, content: WORDS }),
  }),
  command('answerAwardAppeal', {
    permission: 'award-appeal.answer',
    over: 'unit',
    seenWith: SEEN,
    broken: partiesTo({ by: 'VICE_CHAIR' }),
    input: async (scene) => ({
      appealId: (await scene.part(appealsScene)).toAnswerId,
      outcome: 'DISMISSED',
      answer: WORDS,
    }),
  }),
  command('withdrawAwardAppeal', {
    permission: 'award-appeal.file',
    over: 'child',
    seenWith: SEEN,
    owner: async ({ people }) => people.of.FULL_TIME_CADRE.child,
    input: async (scene) => ({ appealId: (await scene.part(appealsScene)).toWithdrawId, reason: WORDS }),
  }),
];
