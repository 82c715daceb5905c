import { command, question, type OperationEntry } from '../../operation-entry';
import { day } from '../../scene/scene-person';

const DOCUMENT = 'Dữ liệu minh họa';

/** The union tree. */
export const UNIT_ENTRIES: readonly OperationEntry[] = [
  question('unit', {
    permission: 'graph.read',
    over: null,
    args: { id: 'ID!' },
    variables: ({ units }) => ({ id: units.unit }),
    select: 'id',
  }),
  question('unitByCode', {
    permission: 'graph.read',
    over: null,
    args: { code: 'String!' },
    variables: () => ({ code: 'TLD' }),
    select: 'id',
  }),
  question('units', {
    permission: 'graph.read',
    over: null,
    args: { filter: 'UnionUnitFilter' },
    variables: ({ units }) => ({ filter: { underUnitId: units.province } }),
    select: 'nodes { id }',
  }),
  question('unitHistory', {
    permission: 'unit.history.read',
    over: 'unit',
    args: { unitId: 'ID!' },
    variables: ({ units }) => ({ unitId: units.unit }),
    select: 'nodes { sequence }',
  }),
  command('foundUnit', {
    permission: 'unit.found',
    over: 'unit',
    repeatable: true,
    input: (scene) => ({
      parentId: scene.units.unit,
      code: scene.code(),
      name: 'CĐCS minh họa',
      level: 'GRASSROOTS_UNION',
      foundedOn: '2024-01-01',
      demonstration: true,
    }),
  }),
  command('changeUnitFact', {
    permission: 'unit.change',
    over: 'unit',
    repeatable: true,
    input: (scene) => ({
      unitId: scene.units.unit,
      kind: 'NAME',
      value: `LĐLĐ minh họa ${scene.code()}`,
      validFrom: day(),
      document: DOCUMENT,
    }),
  }),
  command('transferUnit', {
    permission: 'unit.dissolve',
    over: 'section',
    also: { permission: 'unit.change', reach: { units: ['secondChild'] } },
    input: ({ units }) => ({
      unitId: units.section,
      newParentId: units.secondChild,
      transferredOn: day(),
      document: DOCUMENT,
    }),
  }),
  command('transferUnit', {
    note: 'to a parent beyond the mandate',
    permission: 'unit.dissolve',
    over: 'secondSection',
    also: { permission: 'unit.change', reach: { units: ['cousin'] } },
    input: ({ units }) => ({ unitId: units.secondSection, newParentId: units.cousin, transferredOn: day() }),
  }),
  command('dissolveUnit', {
    permission: 'unit.dissolve',
    over: 'passingChild',
    input: ({ units }) => ({ unitId: units.passingChild, dissolvedOn: day(), document: DOCUMENT }),
  }),
  command('dissolveUnit', {
    note: 'merged into a unit beyond the mandate',
    permission: 'unit.dissolve',
    over: 'mergingChild',
    also: { permission: 'unit.change', reach: { units: ['cousin'] } },
    input: ({ units }) => ({ unitId: units.mergingChild, dissolvedOn: day(), mergedIntoId: units.cousin }),
  }),
];
