import { createPrivateKey, createPublicKey, hash, sign, type KeyObject } from 'node:crypto';

/** What stands before the 32 bytes of an Ed25519 private key in PKCS #8 (RFC 8410). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const KEY_LENGTH = 32;

/** A key of a test, made from a name: the same name gives the same key. */
export class SigningKey {
  readonly publicKey: string;
  /** The fingerprint by which it is trusted. */
  readonly keyId: string;
  private readonly key: KeyObject;

  constructor(name: string) {
    this.key = createPrivateKey({
      key: Buffer.concat([PRIVATE_PREFIX, hash('sha256', name, 'buffer')]),
      format: 'der',
      type: 'pkcs8',
    });
    const raw = createPublicKey(this.key).export({ format: 'der', type: 'spki' }).subarray(-KEY_LENGTH);
    this.publicKey = raw.toString('hex');
    this.keyId = hash('sha256', raw, 'hex');
  }

  /** The signature of a text, hexadecimal. */
  sign(input: string): string {
    return sign(null, Buffer.from(input, 'ascii'), this.key).toString('hex');
  }
}
