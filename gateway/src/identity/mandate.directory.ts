import { type Mandate, OFFICER_POSITIONS } from '@thidua/contracts';
import { PASSPORT_HEADER, type PassportSigner } from '@thidua/contracts/passport';
import { request, type Dispatcher } from 'undici';
import { z } from 'zod';
import { subgraphUnavailable, unauthenticated } from '../errors/gateway-error';

/** A person's mandates, as membership answered. */
export interface HeldMandates {
  readonly mandates: readonly Mandate[];
  /** Position of membership's change feed when they were read. */
  readonly treeVersion: number;
  /** When they were read, ISO 8601 in UTC. */
  readonly asOf: string;
}

const answer = z.object({
  mandates: z.array(
    z.object({
      id: z.uuid(),
      unitId: z.uuid(),
      unitPath: z.string(),
      position: z.enum(OFFICER_POSITIONS),
    }),
  ),
  treeVersion: z.number().int().nonnegative(),
  asOf: z.iso.datetime({ offset: true }),
});

/** How long a query may use mandates read earlier, in milliseconds. */
const FRESH_ENOUGH_FOR_QUERIES = 30_000;
/** How many persons are remembered; the one remembered longest goes first. */
const MOST_PERSONS_REMEMBERED = 10_000;
/** How long membership may take, in milliseconds. */
const TIME_LIMIT = 5_000;
/** Life of the gateway's own system passport and when it is renewed. */
const SYSTEM_PASSPORT_SECONDS = 60;
const SYSTEM_PASSPORT_RENEWED_AFTER = 30_000;

interface Remembered {
  readonly held: Promise<HeldMandates>;
  readonly askedAt: number;
}

/** What the directory needs. */
export interface MandateDirectoryParts {
  /** Base address of membership. */
  readonly membershipUrl: string;
  /** The connections to membership. */
  readonly dispatcher: Dispatcher;
  /** Signs the system passport that membership asks for. */
  readonly signer: PassportSigner;
  /** Milliseconds since the epoch; injected so that tests need not wait. */
  readonly now: () => number;
}

/** Reads persons' mandates from membership: at most 30 s old for queries, always anew for mutations. */
export class MandateDirectory {
  private readonly remembered = new Map<string, Remembered>();
  private passport: { readonly token: Promise<string>; readonly signedAt: number } | null = null;

  constructor(private readonly parts: MandateDirectoryParts) {}

  /** Mandates for a query: at most 30 s old; questions at the same moment about one person share one look-up. */
  forQuery(memberId: string): Promise<HeldMandates> {
    const known = this.remembered.get(memberId);
    if (known && this.parts.now() - known.askedAt < FRESH_ENOUGH_FOR_QUERIES) return known.held;
    return this.askAndRemember(memberId);
  }

  /** Mandates for a mutation: read now. */
  forMutation(memberId: string): Promise<HeldMandates> {
    return this.askAndRemember(memberId);
  }

  private askAndRemember(memberId: string): Promise<HeldMandates> {
    const entry: Remembered = { held: this.ask(memberId), askedAt: this.parts.now() };
    this.remembered.delete(memberId);
    this.remembered.set(memberId, entry);
    // A failed look-up is not worth remembering: the next request asks again.
    entry.held.catch(() => {
      if (this.remembered.get(memberId) === entry) this.remembered.delete(memberId);
    });
    if (this.remembered.size > MOST_PERSONS_REMEMBERED) {
      const [oldest] = this.remembered.keys();
      if (oldest !== undefined) this.remembered.delete(oldest);
    }
    return entry.held;
  }

  private async ask(memberId: string): Promise<HeldMandates> {
    // Nothing was changed yet when this look-up fails, so the advice is that of a query even before a mutation.
    const unavailable = (reason: 'UNREACHABLE' | 'NOT_GRAPHQL') =>
      subgraphUnavailable('membership', reason, false, 503);
    const passport = await this.systemPassport();
    const response = await request(`${this.parts.membershipUrl}/internal/mandates/${memberId}`, {
      dispatcher: this.parts.dispatcher,
      headers: { [PASSPORT_HEADER]: passport, accept: 'application/json' },
      signal: AbortSignal.timeout(TIME_LIMIT),
    })
      .then(async ({ statusCode, body }) => ({ statusCode, text: await body.text() }))
      .catch(() => null);
    if (response === null) throw unavailable('UNREACHABLE');
    if (response.statusCode === 404) {
      throw unauthenticated({
        vi: 'Không có đoàn viên nào ứng với phiên đăng nhập này.',
        en: 'The token names nobody who is known here.',
      });
    }
    const parsed = response.statusCode === 200 ? answer.safeParse(jsonOrNull(response.text)) : null;
    if (!parsed?.success) throw unavailable('NOT_GRAPHQL');
    return parsed.data;
  }

  private systemPassport(): Promise<string> {
    const now = this.parts.now();
    if (this.passport === null || now - this.passport.signedAt >= SYSTEM_PASSPORT_RENEWED_AFTER) {
      const token = this.parts.signer.sign(
        {
          kind: 'system',
          subject: 'gateway',
          mandates: [],
          mandatesAsOf: new Date(now).toISOString(),
          treeVersion: 0,
          rights: ['mandates:read'],
          requestId: 'mandates',
        },
        'membership',
        SYSTEM_PASSPORT_SECONDS,
      );
      this.passport = { token, signedAt: now };
    }
    return this.passport.token;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
