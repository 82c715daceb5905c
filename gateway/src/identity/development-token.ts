import { readFileSync } from 'node:fs';
import { isId } from '@thidua/contracts/ids';
import { importJWK, type JWK, jwtVerify } from 'jose';
import { unauthenticated } from '../errors/gateway-error';

/** Issuer that a development token names. */
const ISSUER = 'thidua-development';
/** Audience that a development token names. */
const AUDIENCE = 'thidua';
/** The longest a development token may still be valid, in seconds: 12 hours, and a minute for clocks that differ. */
const LONGEST_LIFE_SECONDS = 12 * 3600 + 60;

/** Checks the development token of a caller. */
export interface TokenVerifier {
  /**
   * The member id that the Authorization header proves; null when there is no header.
   * @throws UNAUTHENTICATED when there is one and it proves nothing.
   */
  memberOf(authorization: string | undefined): Promise<string | null>;
}

function badToken(): Error {
  return unauthenticated({
    vi: 'Phiên đăng nhập không hợp lệ hoặc đã hết hạn. Hãy đăng nhập lại.',
    en: 'The token is not valid or has expired. Sign in again.',
  });
}

/** How many checked tokens are remembered; the one remembered longest goes first. */
const MOST_TOKENS_REMEMBERED = 10_000;

/** What a token proved when it was checked. */
interface Proof {
  readonly memberId: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

/**
 * A verifier from the file with the symmetric JWK that signs development tokens (HS256).
 * A token's signature is checked once (200 µs) and its end at every use: the same text cannot come to prove another.
 */
export async function developmentTokenVerifier(path: string, now: () => number = Date.now): Promise<TokenVerifier> {
  const key = await importJWK(JSON.parse(readFileSync(path, 'utf8')) as JWK, 'HS256');
  const proofs = new Map<string, Proof>();

  async function check(token: string): Promise<Proof> {
    const claims = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      issuer: ISSUER,
      audience: AUDIENCE,
      requiredClaims: ['sub', 'exp'],
      currentDate: new Date(now()),
    }).then(
      ({ payload }) => payload,
      () => null,
    );
    const { sub, exp } = claims ?? {};
    if (sub === undefined || exp === undefined || !isId(sub) || exp - now() / 1000 > LONGEST_LIFE_SECONDS) {
      throw badToken();
    }
    const proof = { memberId: sub, expiresAt: exp };
    proofs.set(token, proof);
    if (proofs.size > MOST_TOKENS_REMEMBERED) {
      const [oldest] = proofs.keys();
      if (oldest !== undefined) proofs.delete(oldest);
    }
    return proof;
  }

  return {
    async memberOf(authorization) {
      if (authorization === undefined) return null;
      const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.trim())?.[1];
      if (token === undefined) throw badToken();
      const { memberId, expiresAt } = proofs.get(token) ?? (await check(token));
      if (expiresAt <= now() / 1000) {
        proofs.delete(token);
        throw badToken();
      }
      return memberId;
    },
  };
}
