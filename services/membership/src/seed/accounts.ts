import { seededId } from '@thidua/contracts/ids';
import type { SeededLink } from '../identity/identity.service';
import type { SeededOfficer } from '../officer/officer.service';
import { demonstrationMemberCode } from './demonstration-plan';
import { demonstration } from './seed-data';

/** The embedded issuer's name: its accounts are the codes of seeded members. */
const PROVIDER = 'embedded';

/** The accounts of everybody with an office, and of a few members without one. */
export function linksToImport(officers: readonly SeededOfficer[]): SeededLink[] {
  const codes = new Set([
    ...officers.flatMap(({ member }) => member.code ?? []),
    ...demonstration.membersWhoSignIn.map(({ unit, ordinal }) => demonstrationMemberCode(unit, ordinal - 1)),
  ]);
  return [...codes].map((code) => ({ provider: PROVIDER, subject: code, memberId: seededId('member', code) }));
}
