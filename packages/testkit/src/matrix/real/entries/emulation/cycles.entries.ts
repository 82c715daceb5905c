import { command, question, type OperationEntry } from '../../operation-entry';
import { day } from '../../scene/scene-person';
import { CALM, calendarOf, emulationScene } from './emulation-scene';

const WORDS = 'Dữ liệu minh họa';
/** Years in which the unit has no cycle. */
const FIRST_YEAR = 2030;
const YEARS = 70;

/** Cycles, groups, indicators, targets and figures of the unit's own. */
export const CYCLE_ENTRIES: readonly OperationEntry[] = [
  question('cycle', {
    permission: 'graph.read',
    over: null,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(emulationScene)).cycleId }),
    select: 'id',
  }),
  question('cycles', { permission: 'graph.read', over: null, select: 'nodes { id }' }),
  question('group', {
    permission: 'graph.read',
    over: null,
    args: { id: 'ID!' },
    variables: async (scene) => ({ id: (await scene.part(emulationScene)).clusterId }),
    select: 'id',
  }),
  question('groups', { permission: 'graph.read', over: null, select: 'nodes { id }' }),
  question('indicators', { permission: 'graph.read', over: null, select: 'nodes { code }' }),
  question('statedFigures', { permission: 'graph.read', over: null, select: 'nodes { id }' }),
  question('targetDecisions', {
    permission: 'graph.read',
    over: null,
    args: { cycleId: 'ID!' },
    variables: async (scene) => ({ cycleId: (await scene.part(emulationScene)).cycleId }),
    select: 'nodes { id }',
  }),
  command('openCycle', {
    permission: 'cycle.open',
    over: 'unit',
    repeatable: true,
    input: (scene) => ({
      ownerId: scene.units.unit,
      year: FIRST_YEAR + (scene.next() % YEARS),
      theme: WORDS,
      calendar: calendarOf(CALM),
    }),
  }),
  command('formGroup', {
    permission: 'group.form',
    over: 'unit',
    input: ({ units }) => ({
      ownerId: units.unit,
      kind: 'BLOCK',
      number: 2,
      name: WORDS,
      memberUnitIds: [units.section],
      from: '2020-01-01',
    }),
  }),
  command('changeGroupMembership', {
    permission: 'group.form',
    over: 'unit',
    input: async (scene) => ({
      groupId: (await scene.part(emulationScene)).lateClusterId,
      unitId: scene.units.secondSection,
      change: 'JOIN',
      on: day(),
    }),
  }),
  command('changeGroupHead', {
    permission: 'group.form',
    over: 'unit',
    input: async (scene) => ({
      groupId: (await scene.part(emulationScene)).clusterId,
      unitId: scene.units.secondChild,
      from: day(),
    }),
  }),
  command('recordGroupEvent', {
    permission: 'group.form',
    over: 'unit',
    repeatable: true,
    input: async (scene) => ({
      groupId: (await scene.part(emulationScene)).clusterId,
      kind: 'THEMATIC_SESSION',
      year: 2023,
      source: WORDS,
      sentence: WORDS,
    }),
  }),
  command('preparePledge', {
    permission: 'group.form',
    over: 'unit',
    input: async (scene) => {
      const { cycleId, lateClusterId } = await scene.part(emulationScene);
      return { cycleId, groupId: lateClusterId };
    },
  }),
  command('defineIndicator', {
    permission: 'indicator.define',
    over: 'unit',
    repeatable: true,
    input: (scene) => ({
      ownerId: scene.units.unit,
      code: scene.code(),
      name: WORDS,
      unitOfMeasure: '%',
      source: 'TYPED_IN',
    }),
  }),
  command('issueTargetDecision', {
    permission: 'target.issue',
    over: 'unit',
    repeatable: true,
    input: async (scene) => {
      const { cycleId, indicatorCode } = await scene.part(emulationScene);
      return {
        issuerId: scene.units.unit,
        cycleId,
        number: `${scene.next()}/QĐ-MINHHOA`,
        issuedOn: '2023-01-15',
        targets: [{ indicatorCode, unitId: scene.units.child, value: '10' }],
      };
    },
  }),
  command('recordStatedFigure', {
    permission: 'figure.record',
    over: 'unit',
    repeatable: true,
    input: ({ units }) => ({
      ownerUnitId: units.unit,
      indicatorCodes: [],
      periodFrom: '2023-01-01',
      periodTo: '2023-12-31',
      kind: 'PERCENT',
      percent: '50',
      label: WORDS,
      source: WORDS,
      sentence: WORDS,
    }),
  }),
  command('recordActual', {
    permission: 'figure.record',
    over: 'unit',
    repeatable: true,
    input: async (scene) => {
      const { cycleId, indicatorCode } = await scene.part(emulationScene);
      return { cycleId, indicatorCode, unitId: scene.units.unit, asOf: '2023-06-30', value: '5', evidence: WORDS };
    },
  }),
];
