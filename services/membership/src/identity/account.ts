import { z } from 'zod';

/** An account's name as issuers give it (the claim sub): 1 to 255 characters of ASCII, no space at the ends. */
export const SUBJECT_PATTERN = /^[!-~](?:[ -~]{0,253}[!-~])?$/;
/** The name under which links to an issuer are kept, for example `embedded`. */
export const PROVIDER_PATTERN = /^[a-z0-9][a-z0-9-]{0,39}$/;

/** An account at an issuer. Anything of another form is linked to nobody. */
export const account = z.object({
  provider: z.string().regex(PROVIDER_PATTERN),
  subject: z.string().regex(SUBJECT_PATTERN),
});
