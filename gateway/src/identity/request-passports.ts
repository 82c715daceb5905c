import type { Passport, PassportSigner } from '@thidua/contracts/passport';

/** Life of a passport in seconds: long enough for a query, as short as a decision allows. */
const LIFE_SECONDS = { query: 60, mutation: 5 } as const;
/** Share of its life after which a passport is not sent any more, so that it does not expire on the way. */
const USABLE_SHARE = 0.6;

/** Kind of an operation, as far as identity is concerned. */
export type OperationKind = 'query' | 'mutation';

interface Signed {
  readonly token: Promise<string>;
  readonly renewAt: number;
  ready: string | null;
}

/**
 * The passports of one request: one for each subgraph, signed when the request first goes there. A new object for each
 * request; it is the only place from which a request's identity reaches a subgraph.
 */
export class RequestPassports {
  private readonly signed = new Map<string, Signed>();

  constructor(
    private readonly signer: PassportSigner,
    private readonly claims: Passport,
    private readonly kind: OperationKind,
    private readonly now: () => number = Date.now,
  ) {}

  /** Signs the passport for a subgraph unless a usable one is at hand. */
  async prepare(subgraph: string): Promise<void> {
    const known = this.signed.get(subgraph);
    if (known && this.now() < known.renewAt) {
      await known.token;
      return;
    }
    const life = LIFE_SECONDS[this.kind];
    const entry: Signed = {
      token: this.signer.sign(this.claims, subgraph, life),
      renewAt: this.now() + life * 1000 * USABLE_SHARE,
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
}
