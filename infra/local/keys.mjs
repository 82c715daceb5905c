import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { readJson, writeWhole } from './files.mjs';

/** Who signs passports; the name is the key's id. */
export const signers = ['gateway', 'membership', 'finance', 'emulation', 'awards', 'workflows'];

/** Where a signer's private key is. */
export const privateKeyPath = (settings, name) => join(settings.paths.keys, `${name}.private.jwk.json`);

function privateKey(settings, name) {
  const path = privateKeyPath(settings, name);
  const known = readJson(path);
  if (known) {
    try {
      createPrivateKey({ key: known, format: 'jwk' });
      if (known.kid === name) return known;
    } catch {
      // Falls through to the message.
    }
    throw new Failure(`${path} is not the key of ${name}.`, 'delete that file and start again: a new key is made.');
  }
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const key = { ...jwk, kid: name, alg: 'EdDSA', use: 'sig' };
  writeWhole(path, `${JSON.stringify(key, null, 2)}\n`, 0o600);
  return key;
}

/** Makes what is missing of the keys: one Ed25519 pair per signer, their public halves in one set, the token secret. */
export function provideKeys(settings) {
  const publicKeys = signers.map((name) => {
    const { kid, alg, use, ...jwk } = privateKey(settings, name);
    return { ...createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'jwk' }), kid, alg, use };
  });
  writeWhole(settings.paths.publicKeys, `${JSON.stringify({ keys: publicKeys }, null, 2)}\n`);
  if (!readJson(settings.paths.developmentTokenKey)) {
    const secret = {
      kty: 'oct',
      k: randomBytes(32).toString('base64url'),
      kid: 'development',
      alg: 'HS256',
      use: 'sig',
    };
    writeWhole(settings.paths.developmentTokenKey, `${JSON.stringify(secret, null, 2)}\n`, 0o600);
  }
}
