import type { Passport } from '@thidua/contracts/passport';

/** An id that no member has. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Member id of the person behind the passport, for filters in SQL; an id that no member has for any other caller. */
export function personOf(passport: Passport): string {
  return passport.kind === 'person' ? passport.subject : NOBODY;
}
