import { JUDGING_ENTRIES } from './awards/judging.entries';
import { NOMINATION_ENTRIES } from './awards/nominations.entries';
import { CYCLE_ENTRIES } from './emulation/cycles.entries';
import { PLEDGE_ENTRIES } from './emulation/pledges.entries';
import { LEDGER_ENTRIES } from './finance/ledger.entries';
import { MANDATE_ENTRIES } from './membership/mandates.entries';
import { PEOPLE_ENTRIES } from './membership/people.entries';
import { UNIT_ENTRIES } from './membership/units.entries';
import type { OperationEntry } from '../operation-entry';

/** Every way to use an operation that the matrix tries: an operation without an entry fails it with its name. */
export const OPERATION_ENTRIES: readonly OperationEntry[] = [
  ...LEDGER_ENTRIES,
  ...CYCLE_ENTRIES,
  ...PLEDGE_ENTRIES,
  ...NOMINATION_ENTRIES,
  ...JUDGING_ENTRIES,
  ...PEOPLE_ENTRIES,
  ...MANDATE_ENTRIES,
  ...UNIT_ENTRIES,
];
