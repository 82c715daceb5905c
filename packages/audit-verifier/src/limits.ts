/** The longest line of any file, its line end not counted, in bytes; the manifest is one line. */
export const LONGEST_LINE = 16 * 1024 * 1024;
/** The most anchors of an export: one every ten minutes for almost twenty years. */
export const MOST_ANCHORS = 1_048_576;
/** The greatest sequence of an entry. */
export const GREATEST_SEQUENCE = 2_147_483_647;
/** The most segments of an export. */
export const MOST_SEGMENTS = 999_999;
