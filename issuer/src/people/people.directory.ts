import { PASSPORT_HEADER, type PassportSigner } from '@thidua/contracts/passport';
import { request, type Dispatcher } from 'undici';
import { z } from 'zod';

/** An office that a person holds today. */
export interface Office {
  /** Code of the position, for example `CHAIR`. */
  readonly position: string;
  /** Name of the position in Vietnamese. */
  readonly positionName: string;
  readonly unitName: string;
  /** First day, YYYY-MM-DD. */
  readonly from: string;
  /** First day no longer held, YYYY-MM-DD; null while it is open. */
  readonly until: string | null;
}

/** A person who can sign in here: linked to this issuer in membership. */
export interface Person {
  /** The account at this issuer: the claim `sub`. */
  readonly subject: string;
  readonly memberId: string;
  readonly fullName: string;
  readonly offices: readonly Office[];
}

/** The persons found, and how many there are in all. */
export interface FoundPeople {
  readonly people: readonly Person[];
  readonly total: number;
}

/** Membership did not answer, or not in the form that was agreed. */
export class MembershipUnavailable extends Error {}

const answer = z.object({
  people: z.array(
    z.object({
      subject: z.string(),
      memberId: z.string(),
      fullName: z.string(),
      offices: z.array(
        z.object({
          position: z.string(),
          positionName: z.string(),
          unitName: z.string(),
          from: z.string(),
          until: z.string().nullable(),
        }),
      ),
    }),
  ),
  total: z.number().int().nonnegative(),
});

/** The longest words that membership looks for, in characters. */
const LONGEST_SEARCH = 100;
/** How long membership may take, in milliseconds. */
const TIME_LIMIT = 5_000;
/** Life of the issuer's system passport and when it is renewed. */
const PASSPORT_SECONDS = 60;
const PASSPORT_RENEWED_AFTER = 30_000;

/** What the directory needs. */
export interface PeopleDirectoryParts {
  /** Base address of membership. */
  readonly membershipUrl: string;
  /** The name under which membership keeps the links of this issuer. */
  readonly provider: string;
  /** The connections to membership. */
  readonly dispatcher: Dispatcher;
  /** Signs the system passport that membership asks for. */
  readonly signer: PassportSigner;
}

/** Reads from membership who can sign in here. */
export class PeopleDirectory {
  private passport: { readonly token: Promise<string>; readonly signedAt: number } | null = null;

  constructor(private readonly parts: PeopleDirectoryParts) {}

  /**
   * Persons whose name, account or unit holds the words; those with offices first.
   * @param search words, with or without accents; empty for everybody. What is longer than any name is cut.
   * @param first how many at most, ≤ 100.
   * @throws MembershipUnavailable
   */
  async find(search: string, first: number): Promise<FoundPeople> {
    const query = new URLSearchParams({
      search: search.trim().slice(0, LONGEST_SEARCH),
      first: String(first),
      provider: this.parts.provider,
    });
    const token = await this.systemPassport();
    const response = await request(`${this.parts.membershipUrl}/internal/people?${query.toString()}`, {
      dispatcher: this.parts.dispatcher,
      headers: { [PASSPORT_HEADER]: token, accept: 'application/json' },
      signal: AbortSignal.timeout(TIME_LIMIT),
    })
      .then(async ({ statusCode, body }) => ({ statusCode, text: await body.text() }))
      .catch((cause: unknown) => {
        throw new MembershipUnavailable('membership does not answer', { cause });
      });
    if (response.statusCode !== 200) {
      throw new MembershipUnavailable(`membership answered ${response.statusCode}`);
    }
    const parsed = answer.safeParse(jsonOrNull(response.text));
    if (!parsed.success) {
      throw new MembershipUnavailable('membership answered in another form than agreed', { cause: parsed.error });
    }
    return parsed.data;
  }

  private systemPassport(): Promise<string> {
    const now = Date.now();
    if (this.passport === null || now - this.passport.signedAt >= PASSPORT_RENEWED_AFTER) {
      const token = this.parts.signer.sign(
        {
          kind: 'system',
          subject: 'issuer',
          mandates: [],
          mandatesAsOf: new Date(now).toISOString(),
          treeVersion: 0,
          rights: ['people:list'],
          requestId: 'people',
        },
        'membership',
        PASSPORT_SECONDS,
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
