import type { Readable } from 'node:stream';

/** The size of every part of an upload but the last, in bytes: 1 MiB. */
export const PART_BYTES = 1024 * 1024;

/**
 * Where the bytes of papers are kept, by keys of ours alone: `papers/ab/<sha-256>` for what is kept and
 * `uploads/<upload>/<part>-<sha-256>` for what is still coming. Nothing in a key comes from a caller.
 */
export interface PaperStore {
  /** Puts content under a key, whole or not at all; what stands there already is replaced by the same. */
  put(key: string, content: Readable | Uint8Array, size: number): Promise<void>;
  /** The content under a key; null when there is none. */
  get(key: string): Promise<Readable | null>;
  /** Whether there is content of this size under a key. */
  has(key: string, size: number): Promise<boolean>;
  /** Takes the content away; nothing to do when there is none. */
  remove(key: string): Promise<void>;
  /** Lets go of its connections. */
  close(): void;
}

/** The key of a paper's content. */
export function keyOfPaper(digest: string): string {
  return `papers/${digest.slice(0, 2)}/${digest}`;
}

/** The key of a part of an upload: its digest is in it, so that two who send different parts never mix. */
export function keyOfPart(uploadId: string, number: number, digest: string): string {
  return `uploads/${uploadId}/${number}-${digest}`;
}
