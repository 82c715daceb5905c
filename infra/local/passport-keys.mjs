import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { readJson, writeWhole } from './files.mjs';

/** Who signs passports; a key's id begins with the name. */
export const signers = ['gateway', 'issuer', 'membership', 'finance', 'emulation', 'awards', 'workflows', 'operator'];

// Every process looks at the key files at most once a second (packages/contracts/src/passport.ts), and then trusts or
// uses what it found. The longest passport is valid for a minute.
const noticedAfter = 2_000;
const outlivedAfter = 65_000;

/** Where a signer's private key is. */
export const privateKeyPath = (settings, name) => join(settings.paths.keys, `${name}.private.jwk.json`);

const signerOf = ({ kid }) => String(kid).split(':', 1)[0];
const toText = (value) => `${JSON.stringify(value, null, 2)}\n`;

// The SHA-256 thumbprint of RFC 7638; eight digits tell a few keys apart.
function keyId(name, { crv, kty, x }) {
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('hex');
  return `${name}:${thumbprint.slice(0, 8)}`;
}

function newKey(name) {
  const jwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  return { ...jwk, kid: keyId(name, jwk), alg: 'EdDSA', use: 'sig' };
}

function publicPart({ kid, alg, use, ...jwk }) {
  return { ...createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'jwk' }), kid, alg, use };
}

const writePrivateKey = (settings, name, key) => writeWhole(privateKeyPath(settings, name), toText(key), 0o600);
const writePublicKeys = (settings, keys) => writeWhole(settings.paths.publicKeys, toText({ keys }));

function readPrivateKey(settings, name) {
  const path = privateKeyPath(settings, name);
  const key = readJson(path);
  if (!key) return undefined;
  try {
    createPrivateKey({ key, format: 'jwk' });
    // Before keys were rotated the signer's name alone was the id.
    if (key.kid === name || key.kid === keyId(name, key)) return { ...key, kid: keyId(name, key) };
  } catch {
    // Falls through to the message.
  }
  throw new Failure(`${path} is not the key of ${name}.`, 'delete that file and start again: a new key is made.');
}

/** Those of the public set that a signer has replaced and that are still trusted. */
function replacedKeys(settings, current) {
  const { keys = [] } = readJson(settings.paths.publicKeys) ?? {};
  const ids = new Set(current.map(({ kid }) => kid));
  return keys.filter(
    (key) => signers.includes(signerOf(key)) && key.kid === keyId(signerOf(key), key) && !ids.has(key.kid),
  );
}

/** Makes what is missing: one Ed25519 pair per signer, and the set of the public halves that everybody trusts. */
export function providePassportKeys(settings) {
  const current = signers.map((name) => {
    const key = readPrivateKey(settings, name) ?? newKey(name);
    if (readJson(privateKeyPath(settings, name))?.kid !== key.kid) writePrivateKey(settings, name, key);
    return publicPart(key);
  });
  writePublicKeys(settings, [...current, ...replacedKeys(settings, current)]);
}

function currentKeys(settings) {
  return signers.map((name) => {
    const key = readPrivateKey(settings, name);
    if (!key) throw new Failure(`There is no key of ${name} in this folder yet.`, 'start the system first: npm start');
    return publicPart(key);
  });
}

/**
 * Every trusted key, by signer.
 * @returns {{ signer: string, kid: string, signs: boolean, replacedAt?: number }[]} `replacedAt` in milliseconds since 1970
 */
export function listPassportKeys(settings) {
  const current = currentKeys(settings);
  const replaced = replacedKeys(settings, current);
  return current.flatMap((key) => {
    const signer = signerOf(key);
    const replacedAt = statSync(privateKeyPath(settings, signer)).mtimeMs;
    return [
      { signer, kid: key.kid, signs: true },
      ...replaced
        .filter((old) => signerOf(old) === signer)
        .map((old) => ({ signer, kid: old.kid, signs: false, replacedAt })),
    ];
  });
}

/**
 * Gives a signer a new key while the system runs: everybody trusts it before anything is signed with it, and the old
 * one stays trusted.
 * @returns {Promise<{ from: string, to: string }>} the ids of both keys
 */
export async function rotatePassportKey(settings, name) {
  if (!signers.includes(name)) {
    throw new Failure(`Nobody called "${name}" signs passports.`, `name one of ${signers.join(', ')}.`);
  }
  const current = currentKeys(settings);
  const replaced = replacedKeys(settings, current);
  if (replaced.some((key) => signerOf(key) === name)) {
    throw new Failure(
      `${name} has replaced a key already, and the old one is still trusted.`,
      'retire it first: npm run keys -- retire',
    );
  }
  const key = newKey(name);
  writePublicKeys(settings, [...current, publicPart(key), ...replaced]);
  await wait(noticedAfter);
  writePrivateKey(settings, name, key);
  return { from: current.find((old) => signerOf(old) === name).kid, to: key.kid };
}

/**
 * Ends the trust in keys that were replaced, once no passport signed with them can still be on its way.
 * @returns {{ retired: string[], waiting: string[] }} ids of keys
 */
export function retirePassportKeys(settings, now = Date.now()) {
  const replaced = listPassportKeys(settings).filter(({ signs }) => !signs);
  const retired = replaced.filter(({ replacedAt }) => now - replacedAt > outlivedAfter).map(({ kid }) => kid);
  const waiting = replaced.map(({ kid }) => kid).filter((kid) => !retired.includes(kid));
  if (retired.length > 0) {
    const { keys } = readJson(settings.paths.publicKeys);
    writePublicKeys(
      settings,
      keys.filter(({ kid }) => !retired.includes(kid)),
    );
  }
  return { retired, waiting };
}
