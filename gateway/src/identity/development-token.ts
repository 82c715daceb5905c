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

/** A verifier from the file with the symmetric JWK that signs development tokens (HS256). */
export async function developmentTokenVerifier(path: string): Promise<TokenVerifier> {
  const key = await importJWK(JSON.parse(readFileSync(path, 'utf8')) as JWK, 'HS256');
  return {
    async memberOf(authorization) {
      if (authorization === undefined) return null;
      const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization.trim())?.[1];
      if (token === undefined) throw badToken();
      const claims = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'exp'],
      }).then(
        ({ payload }) => payload,
        () => null,
      );
      const life = (claims?.exp ?? Number.POSITIVE_INFINITY) - Date.now() / 1000;
      if (claims?.sub === undefined || !isId(claims.sub) || life > LONGEST_LIFE_SECONDS) throw badToken();
      return claims.sub;
    },
  };
}
