import { GraphCommand } from '../../../../scene';
import type { BrokenCondition, OperationEntry } from '../../operation-entry';
import { command, question } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import { day, mandateOf } from '../../scene/scene-person';
import { awardsScene, awardTypeOf } from './awards-scene';
import { SEEN_OF_CHILD } from './nominations.entries';

const REASON = 'Dữ liệu minh họa';
/** What nobody fulfils: a title of nobody. */
const NEVER = { predicate: 'CONSECUTIVE_TITLES', award: { codes: ['MINH-HOA'] }, years: 30 };

const defineAwardType = new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }');
const draftNomination = new GraphCommand<{ nomination: { id: string } }>('draftNomination', 'nomination { id }');
const setAwardRule = new GraphCommand<{ rule: { id: string } }>(
  'setAwardRule',
  'rule { id }',
  'SetAwardRuleInput',
  'AwardRuleSuccess',
);

/** A draft of the child that a rule of the unit's stops, which the unit's vice-chair may override. @returns its id. */
async function blockedDraft(scene: MatrixScene): Promise<string> {
  const { party, nominee } = await scene.part(awardsScene);
  const { awardType } = await defineAwardType.done(scene.leader, awardTypeOf(scene.units.unit, scene.code()));
  await setAwardRule.done(scene.leader, {
    awardTypeId: awardType.id,
    validFrom: day(),
    code: 'NEVER',
    name: REASON,
    predicate: NEVER,
    overridePosition: 'VICE_CHAIR',
  });
  const drafter = party.client.actingUnder(mandateOf(party, 'VICE_CHAIR', 'child'));
  const { nomination } = await draftNomination.done(drafter, {
    awardTypeId: awardType.id,
    nominatingUnitId: scene.units.child,
    nomineeMemberId: nominee.memberId,
    achievement: REASON,
  });
  return nomination.id;
}

/** Who drafted it sees their draft; the one who acts by their delegation sees as little of it as other leaders. */
const DELEGATE_OF_PARTY: BrokenCondition = {
  condition: 'SEPARATION_OF_DUTIES',
  facts: { isParty: true },
  person: async (scene) => (await scene.part(awardsScene)).delegateOfParty,
  actAs: (person) => person.mandates.at(-1)?.id ?? '',
};

/** Checks of nominations: tried, overridden, and foreseen for a unit. */
export const CHECK_ENTRIES: readonly OperationEntry[] = [
  question('checkNomination', {
    permission: 'nomination.read',
    over: SEEN_OF_CHILD,
    seenWith: { permission: 'nomination.read', reach: SEEN_OF_CHILD },
    args: { nominationId: 'ID!' },
    variables: async (scene) => ({ nominationId: (await scene.part(awardsScene)).at.APPRAISAL.toPass.nominationId }),
    select: 'outcome results { code outcome }',
  }),
  question('checkNomination', {
    note: 'of a draft',
    permission: 'nomination.read-draft',
    over: 'unit',
    owner: async ({ people }) => people.officers.CHAIR,
    seenWith: { permission: 'nomination.read-draft', reach: { units: ['unit'] } },
    args: { nominationId: 'ID!' },
    variables: async (scene) => ({ nominationId: (await scene.part(awardsScene)).toEditId }),
    select: 'outcome',
  }),
  question('whatIf', {
    permission: 'award-eligibility.read',
    over: 'unit',
    args: { unitId: 'ID!', year: 'Int!' },
    variables: ({ units }) => ({ unitId: units.unit, year: 2025 }),
    select: 'members awards { eligible }',
  }),
  command('overrideCheck', {
    permission: 'nomination.override-check',
    over: 'unit',
    seenWith: { permission: 'nomination.read-draft', reach: { units: ['child'] } },
    broken: [DELEGATE_OF_PARTY],
    input: async (scene) => ({
      nominationId: await scene.part(blockedDraft),
      kind: 'ELIGIBILITY',
      code: 'NEVER',
      reason: REASON,
    }),
  }),
];
