/** What can be wrong. */
export type ViolationKind =
  /** An acknowledged decision is missing in the database, the chain or the workflow. */
  | 'LOST'
  /** A decision is there more than once. */
  | 'DOUBLED'
  /** A decision is in one place and not in another. */
  | 'HALF'
  /** A refused command has an effect. */
  | 'REFUSED_WITH_EFFECT'
  /** A decision of a person that nobody sent. */
  | 'UNASKED'
  /** A repeat did not get the first answer. */
  | 'REPEAT_NOT_FIRST_ANSWER'
  /** One commandId served for two payloads. */
  | 'COMMAND_ID_REUSED'
  /** Two commands won the same version of a task, the same signature, number or year. */
  | 'TWO_WINNERS'
  /** A history that the domain does not allow. */
  | 'ILLEGAL_PATH'
  /** A gap or a wrong hash in a chain, or a gap in the numbers. */
  | 'BROKEN_CHAIN'
  /** Something waits and nothing will move it. */
  | 'STUCK'
  /** A service knows another union tree than the one that membership has. */
  | 'FEED_DIFFERS'
  /** The auditor's verifier refuses the export. */
  | 'VERIFIER_REFUSES';

/** One thing that is wrong. */
export interface Violation {
  readonly kind: ViolationKind;
  /** The subject, the command or the task concerned. */
  readonly about: string;
  readonly what: string;
}
