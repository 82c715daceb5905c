import { createPrivateKey, generateKeyPairSync, randomUUID, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Tokens that prove nothing, and one that proves an account that is linked to nobody. */
export interface TokensOfNobody {
  /** In the issuer's name, signed with another key. */
  readonly forged: string;
  /** Signed by the issuer, of an hour that has passed. */
  readonly expired: string;
  /** Signed by the issuer, for an account that membership has never heard of. */
  readonly notLinked: string;
}

interface SigningKey {
  readonly kid: string;
  readonly key: KeyObject;
}

const AUDIENCE = 'urn:thidua:graph';
const HOUR = 3600;

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function token({ kid, key }: SigningKey, issuer: string, subject: string, issuedAt: number): string {
  const claims = { iss: issuer, aud: AUDIENCE, sub: subject, jti: randomUUID(), iat: issuedAt, exp: issuedAt + HOUR };
  const content = `${encoded({ alg: 'ES256', typ: 'at+jwt', kid })}.${encoded(claims)}`;
  const signature = sign('sha256', Buffer.from(content), { key, dsaEncoding: 'ieee-p1363' });
  return `${content}.${signature.toString('base64url')}`;
}

/**
 * Makes them with the issuer's own key, as no issuer would.
 * @param stateFolder the folder of the running system, with keys/issuer.jwks.json.
 * @param subject an account that is linked: the forged and the expired token name it.
 */
export function tokensOfNobody(stateFolder: string, issuer: string, subject: string): TokensOfNobody {
  const { keys } = JSON.parse(readFileSync(join(stateFolder, 'keys', 'issuer.jwks.json'), 'utf8')) as {
    keys: [JsonWebKey & { kid: string }];
  };
  const own: SigningKey = { kid: keys[0].kid, key: createPrivateKey({ key: keys[0], format: 'jwk' }) };
  const foreign: SigningKey = { kid: own.kid, key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey };
  const now = Math.floor(Date.now() / 1000);
  return {
    forged: token(foreign, issuer, subject, now),
    expired: token(own, issuer, subject, now - 2 * HOUR),
    notLinked: token(own, issuer, `nobody-${randomUUID()}`, now),
  };
}
