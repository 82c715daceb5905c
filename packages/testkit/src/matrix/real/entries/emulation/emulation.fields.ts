import { field, list, type FieldEntry } from '../../field-entry';
import type { PlantedRow, Reach } from '../../operation-entry';
import { emulationScene, type EmulationScene } from './emulation-scene';

/** Whoever reads the history of a unit that is concerned: its owner, its head, or a member of its group. */
const CONCERNED_WITH_DRAFT: Reach = { units: ['province', 'unit', 'sibling'], needed: 'ANY' };
const CONCERNED_WITH_DELAY: Reach = { units: ['unit', 'child', 'secondChild'], needed: 'ANY' };

function ofSubject(
  subject: 'pledge' | 'review',
  name: string,
  {
    of,
    selection = '',
    ...entry
  }: Pick<FieldEntry, 'beyond'> & {
    readonly over: Reach;
    readonly of: (found: EmulationScene) => string;
    readonly selection?: string;
  },
): FieldEntry {
  return field(`${subject === 'pledge' ? 'EmulationPledge' : 'MidYearReview'}.${name}`, {
    ...entry,
    permission: 'emulation.history.read',
    document: `query Matrix($id: ID!) { ${subject}(id: $id) { id ${name} ${selection} } }`,
    variables: async (scene) => ({ id: of(await scene.part(emulationScene)) }),
    at: async () => [subject, name],
  });
}

const draft = ({ draftedId }: EmulationScene): string => draftedId;
const late = ({ signedId }: EmulationScene): string => signedId;
const lateReview = ({ concludedId }: EmulationScene): string => concludedId;
const HISTORY = '{ nodes { sequence } }';

/** Fields of emulation that not everybody may read. */
export const EMULATION_FIELDS: readonly FieldEntry[] = [
  ofSubject('pledge', 'content', { of: draft, over: CONCERNED_WITH_DRAFT, beyond: 'NULL' }),
  ofSubject('pledge', 'jointActivities', {
    of: draft,
    over: CONCERNED_WITH_DRAFT,
    beyond: 'NULL',
    selection: '{ description }',
  }),
  ofSubject('pledge', 'history', { of: draft, over: CONCERNED_WITH_DRAFT, beyond: 'FORBIDDEN', selection: HISTORY }),
  ofSubject('pledge', 'escalationNote', { of: late, over: CONCERNED_WITH_DELAY, beyond: 'NULL' }),
  ofSubject('review', 'overdueNote', { of: lateReview, over: CONCERNED_WITH_DELAY, beyond: 'NULL' }),
  ofSubject('review', 'history', {
    of: lateReview,
    over: CONCERNED_WITH_DELAY,
    beyond: 'FORBIDDEN',
    selection: HISTORY,
  }),
  list('Viewer.emulationTasks', {
    permission: 'pledge.sign',
    document: '{ viewer { id emulationTasks(first: 200) { nodes { id } edges { node { id } } } } }',
    variables: async () => ({}),
    at: ['viewer', 'emulationTasks'],
    planted: async (scene): Promise<PlantedRow[]> => {
      const { toDraft, toSign, escalated, toConclude, overdue } = await scene.part(emulationScene);
      const reach: Reach = { units: ['unit'] };
      return [
        { id: toDraft.taskId, permission: 'pledge.draft', reach },
        { id: toSign.taskId, permission: 'pledge.sign', reach },
        { id: escalated.taskId, permission: 'pledge.escalation.handle', reach },
        { id: toConclude.taskId, permission: 'review.conclude', reach },
        { id: overdue.taskId, permission: 'review.overdue.handle', reach },
      ];
    },
  }),
];
