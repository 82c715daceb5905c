import type { VerifierVerdict } from './evidence';
import type { Violation } from './violation';

const MOST_ERRORS = 3;

/** The auditor's program finds nothing wrong in any export. */
export function checkVerdicts(verdicts: readonly VerifierVerdict[]): Violation[] {
  return verdicts
    .filter(({ verdict, errors }) => !['VALID', 'UNANCHORED'].includes(verdict) || errors.length > 0)
    .map(({ service, verdict, errors }) => ({
      kind: 'VERIFIER_REFUSES',
      about: `the export of ${service}`,
      what: `${verdict}: ${errors.slice(0, MOST_ERRORS).join('; ')}`,
    }));
}
