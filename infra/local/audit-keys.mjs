import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { readJson, writeWhole } from './files.mjs';
import { services } from './settings.mjs';

/** Where the key is that signs a service's anchors and exports of its audit trail. */
export const auditKeyPath = (settings, service) => join(settings.paths.keys, `${service}-audit.private.jwk.json`);

/** Makes what is missing: one Ed25519 key per service. Whoever replaces one publishes its fingerprint first. */
export function provideAuditKeys(settings) {
  for (const service of services) {
    const path = auditKeyPath(settings, service);
    if (readJson(path)) continue;
    const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
    writeWhole(path, `${JSON.stringify({ ...jwk, alg: 'EdDSA', use: 'sig' }, null, 2)}\n`, 0o600);
  }
}

/** The fingerprint by which auditors trust a service's key: SHA-256 of the public key's 32 bytes. */
export function auditKeyFingerprint(settings, service) {
  const path = auditKeyPath(settings, service);
  const jwk = readJson(path);
  if (!jwk) throw new Failure(`${service} has no key of its audit trail yet.`, 'start the system first: npm start');
  const { x } = createPublicKey(createPrivateKey({ key: jwk, format: 'jwk' })).export({ format: 'jwk' });
  return createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex');
}
