import type { Account } from './caller';
import { BoundedMap } from './bounded-map';
import { identityNotLinked } from './identity-error';
import type { HeldMandates, MandateLookups } from './mandate-lookups';

/** How long a query may use mandates read earlier, in milliseconds. */
const FRESH_ENOUGH_FOR_QUERIES = 30_000;
/** How long it is remembered that an account is nobody's: who has just been linked need not wait. */
const REMEMBERED_AS_NOT_LINKED = 3_000;
/** How many accounts are remembered. */
const MOST_ACCOUNTS_REMEMBERED = 10_000;

interface Remembered {
  readonly held: Promise<HeldMandates | null>;
  readonly askedAt: number;
}

/** Reads from membership who an account is and what they may act under: at most 30 s old for queries, anew for mutations. */
export class MandateDirectory {
  private readonly remembered = new BoundedMap<string, Remembered>(MOST_ACCOUNTS_REMEMBERED);
  private readonly notLinked = new BoundedMap<string, number>(MOST_ACCOUNTS_REMEMBERED);

  /**
   * @param lookups asks membership.
   * @param now milliseconds since the epoch; injected so that tests need not wait.
   */
  constructor(
    private readonly lookups: MandateLookups,
    private readonly now: () => number,
  ) {}

  /**
   * Mandates for a query: at most 30 s old; questions at the same moment about one account share one look-up.
   * @throws IDENTITY_NOT_LINKED, SUBGRAPH_UNAVAILABLE.
   */
  forQuery(account: Account): Promise<HeldMandates> {
    const known = this.remembered.get(keyOf(account));
    const fresh = known !== undefined && this.now() - known.askedAt < FRESH_ENOUGH_FOR_QUERIES;
    return this.linked(account, fresh ? known.held : null);
  }

  /**
   * Mandates for a mutation: read now.
   * @throws IDENTITY_NOT_LINKED, SUBGRAPH_UNAVAILABLE.
   */
  forMutation(account: Account): Promise<HeldMandates> {
    return this.linked(account, null);
  }

  private async linked(account: Account, known: Promise<HeldMandates | null> | null): Promise<HeldMandates> {
    const key = keyOf(account);
    const askedInVain = this.notLinked.get(key);
    if (askedInVain !== undefined && this.now() - askedInVain < REMEMBERED_AS_NOT_LINKED) {
      throw identityNotLinked(account);
    }
    const held = await (known ?? this.askAndRemember(key, account));
    if (held !== null) return held;
    this.notLinked.set(key, this.now());
    throw identityNotLinked(account);
  }

  private askAndRemember(key: string, account: Account): Promise<HeldMandates | null> {
    const earlier = this.remembered.get(key);
    const entry: Remembered = { held: this.lookups.of(account), askedAt: this.now() };
    this.remembered.set(key, entry);
    const replace = (by?: Remembered) => {
      if (this.remembered.get(key) !== entry) return;
      if (by === undefined) this.remembered.delete(key);
      else this.remembered.set(key, by);
    };
    // That somebody is not linked is remembered for a moment only. A look-up that failed says nothing: what was known
    // before it is as good as it was, until its time is over.
    entry.held.then(
      (held) => held === null && replace(),
      () => replace(earlier),
    );
    return entry.held;
  }
}

function keyOf({ provider, subject }: Account): string {
  return `${provider}\n${subject}`;
}
