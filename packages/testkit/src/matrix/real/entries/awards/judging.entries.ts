import type { OfficerPosition, Permission } from '@thidua/contracts';
import { command, type BrokenCondition, type OperationEntry } from '../../operation-entry';
import { mandateOf } from '../../scene/scene-person';
import type { ActingPosition } from '../../scene/scene-people';
import { awardsScene, DECIDED_ON, onTask, PASSING_VOTE, type JudgingStage } from './awards-scene';
import { SEEN_OF_CHILD, SEEN_RETURNED } from './nominations.entries';

/** What a stage asks of whoever acts on it. */
interface Judging {
  readonly stage: JudgingStage;
  readonly permission: Permission;
  readonly by: ActingPosition;
}

const JUDGING: readonly [appraisal: Judging, vote: Judging, decision: Judging] = [
  { stage: 'APPRAISAL', permission: 'nomination.appraise', by: 'VICE_CHAIR' },
  { stage: 'COUNCIL_VOTE', permission: 'nomination.record-council-vote', by: 'EMULATION_COUNCIL_SECRETARY' },
  { stage: 'DECISION', permission: 'nomination.decide', by: 'VICE_CHAIR' },
];
const SEEN = { permission: 'nomination.read', reach: SEEN_OF_CHILD } as const;
const REASON = 'Dữ liệu minh họa';

/** Who drafted the nomination, and the one to whom they delegated their mandate, do not judge it. */
export function partiesTo({ by }: Pick<Judging, 'by'>): BrokenCondition[] {
  const party: BrokenCondition = {
    condition: 'SEPARATION_OF_DUTIES',
    facts: { isParty: true },
    person: async (scene) => (await scene.part(awardsScene)).party,
    actAs: (person) => mandateOf(person, by, 'unit'),
  };
  const delegate: BrokenCondition = {
    ...party,
    person: async (scene) => (await scene.part(awardsScene)).delegateOfParty,
    actAs: (person) => person.mandates.at(-1)?.id ?? '',
  };
  return by === 'VICE_CHAIR' ? [party, delegate] : [party];
}

/** The secretary of the council leads the unit as well, and does not decide all the same. */
export const SECRETARY: BrokenCondition = {
  condition: 'NOT_COUNCIL_SECRETARY',
  facts: { isCouncilSecretary: true },
  person: async (scene) => (await scene.part(awardsScene)).secretaryAndLeader,
  actAs: (person) => mandateOf(person, 'VICE_CHAIR', 'unit'),
};

function brokenAt(judging: Judging): BrokenCondition[] {
  return judging.stage === 'DECISION' ? [...partiesTo(judging), SECRETARY] : partiesTo(judging);
}

/** Entries for what can be done to a task of each stage. */
function atEachStage(
  field: string,
  what: 'toPass' | 'toReturn' | 'toReject',
  more: object = {},
  inputType?: string,
): OperationEntry[] {
  return JUDGING.map((judging) =>
    command(field, {
      note: `at the stage ${judging.stage}`,
      permission: judging.permission,
      over: 'unit',
      by: judging.by,
      seenWith: SEEN,
      broken: brokenAt(judging),
      ...(inputType ? { inputType } : {}),
      input: async (scene) => ({
        ...(await onTask(scene, (await scene.part(awardsScene)).at[judging.stage][what])),
        ...more,
      }),
    }),
  );
}

function passing(field: string, judging: Judging, more: object): OperationEntry {
  return command(field, {
    permission: judging.permission,
    over: 'unit',
    by: judging.by,
    seenWith: SEEN,
    broken: brokenAt(judging),
    input: async (scene) => ({
      ...(await onTask(scene, (await scene.part(awardsScene)).at[judging.stage].toPass)),
      ...more,
    }),
  });
}

/** What is done to the task of a nomination that was returned. */
function revising(field: string, inputType = 'ClaimAwardTaskInput'): OperationEntry {
  return command(field, {
    note: 'to revise a nomination',
    permission: 'nomination.submit',
    over: 'unit',
    seenWith: SEEN_RETURNED,
    inputType,
    input: async (scene) => onTask(scene, (await scene.part(awardsScene)).returned),
  });
}

const [APPRAISAL, VOTE, DECISION] = JUDGING;
/** Who of the unit may be given the task of a stage. */
const RECEIVERS: Readonly<Record<JudgingStage, OfficerPosition>> = {
  APPRAISAL: 'FULL_TIME_CADRE',
  COUNCIL_VOTE: 'EMULATION_COUNCIL_SECRETARY',
  DECISION: 'CHAIR',
};

/** Tasks that are given to another officer of the unit. */
function delegating(): OperationEntry[] {
  return JUDGING.map((judging) =>
    command('delegateAwardTask', {
      note: `at the stage ${judging.stage}`,
      permission: judging.permission,
      over: 'unit',
      by: judging.by,
      seenWith: SEEN,
      broken: brokenAt(judging),
      input: async (scene) => ({
        ...(await onTask(scene, (await scene.part(awardsScene)).at[judging.stage].toPass)),
        toMemberId: scene.people.officers[RECEIVERS[judging.stage]].memberId,
      }),
    }),
  );
}

/** What leaders of the unit do with the task of a stage, whoever holds it. */
function leading(field: string, permission: Permission, judging: Judging): OperationEntry {
  return command(field, {
    note: `at the stage ${judging.stage}`,
    permission,
    over: 'unit',
    seenWith: SEEN,
    broken: partiesTo(APPRAISAL),
    input: async (scene) => ({
      ...(await onTask(scene, (await scene.part(awardsScene)).at[judging.stage].toPass)),
      ...(permission === 'task.reassign'
        ? { toMemberId: scene.people.officers[RECEIVERS[judging.stage]].memberId }
        : {}),
    }),
  });
}

/** Commands on several tasks: who may use them at all; each task is judged by itself, as a result of its own. */
function onSeveral(field: string, permission: Permission, by: ActingPosition, more: object): OperationEntry {
  return command(field, {
    note: `with ${permission}`,
    permission,
    over: null,
    by,
    input: async (scene) => ({
      ...more,
      tasks: [await onTask(scene, (await scene.part(awardsScene)).at.APPRAISAL.toReturn)],
    }),
  });
}

const SEVERAL: readonly OperationEntry[] = [
  ...JUDGING.map(({ permission, by }) =>
    onSeveral('decideAwardTasks', permission, by, { decision: 'RETURN', reason: REASON }),
  ),
  ...JUDGING.map(({ permission, by }) => onSeveral('assignAwardTasks', permission, by, { assignment: 'UNCLAIM' })),
  ...(['nomination.submit', 'nomination.escalation.handle', 'task.reassign', 'task.release'] as const).map(
    (permission) => onSeveral('assignAwardTasks', permission, 'VICE_CHAIR', { assignment: 'RELEASE' }),
  ),
];

/** Tasks on nominations: claimed, given back, and acted on. */
export const JUDGING_ENTRIES: readonly OperationEntry[] = [
  ...atEachStage('claimAwardTask', 'toPass'),
  revising('claimAwardTask'),
  ...atEachStage('unclaimAwardTask', 'toPass', {}, 'ClaimAwardTaskInput'),
  revising('unclaimAwardTask'),
  ...delegating(),
  {
    ...revising('delegateAwardTask', 'DelegateAwardTaskInput'),
    variables: async (scene) => ({
      input: {
        ...(await onTask(scene, (await scene.part(awardsScene)).returned)),
        toMemberId: scene.people.officers.CHAIR.memberId,
      },
    }),
  },
  leading('reassignAwardTask', 'task.reassign', APPRAISAL),
  ...JUDGING.map((judging) => leading('releaseAwardTask', 'task.release', judging)),
  command('releaseAwardTask', {
    note: 'to revise a nomination',
    permission: 'task.release',
    over: 'unit',
    seenWith: SEEN_RETURNED,
    input: async (scene) => onTask(scene, (await scene.part(awardsScene)).returned),
  }),
  ...atEachStage('returnNomination', 'toReturn', { reason: REASON }),
  ...atEachStage('rejectNomination', 'toReject', { reason: REASON }),
  passing('passAppraisal', APPRAISAL, { opinion: REASON }),
  passing('recordCouncilVote', VOTE, PASSING_VOTE),
  passing('decideNomination', DECISION, { decisionNumber: '1/QĐ-TRỰC-TIẾP', decidedOn: DECIDED_ON }),
  command('resubmitNomination', {
    permission: 'nomination.submit',
    over: 'unit',
    seenWith: SEEN_RETURNED,
    input: async (scene) => ({ nominationId: (await scene.part(awardsScene)).returned.nominationId }),
  }),
  ...SEVERAL,
];
