import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from '@hpke/core';

/** A member's choice on one nomination: tán thành, không tán thành, không có ý kiến. */
export const BALLOT_CHOICES = ['YES', 'NO', 'ABSTAIN'] as const;
/** One of the choices. */
export type BallotChoice = (typeof BALLOT_CHOICES)[number];

/** What a sealed choice is bound to: put anywhere else, it cannot be opened and counts as invalid. */
export interface BallotBinding {
  /** The ballot session; lower-case UUID. */
  readonly sessionId: string;
  /** The nomination voted on; lower-case UUID. */
  readonly nominationId: string;
  /** The member who votes; lower-case UUID. */
  readonly memberId: string;
}

/** The suite, by its names in RFC 9180. Every browser’s own cryptography has P-256. */
export const BALLOT_SUITE = 'DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM';

/** Version of the form, the first byte of every choice. */
export const BALLOT_VERSION = 1;
/** Bytes of a session’s public key: an uncompressed point. */
export const PUBLIC_KEY_BYTES = 65;
/** Bytes of the encapsulated key, which a sealed choice begins with. */
export const ENCAPSULATED_BYTES = 65;
/** Bytes of a sealed choice, whatever the choice: encapsulated key, version and choice, tag. */
export const SEALED_BYTES = ENCAPSULATED_BYTES + 2 + 16;

/** The suite as the library has it. */
export function ballotSuite(): CipherSuite {
  return new CipherSuite({
    kem: new DhkemP256HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  });
}

const text = new TextEncoder();

/** HPKE’s `info`: the form and the session. */
export function sealingInfo({ sessionId }: BallotBinding): Uint8Array<ArrayBuffer> {
  return text.encode(`thidua-ballot-${BALLOT_VERSION}\n${sessionId}`);
}

/** The additional authenticated data: session, nomination and member. */
export function sealingData({ sessionId, nominationId, memberId }: BallotBinding): Uint8Array<ArrayBuffer> {
  return text.encode(`${sessionId}\n${nominationId}\n${memberId}`);
}

/** The bytes that are sealed: version, and the choice’s place among the choices from 1. */
export function choiceBytes(choice: BallotChoice): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(BALLOT_VERSION, BALLOT_CHOICES.indexOf(choice) + 1);
}

/** The choice that was sealed; null for anything that is none: an invalid vote. */
export function choiceOf(bytes: Uint8Array): BallotChoice | null {
  const [version, place = 0] = bytes;
  return bytes.length === 2 && version === BALLOT_VERSION ? (BALLOT_CHOICES[place - 1] ?? null) : null;
}

/** Bytes as base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

/** Bytes of base64url without padding. @throws for any other text. */
export function fromBase64Url(encoded: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(encoded)) {
    throw new Error('this is not base64url');
  }
  const bytes = Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
  if (toBase64Url(bytes) !== encoded) {
    throw new Error('this is not base64url in its one form');
  }
  return bytes;
}

/** SHA-256 in hexadecimal. */
export async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
