import {
  CONDITIONS,
  decideAccess,
  grantedSomewhere,
  POSITION_NAMES,
  ruleOf,
  type AccessTarget,
  type CallerFacts,
  type Mandate,
  type Message,
  type OfficerPosition,
  type Permission,
  type PermissionCondition,
  type PermissionScope,
  type UnitInScope,
} from '@thidua/contracts';
import type { Passport } from '@thidua/contracts/passport';
import type { GraphQLError } from 'graphql';
import { forbidden, unauthenticated } from '../errors';

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
const WHERE: Readonly<Record<PermissionScope, Message>> = {
  SIGNED_IN: { vi: 'mọi người đã đăng nhập', en: 'whoever is signed in' },
  SELF: { vi: 'chính người đó', en: 'the person themself' },
  OWN_UNIT: { vi: 'của chính đơn vị đó', en: 'of that very unit' },
  OWN_UNIT_AND_BELOW: { vi: 'của đơn vị đó hoặc đơn vị cấp trên', en: 'of that unit or of one above it' },
  BELOW: {
    vi: 'của đơn vị cấp trên của đơn vị đó (với Tổng Liên đoàn: của chính Tổng Liên đoàn)',
    en: 'of a unit above that unit (for the General Confederation: its own)',
  },
  GROUP_HEADED: { vi: 'của đơn vị cụm trưởng, khối trưởng', en: 'of the unit that heads the group' },
  COUNCIL_OF_BODY: { vi: 'của hội đồng cấp đó', en: 'of that body’s council' },
  AUDITOR_OF_BODY_AND_BELOW: { vi: 'của đơn vị đó hoặc đơn vị cấp trên', en: 'of that unit or of one above it' },
  CONFEDERATION: { vi: 'của Tổng Liên đoàn', en: 'of the General Confederation' },
};

/** Who would be granted the permission, in words: each way on its own. */
function whoWould(permission: Permission): Message {
  const ways = ruleOf(permission).grants.map(({ positions, scope }): Message => {
    const where = WHERE[scope];
    if (positions.length === 0) {
      return where;
    }
    const named = (language: 'vi' | 'en'): string =>
      positions.map((position) => POSITION_NAMES[position][language]).join(', ');
    return { vi: `${named('vi')} ${where.vi}`, en: `${named('en')} ${where.en}` };
  });
  return { vi: ways.map(({ vi }) => vi).join('; hoặc '), en: ways.map(({ en }) => en).join('; or ') };
}

function wordsFor(permission: Permission): Message {
  const { vi, en } = ruleOf(permission);
  const who = whoWould(permission);
  return {
    vi: `Việc “${vi}” cần một trong các chức danh đang trong nhiệm kỳ: ${who.vi}.`,
    en: `“${en}” needs one of these positions in force: ${who.en}.`,
  };
}

/** Every position that could grant one of the permissions. */
function positionsOf(...permissions: readonly Permission[]): OfficerPosition[] {
  return [
    ...new Set(permissions.flatMap((permission) => ruleOf(permission).grants.flatMap(({ positions }) => positions))),
  ];
}

function missingMandate(permission: Permission, unitId: string | null): GraphQLError {
  return forbidden(wordsFor(permission), {
    permission,
    positions: positionsOf(permission),
    scopes: ruleOf(permission).grants.map(({ scope }) => scope),
    ...(unitId ? { unitId } : {}),
  });
}

function missingAnyMandate(permissions: readonly Permission[]): GraphQLError {
  const words = permissions.map(wordsFor);
  return forbidden(
    { vi: words.map(({ vi }) => vi).join(' '), en: words.map(({ en }) => en).join(' ') },
    { permissions, positions: positionsOf(...permissions) },
  );
}

/** The refusal of somebody who holds the mandate and whom a condition keeps out all the same. */
export function conditionRefused(permission: Permission, condition: PermissionCondition): GraphQLError {
  return forbidden(CONDITIONS[condition], { permission, rule: condition });
}

/**
 * The mandate of the caller that grants the permission over the target; null where none is needed: for what is the
 * person's own, and for what is common to all.
 * @throws UNAUTHENTICATED, or FORBIDDEN that names in both languages which mandate would be needed.
 */
export function authoriseOver(passport: Passport, permission: Permission, target: AccessTarget): Mandate | null {
  requirePerson(passport);
  const decision = decideAccess(passport, permission, target);
  if (decision.allowed) {
    return decision.mandate;
  }
  throw decision.refusal === 'NO_MANDATE' || decision.refusal === 'OUT_OF_SCOPE' || decision.refusal === 'NOT_SIGNED_IN'
    ? missingMandate(permission, target.unit?.unitId ?? null)
    : conditionRefused(permission, decision.refusal);
}

/**
 * The mandate of the caller that grants the permission over the unit.
 * @param facts what the owner of the row knows, for the permission's conditions.
 * @throws FORBIDDEN, naming in both languages which mandate would be needed, or the condition that is broken.
 */
export function authorise(
  passport: Passport,
  permission: Permission,
  unit: UnitInScope,
  facts: CallerFacts = {},
): Mandate {
  const mandate = authoriseOver(passport, permission, { unit, facts });
  if (!mandate) {
    throw missingMandate(permission, unit.unitId);
  }
  return mandate;
}

/**
 * The check that needs no row: whether any mandate of the caller could grant one of the permissions somewhere.
 * @throws UNAUTHENTICATED, or FORBIDDEN that names the mandates needed for each of them.
 */
export function authoriseAnywhere(passport: Passport, ...permissions: readonly [Permission, ...Permission[]]): void {
  requirePerson(passport);
  if (!permissions.some((permission) => grantedSomewhere(passport.mandates, permission))) {
    const [only, ...others] = permissions;
    throw others.length === 0 ? missingMandate(only, null) : missingAnyMandate(permissions);
  }
}
