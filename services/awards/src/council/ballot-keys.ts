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
  /** Stores a text under a session's id, durably; never over another. @returns the store's own id. */
  put(sessionId: string, text: string): Promise<string>;
  /**
   * The text; null when the very store in which it was put answers and has none.
   * @param storeId what put said; null for sessions of before stores had ids.
   * @throws when the store does not answer, or another stands in its place.
   */
  get(sessionId: string, storeId: string | null): Promise<string | null>;
  /** Destroys it, as far as the store can; one that is not in its own store is no fault. @throws as get does. */
  destroy(sessionId: string, storeId: string | null): Promise<void>;
  /** Ids under which texts were stored longer ago than this. */
  olderThan(milliseconds: number): Promise<string[]>;
}

/** What a session says of its key. */
export interface SessionOfKey {
  readonly id: string;
  readonly publicKey: string;
  readonly keyStoreId: string | null;
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

  /** Makes and stores a session's pair. @returns the public key, and the id of the store. @throws RETRY_LATER. */
  async create(sessionId: string): Promise<{ readonly publicKey: string; readonly keyStoreId: string }> {
    const pair: BallotKeyPair = await createBallotKeyPair();
    try {
      const keyStoreId = await this.store.put(sessionId, JSON.stringify(pair));
      return { publicKey: pair.publicKey, keyStoreId };
    } catch (error) {
      throw error instanceof Refusal ? error : unavailable();
    }
  }

  /**
   * What opens the votes of a session; LOST when the store answers and has no key that fits the session.
   * @throws RETRY_LATER when the store does not answer: whether the key is lost is not known then.
   */
  async find({ id, publicKey, keyStoreId }: SessionOfKey): Promise<FoundKey> {
    let text: string | null;
    try {
      text = await this.store.get(id, keyStoreId);
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

  /** Destroys a session's key. @throws when it cannot be told whether it is gone. */
  destroy(sessionId: string, keyStoreId: string | null): Promise<void> {
    return this.store.destroy(sessionId, keyStoreId);
  }

  /** Sessions whose keys were stored longer ago than this. */
  olderThan(milliseconds: number): Promise<string[]> {
    return this.store.olderThan(milliseconds);
  }
}
