import { createPrivateKey, sign as signBytes, type JsonWebKey } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import type { Mandate } from './mandate';
import type { OfficerPosition } from './positions';
import { SYSTEM_RIGHTS, type PassportSignerName, type SystemRight } from './system-rights';

/** HTTP header that carries the passport. */
export const PASSPORT_HEADER = 'x-thidua-passport';

/** Whom a passport stands for. */
export type PassportKind = 'person' | 'public' | 'system';

/** The longest a passport is valid, in seconds, by what it is for. */
export const LONGEST_PASSPORT_SECONDS = { query: 60, mutation: 5 } as const;

/** An office that a person holds besides those they act under. */
export interface OtherOffice {
  readonly unitId: string;
  readonly position: OfficerPosition;
}

/** The claims of a passport: who, under which mandates, for which service. */
export interface Passport {
  /** A person with mandates, an anonymous caller (`public`), or a process of ours (`system`). */
  readonly kind: PassportKind;
  /** Member id of a person; name of the issuing process for `system`; `anonymous` for `public`. */
  readonly subject: string;
  /** The person's mandates, narrowed to the one chosen by X-Act-As. */
  readonly mandates: readonly Mandate[];
  /** What the person holds besides: it grants nothing, and counts where duties must be separate. */
  readonly otherOffices?: readonly OtherOffice[];
  /** When the mandates were read, ISO 8601 in UTC. */
  readonly mandatesAsOf: string;
  /** Position of membership's change feed when the mandates were read; a service that is behind must catch up first. */
  readonly treeVersion: number;
  /** Rights of a system passport, for example `feed:read`; empty otherwise. */
  readonly rights: readonly SystemRight[];
  /** Id of the request at the gateway. */
  readonly requestId: string;
  /** When it was signed, seconds since 1970; set by the verifier. */
  readonly issuedAt?: number;
  /** When it ends, seconds since 1970; set by the verifier, so that a command can be checked again before it commits. */
  readonly expiresAt?: number;
}

/** Signs passports with the process's own Ed25519 key. */
export interface PassportSigner {
  /** Id of the key that signs at the moment. */
  keyId(): string;
  /**
   * @param passport the claims.
   * @param audience the service it is for.
   * @param lifetimeSeconds how long it is valid: ≤ 60 for queries, ≤ 5 for mutations.
   */
  sign(passport: Passport, audience: string, lifetimeSeconds: number): Promise<string>;
}

/** Verifies passports by the public keys of the gateway and the services. */
export interface PassportVerifier {
  /** Ids of the keys that are trusted at the moment. */
  keyIds(): readonly string[];
  /** @throws when the passport is missing, forged, expired, for another service, or of a kind its issuer may not sign. */
  verify(token: string, audience: string): Promise<Passport>;
}

/** Where a key or a set of keys comes from: JSON in the environment, or a file, which may be replaced while we run. */
export type KeySource = { readonly json: string } | { readonly file: string };

/** How often a file of keys is looked at, at most, in milliseconds. */
const LOOK_AGAIN_AFTER = 1000;

/** What a source says now; a file is read again when it has been replaced. */
class WatchedKeys<Keys> {
  private current: Keys;
  private modified = 0;
  private lookedAt = 0;

  constructor(
    private readonly source: KeySource,
    private readonly parse: (json: string) => Keys,
    private readonly now: () => number,
  ) {
    this.current = this.read();
  }

  /** The keys, at most a second old. */
  get(): Keys {
    if ('file' in this.source && this.now() - this.lookedAt >= LOOK_AGAIN_AFTER) {
      this.lookedAt = this.now();
      // A file that is away for a moment, or half written, changes nothing: the keys that are known stay in use.
      try {
        if (statSync(this.source.file).mtimeMs !== this.modified) this.current = this.read();
      } catch {
        return this.current;
      }
    }
    return this.current;
  }

  private read(): Keys {
    if ('json' in this.source) return this.parse(this.source.json);
    const { mtimeMs } = statSync(this.source.file);
    const keys = this.parse(readFileSync(this.source.file, 'utf8'));
    this.modified = mtimeMs;
    this.lookedAt = this.now();
    return keys;
  }
}

/** Name of the process to whom a key belongs: the part of its id before the colon. */
function ownerOf(keyId: string): string {
  return keyId.split(':', 1)[0] ?? '';
}

/** A part of a JWT (RFC 7515): JSON in base64url. */
function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** A signer from a private JWK whose key id is `<process>:<thumbprint>`; a replaced file takes effect within a second. */
export async function passportSigner(source: KeySource, now: () => number = Date.now): Promise<PassportSigner> {
  const watched = new WatchedKeys(
    source,
    (json) => {
      const jwk = JSON.parse(json) as JsonWebKey & { readonly kid?: string };
      return { id: jwk.kid ?? '', key: createPrivateKey({ key: jwk, format: 'jwk' }) };
    },
    now,
  );
  return {
    keyId: () => watched.get().id,
    async sign({ subject, issuedAt: _earlier, expiresAt: _replaced, ...claims }, audience, lifetimeSeconds) {
      const { id, key } = watched.get();
      const issuedAt = Math.floor(now() / 1000);
      const registered = {
        iss: ownerOf(id),
        sub: subject,
        aud: audience,
        iat: issuedAt,
        exp: issuedAt + lifetimeSeconds,
      };
      const text = `${encoded({ alg: 'EdDSA', kid: id })}.${encoded({ ...claims, ...registered })}`;
      // By Node itself: WebCrypto takes its way over another thread, which costs twice the signature (60 µs against 33).
      return `${text}.${signBytes(null, Buffer.from(text), key).toString('base64url')}`;
    },
  };
}

/** A signer from a file with a private JWK. */
export function passportSignerFromFile(file: string): Promise<PassportSigner> {
  return passportSigner({ file });
}

function isSystemRight(owner: string, right: SystemRight): boolean {
  return Object.hasOwn(SYSTEM_RIGHTS, owner) && SYSTEM_RIGHTS[owner as PassportSignerName].includes(right);
}

/** How many verified passports are remembered; the one remembered longest goes first. */
const MOST_PASSPORTS_REMEMBERED = 10_000;

/** What was verified: the same text cannot come to say anything else until it ends. */
interface VerifiedPassport {
  readonly passport: Passport;
  readonly audience: string;
  /** The set of keys by which it was verified: a key that is taken back takes its passports with it. */
  readonly keys: unknown;
}

/**
 * A verifier from a JWKS of public keys. While a key is being rotated the set holds two of one process. Only the gateway
 * may speak for a person or the public, and no process may claim more rights than SYSTEM_RIGHTS gives it.
 */
export function passportVerifier(source: KeySource, now: () => number = Date.now): PassportVerifier {
  const watched = new WatchedKeys(
    source,
    (json) => {
      const { keys } = JSON.parse(json) as JSONWebKeySet;
      return { ids: keys.map(({ kid }) => kid ?? ''), set: createLocalJWKSet({ keys }) };
    },
    now,
  );
  const remembered = new Map<string, VerifiedPassport>();

  /** A query's passport comes again and again: its signature is checked once (130 µs), its end at every use. */
  function known(token: string, audience: string): Passport | null {
    const verified = remembered.get(token);
    if (verified === undefined) {
      return null;
    }
    const { passport, keys } = verified;
    if (verified.audience === audience && keys === watched.get() && (passport.expiresAt ?? 0) > now() / 1000) {
      return passport;
    }
    remembered.delete(token);
    return null;
  }

  function remember(token: string, verified: VerifiedPassport): Passport {
    remembered.set(token, verified);
    if (remembered.size > MOST_PASSPORTS_REMEMBERED) {
      const [oldest = ''] = remembered.keys();
      remembered.delete(oldest);
    }
    return verified.passport;
  }

  return {
    keyIds: () => watched.get().ids,
    async verify(token, audience) {
      const keys = watched.get();
      const again = known(token, audience);
      if (again) {
        return again;
      }
      const { payload, protectedHeader } = await jwtVerify(token, keys.set, {
        algorithms: ['EdDSA'],
        audience,
        requiredClaims: ['sub', 'iat', 'exp'],
        currentDate: new Date(now()),
      });
      const owner = ownerOf(protectedHeader.kid ?? '');
      if (payload.iss !== owner) {
        throw new Error('the passport names another issuer than the key that signed it');
      }
      if ((payload.exp ?? 0) - (payload.iat ?? 0) > LONGEST_PASSPORT_SECONDS.query) {
        throw new Error('the passport is valid for longer than any passport may be');
      }
      const claims = payload as unknown as Passport & { sub: string };
      if (claims.kind !== 'system' && owner !== 'gateway') {
        throw new Error('only the gateway may issue a passport for a person');
      }
      const excess =
        claims.kind === 'system' ? claims.rights.filter((right) => !isSystemRight(owner, right)) : claims.rights;
      if (excess.length > 0 || (claims.kind === 'system' && claims.sub !== owner)) {
        throw new Error(`${owner} may not claim ${excess.join(', ') || 'to be another process'}`);
      }
      const passport: Passport = {
        kind: claims.kind,
        subject: claims.sub,
        mandates: claims.mandates,
        otherOffices: claims.otherOffices ?? [],
        mandatesAsOf: claims.mandatesAsOf,
        treeVersion: claims.treeVersion,
        rights: claims.rights,
        requestId: claims.requestId,
        issuedAt: payload.iat ?? 0,
        expiresAt: payload.exp ?? 0,
      };
      return remember(token, { passport, audience, keys });
    },
  };
}

/** A verifier from a file with a JWKS of public keys. */
export function passportVerifierFromFile(file: string): PassportVerifier {
  return passportVerifier({ file });
}
