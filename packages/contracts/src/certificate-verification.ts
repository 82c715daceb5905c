/** Letters and digits of a verification code: 32, none of which is taken for another when it is typed from paper. */
export const CERTIFICATE_CODE_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** Length of a verification code: 26 letters of 5 bits. */
export const CERTIFICATE_CODE_LENGTH = 26;

const CODE = new RegExp(`^[${CERTIFICATE_CODE_ALPHABET}]{${CERTIFICATE_CODE_LENGTH}}$`);

/** Whether a text could be a verification code. */
export function isCertificateCode(text: string): boolean {
  return CODE.test(text);
}

/** Path of the public page at the gateway; the code follows. */
export const VERIFICATION_PAGE = '/verify/';
/** Path at awards of the one question that a PUBLIC passport may ask; the code follows. */
export const PUBLIC_CERTIFICATES_PATH = '/public/certificates/';
/** Path at a service, and below `/documents/<service>/` at the gateway, of documents for people. */
export const DOCUMENTS_PATH = '/documents/';

/** What anybody may know of a certificate whose code they hold, and nothing else. */
export interface CertificateVerification {
  /** Number of the decision. */
  readonly number: string;
  /** Name of the award. */
  readonly award: string;
  /** Name of whom it honours, as printed. */
  readonly name: string;
  /** Date of the decision, YYYY-MM-DD. */
  readonly date: string;
  readonly status: 'VALID' | 'REVOKED';
}
