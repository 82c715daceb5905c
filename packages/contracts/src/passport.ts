import { readFileSync } from 'node:fs';
import { createLocalJWKSet, importJWK, jwtVerify, SignJWT, type JSONWebKeySet, type JWK } from 'jose';
import type { Mandate } from './permissions';

/** HTTP header that carries the passport. */
export const PASSPORT_HEADER = 'x-thidua-passport';

/** Whom a passport stands for. */
export type PassportKind = 'person' | 'public' | 'system';

/** The claims of a passport: who, under which mandates, for which service. */
export interface Passport {
  /** A person with mandates, an anonymous caller (`public`), or a process of ours (`system`). */
  readonly kind: PassportKind;
  /** Member id of a person; name of the issuing process for `system`; `anonymous` for `public`. */
  readonly subject: string;
  /** The person's mandates, narrowed to the one chosen by X-Act-As. */
  readonly mandates: readonly Mandate[];
  /** When the mandates were read, ISO 8601 in UTC. */
  readonly mandatesAsOf: string;
  /** Position of membership's change feed when the mandates were read; a service that is behind must catch up first. */
  readonly treeVersion: number;
  /** Rights of a system passport, for example `feed:read`; empty otherwise. */
  readonly rights: readonly string[];
  /** Id of the request at the gateway. */
  readonly requestId: string;
  /** When it ends, seconds since 1970; set by the verifier, so that a command can be checked again before it commits. */
  readonly expiresAt?: number;
}

/** Signs passports with the process's own Ed25519 key. */
export interface PassportSigner {
  /**
   * @param passport the claims.
   * @param audience the service it is for.
   * @param lifetimeSeconds how long it is valid: ≤ 60 for queries, ≤ 5 for mutations.
   */
  sign(passport: Passport, audience: string, lifetimeSeconds: number): Promise<string>;
}

/** Verifies passports by the public keys of the gateway and the services. */
export interface PassportVerifier {
  /** @throws when the passport is missing, forged, expired, for another service, or of a kind its issuer may not sign. */
  verify(token: string, audience: string): Promise<Passport>;
}

/** A signer from a file with a private JWK; the key's id is the issuer's name. */
export async function passportSignerFromFile(path: string): Promise<PassportSigner> {
  const jwk = JSON.parse(readFileSync(path, 'utf8')) as JWK;
  const key = await importJWK(jwk, 'EdDSA');
  const issuer = jwk.kid ?? '';
  return {
    sign: ({ subject, expiresAt: _replaced, ...claims }, audience, lifetimeSeconds) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'EdDSA', kid: issuer })
        .setIssuer(issuer)
        .setSubject(subject)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${lifetimeSeconds}s`)
        .sign(key),
  };
}

/** A verifier from a file with a JWKS of public keys; only the key `gateway` may speak for a person or the public. */
export function passportVerifierFromFile(path: string): PassportVerifier {
  const keys = createLocalJWKSet(JSON.parse(readFileSync(path, 'utf8')) as JSONWebKeySet);
  return {
    async verify(token, audience) {
      const { payload, protectedHeader } = await jwtVerify(token, keys, { algorithms: ['EdDSA'], audience });
      if (payload.iss !== protectedHeader.kid) {
        throw new Error('the passport names another issuer than the key that signed it');
      }
      const claims = payload as unknown as Passport & { sub: string };
      if (claims.kind !== 'system' && payload.iss !== 'gateway') {
        throw new Error('only the gateway may issue a passport for a person');
      }
      return {
        kind: claims.kind,
        subject: claims.sub,
        mandates: claims.mandates,
        mandatesAsOf: claims.mandatesAsOf,
        treeVersion: claims.treeVersion,
        rights: claims.rights,
        requestId: claims.requestId,
        expiresAt: payload.exp ?? 0,
      };
    },
  };
}
