import type { Mandate } from '@thidua/contracts';
import { calendarDateAt, numberChanges } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';

/** A person's mandates today, and how new the tree is that their paths come from. */
export interface HeldMandates {
  readonly mandates: readonly Mandate[];
  /** Head of this service's change feed. */
  readonly treeVersion: number;
  /** When they were read, ISO 8601 in UTC. */
  readonly asOf: string;
}

/**
 * The mandates in force today of a member, with the units' paths today; null for an unknown member.
 * The feed is numbered after the mandates are read, so the version never promises less than the paths show.
 */
export async function readMandates(dataSource: DataSource, memberId: string, now: Date): Promise<HeldMandates | null> {
  const today = calendarDateAt(now);
  const rows = await dataSource.query<(Mandate & { id: string | null })[]>(
    `SELECT held.id, held.unitId, held.unitPath, held.position FROM member
       LEFT JOIN (SELECT officer.id, officer.member_id, officer.unit_id AS unitId, version.path AS unitPath,
                         officer.position, officer.valid_from
                    FROM officer JOIN union_unit_version version ON version.unit_id = officer.unit_id
                   WHERE officer.member_id = ? AND officer.valid_from <= ? AND officer.valid_until > ?
                     AND version.valid_from <= ? AND version.valid_until > ? AND version.status = 'ACTIVE') held
         ON held.member_id = member.id
      WHERE member.id = ? ORDER BY held.valid_from, held.id`,
    [memberId, today, today, today, today, memberId],
  );
  if (rows.length === 0) {
    return null;
  }
  const { head } = await numberChanges(dataSource);
  return {
    mandates: rows
      .filter((row) => row.id !== null)
      .map(({ id, unitId, unitPath, position }) => ({ id, unitId, unitPath, position })),
    treeVersion: head,
    asOf: now.toISOString(),
  };
}
