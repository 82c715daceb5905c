import { AUDIT_EXPORT_ENTRIES } from './audit/audit-exports.entries';
import { APPEAL_ENTRIES } from './awards/appeals.entries';
import { BALLOT_ENTRIES } from './awards/ballots.entries';
import { AWARDS_FIELDS } from './awards/awards.fields';
import { DOSSIER_ENTRIES } from './awards/dossier.entries';
import { DECISION_ENTRIES } from './awards/decisions.entries';
import { CATALOGUE_ENTRIES } from './awards/catalogue.entries';
import { CHECK_ENTRIES } from './awards/checks.entries';
import { JUDGING_ENTRIES } from './awards/judging.entries';
import { NOMINATION_ENTRIES } from './awards/nominations.entries';
import { REGISTRY_ENTRIES } from './awards/registry.entries';
import { ON_THE_WAY_ENTRIES } from './awards/on-the-way.entries';
import { CYCLE_ENTRIES } from './emulation/cycles.entries';
import { EMULATION_FIELDS } from './emulation/emulation.fields';
import { INITIATIVE_ENTRIES } from './emulation/initiatives.entries';
import { PLEDGE_ENTRIES } from './emulation/pledges.entries';
import { LEDGER_ENTRIES } from './finance/ledger.entries';
import { MANDATE_ENTRIES } from './membership/mandates.entries';
import { MEMBERSHIP_FIELDS } from './membership/membership.fields';
import { OFFICE_ENTRIES } from './membership/offices.entries';
import { PEOPLE_ENTRIES } from './membership/people.entries';
import { UNIT_ENTRIES } from './membership/units.entries';
import type { FieldEntry } from '../field-entry';
import type { OperationEntry } from '../operation-entry';

/** Every way to use an operation that the matrix tries: an operation without an entry fails it with its name. */
export const OPERATION_ENTRIES: readonly OperationEntry[] = [
  ...LEDGER_ENTRIES,
  ...CYCLE_ENTRIES,
  ...PLEDGE_ENTRIES,
  ...INITIATIVE_ENTRIES,
  ...NOMINATION_ENTRIES,
  ...DOSSIER_ENTRIES,
  ...CATALOGUE_ENTRIES,
  ...JUDGING_ENTRIES,
  ...CHECK_ENTRIES,
  ...ON_THE_WAY_ENTRIES,
  ...REGISTRY_ENTRIES,
  ...DECISION_ENTRIES,
  ...APPEAL_ENTRIES,
  ...BALLOT_ENTRIES,
  ...PEOPLE_ENTRIES,
  ...MANDATE_ENTRIES,
  ...OFFICE_ENTRIES,
  ...UNIT_ENTRIES,
  ...AUDIT_EXPORT_ENTRIES,
];

/** Every field that not everybody may read, and lists that are filtered: a sensitive field without an entry fails it. */
export const FIELD_ENTRIES: readonly FieldEntry[] = [...MEMBERSHIP_FIELDS, ...EMULATION_FIELDS, ...AWARDS_FIELDS];
