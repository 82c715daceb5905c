import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, type RemoteJWKSet } from 'jose';
import {
  allowInsecureRequests,
  ClientSecretBasic,
  type Configuration,
  discovery,
  enableNonRepudiationChecks,
} from 'openid-client';
import type { Log } from '../log';
import { BackOff, TooSoon } from './back-off';
import { signInUnavailable } from './identity-error';

/** How long the issuer may take to answer, in milliseconds. */
const TIME_LIMIT = 5_000;
/** Keys are read again when they are older than this, in milliseconds: one that the issuer withdrew is trusted no longer. */
const KEYS_READ_EVERY = 5 * 60_000;
/** A token signed with a key that is not known lets the keys be read again, this often at most, in milliseconds. */
const UNKNOWN_KEY_READ_EVERY = 5_000;

/** Which issuer, and who the gateway is there. */
export interface OidcIssuerParts {
  /** The issuer's URL, exactly as its discovery document says it. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The issuer as its discovery document describes it, and its keys. */
export interface IssuerConnection {
  /** What openid-client works with. */
  readonly configuration: Configuration;
  /** The issuer's name, as tokens must give it. */
  readonly issuer: string;
  /** The key that a token names. */
  readonly keyOf: JWTVerifyGetKey;
}

/**
 * The OpenID Connect issuer whose tokens the gateway accepts. It is asked when it is first needed, so that the gateway
 * starts without it, and when it fails, again after a pause.
 */
export class OidcIssuer {
  private readonly backOff: BackOff;
  private connection: Promise<IssuerConnection> | null = null;
  private keys: RemoteJWKSet | null = null;
  private knownKeyIds: ReadonlySet<string> = new Set();

  constructor(private readonly parts: OidcIssuerParts) {
    this.backOff = new BackOff(parts.now);
  }

  /**
   * What the issuer says of itself.
   * @throws SIGN_IN_UNAVAILABLE while it does not answer.
   */
  connect(): Promise<IssuerConnection> {
    if (this.connection === null) {
      const connection = this.discover();
      this.connection = connection;
      connection.catch(() => {
        this.connection = null;
      });
    }
    return this.connection;
  }

  /** Reads its keys before the first token comes. @throws SIGN_IN_UNAVAILABLE */
  async readKeys(): Promise<void> {
    await this.connect();
    await this.keys?.reload().catch((failure: unknown) => {
      throw this.unavailable('keys', failure);
    });
    this.noteKeyIds();
  }

  /** Ids of the keys that the issuer published when they were last read. */
  keyIds(): readonly string[] {
    return [...this.knownKeyIds];
  }

  /** Whether the issuer still published a key when they were last read: minutes ago at most, while it answers. */
  publishes(keyId: string): boolean {
    this.readOldKeysAgain();
    return this.knownKeyIds.has(keyId);
  }

  /** Beside the request: whoever comes with a known token does not wait, and goes on while the issuer is away. */
  private readOldKeysAgain(): void {
    const { keys } = this;
    if (keys === null || keys.fresh || keys.reloading) return;
    keys.reload().then(
      () => this.noteKeyIds(),
      (failure: unknown) => this.unavailable('keys', failure),
    );
  }

  private async discover(): Promise<IssuerConnection> {
    const { issuer, clientId, clientSecret } = this.parts;
    const url = new URL(issuer);
    const insecure = url.protocol === 'http:';
    const configuration = await this.asking('discovery', () =>
      discovery(url, clientId, {}, ClientSecretBasic(clientSecret), {
        timeout: TIME_LIMIT / 1000,
        execute: [enableNonRepudiationChecks, ...(insecure ? [allowInsecureRequests] : [])],
      }),
    );
    const metadata = configuration.serverMetadata();
    const keysUrl = new URL(metadata.jwks_uri ?? '', url);
    if (keysUrl.protocol !== 'https:' && !insecure) {
      throw this.unavailable('keys', new Error(`the keys are not published over https: ${keysUrl.href}`));
    }
    const keys = createRemoteJWKSet(keysUrl, {
      timeoutDuration: TIME_LIMIT,
      cacheMaxAge: KEYS_READ_EVERY,
      cooldownDuration: UNKNOWN_KEY_READ_EVERY,
      [customFetch]: (address, options) =>
        this.backOff.attempt(async () => {
          const response = await fetch(address, options);
          if (response.status !== 200) throw new Error(`${address} answered ${response.status}`);
          return response;
        }),
    });
    this.keys = keys;
    return { configuration, issuer: metadata.issuer, keyOf: (header, token) => this.keyOf(keys, header, token) };
  }

  /** A key that is not there makes a bad token; keys that cannot be read make none that can be checked. */
  private async keyOf(keys: RemoteJWKSet, ...[header, token]: Parameters<JWTVerifyGetKey>) {
    try {
      return await keys(header, token);
    } catch (failure) {
      const refused = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported];
      if (refused.some((kind) => failure instanceof kind)) throw failure;
      throw this.unavailable('keys', failure);
    } finally {
      this.noteKeyIds();
    }
  }

  private noteKeyIds(): void {
    this.knownKeyIds = new Set(this.keys?.jwks()?.keys.map(({ kid }) => kid ?? ''));
  }

  private async asking<Result>(what: string, act: () => Promise<Result>): Promise<Result> {
    try {
      return await this.backOff.attempt(act);
    } catch (failure) {
      throw this.unavailable(what, failure);
    }
  }

  private unavailable(what: string, failure: unknown): Error {
    if (!(failure instanceof TooSoon)) {
      this.parts.log.warn({ issuer: this.parts.issuer, what, err: failure }, 'the issuer cannot be used');
    }
    return signInUnavailable();
  }
}
