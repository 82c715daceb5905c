import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto';
import type { Findings, Place } from './findings';

/** What stands before the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const DER_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

/** The fingerprint by which a key is trusted: SHA-256 of its 32 bytes. */
export function fingerprint(publicKey: Buffer): string {
  return hash('sha256', publicKey, 'hex');
}

/** The keys of an export, of which only those named from outside are trusted. */
export class Keys {
  private readonly keys: ReadonlyMap<string, KeyObject>;

  constructor(
    publicKeys: readonly { readonly keyId: string; readonly publicKey: string }[],
    private readonly trusted: ReadonlySet<string>,
  ) {
    this.keys = new Map(
      publicKeys.map(({ keyId, publicKey }) => [
        keyId,
        createPublicKey({
          key: Buffer.concat([DER_PREFIX, Buffer.from(publicKey, 'hex')]),
          format: 'der',
          type: 'spki',
        }),
      ]),
    );
  }

  /** Checks who signed what, and says what is wrong. */
  check(
    signed: { readonly keyId: string; readonly input: string; readonly signature: Buffer },
    findings: Findings,
    wrongSignature: 'MANIFEST_SIGNATURE' | 'ANCHOR_SIGNATURE',
    place: Place,
  ): void {
    const key = this.keys.get(signed.keyId);
    if (!key) {
      findings.error('KEY_UNKNOWN', { ...place, keyId: signed.keyId });
      return;
    }
    if (!this.trusted.has(signed.keyId)) {
      findings.error('KEY_UNTRUSTED', { ...place, keyId: signed.keyId });
    }
    if (!verify(null, Buffer.from(signed.input, 'ascii'), key, signed.signature)) {
      findings.error(wrongSignature, place);
    }
  }
}
