/** A sentence for a person, in Vietnamese first and in English. */
export interface Message {
  /** Vietnamese text (NFC). */
  readonly vi: string;
  /** English text. */
  readonly en: string;
}

/** A reason in words why something was refused, and the input field it speaks of, when there is one. */
export interface Reason extends Message {
  /** Stable machine name, for example `PLEDGE_NEEDS_JOINT_ACTIVITY`. */
  readonly code: string;
  /** Path of the input field concerned, for example `input.jointActivities`; null when none. */
  readonly field: string | null;
}
