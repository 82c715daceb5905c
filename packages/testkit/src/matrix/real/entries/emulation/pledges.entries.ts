import type { Permission } from '@thidua/contracts';
import { command, question, type OperationEntry } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import { onTaskOf, versionOfPledge } from './emulation-lookups';
import { DRAFT, emulationScene, type EmulationScene } from './emulation-scene';

const WORDS = 'Dữ liệu minh họa';

/** A task of the unit: what it asks for, what it is about, and which one it is. */
interface TaskOfUnit {
  readonly permission: Permission;
  readonly subject: 'pledge' | 'review';
  readonly of: 'toDraft' | 'toSign' | 'escalated' | 'toConclude' | 'overdue';
}

const DRAFTING: TaskOfUnit = { permission: 'pledge.draft', subject: 'pledge', of: 'toDraft' };
const SIGNING: TaskOfUnit = { permission: 'pledge.sign', subject: 'pledge', of: 'toSign' };
const ESCALATION: TaskOfUnit = { permission: 'pledge.escalation.handle', subject: 'pledge', of: 'escalated' };
const CONCLUSION: TaskOfUnit = { permission: 'review.conclude', subject: 'review', of: 'toConclude' };
const OVERDUE: TaskOfUnit = { permission: 'review.overdue.handle', subject: 'review', of: 'overdue' };

/** An entry for something that is done to a task. */
function onTask(
  field: string,
  { permission, subject, of }: TaskOfUnit,
  more: { readonly note?: string; readonly inputType?: string; readonly words?: object },
): OperationEntry {
  const { words = {}, ...statement } = more;
  return command(field, {
    ...statement,
    permission,
    over: 'unit',
    input: async (scene) => ({
      ...(await onTaskOf(scene, subject, (await scene.part(emulationScene))[of])),
      ...words,
    }),
  });
}

/** Entries for claiming, or giving back, a task of each kind. */
function onEachTask(field: string): OperationEntry[] {
  return [DRAFTING, SIGNING, ESCALATION, CONCLUSION, OVERDUE].map((task) =>
    onTask(field, task, {
      note: `a task that asks for ${task.permission}`,
      inputType: 'ClaimEmulationTaskInput',
    }),
  );
}

/** Variables that name one subject of the scene. */
const idOf =
  (find: (found: EmulationScene) => string) =>
  async (scene: MatrixScene): Promise<{ id: string }> => ({ id: find(await scene.part(emulationScene)) });

/** Pledges, reviews and their histories. */
export const PLEDGE_ENTRIES: readonly OperationEntry[] = [
  question('pledge', {
    permission: 'graph.read',
    over: null,
    args: { id: 'ID!' },
    variables: idOf(({ draftedId }) => draftedId),
    select: 'id',
  }),
  question('pledges', {
    permission: 'graph.read',
    over: null,
    args: { cycleId: 'ID!' },
    variables: async (scene) => ({ cycleId: (await scene.part(emulationScene)).cycleId }),
    select: 'nodes { id }',
  }),
  question('review', {
    permission: 'graph.read',
    over: null,
    args: { id: 'ID!' },
    variables: idOf(({ overdue }) => overdue.subjectId),
    select: 'id',
  }),
  question('reviews', {
    permission: 'graph.read',
    over: null,
    args: { cycleId: 'ID!' },
    variables: async (scene) => ({ cycleId: (await scene.part(emulationScene)).cycleId }),
    select: 'nodes { id }',
  }),
  question('emulationHistory', {
    note: 'of a cycle',
    permission: 'emulation.history.read',
    over: 'unit',
    args: { subjectId: 'ID!' },
    variables: async (scene) => ({ subjectId: (await scene.part(emulationScene)).cycleId }),
    select: 'nodes { sequence }',
  }),
  question('emulationHistory', {
    note: 'of a pledge, which concerns the members of its group and its owner',
    permission: 'emulation.history.read',
    over: { units: ['province', 'unit', 'sibling'], needed: 'ANY' },
    args: { subjectId: 'ID!' },
    variables: async (scene) => ({ subjectId: (await scene.part(emulationScene)).draftedId }),
    select: 'nodes { sequence }',
  }),
  question('emulationSubjectAsOf', {
    permission: 'emulation.history.read',
    over: { units: ['province', 'unit', 'sibling'], needed: 'ANY' },
    args: { subjectId: 'ID!', sequence: 'Int!' },
    variables: async (scene) => ({ subjectId: (await scene.part(emulationScene)).draftedId, sequence: 1 }),
    select: 'state',
  }),
  ...onEachTask('claimEmulationTask'),
  ...onEachTask('unclaimEmulationTask'),
  command('draftPledge', {
    permission: 'pledge.draft',
    over: 'unit',
    input: async (scene) => {
      const pledgeId = (await scene.part(emulationScene)).toDraft.subjectId;
      return { pledgeId, version: await versionOfPledge(scene, pledgeId), ...DRAFT };
    },
  }),
  command('openPledgeForSignature', {
    permission: 'pledge.draft',
    over: 'unit',
    input: async (scene) => {
      const pledgeId = (await scene.part(emulationScene)).toOpenId;
      return { pledgeId, version: await versionOfPledge(scene, pledgeId) };
    },
  }),
  command('signPledge', {
    permission: 'pledge.sign',
    over: 'unit',
    input: async (scene) => ({
      pledgeId: (await scene.part(emulationScene)).toSign.subjectId,
      unitId: scene.units.unit,
    }),
  }),
  onTask('handlePledgeEscalation', ESCALATION, { words: { note: WORDS } }),
  command('openMidYearReview', {
    permission: 'review.open',
    over: 'child',
    input: async (scene) => ({ cycleId: (await scene.part(emulationScene)).cycleId, unitId: scene.units.child }),
  }),
  onTask('concludeReview', CONCLUSION, { words: { limits: WORDS, remedies: WORDS, conclusion: WORDS } }),
  onTask('handleReviewOverdue', OVERDUE, { words: { note: WORDS } }),
];
