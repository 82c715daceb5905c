import { PART_BYTES } from './store/paper-store';

/** The types of content that papers may have, found in the content itself and never taken from its name. */
export const PAPER_TYPES = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
} as const;
/** One of them. */
export type PaperMediaType = keyof typeof PAPER_TYPES;

/** The most papers of one nomination or list. */
export const MOST_PAPERS = 50;
/** How long an upload may take before it is thrown away, in hours. */
export const UPLOAD_HOURS = 24;
/** The most uploads that somebody has under way. */
export const MOST_UPLOADS = 20;
const LONGEST_NAME = 150;

/** Whether a type is one that papers may have. */
export function isPaperType(type: string): type is PaperMediaType {
  return Object.hasOwn(PAPER_TYPES, type);
}

/** How many parts a file of this size is sent in. */
export function partsOf(size: number): number {
  return Math.ceil(size / PART_BYTES);
}

/** How many bytes a part must have; null when there is no such part. @param number from 1. */
export function sizeOfPart(size: number, number: number): number | null {
  const parts = partsOf(size);
  if (!Number.isInteger(number) || number < 1 || number > parts) {
    return null;
  }
  return number < parts ? PART_BYTES : size - PART_BYTES * (parts - 1);
}

/**
 * A file's name as it is kept and offered for saving: without folders, without what file systems and headers take for
 * something else, and with the extension of what the content is.
 */
export function nameToKeep(name: string, type: PaperMediaType): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const stem = last
    .replace(/\.[A-Za-z0-9]{1,10}$/, '')
    .replace(/[\p{Cc}\p{Cf}<>:"|?*%;]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  return `${Array.from(stem || 'giay-to')
    .slice(0, LONGEST_NAME)
    .join('')}.${PAPER_TYPES[type]}`;
}

/** Why the votes of minutes cannot be right, as the field that is wrong; null when they can. */
export function voteProblem(votes: { readonly members: number; readonly yes: number }): 'yes' | null {
  return votes.yes > votes.members ? 'yes' : null;
}
