import { randomUUID } from 'node:crypto';
import type { FeedPage, UnitChange } from '@thidua/contracts';
import { PASSPORT_HEADER, type Passport, type PassportSigner } from '@thidua/contracts/passport';

const PAGE = 500;
const FETCH_TIMEOUT_MILLISECONDS = 2000;

/** Reads membership's change feed over HTTP, with a passport of this service's own. */
export class FeedReader {
  constructor(
    private readonly membershipUrl: string,
    private readonly serviceName: string,
    private readonly signer: PassportSigner,
  ) {}

  /** The page that follows a position; 0 for the first. */
  async page(after: number): Promise<FeedPage<UnitChange>> {
    const passport: Passport = {
      kind: 'system',
      subject: this.serviceName,
      mandates: [],
      mandatesAsOf: new Date().toISOString(),
      treeVersion: 0,
      rights: ['feed:read'],
      requestId: randomUUID(),
    };
    const response = await fetch(`${this.membershipUrl}/internal/feed?after=${after}&limit=${PAGE}`, {
      headers: { [PASSPORT_HEADER]: await this.signer.sign(passport, 'membership', 30) },
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MILLISECONDS),
    });
    if (!response.ok) {
      throw new Error(`membership answered ${response.status} to a read of its change feed`);
    }
    return (await response.json()) as FeedPage<UnitChange>;
  }
}
