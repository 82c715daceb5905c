import type { Mandate, Period } from '@thidua/contracts';
import { calendarDateAt, numberChanges, type SqlRunner } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import type { SqlFragment } from '../identity/scoped-units';
import { openEndAsNull } from '../unit/union-unit.type';
import { mandatesInForce, type HeldMandate } from './held-mandates';

/** A person's mandates today, and how new the tree is that their paths come from. */
export interface HeldMandates {
  readonly memberId: string;
  readonly mandates: readonly Mandate[];
  /** Head of this service's change feed. */
  readonly treeVersion: number;
  /** When they were read, ISO 8601 in UTC. */
  readonly asOf: string;
  /** Ids of tokens of this account whose session has ended before them. */
  readonly endedTokens: readonly string[];
}

/** What one row tells: whom it is about, and then one of an office's suspensions, or a token that ended. */
interface Row {
  readonly memberId: string;
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
 * One statement for everything that a person holds or was delegated and that has not ended, the own offices first.
 * @param person subquery that gives `member_id`.
 * @param besides a branch with rows of its own.
 */
function heldStatement(person: SqlFragment, today: string, besides: SqlFragment): SqlFragment {
  return {
    sql: `SELECT ${columns({ memberId: 'person.member_id' })} FROM (${person.sql}) person
      UNION ALL ${besides.sql}
      UNION ALL SELECT ${columns(OFFICE)} FROM (${person.sql}) person
        JOIN officer ON officer.member_id = person.member_id AND officer.valid_until > ? ${OF_ACTIVE_UNIT}
      UNION ALL SELECT ${columns(DELEGATION)} FROM (${person.sql}) person
        JOIN mandate_delegation delegation ON delegation.to_member_id = person.member_id AND delegation.valid_until > ?
        JOIN officer ON officer.id = delegation.office_id ${OF_ACTIVE_UNIT}
      ORDER BY isDelegated, \`from\`, id, suspendedFrom`,
    parameters: [
      ...person.parameters,
      ...besides.parameters,
      ...[1, 2].flatMap(() => [...person.parameters, today, today, today]),
    ],
  };
}

const NOTHING_BESIDES: SqlFragment = { sql: `SELECT ${columns({})} FROM dual WHERE FALSE`, parameters: [] };

function heldMandatesOf(rows: readonly Row[]): HeldMandate[] {
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((ofOne): HeldMandate[] => {
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

/** What crosses to the gateway: what may be done, without term and document. */
function mandateOf({ id, unitId, unitPath, position, delegation }: HeldMandate): Mandate {
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
  runner: SqlRunner,
  memberId: string,
  today: string,
): Promise<readonly HeldMandate[]> {
  const person = { sql: 'SELECT id AS member_id FROM member WHERE id = ?', parameters: [memberId] };
  const { sql, parameters } = heldStatement(person, today, NOTHING_BESIDES);
  return mandatesInForce(heldMandatesOf(await runner.query<Row[]>(sql, [...parameters])), today);
}

/** An account at an issuer. */
interface Account {
  readonly provider: string;
  readonly subject: string;
}

/** What is read of an account: the member it is linked to, what they hold, and the account's ended sessions. */
export function accountStatement({ provider, subject }: Account, now: Date): SqlFragment {
  return heldStatement(
    {
      sql: 'SELECT member_id FROM identity_link WHERE provider = ? AND subject = ?',
      parameters: [provider, subject],
    },
    calendarDateAt(now),
    {
      sql: `SELECT ${columns({ endedToken: 'ended.token_id' })} FROM ended_session ended
             WHERE ended.provider = ? AND ended.subject = ? AND ended.expires_at > ?`,
      parameters: [provider, subject, now],
    },
  );
}

/**
 * The mandates in force today of the member who signs in with an account, with the units' paths today, in one
 * statement; null for an account that is linked to nobody. The feed is numbered after the mandates are read, so the
 * version never promises less than the paths show.
 */
export async function readMandatesOfAccount(
  dataSource: DataSource,
  account: Account,
  now: Date,
): Promise<HeldMandates | null> {
  const { sql, parameters } = accountStatement(account, now);
  const rows = await dataSource.query<Row[]>(sql, [...parameters]);
  const memberId = rows.find((row) => row.memberId)?.memberId;
  if (!memberId) {
    return null;
  }
  const { head } = await numberChanges(dataSource);
  return {
    memberId,
    mandates: mandatesInForce(heldMandatesOf(rows), calendarDateAt(now)).map(mandateOf),
    treeVersion: head,
    asOf: now.toISOString(),
    endedTokens: rows.flatMap(({ endedToken }) => endedToken ?? []),
  };
}
