import { CERTIFICATE_CODE_ALPHABET, CERTIFICATE_CODE_LENGTH } from '@thidua/contracts';
import { randomBytes } from 'node:crypto';

/**
 * A new verification code: 130 random bits, so that nobody guesses one and knowing many tells nothing of another.
 * The alphabet has 32 letters, so five bits of a byte choose one without favouring any.
 */
export function newCertificateCode(): string {
  return Array.from(randomBytes(CERTIFICATE_CODE_LENGTH), (byte) => CERTIFICATE_CODE_ALPHABET.charAt(byte % 32)).join(
    '',
  );
}
