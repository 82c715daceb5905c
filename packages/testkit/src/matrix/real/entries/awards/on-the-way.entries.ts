import type { Permission } from '@thidua/contracts';
import { command, question, type BrokenCondition, type OperationEntry } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import type { UnitName } from '../../scene/scene-units';
import { mandateOf } from '../../scene/scene-person';
import { awardsScene, CHECKLIST_ITEM, LETTER, onTask, type NominationsOnTheWay } from './awards-scene';
import { SEEN_OF_CHILD, SEEN_RETURNED } from './nominations.entries';

const WORDS = 'Dữ liệu minh họa';
const SEEN = { permission: 'nomination.read', reach: SEEN_OF_CHILD } as const;

/** Who drafted the nomination leads the unit as well, and decides nothing about it. */
const PARTY: BrokenCondition = {
  condition: 'SEPARATION_OF_DUTIES',
  facts: { isParty: true },
  person: async (scene) => (await scene.part(awardsScene)).party,
  actAs: (person) => mandateOf(person, 'VICE_CHAIR', 'unit'),
};

const onTheWay = async (scene: MatrixScene): Promise<NominationsOnTheWay> => (await scene.part(awardsScene)).onTheWay;

/** What is done to the task of a nomination of the child. */
function onWaiting(
  field: string,
  what: 'toMove' | 'toCheck' | 'toConsult' | 'toAnswer' | 'toClose' | 'toForward' | 'toHandle',
  permission: Permission,
  more: (scene: MatrixScene) => Promise<object> | object,
  statement: {
    readonly over?: UnitName;
    readonly repeatable?: boolean;
    readonly inputType?: string;
    readonly note?: string;
  } = {},
): OperationEntry {
  const { over = 'unit', ...rest } = statement;
  return command(field, {
    ...rest,
    permission,
    over,
    seenWith: SEEN,
    broken: over === 'unit' ? [PARTY] : [],
    input: async (scene) => ({ ...(await onTask(scene, (await onTheWay(scene))[what])), ...(await more(scene)) }),
  });
}

/** The first version of the route of the unit's award type. */
async function routeVersionOf(scene: MatrixScene): Promise<string> {
  const { awardType } = await scene.leader.read<{ awardType: { routes: { id: string }[] } }>(
    'query Routes($id: ID!) { awardType(id: $id) { routes { id } } }',
    { id: (await scene.part(awardsScene)).awardTypeId },
  );
  return awardType.routes[0]?.id ?? '';
}

/** What happens to nominations beside the stages that they pass. */
export const ON_THE_WAY_ENTRIES: readonly OperationEntry[] = [
  question('previewRouteChange', {
    permission: 'nomination.change-route',
    over: 'unit',
    args: { routeVersionId: 'ID!', nominationIds: '[ID!]!' },
    variables: async (scene) => ({
      routeVersionId: await routeVersionOf(scene),
      nominationIds: [(await onTheWay(scene)).toSuspendId],
    }),
    select: 'nominationId isPossible',
  }),
  command('changeNominationRoutes', {
    permission: 'nomination.change-route',
    over: 'unit',
    input: async (scene) => ({
      routeVersionId: await routeVersionOf(scene),
      nominationIds: [(await onTheWay(scene)).toSuspendId],
      reason: WORDS,
    }),
  }),
  command('withdrawNomination', {
    permission: 'nomination.withdraw',
    over: 'unit',
    seenWith: SEEN_RETURNED,
    input: async (scene) => ({ nominationId: (await onTheWay(scene)).toWithdrawId, reason: WORDS }),
  }),
  command('suspendNomination', {
    permission: 'nomination.suspend',
    over: 'unit',
    seenWith: SEEN,
    broken: [PARTY],
    input: async (scene) => ({ nominationId: (await onTheWay(scene)).toSuspendId, reason: WORDS }),
  }),
  command('resumeNomination', {
    permission: 'nomination.suspend',
    over: 'unit',
    seenWith: SEEN,
    broken: [PARTY],
    input: async (scene) => ({ nominationId: (await onTheWay(scene)).toResumeId, reason: WORDS }),
  }),
  onWaiting('moveNominationDeadline', 'toMove', 'nomination.move-deadline', () => ({
    dueAt: new Date(Date.now() + 20 * 86_400_000).toISOString(),
    reason: WORDS,
  })),
  onWaiting(
    'answerChecklist',
    'toCheck',
    'nomination.appraise',
    () => ({ answers: [{ code: CHECKLIST_ITEM.code, answer: 'YES' }] }),
    { repeatable: true },
  ),
  onWaiting('requestConsultation', 'toConsult', 'nomination.appraise', () => LETTER),
  onWaiting('recordConsultationAnswer', 'toAnswer', 'nomination.appraise', () => ({
    answer: 'AGREES',
    letterNumber: '2/CV-MINHHOA',
    letterDate: LETTER.letterDate,
  })),
  onWaiting('closeConsultation', 'toClose', 'nomination.appraise', () => ({ reason: WORDS })),
  onWaiting('forwardNomination', 'toForward', 'nomination.forward', async (scene) => ({
    awardTypeId: (await scene.part(awardsScene)).provincialTypeId,
    reason: WORDS,
  })),
  onWaiting('claimAwardTask', 'toHandle', 'nomination.escalation.handle', () => ({}), {
    over: 'province',
    note: 'of a nomination left overdue',
  }),
  onWaiting('unclaimAwardTask', 'toHandle', 'nomination.escalation.handle', () => ({}), {
    over: 'province',
    note: 'of a nomination left overdue',
    inputType: 'ClaimAwardTaskInput',
  }),
  onWaiting(
    'delegateAwardTask',
    'toHandle',
    'nomination.escalation.handle',
    ({ people }) => ({ toMemberId: people.of.VICE_CHAIR.province.memberId }),
    { over: 'province', note: 'of a nomination left overdue' },
  ),
  onWaiting('handleOverdueNomination', 'toHandle', 'nomination.escalation.handle', () => ({ note: WORDS }), {
    over: 'province',
  }),
];
