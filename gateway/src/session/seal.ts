import { readFileSync } from 'node:fs';
import { EncryptJWT, importJWK, type JWK, jwtDecrypt, type JWTPayload } from 'jose';

/** What a sealed text is for: one that was made for a sign-in under way cannot pass for a session. */
export type SealPurpose = 'session' | 'sign-in';

/** Seals what browsers keep for us so that they can neither read nor change it (JWE, A256GCM). */
export class Seal {
  private constructor(
    private readonly key: Awaited<ReturnType<typeof importJWK>>,
    private readonly now: () => number,
  ) {}

  /**
   * A seal by the key that all replicas of the gateway share.
   * @param path a file with a 256-bit symmetric JWK.
   * @param now milliseconds since the epoch.
   */
  static async fromFile(path: string, now: () => number): Promise<Seal> {
    const jwk = JSON.parse(readFileSync(path, 'utf8')) as JWK;
    if (jwk.kty !== 'oct' || Buffer.from(String(jwk.k), 'base64url').length !== 32) {
      throw new Error(`${path} does not hold a symmetric key of 256 bits`);
    }
    return new Seal(await importJWK(jwk, 'A256GCM'), now);
  }

  /**
   * Seals something.
   * @param expiresAt seconds since 1970; nobody can open it from then on.
   */
  seal(purpose: SealPurpose, content: JWTPayload, expiresAt: number): Promise<string> {
    return new EncryptJWT(content)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setAudience(purpose)
      .setExpirationTime(expiresAt)
      .encrypt(this.key);
  }

  /** What was sealed; null when it was not by us, not for this, or is over. */
  async open(purpose: SealPurpose, sealed: string): Promise<JWTPayload | null> {
    try {
      const { payload } = await jwtDecrypt(sealed, this.key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
        audience: purpose,
        requiredClaims: ['exp'],
        currentDate: new Date(this.now()),
      });
      return payload;
    } catch {
      return null;
    }
  }
}
