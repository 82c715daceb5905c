import type { Mandate, Period } from '@thidua/contracts';
import { calendarDateAt, numberChanges, readPrepared } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { PROVIDER_PATTERN, SUBJECT_PATTERN } from '../identity/account';
import type { SqlFragment } from '../identity/scoped-units';
import { openEndAsNull } from '../unit/union-unit.type';
import { mandatesInForce, type HeldMandate } from './held-mandates';

/** How many accounts are asked about at once at the most. */
export const MOST_ACCOUNTS = 64;

/** What a person may act under today, and which of the account's sessions are over. */
export interface HeldMandates {
  readonly memberId: string;
  readonly mandates: readonly Mandate[];
  /** Ids of tokens of this account whose session has ended before them. */
  readonly endedTokens: readonly string[];
}

/** The mandates behind some accounts today, and how new the tree is that their paths come from. */
export interface HeldByAccounts {
  /** Of each account that was asked about, in its place; null for one that is linked to nobody. */
  readonly held: readonly (HeldMandates | null)[];
  /** Head of this service's change feed. */
  readonly treeVersion: number;
  /** When they were read, ISO 8601 in UTC. */
  readonly asOf: string;
}

/** What one row tells: whom it is about, and then one of an office's suspensions, or a token that ended. */
interface Row {
  /** The account's name at its issuer; null where a person was asked about. */
  readonly subject: string | null;
  readonly memberId: string;
  readonly isDelegated: number | null;
  readonly endedToken: string | null;
  readonly id: string | null;
  readonly officeId: string;
  readonly holderId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly position: Mandate['position'];
  readonly document: string | null;
  readonly from: string;
  readonly until: string;
  readonly delegatedFrom: string | null;
  readonly delegatedUntil: string;
  readonly suspendedFrom: string | null;
  readonly suspendedUntil: string;
}

const OFFICE = {
  subject: 'person.subject',
  memberId: 'person.member_id',
  isDelegated: '0',
  id: 'officer.id',
  officeId: 'officer.id',
  holderId: 'officer.member_id',
  unitId: 'officer.unit_id',
  unitPath: 'version.path',
  position: 'officer.position',
  document: 'officer.document',
  from: 'officer.valid_from',
  until: 'officer.valid_until',
  suspendedFrom: 'suspension.valid_from',
  suspendedUntil: 'suspension.valid_until',
};
const DELEGATION = {
  ...OFFICE,
  isDelegated: '1',
  id: 'delegation.id',
  document: 'delegation.document',
  delegatedFrom: 'delegation.valid_from',
  delegatedUntil: 'delegation.valid_until',
};
const COLUMNS = [...Object.keys(DELEGATION), 'endedToken'];

/** All columns of a row, in one order for every branch of the union; those that the branch does not know are null. */
function columns(known: Readonly<Record<string, string>>): string {
  return COLUMNS.map((name) => `${known[name] ?? 'NULL'} AS \`${name}\``).join(', ');
}

/** What an office needs besides: its unit, which must be active today, and its suspensions. */
const OF_ACTIVE_UNIT = `JOIN union_unit_version version
    ON version.unit_id = officer.unit_id AND version.valid_from <= ? AND version.valid_until > ?
       AND version.status = 'ACTIVE'
  LEFT JOIN mandate_suspension suspension ON suspension.office_id = officer.id`;

/**
 * One statement for everything that persons hold or were delegated and that has not ended. Its rows come in no order:
 * to sort them, the server would build a table of them each time.
 * @param persons subquery that gives `subject` and `member_id`.
 * @param besides a branch with rows of its own.
 */
function heldStatement(persons: SqlFragment, today: string, besides: SqlFragment): SqlFragment {
  return {
    sql: `SELECT ${columns({ subject: 'person.subject', memberId: 'person.member_id' })} FROM (${persons.sql}) person
      UNION ALL ${besides.sql}
      UNION ALL SELECT ${columns(OFFICE)} FROM (${persons.sql}) person
        JOIN officer ON officer.member_id = person.member_id AND officer.valid_until > ? ${OF_ACTIVE_UNIT}
      UNION ALL SELECT ${columns(DELEGATION)} FROM (${persons.sql}) person
        JOIN mandate_delegation delegation ON delegation.to_member_id = person.member_id AND delegation.valid_until > ?
        JOIN officer ON officer.id = delegation.office_id ${OF_ACTIVE_UNIT}`,
    parameters: [
      ...persons.parameters,
      ...besides.parameters,
      ...[1, 2].flatMap(() => [...persons.parameters, today, today, today]),
    ],
  };
}

const NOTHING_BESIDES: SqlFragment = { sql: `SELECT ${columns({})} FROM dual WHERE FALSE`, parameters: [] };

/** The own offices first, then by their beginning; a mandate's suspensions one after the other. */
function inOrder(one: Row, other: Row): number {
  return (
    Number(one.isDelegated) - Number(other.isDelegated) ||
    compare(one.from, other.from) ||
    compare(one.id ?? '', other.id ?? '') ||
    compare(one.suspendedFrom ?? '', other.suspendedFrom ?? '')
  );
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function heldMandatesOf(rows: readonly Row[]): HeldMandate[] {
  const ofMandates = rows.filter(({ id }) => id !== null).sort(inOrder);
  return [...Map.groupBy(ofMandates, ({ id }) => id).values()].flatMap((ofOne): HeldMandate[] => {
    const [first] = ofOne;
    if (!first || first.id === null) {
      return [];
    }
    const { id, unitId, unitPath, position, document, from, officeId, holderId, delegatedFrom } = first;
    return [
      {
        id,
        unitId,
        unitPath,
        position,
        document,
        from,
        until: openEndAsNull(first.until),
        suspensions: ofOne.flatMap(({ suspendedFrom, suspendedUntil }): Period[] =>
          suspendedFrom === null ? [] : [{ from: suspendedFrom, until: openEndAsNull(suspendedUntil) }],
        ),
        delegation:
          delegatedFrom === null
            ? null
            : { officeId, principalId: holderId, from: delegatedFrom, until: openEndAsNull(first.delegatedUntil) },
      },
    ];
  });
}

/** What crosses to our other processes: what may be done, without term and document. */
export function mandateOf({ id, unitId, unitPath, position, delegation }: HeldMandate): Mandate {
  return {
    id,
    unitId,
    unitPath,
    position,
    delegation: delegation && { officeId: delegation.officeId, principalId: delegation.principalId },
  };
}

/** The mandates of a member that are in force today, the own ones first. One statement. */
export async function readMandatesInForce(
  dataSource: DataSource,
  memberId: string,
  today: string,
): Promise<readonly HeldMandate[]> {
  const person = { sql: 'SELECT NULL AS subject, id AS member_id FROM member WHERE id = ?', parameters: [memberId] };
  const { sql, parameters } = heldStatement(person, today, NOTHING_BESIDES);
  return mandatesInForce(heldMandatesOf(await readPrepared<Row[]>(dataSource, sql, parameters)), today);
}

/** Accounts at one issuer. */
interface Accounts {
  readonly provider: string;
  readonly subjects: readonly string[];
}

/** What is read of accounts: the members they are linked to, what those hold, and the accounts' ended sessions. */
export function accountsStatement({ provider, subjects }: Accounts, now: Date): SqlFragment {
  const marks = subjects.map(() => '?').join(', ');
  return heldStatement(
    {
      sql: `SELECT subject, member_id FROM identity_link WHERE provider = ? AND subject IN (${marks})`,
      parameters: [provider, ...subjects],
    },
    calendarDateAt(now),
    {
      sql: `SELECT ${columns({ subject: 'ended.subject', endedToken: 'ended.token_id' })} FROM ended_session ended
             WHERE ended.provider = ? AND ended.subject IN (${marks}) AND ended.expires_at > ?`,
      parameters: [provider, ...subjects, now],
    },
  );
}

/**
 * As many names as the next power of two, the last one several times: so the server keeps a handful of statements
 * prepared, whatever number is asked about.
 */
function filledUp(subjects: readonly string[]): string[] {
  const size = 2 ** Math.ceil(Math.log2(subjects.length));
  return Array.from({ length: size }, (_, index) => subjects[Math.min(index, subjects.length - 1)] ?? '');
}

/**
 * The mandates in force today of the members who sign in with accounts, with the units' paths today, in one statement.
 * Names of another form than accounts have are linked to nobody. The feed is numbered after the mandates are read, so
 * the version never promises less than the paths show.
 */
export async function readMandatesOfAccounts(
  dataSource: DataSource,
  { provider, subjects }: Accounts,
  now: Date,
): Promise<HeldByAccounts> {
  const known = PROVIDER_PATTERN.test(provider) ? subjects.filter((subject) => SUBJECT_PATTERN.test(subject)) : [];
  const rows = known.length > 0 ? await readRows(dataSource, { provider, subjects: filledUp(known) }, now) : [];
  const { head } = await numberChanges(dataSource);
  const today = calendarDateAt(now);
  const bySubject = Map.groupBy(rows, ({ subject }) => subject);
  const heldBy = (ofAccount: readonly Row[]): HeldMandates | null => {
    const memberId = ofAccount.find((row) => row.memberId)?.memberId;
    return memberId
      ? {
          memberId,
          mandates: mandatesInForce(heldMandatesOf(ofAccount), today).map(mandateOf),
          endedTokens: ofAccount.flatMap(({ endedToken }) => endedToken ?? []),
        }
      : null;
  };
  return {
    held: subjects.map((subject) => heldBy(bySubject.get(subject) ?? [])),
    treeVersion: head,
    asOf: now.toISOString(),
  };
}

function readRows(dataSource: DataSource, accounts: Accounts, now: Date): Promise<Row[]> {
  const { sql, parameters } = accountsStatement(accounts, now);
  return readPrepared<Row[]>(dataSource, sql, parameters);
}
