import {
  grantingMandate,
  PERMISSIONS,
  type Mandate,
  type Message,
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

/** Of which unit the position must be, seen from the unit that something is done to. */
const WHERE: Readonly<Record<PermissionRule['scope'], Message>> = {
  SIGNED_IN: { vi: 'của bất kỳ đơn vị nào', en: 'of any unit' },
  OWN_UNIT: { vi: 'của chính đơn vị đó', en: 'of that very unit' },
  OWN_UNIT_AND_BELOW: { vi: 'của đơn vị đó hoặc đơn vị cấp trên', en: 'of that unit or of one above it' },
  BELOW: {
    vi: 'của đơn vị cấp trên của đơn vị đó (với Tổng Liên đoàn: của chính Tổng Liên đoàn)',
    en: 'of a unit above that unit (for the General Confederation: its own)',
  },
};

function wordsFor(permission: Permission): Message {
  const rule: PermissionRule = PERMISSIONS[permission];
  const vi = rule.positions.map((position) => POSITION_NAMES[position].vi).join(', ');
  const en = rule.positions.map((position) => POSITION_NAMES[position].en).join(', ');
  const where = WHERE[rule.scope];
  return {
    vi: `Việc “${rule.vi}” cần một trong các chức danh: ${vi}, ${where.vi}, đang trong nhiệm kỳ.`,
    en: `“${rule.en}” needs one of these positions in force: ${en}, ${where.en}.`,
  };
}

function missingMandate(permission: Permission): GraphQLError {
  const rule: PermissionRule = PERMISSIONS[permission];
  return forbidden(wordsFor(permission), { permission, positions: rule.positions, scope: rule.scope });
}

function missingAnyMandate(permissions: readonly Permission[]): GraphQLError {
  const words = permissions.map(wordsFor);
  const positions = new Set(
    permissions.flatMap((permission): readonly OfficerPosition[] => PERMISSIONS[permission].positions),
  );
  return forbidden(
    { vi: words.map(({ vi }) => vi).join(' '), en: words.map(({ en }) => en).join(' ') },
    { permissions, positions: [...positions] },
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

function grantedAnywhere(passport: Passport, permission: Permission): boolean {
  const rule: PermissionRule = PERMISSIONS[permission];
  return rule.scope === 'SIGNED_IN' || passport.mandates.some(({ position }) => rule.positions.includes(position));
}

/**
 * The check that needs no row: whether any mandate of the caller could grant one of the permissions somewhere.
 * @throws UNAUTHENTICATED, or FORBIDDEN that names the mandates needed for each of them.
 */
export function authoriseAnywhere(passport: Passport, ...permissions: readonly [Permission, ...Permission[]]): void {
  requirePerson(passport);
  if (!permissions.some((permission) => grantedAnywhere(passport, permission))) {
    const [only, ...others] = permissions;
    throw others.length === 0 ? missingMandate(only) : missingAnyMandate(permissions);
  }
}
