import { command, question, type OperationEntry } from '../../operation-entry';

const WORDS = 'Dữ liệu minh họa';

/** Asserted tallies, the registry of awards, its statistics and certificates. */
export const REGISTRY_ENTRIES: readonly OperationEntry[] = [
  question('awardTallies', { permission: 'graph.read', over: null, select: 'nodes { id }' }),
  command('recordAwardTally', {
    permission: 'award-tally.record',
    over: 'unit',
    repeatable: true,
    input: ({ units }) => ({
      ownerUnitId: units.unit,
      unitName: WORDS,
      periodFrom: '2023-01-01',
      periodTo: '2023-12-31',
      label: WORDS,
      standing: 'AWARDED',
      grantor: 'PROVINCIAL_FEDERATION',
      forms: ['MERIT_CERTIFICATE'],
      collectives: 1,
      source: WORDS,
      sentence: WORDS,
    }),
  }),
];
