import type { HeldOffice, Period, Reason } from '@thidua/contracts';
import {
  whyNotDelegable,
  whyNotEndable,
  whyNotSuspendable,
  type OfficeOnRecord,
  type WantedDelegation,
} from './mandate-rules';

const TODAY = '2024-06-01';
const office = (more: Partial<OfficeOnRecord> = {}): OfficeOnRecord => ({
  holderId: 'An',
  from: '2024-01-01',
  until: '2025-01-01',
  suspensions: [],
  delegations: [],
  ...more,
});
const wanted = (more: Partial<WantedDelegation> = {}): WantedDelegation => ({
  toMemberId: 'Bình',
  from: '2024-07-01',
  until: '2024-08-01',
  ...more,
});
const held = (from: string, until: string | null, suspensions: readonly Period[] = []): HeldOffice => ({
  from,
  until,
  suspensions,
  delegation: null,
});
const viceChair = held('2024-01-01', null);
const period = (from: string, until: string | null): Period => ({ from, until });
const codeOf = (refusal: Reason | null): string | null => refusal?.code ?? null;

describe('delegating an office', () => {
  it.each<[string, OfficeOnRecord, WantedDelegation, readonly HeldOffice[], string | null]>([
    ['to another officer of the unit', office(), wanted(), [viceChair], null],
    ['for the whole term that is left', office(), wanted({ from: TODAY, until: '2025-01-01' }), [viceChair], null],
    ['of an office without an end', office({ until: null }), wanted({ until: '2030-01-01' }), [viceChair], null],
    ['to oneself', office(), wanted({ toMemberId: 'An' }), [viceChair], 'DELEGATION_TO_ONESELF'],
    ['to somebody without an office there', office(), wanted(), [], 'DELEGATE_NOT_OFFICER_OF_UNIT'],
    [
      'to somebody whose office begins a day late',
      office(),
      wanted(),
      [held('2024-07-02', null)],
      'DELEGATE_NOT_OFFICER_OF_UNIT',
    ],
    [
      'to somebody whose office ends on the first day',
      office(),
      wanted(),
      [held('2024-01-01', '2024-07-01')],
      'DELEGATE_NOT_OFFICER_OF_UNIT',
    ],
    [
      'to somebody who is suspended on the first day',
      office(),
      wanted(),
      [held('2024-01-01', null, [period('2024-07-01', null)])],
      'DELEGATE_NOT_OFFICER_OF_UNIT',
    ],
    ['that ended today', office({ until: TODAY }), wanted(), [viceChair], 'OFFICE_ENDED'],
    ['from before its term', office({ from: '2024-07-02' }), wanted(), [viceChair], 'DELEGATION_BEYOND_OFFICE'],
    ['a day beyond its term', office(), wanted({ until: '2025-01-02' }), [viceChair], 'DELEGATION_BEYOND_OFFICE'],
    [
      'that is suspended today',
      office({ suspensions: [period(TODAY, '2024-06-02')] }),
      wanted(),
      [viceChair],
      'MANDATE_SUSPENDED',
    ],
    [
      'that will be suspended in that time',
      office({ suspensions: [period('2024-07-31', null)] }),
      wanted(),
      [viceChair],
      'MANDATE_SUSPENDED',
    ],
    ['that was suspended before', office({ suspensions: [period('2024-02-01', TODAY)] }), wanted(), [viceChair], null],
    [
      'that is delegated for a day of that time',
      office({ delegations: [period('2024-06-20', '2024-07-02')] }),
      wanted(),
      [viceChair],
      'DELEGATION_OVERLAPS',
    ],
    [
      'that was delegated until that day',
      office({ delegations: [period('2024-06-20', '2024-07-01')] }),
      wanted(),
      [viceChair],
      null,
    ],
    [
      'whose other delegation was called off',
      office({ delegations: [period('2024-07-15', '2024-07-15')] }),
      wanted(),
      [viceChair],
      null,
    ],
  ])('%s', (_case, onRecord, delegation, delegateOffices, expected) => {
    expect(codeOf(whyNotDelegable(onRecord, delegation, delegateOffices, TODAY))).toBe(expected);
  });
});

describe('suspending an office', () => {
  it.each<[string, OfficeOnRecord, Period, string | null]>([
    ['without an end', office(), period(TODAY, null), null],
    ['that ends on that day', office({ until: TODAY }), period(TODAY, null), 'OFFICE_ENDED'],
    [
      'that is suspended without an end',
      office({ suspensions: [period('2024-05-01', null)] }),
      period('2024-09-01', null),
      'MANDATE_ALREADY_SUSPENDED',
    ],
    [
      'that will be suspended',
      office({ suspensions: [period('2024-09-01', null)] }),
      period(TODAY, null),
      'MANDATE_ALREADY_SUSPENDED',
    ],
    [
      'until another suspension begins',
      office({ suspensions: [period('2024-09-01', null)] }),
      period(TODAY, '2024-09-01'),
      null,
    ],
    ['that was resumed', office({ suspensions: [period('2024-05-01', TODAY)] }), period(TODAY, null), null],
  ])('%s', (_case, onRecord, suspension, expected) => {
    expect(codeOf(whyNotSuspendable(onRecord, suspension))).toBe(expected);
  });
});

describe('ending a delegation', () => {
  it.each<[string, string, string | null]>([
    ['before it begins', '2024-06-15', null],
    ['on its last day', '2024-07-31', null],
    ['on the day it ends', '2024-08-01', 'DELEGATION_ENDS_EARLIER'],
  ])('%s', (_case, until, expected) => {
    expect(codeOf(whyNotEndable(wanted(), until))).toBe(expected);
  });
});
