import {
  createPrivateKey,
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
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

/** Three parts in base64url, as a compact JWS has them (RFC 7515). */
const COMPACT = /^([\w-]+)\.([\w-]+)\.([\w-]*)$/;

/** The claims of a passport as they were signed. */
interface SignedClaims extends Omit<Passport, 'subject' | 'issuedAt' | 'expiresAt'> {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('the passport is no JWT');
  }
  return value as Readonly<Record<string, unknown>>;
}

/** Public keys of JWKS by their ids; Ed25519 alone. @throws when two have one id. */
function publicKeys(json: string): ReadonlyMap<string, KeyObject> {
  const { keys } = JSON.parse(json) as { readonly keys: readonly (JsonWebKey & { readonly kid?: string })[] };
  const byId = new Map(
    keys.map((jwk) => {
      const { kty, crv, x } = jwk;
      // A set of public keys that somebody put a private one into must not spread it.
      return [jwk.kid ?? '', createPublicKey({ key: { kty, crv, x }, format: 'jwk' })] as const;
    }),
  );
  if (byId.size !== keys.length || [...byId.values()].some((key) => key.asymmetricKeyType !== 'ed25519')) {
    throw new Error('the public keys need an id each, and must be Ed25519');
  }
  return byId;
}

/**
 * The claims of a passport whose signature, audience and time hold; what the claims may be is not looked at here.
 * By Node itself and in one go: jose takes its way over WebCrypto and another thread (docs/performance.md).
 * @returns the claims and the id of the key that signed them.
 * @throws when anything of it does not hold.
 */
function verifiedClaims(
  token: string,
  keys: ReadonlyMap<string, KeyObject>,
  audience: string,
  now: number,
): { readonly claims: SignedClaims; readonly keyId: string } {
  const [, header = '', body = '', signature = ''] = COMPACT.exec(token) ?? [];
  if (header === '') {
    throw new Error('the passport is no JWT');
  }
  const { alg, kid, crit } = decoded(header);
  if (alg !== 'EdDSA' || crit !== undefined) {
    throw new Error('the passport is not signed by alg EdDSA');
  }
  const key = typeof kid === 'string' ? keys.get(kid) : undefined;
  if (typeof kid !== 'string' || key === undefined) {
    throw new Error('no applicable key for the passport');
  }
  if (!verifyBytes(null, Buffer.from(`${header}.${body}`), key, Buffer.from(signature, 'base64url'))) {
    throw new Error('the signature of the passport does not hold');
  }
  const { sub, aud, iat, exp, nbf, ...others } = decoded(body);
  if (aud !== audience) {
    throw new Error('the passport is for another aud');
  }
  if (typeof sub !== 'string' || !isSeconds(iat) || !isSeconds(exp) || nbf !== undefined) {
    throw new Error('the passport needs sub, iat and exp');
  }
  if (exp <= Math.floor(now / 1000)) {
    throw new Error('the passport is over (exp)');
  }
  return { claims: { ...others, sub, aud, iat, exp } as unknown as SignedClaims, keyId: kid };
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
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
      const keys = publicKeys(json);
      return { ids: [...keys.keys()], keys };
    },
    now,
  );
  const remembered = new Map<string, VerifiedPassport>();

  /** A query's passport comes again and again: its signature is checked once (120 µs), its end at every use. */
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
      const { claims, keyId } = verifiedClaims(token, keys.keys, audience, now());
      const owner = ownerOf(keyId);
      if (claims.iss !== owner) {
        throw new Error('the passport names another issuer than the key that signed it');
      }
      if (claims.exp - claims.iat > LONGEST_PASSPORT_SECONDS.query) {
        throw new Error('the passport is valid for longer than any passport may be');
      }
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
        issuedAt: claims.iat,
        expiresAt: claims.exp,
      };
      return remember(token, { passport, audience, keys });
    },
  };
}

/** A verifier from a file with a JWKS of public keys. */
export function passportVerifierFromFile(file: string): PassportVerifier {
  return passportVerifier({ file });
}
