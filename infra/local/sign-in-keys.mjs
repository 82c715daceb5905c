import { createHash, createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { readJson, writeWhole } from './files.mjs';

function writeKey(path, value) {
  writeWhole(path, `${JSON.stringify(value, null, 2)}\n`, 0o600);
}

// The keys that sign tokens outlive a restart, so that a token does as well.
function provideIssuerKeys(path) {
  const known = readJson(path);
  if (known) {
    try {
      for (const key of known.keys) createPrivateKey({ key, format: 'jwk' });
      if (known.keys.length > 0) return;
    } catch {
      // Falls through to the message.
    }
    throw new Failure(`${path} holds no keys of the issuer.`, 'delete that file and start again: a new key is made.');
  }
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const kid = createHash('sha256').update(`${jwk.x}.${jwk.y}`).digest('hex').slice(0, 8);
  writeKey(path, { keys: [{ ...jwk, kid, alg: 'ES256', use: 'sig' }] });
}

/** Makes what is missing for signing in: the issuer's keys, the gateway's secret as its client, the key of its session cookies. */
export function provideSignInKeys({ paths }) {
  provideIssuerKeys(paths.issuerKeys);
  if (!existsSync(paths.clientSecret)) {
    writeWhole(paths.clientSecret, `${randomBytes(32).toString('base64url')}\n`, 0o600);
  }
  if (!readJson(paths.sessionKey)) {
    writeKey(paths.sessionKey, { kty: 'oct', k: randomBytes(32).toString('base64url'), use: 'enc' });
  }
}
