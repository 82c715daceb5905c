import type { Passport, PassportSigner } from '@thidua/contracts/passport';
import { unknownMandate } from '../errors/gateway-error';
import type { MandateDirectory } from './mandate.directory';
import { type OperationKind, RequestPassports } from './request-passports';

/** Who asks, as the request's headers say. */
export interface Caller {
  /** The member that the token proves; null for an anonymous caller. */
  readonly memberId: string | null;
  /** The mandate chosen by X-Act-As; null for all that are held. */
  readonly actAs: string | null;
}

/** Turns callers into passports. */
export class PassportOffice {
  constructor(
    private readonly signer: PassportSigner,
    private readonly directory: MandateDirectory,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * The passports for one request.
   * @throws FORBIDDEN for a mandate that the caller does not hold, UNAUTHENTICATED for an unknown member.
   */
  async passportsFor(caller: Caller, requestId: string, kind: OperationKind): Promise<RequestPassports> {
    return new RequestPassports(this.signer, await this.claimsOf(caller, requestId, kind), kind, this.now);
  }

  private async claimsOf(caller: Caller, requestId: string, kind: OperationKind): Promise<Passport> {
    const { memberId, actAs } = caller;
    if (memberId === null) {
      if (actAs !== null) throw unknownMandate();
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
    const held = await (kind === 'mutation' ? this.directory.forMutation(memberId) : this.directory.forQuery(memberId));
    const mandates = actAs === null ? held.mandates : held.mandates.filter((mandate) => mandate.id === actAs);
    if (actAs !== null && mandates.length === 0) throw unknownMandate();
    return {
      kind: 'person',
      subject: memberId,
      mandates,
      mandatesAsOf: held.asOf,
      treeVersion: held.treeVersion,
      rights: [],
      requestId,
    };
  }
}
