import {
  grantingMandate,
  PERMISSIONS,
  type Mandate,
  type OfficerPosition,
  type Permission,
  type PermissionRule,
  type UnitInScope,
} from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import type { GraphQLError } from 'graphql';
import { forbidden, unauthenticated } from '../errors';

/** Vietnamese and English names of the positions, for messages. */
export const POSITION_NAMES: Readonly<Record<OfficerPosition, { vi: string; en: string }>> = {
  CHAIR: { vi: 'Chủ tịch', en: 'chair' },
  VICE_CHAIR: { vi: 'Phó Chủ tịch', en: 'vice-chair' },
  STANDING_COMMITTEE_MEMBER: { vi: 'Ủy viên Ban Thường vụ', en: 'standing committee member' },
  EXECUTIVE_COMMITTEE_MEMBER: { vi: 'Ủy viên Ban Chấp hành', en: 'executive committee member' },
  INSPECTION_COMMITTEE_MEMBER: { vi: 'Ủy viên Ủy ban Kiểm tra', en: 'inspection committee member' },
  WOMENS_BOARD_MEMBER: { vi: 'Ủy viên Ban Nữ công', en: 'women’s board member' },
  EMULATION_COUNCIL_MEMBER: { vi: 'Thành viên Hội đồng Thi đua – Khen thưởng', en: 'emulation council member' },
  EMULATION_COUNCIL_SECRETARY: {
    vi: 'Thư ký Hội đồng Thi đua – Khen thưởng',
    en: 'secretary of the emulation council',
  },
  FULL_TIME_CADRE: { vi: 'Cán bộ công đoàn chuyên trách', en: 'full-time union cadre' },
};

/**
 * The person behind the passport.
 * @throws UNAUTHENTICATED for anonymous callers and system passports: they never stand in for a person.
 */
export function requirePerson(passport: Passport): string {
  if (passport.kind !== 'person') {
    throw unauthenticated();
  }
  return passport.subject;
}

function missingMandate(permission: Permission): GraphQLError {
  const rule: PermissionRule = PERMISSIONS[permission];
  const vi = rule.positions.map((position) => POSITION_NAMES[position].vi).join(', ');
  const en = rule.positions.map((position) => POSITION_NAMES[position].en).join(', ');
  const where =
    rule.scope === 'OWN_UNIT'
      ? { vi: 'của chính đơn vị đó', en: 'of that very unit' }
      : { vi: 'của đơn vị đó hoặc đơn vị cấp trên', en: 'of that unit or of one above it' };
  return forbidden(
    {
      vi: `Việc “${rule.vi}” cần một trong các chức danh: ${vi}, ${where.vi}, đang trong nhiệm kỳ.`,
      en: `“${rule.en}” needs one of these positions in force: ${en}, ${where.en}.`,
    },
    { permission, positions: rule.positions, scope: rule.scope },
  );
}

/**
 * The mandate of the caller that grants the permission over the unit.
 * @throws FORBIDDEN, naming in both languages which mandate would be needed.
 */
export function authorise(passport: Passport, permission: Permission, unit: UnitInScope): Mandate {
  requirePerson(passport);
  const mandate = grantingMandate(passport.mandates, permission, unit);
  if (!mandate) {
    throw missingMandate(permission);
  }
  return mandate;
}

/**
 * The check that needs no row: whether any mandate of the caller could grant the permission somewhere.
 * @throws UNAUTHENTICATED or FORBIDDEN.
 */
export function authoriseAnywhere(passport: Passport, permission: Permission): void {
  requirePerson(passport);
  const rule: PermissionRule = PERMISSIONS[permission];
  if (rule.scope !== 'SIGNED_IN' && !passport.mandates.some((mandate) => rule.positions.includes(mandate.position))) {
    throw missingMandate(permission);
  }
}
