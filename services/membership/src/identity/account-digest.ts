import { sha256 } from '@thidua/service-kit';

/** An account at an issuer. */
interface Account {
  readonly provider: string;
  readonly subject: string;
}

/**
 * SHA-256 of an account, hexadecimal, for the audit trail: at some issuers the subject is an e-mail address, and nothing
 * there can be erased. Whoever knows the account finds its entries by it. Neither part can hold a line break.
 */
export function accountDigest({ provider, subject }: Account): string {
  return sha256(`${provider}\n${subject}`);
}
