import { GraphQLError } from 'graphql';
import { errors, jwtVerify } from 'jose';
import type { Account } from './caller';
import { BoundedMap } from './bounded-map';
import type { OidcIssuer } from './oidc-issuer';

/** Signatures that are accepted: those made with a private key alone. `none` and shared secrets never are. */
const ALGORITHMS = [
  'ES256',
  'ES384',
  'ES512',
  'PS256',
  'PS384',
  'PS512',
  'RS256',
  'RS384',
  'RS512',
  'EdDSA',
  'Ed25519',
];
/** By how many seconds the issuer's clock may differ from ours: so long a token is accepted after its end. */
export const CLOCK_TOLERANCE_SECONDS = 30;
/** How many checked tokens are remembered. */
const MOST_TOKENS_REMEMBERED = 10_000;
/** A subject and a token's id as OpenID Connect and membership know them: at most 255 characters of ASCII. */
const SUBJECT = /^[!-~]([ -~]{0,253}[!-~])?$/;
const TOKEN_ID = /^[ -~]{1,255}$/;
/** Kinds of JWT that can be access tokens; many issuers say no more than that it is a JWT, or nothing. */
const ACCESS_TOKEN_TYPE = /^(application\/)?(at\+)?jwt$/i;

/** A token that proves nothing. */
export class TokenRefused extends Error {
  /** @param reason why, in one word: never a part of the token. */
  constructor(readonly reason: string) {
    super(`the token is refused: ${reason}`);
  }
}

/** What tokens are checked against. */
export interface AccessTokenParts {
  readonly issuer: OidcIssuer;
  /** Name under which membership keeps the links of the issuer. */
  readonly provider: string;
  /** Whom a token must be for. */
  readonly audience: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface Proof {
  readonly account: Account;
  /** The key that it was checked with. */
  readonly keyId: string;
}

/**
 * Checks access tokens of the issuer. A signature is checked once (100–200 µs) and remembered until the token ends or
 * its key is withdrawn: the same text cannot come to prove another.
 */
export class AccessTokens {
  private readonly proofs = new BoundedMap<string, Proof>(MOST_TOKENS_REMEMBERED);

  constructor(private readonly parts: AccessTokenParts) {}

  /**
   * The account that a token proves.
   * @throws TokenRefused, or SIGN_IN_UNAVAILABLE when it cannot be checked.
   */
  async accountOf(token: string): Promise<Account> {
    const known = this.proofs.get(token);
    const proof = known && this.parts.issuer.publishes(known.keyId) ? known : await this.check(token);
    if (proof.account.expiresAt + CLOCK_TOLERANCE_SECONDS <= this.parts.now() / 1000) {
      this.proofs.delete(token);
      throw new TokenRefused('expired');
    }
    return proof.account;
  }

  private async check(token: string): Promise<Proof> {
    const { issuer, provider, audience, now } = this.parts;
    const connection = await issuer.connect();
    const { payload, protectedHeader } = await jwtVerify(token, connection.keyOf, {
      algorithms: ALGORITHMS,
      issuer: connection.issuer,
      audience,
      requiredClaims: ['sub', 'exp', 'jti', 'iat'],
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      currentDate: new Date(now()),
    }).catch((failure: unknown) => {
      throw failure instanceof GraphQLError ? failure : new TokenRefused(reasonOf(failure));
    });
    const { sub = '', jti = '', exp = 0, iat = 0 } = payload;
    if (!isAccessTokenType(protectedHeader.typ)) throw new TokenRefused('type');
    if (!isUsable(SUBJECT, sub) || !isUsable(TOKEN_ID, jti)) throw new TokenRefused('claim sub or jti');
    if (iat > now() / 1000 + CLOCK_TOLERANCE_SECONDS) throw new TokenRefused('claim iat');
    const proof = {
      account: { provider, subject: sub, tokenId: jti, expiresAt: exp },
      keyId: protectedHeader.kid ?? '',
    };
    this.proofs.set(token, proof);
    return proof;
  }
}

function isAccessTokenType(type: unknown): boolean {
  return type === undefined || (typeof type === 'string' && ACCESS_TOKEN_TYPE.test(type));
}

/** In the agreed form, and not one of the two names that an address takes for a folder. */
function isUsable(form: RegExp, id: unknown): boolean {
  return typeof id === 'string' && form.test(id) && id !== '.' && id !== '..';
}

/** The word for the security log. */
function reasonOf(failure: unknown): string {
  if (failure instanceof errors.JWTExpired) return 'expired';
  if (failure instanceof errors.JWTClaimValidationFailed) return `claim ${failure.claim}`;
  if (failure instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (failure instanceof errors.JWKSNoMatchingKey) return 'unknown key';
  if (failure instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  return 'malformed';
}
