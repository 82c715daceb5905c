import { GraphCommand } from '../../../../scene';
import { command, question, type OperationEntry } from '../../operation-entry';
import type { MatrixScene } from '../../scene/matrix-scene';
import { day } from '../../scene/scene-person';
import { awardsScene, awardTypeOf } from './awards-scene';

const REASON = 'Dữ liệu minh họa';
const FREE = { predicate: 'DISCIPLINE_FREE', years: 1 };

const setAwardRule = new GraphCommand<{ rule: { id: string } }>(
  'setAwardRule',
  'rule { id }',
  'SetAwardRuleInput',
  'AwardRuleSuccess',
);
const setAwardQuota = new GraphCommand<{ quota: { id: string } }>(
  'setAwardQuota',
  'quota { id }',
  'SetAwardQuotaInput',
  'AwardQuotaSuccess',
);

async function ofType(scene: MatrixScene, more: object): Promise<object> {
  return { awardTypeId: (await scene.part(awardsScene)).toChangeId, validFrom: day(), ...more };
}

const rule = (scene: MatrixScene, code: string): Promise<object> =>
  ofType(scene, { code, name: 'Không bị kỷ luật', predicate: FREE });
const quota = (scene: MatrixScene, code: string): Promise<object> =>
  ofType(scene, { code, scope: 'ISSUER', measure: 'ABSOLUTE', amount: 9 });

const defineAwardType = new GraphCommand<{ awardType: { id: string } }>('defineAwardType', 'awardType { id }');

/** An award type of the unit that can be ended. */
async function typeToEnd(scene: MatrixScene): Promise<string> {
  const made = await defineAwardType.done(scene.leader, awardTypeOf(scene.units.unit, scene.code()));
  return made.awardType.id;
}

/** A rule and a quota of the unit's award type that can be ended. */
async function toEnd(scene: MatrixScene): Promise<{ readonly ruleId: string; readonly quotaId: string }> {
  const set = await setAwardRule.done(scene.leader, await rule(scene, 'TO_END'));
  const { quota: made } = await setAwardQuota.done(scene.leader, await quota(scene, 'TO_END'));
  return { ruleId: set.rule.id, quotaId: made.id };
}

/** The day after the last base salary begins: the country has one line of them, whoever set the last. */
async function dayOfNextSalary({ confederation }: MatrixScene): Promise<string> {
  const { baseSalaries } = await confederation.read<{ baseSalaries: { nodes: { validFrom: string }[] } }>(
    '{ baseSalaries(first: 200) { nodes { validFrom } } }',
  );
  return dayAfter([day(1), ...baseSalaries.nodes.map(({ validFrom }) => validFrom)]);
}

/** The day after the last of some. */
function dayAfter(days: readonly string[]): string {
  return new Date(Date.parse(`${[...days].sort().at(-1)}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** The day after the last quorum of the unit's council begins. */
async function dayOfNextQuorum({ leader, units }: MatrixScene): Promise<string> {
  const { councilQuorums } = await leader.read<{ councilQuorums: { nodes: { validFrom: string }[] } }>(
    'query Q($id: ID) { councilQuorums(bodyUnitId: $id, first: 200) { nodes { validFrom } } }',
    { id: units.unit },
  );
  return dayAfter([day(), ...councilQuorums.nodes.map(({ validFrom }) => validFrom)]);
}

/** Rules, quotas, award multiples, the base salary and quorums. */
export const CATALOGUE_ENTRIES: readonly OperationEntry[] = [
  question('baseSalaries', { permission: 'graph.read', over: null, select: 'nodes { id }' }),
  question('catalogueChangePreview', {
    permission: 'award-rule.set',
    over: 'unit',
    args: { kind: 'CatalogueRowKind!', awardTypeId: 'ID!', validFrom: 'CalendarDate!' },
    variables: async (scene) => ({
      kind: 'RULE',
      awardTypeId: (await scene.part(awardsScene)).toChangeId,
      validFrom: day(1),
    }),
    select: 'touched untouched nominations { nodes { id } }',
  }),
  question('baseSalaryChangePreview', {
    permission: 'base-salary.set',
    over: 'confederation',
    args: { validFrom: 'CalendarDate!' },
    variables: () => ({ validFrom: day(1) }),
    select: 'touched untouched',
  }),
  command('endAwardType', {
    permission: 'award-type.define',
    over: 'unit',
    input: async (scene) => ({
      awardTypeId: await scene.part(typeToEnd),
      validUntil: day(1),
      reason: REASON,
    }),
  }),
  command('setAwardRule', {
    permission: 'award-rule.set',
    over: 'unit',
    repeatable: true,
    input: (scene) => rule(scene, `R${scene.code().replaceAll('-', '_')}`),
  }),
  command('endAwardRule', {
    permission: 'award-rule.set',
    over: 'unit',
    inputType: 'EndAwardRowInput',
    input: async (scene) => ({ rowId: (await scene.part(toEnd)).ruleId, validUntil: day(1), reason: REASON }),
  }),
  command('setAwardQuota', {
    permission: 'award-rule.set',
    over: 'unit',
    repeatable: true,
    input: (scene) => quota(scene, `Q${scene.code().replaceAll('-', '_')}`),
  }),
  command('endAwardQuota', {
    permission: 'award-rule.set',
    over: 'unit',
    inputType: 'EndAwardRowInput',
    input: async (scene) => ({ rowId: (await scene.part(toEnd)).quotaId, validUntil: day(1), reason: REASON }),
  }),
  command('setAwardMultiple', {
    permission: 'award-rule.set',
    over: 'unit',
    input: (scene) => ofType(scene, { recipients: 'INDIVIDUAL', multiple: '0.3' }),
  }),
  command('setBaseSalary', {
    permission: 'base-salary.set',
    over: 'confederation',
    input: async (scene) => ({ validFrom: await dayOfNextSalary(scene), amountDong: 2_530_000 }),
  }),
  question('councilQuorums', { permission: 'graph.read', over: null, select: 'nodes { id }' }),
  command('setCouncilQuorum', {
    permission: 'council-quorum.set',
    over: 'unit',
    input: async (scene) => ({
      bodyUnitId: scene.units.unit,
      validFrom: await dayOfNextQuorum(scene),
      numerator: 2,
      denominator: 3,
    }),
  }),
];
