import { ExportFile, type ExportedFile } from './export-file';
import type { ExportedEntry, ExportedHead } from './export-rows';

const DIGITS = 6;

function headLine({ subjectId, sequence, hash, anchor }: ExportedHead): string {
  return JSON.stringify([subjectId, sequence, hash, anchor]);
}

/** The entry's own canonical text stands in the line as it was stored and hashed. */
function entryLine({ entry, hash }: ExportedEntry): string {
  return `{"entry":${entry},"hash":"${hash}"}`;
}

/**
 * Heads and entries in the order of the subjects' ids, cut into segments between two subjects: a verifier can check
 * several at once, each with the heads that belong to it.
 */
export class ExportSegments {
  readonly files: ExportedFile[] = [];
  subjects = 0;
  entries = 0;
  private heads: ExportFile | null = null;
  private entryFile: ExportFile | null = null;

  /** @param segmentBytes after so many bytes of entries the next subject begins a new segment. */
  constructor(
    private readonly folder: string,
    private readonly segmentBytes: number,
  ) {}

  /** Begins a subject that has entries. */
  async beginSubject(): Promise<void> {
    await this.open();
    this.subjects += 1;
  }

  /** Makes sure that there is a segment to add to. */
  async open(): Promise<void> {
    if (this.entryFile && this.entryFile.size >= this.segmentBytes) {
      await this.close();
    }
    if (!this.entryFile) {
      const number = String(this.files.length / 2 + 1).padStart(DIGITS, '0');
      this.heads = await ExportFile.create(this.folder, `heads-${number}.jsonl`);
      this.entryFile = await ExportFile.create(this.folder, `entries-${number}.jsonl`);
    }
  }

  /** Adds a head of the subject at hand. */
  async addHead(head: ExportedHead): Promise<void> {
    await this.heads?.add(headLine(head));
  }

  /** Adds the next entry of the subject at hand. */
  async addEntry(entry: ExportedEntry): Promise<void> {
    this.entries += 1;
    await this.entryFile?.add(entryLine(entry));
  }

  /** Ends the segment at hand. */
  async close(): Promise<void> {
    if (this.heads && this.entryFile) {
      this.files.push(await this.heads.close(), await this.entryFile.close());
    }
    this.heads = null;
    this.entryFile = null;
  }
}
