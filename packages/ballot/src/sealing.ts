import {
  type BallotBinding,
  type BallotChoice,
  ballotSuite,
  choiceBytes,
  digestOf,
  fromBase64Url,
  sealingData,
  sealingInfo,
  toBase64Url,
} from './ballot-format';

/**
 * Seals a choice to a session’s public key: whoever has not the session’s private key learns nothing of it, and the
 * same choice sealed twice looks different. Keep the result until the vote is answered: a repeat must send the same.
 * @param publicKey the session’s public key, base64url (`BallotSession.publicKey`). Compare `keyFingerprint` of it with
 * `BallotSession.keyFingerprint` first, which stands in the audit trail.
 * @param binding what the vote is for; the server refuses to count it for anything else.
 * @param ephemeralKeyMaterial for test vectors alone: with it the result is always the same, and so no secret.
 * @returns the sealed choice, base64url, always of the same length: what `castVote` takes.
 */
export async function sealBallot(
  publicKey: string,
  binding: BallotBinding,
  choice: BallotChoice,
  ephemeralKeyMaterial?: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const suite = ballotSuite();
  const { enc, ct } = await suite.seal(
    {
      recipientPublicKey: await suite.kem.deserializePublicKey(fromBase64Url(publicKey)),
      info: sealingInfo(binding),
      ...(ephemeralKeyMaterial ? { ekm: ephemeralKeyMaterial.buffer } : {}),
    },
    choiceBytes(choice),
    sealingData(binding),
  );
  return toBase64Url(Uint8Array.of(...new Uint8Array(enc), ...new Uint8Array(ct)));
}

/** The digest of a sealed choice (SHA-256, hexadecimal): it stands in the vote’s audit entry and in the session’s root. */
export function ballotDigest(sealed: string): Promise<string> {
  return digestOf(fromBase64Url(sealed));
}

/** The fingerprint of a session’s public key (SHA-256, hexadecimal), as its audit entry has it. */
export function keyFingerprint(publicKey: string): Promise<string> {
  return digestOf(fromBase64Url(publicKey));
}
