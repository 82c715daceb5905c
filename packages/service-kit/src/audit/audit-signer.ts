import type { KeySource } from '@thidua/contracts/passport';
import { createHash, createPrivateKey, createPublicKey, sign, type JsonWebKey } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** Signs anchors and exports with the service's own key for them. */
export interface AuditSigner {
  /** The key's fingerprint, by which auditors trust it: SHA-256 of the public key's 32 bytes, hexadecimal. */
  readonly keyId: string;
  /** The public key's 32 bytes, hexadecimal. */
  readonly publicKey: string;
  /** The Ed25519 signature of an ASCII text, hexadecimal. */
  sign(input: string): string;
}

/** The fingerprint of a public key. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex');
}

/**
 * A signer from a private Ed25519 JWK. A file is read at this moment, so that a replaced one takes effect at the next
 * anchor.
 * @throws when there is no such key.
 */
export function auditSigner(source: KeySource): AuditSigner {
  const jwk = JSON.parse('json' in source ? source.json : readFileSync(source.file, 'utf8')) as JsonWebKey;
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  if (key.asymmetricKeyType !== 'ed25519') {
    throw new Error('the key of the audit trail must be an Ed25519 key');
  }
  const publicKey = Buffer.from(x, 'base64url').toString('hex');
  return {
    keyId: fingerprintOf(publicKey),
    publicKey,
    sign: (input) => sign(null, Buffer.from(input, 'ascii'), key).toString('hex'),
  };
}
