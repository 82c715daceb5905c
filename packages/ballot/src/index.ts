/** Secret ballots of councils: sealing a choice, opening it, and checking that it was counted in. */
export {
  BALLOT_CHOICES,
  BALLOT_SUITE,
  BALLOT_VERSION,
  type BallotBinding,
  type BallotChoice,
  fromBase64Url,
  PUBLIC_KEY_BYTES,
  SEALED_BYTES,
} from './ballot-format';
export * from './inclusion';
export * from './opening';
export * from './sealing';
