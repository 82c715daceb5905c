import { type BallotKeyPair, BallotOpener, createBallotKeyPair, fromBase64Url, sealBallot } from '@thidua/ballot';
import { Refusal, retryLater } from '@thidua/service-kit';
import { z } from 'zod';

/** A stored pair: the public half beside the private one, so that a mix-up of files shows. */
const storedPair = z.object({ publicKey: z.string(), privateKey: z.string() });

/**
 * Where the private keys of sessions are while the sessions are open: outside the database, its backups and the logs,
 * and the same for every replica of the service.
 */
export interface BallotKeyStore {
  /** Stores a text under a session's id, durably; never over another. */
  put(sessionId: string, text: string): Promise<void>;
  /** The text; null when the store answers and has none. @throws when the store does not answer. */
  get(sessionId: string): Promise<string | null>;
  /** Destroys it, as far as the store can; one that is not there is no fault. */
  destroy(sessionId: string): Promise<void>;
  /** Ids under which texts were stored longer ago than this. */
  olderThan(milliseconds: number): Promise<string[]>;
}

/** A private key as it was found: what opens the votes, or that it is lost. */
export type FoundKey = BallotOpener | 'LOST';

/** A probe's binding: it is sealed and opened within the process and goes nowhere. */
const PROBE = { sessionId: 'probe', nominationId: 'probe', memberId: 'probe' };

function unavailable(): Error {
  return retryLater({
    vi: 'Chưa đến được nơi giữ khóa phiếu kín; hãy gửi lại đúng lệnh này sau giây lát.',
    en: 'Where the ballot keys are kept cannot be reached now; send the same command again in a moment.',
  });
}

/** The key pairs of sessions. A private key leaves this class as something that opens votes, never as a text. */
export class BallotKeys {
  constructor(private readonly store: BallotKeyStore) {}

  /** Makes and stores a session's pair. @returns the public key. @throws RETRY_LATER. */
  async create(sessionId: string): Promise<string> {
    const pair: BallotKeyPair = await createBallotKeyPair();
    try {
      await this.store.put(sessionId, JSON.stringify(pair));
    } catch (error) {
      throw error instanceof Refusal ? error : unavailable();
    }
    return pair.publicKey;
  }

  /**
   * What opens the votes of a session; LOST when the store answers and has no key that fits the session.
   * @throws RETRY_LATER when the store does not answer: whether the key is lost is not known then.
   */
  async find(sessionId: string, publicKey: string): Promise<FoundKey> {
    let text: string | null;
    try {
      text = await this.store.get(sessionId);
    } catch {
      throw unavailable();
    }
    if (text === null) {
      return 'LOST';
    }
    try {
      const pair = storedPair.parse(JSON.parse(text));
      const opener = await BallotOpener.with(pair.privateKey);
      const probe = fromBase64Url(await sealBallot(publicKey, PROBE, 'ABSTAIN'));
      return pair.publicKey === publicKey && (await opener.open(probe, PROBE)) === 'ABSTAIN' ? opener : 'LOST';
    } catch {
      // Half a file, another one, a damaged one: whatever it is, it opens nothing.
      return 'LOST';
    }
  }

  /** Destroys a session's key. */
  destroy(sessionId: string): Promise<void> {
    return this.store.destroy(sessionId);
  }

  /** Sessions whose keys were stored longer ago than this. */
  olderThan(milliseconds: number): Promise<string[]> {
    return this.store.olderThan(milliseconds);
  }
}
