import type { UnitInScope } from '@thidua/contracts';
import type { SecurityEventReport } from '@thidua/contracts/security-event';
import { calendarDateAt, type SqlRunner } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import type { SecurityEventRow, SecurityLog } from './security-log';

/** Which units reported events may concern, read for all of a report at once. */
interface KnownUnits {
  /** Unit of each office or delegation. */
  readonly ofMandate: ReadonlyMap<string, string>;
  /** Unit of a member's first office on a day, else of their belonging. */
  ofMember(memberId: string, day: string): string | null;
  /** A unit as it stood on a day; as it begins before its first day; null for an unknown one. */
  onDay(unitId: string, day: string): UnitInScope | null;
}

interface Dated {
  readonly from: string;
  readonly until: string;
}

const holdsOn =
  (day: string) =>
  ({ from, until }: Dated): boolean =>
    from <= day && day < until;

function distinct(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id): id is string => id !== null))];
}

async function unitsOfMandates(runner: SqlRunner, ids: readonly string[]): Promise<Map<string, string>> {
  const rows =
    ids.length === 0
      ? []
      : await runner.query<{ id: string; unitId: string }[]>(
          `SELECT id, unit_id AS unitId FROM officer WHERE id IN (?)
            UNION ALL SELECT delegation.id, officer.unit_id FROM mandate_delegation delegation
                        JOIN officer ON officer.id = delegation.office_id WHERE delegation.id IN (?)`,
          [ids, ids],
        );
  return new Map(rows.map(({ id, unitId }) => [id, unitId]));
}

type Place = Dated & { readonly memberId: string; readonly unitId: string };

/** Everywhere members held offices and belonged, the offices first. */
async function placesOfMembers(runner: SqlRunner, ids: readonly string[]): Promise<Map<string, Place[]>> {
  const rows =
    ids.length === 0
      ? []
      : await runner.query<Place[]>(
          `SELECT member_id AS memberId, unit_id AS unitId, valid_from AS \`from\`, valid_until AS until, 0 AS rank, id
             FROM officer WHERE member_id IN (?)
            UNION ALL SELECT member_id, unit_id, valid_from, valid_until, 1, id
             FROM member_affiliation WHERE member_id IN (?)
            ORDER BY rank, \`from\`, id`,
          [ids, ids],
        );
  return Map.groupBy(rows, ({ memberId }) => memberId);
}

type Version = Dated & UnitInScope;

async function versionsOf(runner: SqlRunner, ids: readonly string[]): Promise<Map<string, Version[]>> {
  const rows =
    ids.length === 0
      ? []
      : await runner.query<Version[]>(
          `SELECT unit_id AS unitId, path AS unitPath, valid_from AS \`from\`, valid_until AS until
             FROM union_unit_version WHERE unit_id IN (?) ORDER BY valid_from`,
          [ids],
        );
  return Map.groupBy(rows, ({ unitId }) => unitId);
}

async function readKnownUnits(runner: SqlRunner, events: readonly SecurityEventReport[]): Promise<KnownUnits> {
  const ofMandate = await unitsOfMandates(runner, distinct(events.map(({ mandateId }) => mandateId)));
  const places = await placesOfMembers(runner, distinct(events.map(({ memberId }) => memberId)));
  const versions = await versionsOf(
    runner,
    distinct([
      ...events.map(({ unitId }) => unitId),
      ...ofMandate.values(),
      ...[...places.values()].flat().map(({ unitId }) => unitId),
    ]),
  );
  return {
    ofMandate,
    ofMember: (memberId, day) => places.get(memberId)?.find(holdsOn(day))?.unitId ?? null,
    onDay: (unitId, day) => {
      const known = versions.get(unitId) ?? [];
      return known.find(holdsOn(day)) ?? known[0] ?? null;
    },
  };
}

/** The unit that an event concerns: the one it names, else its mandate's, else where its member stood that day. */
function unitConcerned(event: SecurityEventReport, known: KnownUnits): UnitInScope | null {
  const day = calendarDateAt(new Date(event.at));
  const candidates = [
    event.unitId,
    event.mandateId === null ? null : (known.ofMandate.get(event.mandateId) ?? null),
    event.memberId === null ? null : known.ofMember(event.memberId, day),
  ];
  for (const unitId of candidates) {
    const unit = unitId === null ? null : known.onDay(unitId, day);
    if (unit) {
      return unit;
    }
  }
  return null;
}

/** Reports of keys that say what the reporter said last are left out: every replica reports at every start. */
async function withoutSameKeys(
  runner: SqlRunner,
  log: SecurityLog,
  reporter: string,
  events: readonly SecurityEventReport[],
): Promise<readonly SecurityEventReport[]> {
  if (!events.some(({ kind }) => kind === 'KEYS_CHANGED')) {
    return events;
  }
  await runner.query('INSERT INTO rule_lock (name) VALUES (?) ON DUPLICATE KEY UPDATE name = name', [
    `security-log-keys:${reporter}`,
  ]);
  let last = await log.keysLastReported(runner, reporter);
  return events.filter(({ kind, detail }) => {
    const keys = detail['keys'] ?? null;
    if (kind !== 'KEYS_CHANGED') {
      return true;
    }
    const isNew = keys !== last;
    last = keys;
    return isNew;
  });
}

/**
 * Takes a report of another process into the log; what it has taken before is recognised by its id. A handful of
 * statements for any number of events.
 * @param reporter name of the process.
 */
export async function takeReport(
  dataSource: DataSource,
  log: SecurityLog,
  reporter: string,
  reported: readonly SecurityEventReport[],
): Promise<void> {
  await dataSource.transaction('READ COMMITTED', async (runner) => {
    const events = await withoutSameKeys(runner, log, reporter, reported);
    const known = await readKnownUnits(runner, events);
    await log.add(
      runner,
      events.map((event): SecurityEventRow => {
        const unit = unitConcerned(event, known);
        return {
          ...event,
          at: new Date(event.at),
          reporter,
          unitId: unit?.unitId ?? null,
          unitPath: unit?.unitPath ?? null,
        };
      }),
    );
  });
}
