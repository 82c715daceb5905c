/** What can be wrong, each with a code of its own: docs/audit-format.md says when. */
export const ERROR_CODES = [
  'MANIFEST_MALFORMED',
  'MANIFEST_SIGNATURE',
  'KEY_UNKNOWN',
  'KEY_UNTRUSTED',
  'FILE_MISSING',
  'FILE_CHANGED',
  'FILE_LINES',
  'ANCHOR_MALFORMED',
  'ANCHOR_SERVICE',
  'ANCHOR_SEQUENCE',
  'ANCHOR_CHAIN',
  'ANCHOR_INTERVAL',
  'ANCHOR_SIGNATURE',
  'ANCHOR_COUNTS',
  'LAST_ANCHOR',
  'EXPECTED_ANCHOR_MISSING',
  'EXPECTED_ANCHOR_DIFFERS',
  'HEAD_MALFORMED',
  'HEAD_ORDER',
  'HEAD_ANCHOR_UNKNOWN',
  'HEAD_MISMATCH',
  'HEADS_ROOT',
  'ENTRY_MALFORMED',
  'ENTRY_HASH',
  'SEQUENCE_GAP',
  'SEQUENCE_REPEATED',
  'CHAIN_BROKEN',
  'TIME_BACKWARDS',
  'TIME_OUTSIDE_INTERVAL',
  'ENTRIES_MISSING',
  'SUBJECT_MISSING',
  'SUBJECT_ORDER',
  'SUBJECT_COUNT',
  'SEGMENT_ORDER',
  'RESTORED_HEAD_UNKNOWN',
] as const;

/** What has to be said although nothing is wrong with it. */
export const NOTICE_CODES = ['UNANCHORED', 'RESTORED'] as const;

/** Code of something wrong. */
export type ErrorCode = (typeof ERROR_CODES)[number];
/** Code of a notice. */
export type NoticeCode = (typeof NOTICE_CODES)[number];

/** Where something was found; what does not apply is absent. */
export interface Place {
  /** Name of the file. */
  readonly file?: string;
  /** Number of the line, from 1. */
  readonly line?: number;
  readonly subjectId?: string;
  /** Sequence of the entry or head. */
  readonly sequence?: number;
  /** Number of the anchor. */
  readonly anchor?: number;
  /** Fingerprint of the key. */
  readonly keyId?: string;
}

/** Something found. */
export interface Finding extends Place {
  readonly code: ErrorCode | NoticeCode;
}

/** What was found, as it may be handed from one thread to another. */
export interface Found {
  /** What is wrong: the first thousand, and how much there is. */
  readonly errors: readonly Finding[];
  readonly errorCount: number;
  /** What has to be said besides. */
  readonly notices: readonly Finding[];
  readonly noticeCount: number;
}

/** So many of each kind are kept; the rest is counted. */
const MOST_KEPT = 1_000;

/** What has been found so far: the first of it, and how much there is. */
export class Findings implements Found {
  readonly errors: Finding[] = [];
  readonly notices: Finding[] = [];
  errorCount = 0;
  noticeCount = 0;

  /** Says what is wrong, and where. */
  error(code: ErrorCode, place: Place): void {
    this.errorCount += 1;
    if (this.errors.length < MOST_KEPT) {
      this.errors.push({ code, ...place });
    }
  }

  /** Says what has to be said besides. */
  notice(code: NoticeCode, place: Place): void {
    this.noticeCount += 1;
    if (this.notices.length < MOST_KEPT) {
      this.notices.push({ code, ...place });
    }
  }

  /** Takes in what another part of the work found. */
  include(others: Found): void {
    this.errorCount += others.errorCount;
    this.noticeCount += others.noticeCount;
    this.errors.push(...others.errors.slice(0, MOST_KEPT - this.errors.length));
    this.notices.push(...others.notices.slice(0, MOST_KEPT - this.notices.length));
  }
}
