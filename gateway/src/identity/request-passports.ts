import { LONGEST_PASSPORT_SECONDS, type Passport, type PassportSigner } from '@thidua/contracts/passport';

/** Share of its life after which a passport, or what it says, is not used any more, so that it does not expire on the way. */
const USABLE_SHARE = 0.6;

/** Kind of an operation, as far as identity is concerned. */
export type OperationKind = 'query' | 'mutation';

interface Signed {
  readonly token: Promise<string>;
  readonly renewAt: number;
  ready: string | null;
}

/**
 * The passports of one command, or of one person's queries under the same mandates: one for each subgraph, signed when a
 * request first goes there. It is the only place from which a request's identity reaches a subgraph.
 */
export class RequestPassports {
  private readonly signed = new Map<string, Signed>();
  private claims: Promise<Passport>;
  private claimsUsableUntil: number;

  /**
   * @param signer signs with the gateway's own key.
   * @param first the claims as they were read at the beginning.
   * @param kind a mutation's passports live as short as a decision allows.
   * @param readAgain the claims of a request that takes long: it may refuse, and then nothing more is sent.
   * @param now milliseconds since the epoch.
   */
  constructor(
    private readonly signer: PassportSigner,
    private readonly first: Passport,
    private readonly kind: OperationKind,
    private readonly readAgain: () => Promise<Passport>,
    private readonly now: () => number = Date.now,
  ) {
    this.claims = Promise.resolve(first);
    this.claimsUsableUntil = this.usableUntil();
  }

  /** The member in whose name it is; null for an anonymous caller. */
  get memberId(): string | null {
    return this.first.kind === 'person' ? this.first.subject : null;
  }

  /** Id of the one mandate that is acted under; null when there is none or several. */
  get mandateId(): string | null {
    const [mandate, ...others] = this.first.mandates;
    return mandate && others.length === 0 ? mandate.id : null;
  }

  /**
   * Signs the passport for a subgraph unless a usable one is at hand.
   * @throws when the caller may no longer act, so that nothing is sent.
   */
  async prepare(subgraph: string): Promise<void> {
    const known = this.signed.get(subgraph);
    if (known && this.now() < known.renewAt) {
      await known.token;
      return;
    }
    const entry: Signed = {
      token: this.sign(subgraph),
      renewAt: this.usableUntil(),
      // Until the new one is signed, requests already on their way out use the old one, which still has life left.
      ready: known?.ready ?? null,
    };
    this.signed.set(subgraph, entry);
    entry.ready = await entry.token;
  }

  /**
   * The passport that `prepare` signed; synchronous, because the transport's headers factory is.
   * @throws when there is none: a request without identity must not leave the gateway.
   */
  ready(subgraph: string): string {
    const token = this.signed.get(subgraph)?.ready;
    if (!token) throw new Error(`no passport was signed for ${subgraph}`);
    return token;
  }

  private async sign(subgraph: string): Promise<string> {
    if (this.now() >= this.claimsUsableUntil) {
      this.claimsUsableUntil = this.usableUntil();
      this.claims = this.readAgain();
    }
    return this.signer.sign(await this.claims, subgraph, LONGEST_PASSPORT_SECONDS[this.kind]);
  }

  private usableUntil(): number {
    return this.now() + LONGEST_PASSPORT_SECONDS[this.kind] * 1000 * USABLE_SHARE;
  }
}
