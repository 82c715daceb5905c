import type { SystemRight } from '@thidua/contracts';
import { PASSPORT_HEADER, type PassportSigner } from '@thidua/contracts/passport';
import { type Dispatcher, request } from 'undici';

/** How long membership may take, in milliseconds. */
const TIME_LIMIT = 5_000;
/** Life of the gateway's own system passports and when they are renewed. */
const PASSPORT_SECONDS = 60;
const PASSPORT_RENEWED_AFTER = 30_000;

/** What membership answered. */
export interface InternalAnswer {
  readonly status: number;
  /** The body as JSON; null when it is none. */
  readonly body: unknown;
}

/** What the gateway needs to speak to membership as a process. */
export interface InternalMembershipParts {
  /** Base address of membership. */
  readonly url: string;
  /** The connections to it. */
  readonly dispatcher: Dispatcher;
  /** Signs the system passports. */
  readonly signer: PassportSigner;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

interface SignedPassport {
  readonly token: Promise<string>;
  readonly keyId: string;
  readonly signedAt: number;
}

/** Membership's internal routes, asked with a system passport that claims the one right the route needs. */
export class InternalMembership {
  private readonly passports = new Map<SystemRight, SignedPassport>();

  constructor(private readonly parts: InternalMembershipParts) {}

  /**
   * Asks once.
   * @returns null when membership does not answer in time.
   */
  async ask(right: SystemRight, method: 'GET' | 'POST', path: string, body?: unknown): Promise<InternalAnswer | null> {
    const passport = await this.passportFor(right);
    try {
      const response = await request(`${this.parts.url}${path}`, {
        dispatcher: this.parts.dispatcher,
        method,
        headers: {
          [PASSPORT_HEADER]: passport,
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(TIME_LIMIT),
      });
      return { status: response.statusCode, body: jsonOrNull(await response.body.text()) };
    } catch {
      return null;
    }
  }

  private passportFor(right: SystemRight): Promise<string> {
    const now = this.parts.now();
    const keyId = this.parts.signer.keyId();
    const known = this.passports.get(right);
    // Renewed with a new key at once: the old one may cease to be trusted at any time from now on.
    if (known && known.keyId === keyId && now - known.signedAt < PASSPORT_RENEWED_AFTER) return known.token;
    const token = this.parts.signer.sign(
      {
        kind: 'system',
        subject: 'gateway',
        mandates: [],
        mandatesAsOf: new Date(now).toISOString(),
        treeVersion: 0,
        rights: [right],
        requestId: right,
      },
      'membership',
      PASSPORT_SECONDS,
    );
    this.passports.set(right, { token, keyId, signedAt: now });
    return token;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
