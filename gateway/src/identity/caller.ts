/** The account that a token or a browser session proves: whose it is, and until when. */
export interface Account {
  /** Name under which membership keeps the links of the issuer. */
  readonly provider: string;
  /** The issuer's subject. */
  readonly subject: string;
  /** Id of the token (`jti`); a browser session has the id of the token that opened it. */
  readonly tokenId: string;
  /** When it ends, seconds since 1970. */
  readonly expiresAt: number;
}

/** Who asks, as the request says. */
export interface Caller {
  /** The account that is signed in; null for an anonymous caller. */
  readonly account: Account | null;
  /** The mandate chosen by X-Act-As; null when none was named. */
  readonly actAs: string | null;
}

/** The caller of a request that names nobody, or whose token has not been checked yet. */
export const ANONYMOUS: Caller = { account: null, actAs: null };
