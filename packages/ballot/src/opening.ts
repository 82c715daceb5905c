import {
  type BallotBinding,
  type BallotChoice,
  ballotSuite,
  choiceOf,
  ENCAPSULATED_BYTES,
  fromBase64Url,
  SEALED_BYTES,
  sealingData,
  sealingInfo,
  toBase64Url,
} from './ballot-format';

/** A session’s key pair, each half base64url. */
export interface BallotKeyPair {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** Makes the key pair of a session. */
export async function createBallotKeyPair(): Promise<BallotKeyPair> {
  const { kem } = ballotSuite();
  const { publicKey, privateKey } = await kem.generateKeyPair();
  const [ofPublic, ofPrivate] = await Promise.all([
    kem.serializePublicKey(publicKey),
    kem.serializePrivateKey(privateKey),
  ]);
  return { publicKey: toBase64Url(new Uint8Array(ofPublic)), privateKey: toBase64Url(new Uint8Array(ofPrivate)) };
}

/** Opens the sealed choices of one session; the one who holds its private key alone can. */
export class BallotOpener {
  private constructor(
    private readonly suite: ReturnType<typeof ballotSuite>,
    private readonly key: CryptoKey,
  ) {}

  /**
   * @param privateKey the session’s private key, base64url.
   * @throws when it is none.
   */
  static async with(privateKey: string): Promise<BallotOpener> {
    const suite = ballotSuite();
    return new BallotOpener(suite, await suite.kem.deserializePrivateKey(fromBase64Url(privateKey)));
  }

  /**
   * The choice that was sealed; null for what is none, was sealed to another key or for another vote: it is invalid.
   * Why is not told: what differs between votes must not show.
   */
  async open(sealed: Uint8Array<ArrayBuffer>, binding: BallotBinding): Promise<BallotChoice | null> {
    if (sealed.length !== SEALED_BYTES) {
      return null;
    }
    try {
      const opened = await this.suite.open(
        { recipientKey: this.key, enc: sealed.slice(0, ENCAPSULATED_BYTES), info: sealingInfo(binding) },
        sealed.slice(ENCAPSULATED_BYTES),
        sealingData(binding),
      );
      return choiceOf(new Uint8Array(opened));
    } catch {
      return null;
    }
  }
}
