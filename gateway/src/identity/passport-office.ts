import type { Passport, PassportSigner } from '@thidua/contracts/passport';
import { unknownMandate } from '../errors/gateway-error';
import type { Account, Caller } from './caller';
import { mandateEnded, signedOut, signInAgain } from './identity-error';
import type { MandateDirectory } from './mandate.directory';
import type { HeldMandates } from './mandate-lookups';
import { chooseMandates, officesBesides } from './mandate-choice';
import { type OperationKind, RequestPassports } from './request-passports';

/** Turns callers into passports. */
export class PassportOffice {
  /**
   * The passports of queries by the mandates as they were read, and by the choice among them: the same person asks under
   * the same mandates again and again, and a signature costs more than many a query. They end with what they rest on.
   */
  private readonly ofQueries = new WeakMap<HeldMandates, Map<string | null, RequestPassports>>();

  /**
   * @param signer signs with the gateway's own key.
   * @param directory who an account is and what they may act under.
   * @param now milliseconds since the epoch.
   */
  constructor(
    private readonly signer: PassportSigner,
    private readonly directory: MandateDirectory,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * The passports for one request; queries of one person under the same mandates share theirs.
   * @throws IDENTITY_NOT_LINKED for an account that is nobody's, FORBIDDEN for a mandate that the caller does not hold,
   * MANDATE_NOT_CHOSEN for a command that could be done under several, UNAUTHENTICATED after a sign-out.
   */
  async passportsFor(caller: Caller, requestId: string, kind: OperationKind): Promise<RequestPassports> {
    const { account, actAs } = caller;
    if (account === null) {
      if (actAs !== null) throw unknownMandate();
      const anonymous = async () => this.anonymous(requestId);
      return new RequestPassports(this.signer, await anonymous(), kind, anonymous, this.now);
    }
    let held = await this.heldBy(account, kind);
    // One that was given a moment ago can be named at once: before a choice is refused, the mandates are read anew.
    const unknown = actAs !== null && held.mandates.every(({ id }) => id !== actAs);
    if (unknown && kind === 'query') held = await this.heldBy(account, 'mutation');
    const shared = kind === 'query' ? this.ofQueries.get(held) : undefined;
    const known = shared?.get(actAs);
    if (known) return known;
    const claims = this.claimsOf(held, requestId, chooseMandates(held.mandates, actAs, kind));
    const readAgain = () => this.readAgain(account, claims, kind);
    const passports = new RequestPassports(this.signer, claims, kind, readAgain, this.now);
    if (kind === 'query') this.ofQueries.set(held, (shared ?? new Map()).set(actAs, passports));
    return passports;
  }

  /** The claims later in the same request: what has ended meanwhile is left out, and stops a command. */
  private async readAgain(account: Account, first: Passport, kind: OperationKind): Promise<Passport> {
    // A query's passports are shared by the person's tokens: that one of them has been ended is no matter of the others.
    const held = await (kind === 'mutation' ? this.heldBy(account, kind) : this.directory.forQuery(account));
    if (held.memberId !== first.subject) throw signInAgain();
    const ids = new Set(first.mandates.map(({ id }) => id));
    const mandates = held.mandates.filter(({ id }) => ids.has(id));
    if (kind === 'mutation' && mandates.length < first.mandates.length) throw mandateEnded();
    return this.claimsOf(held, first.requestId, { mandates, otherOffices: officesBesides(held.mandates, mandates) });
  }

  private async heldBy(account: Account, kind: OperationKind): Promise<HeldMandates> {
    const held = await (kind === 'mutation' ? this.directory.forMutation(account) : this.directory.forQuery(account));
    if (held.endedTokens.includes(account.tokenId)) throw signedOut();
    return held;
  }

  private claimsOf(
    { memberId, asOf, treeVersion }: HeldMandates,
    requestId: string,
    chosen: Pick<Passport, 'mandates' | 'otherOffices'>,
  ): Passport {
    return { kind: 'person', subject: memberId, ...chosen, mandatesAsOf: asOf, treeVersion, rights: [], requestId };
  }

  private anonymous(requestId: string): Passport {
    return {
      kind: 'public',
      subject: 'anonymous',
      mandates: [],
      mandatesAsOf: new Date(this.now()).toISOString(),
      treeVersion: 0,
      rights: [],
      requestId,
    };
  }
}
