import type { CouncilMember, MemberName } from '@thidua/contracts';
import type { SqlRunner } from '@thidua/service-kit';
import { Position } from './position.enum';

/**
 * The members of a body's emulation council on a day: who holds that office in their own right, begun, not ended and
 * not suspended. One statement.
 * @param day YYYY-MM-DD, Asia/Ho_Chi_Minh.
 */
export async function readCouncil(runner: SqlRunner, unitId: string, day: string): Promise<CouncilMember[]> {
  const rows = await runner.query<CouncilMember[]>(
    `SELECT officer.member_id AS memberId, MIN(officer.id) AS officeId, member.full_name AS fullName
       FROM officer
       JOIN member ON member.id = officer.member_id
       JOIN union_unit_version version ON version.unit_id = officer.unit_id AND version.valid_from <= ?
                                          AND version.valid_until > ? AND version.status = 'ACTIVE'
      WHERE officer.unit_id = ? AND officer.position = ? AND officer.valid_from <= ? AND officer.valid_until > ?
        AND NOT EXISTS (SELECT 1 FROM mandate_suspension suspension
                         WHERE suspension.office_id = officer.id AND suspension.valid_from <= ?
                           AND suspension.valid_until > ?)
      GROUP BY officer.member_id, member.full_name
      ORDER BY officer.member_id`,
    [day, day, unitId, Position.EmulationCouncilMember, day, day, day, day],
  );
  return rows.map(({ memberId, officeId, fullName }) => ({ memberId, officeId, fullName }));
}

/** What members are called; those that are unknown are left out. One statement. */
export async function namesOfMembers(runner: SqlRunner, memberIds: readonly string[]): Promise<MemberName[]> {
  if (memberIds.length === 0) {
    return [];
  }
  const rows = await runner.query<MemberName[]>(
    'SELECT id AS memberId, full_name AS fullName FROM member WHERE id IN (?) ORDER BY id',
    [memberIds],
  );
  return rows.map(({ memberId, fullName }) => ({ memberId, fullName }));
}
