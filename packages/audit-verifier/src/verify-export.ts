import { availableParallelism } from 'node:os';
import { checkAnchors, type ExpectedAnchor } from './anchors';
import { Findings, type Found } from './findings';
import { checkHeads } from './heads';
import type { FileFacts } from './line-reader';
import { MANIFEST_FILE, readManifest, segmentFiles, type Manifest, type ManifestFile } from './manifest';
import type { SegmentResult } from './segment';
import { checkSegments, checkSegmentsOnThreads, type SegmentResults } from './segment-workers';
import { Keys } from './signatures';

/**
 * VALID: every entry is covered by an anchor and nothing is wrong. UNANCHORED: nothing is wrong, but some entries come
 * after the last anchor, so nobody outside has a witness of them. INVALID: something is wrong.
 */
export type Verdict = 'VALID' | 'UNANCHORED' | 'INVALID';

/** What the person who verifies knows from elsewhere. */
export interface VerifyOptions {
  /** Fingerprints of the keys that are trusted: SHA-256 of the public key's 32 bytes, hexadecimal. */
  readonly trustedKeys: readonly string[];
  /** The latest anchor that is known to have been taken. */
  readonly expectedAnchor?: ExpectedAnchor | null;
  /** How many segments are checked at once; as many as there are processors when left out. */
  readonly threads?: number;
}

/** What came out. */
export interface Report extends Found {
  readonly verdict: Verdict;
  /** Null when the manifest cannot be read. */
  readonly service: string | null;
  readonly subjects: number;
  readonly entries: number;
  readonly anchors: number;
  /** Entries after the last anchor. */
  readonly unanchored: number;
  readonly lastAnchor: ExpectedAnchor | null;
  /** Bytes that were read. */
  readonly bytes: number;
}

/** A thread takes some 40 ms to begin: less than this is checked sooner without. */
const SMALLEST_FOR_THREADS = 32 * 1024 * 1024;

/** Verifies an export in a folder as docs/audit-format.md says. Nothing of it is trusted but what `options` names. */
export async function verifyExport(folder: string, options: VerifyOptions): Promise<Report> {
  const findings = new Findings();
  const signed = readManifest(folder);
  if (!signed) {
    findings.error('MANIFEST_MALFORMED', { file: MANIFEST_FILE });
    return report(null, findings, 0, 0);
  }
  const { manifest, input, signature } = signed;
  const keys = new Keys(manifest.keys, new Set(options.trustedKeys));
  keys.check({ keyId: manifest.keyId, input, signature }, findings, 'MANIFEST_SIGNATURE', { file: MANIFEST_FILE });
  const expected = options.expectedAnchor ?? null;
  const { anchors, facts, checkSignatures } = checkAnchors(folder, manifest, keys, expected, findings);

  const segments = (manifest.files.length - 1) / 2;
  const { intervals } = anchors;
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const work = { folder, segments, intervals, taken };
  const byOthers = checkSegmentsOnThreads(work, otherThreads(manifest, segments, options.threads));
  checkSignatures();
  const headFacts = checkHeads(folder, segments, anchors, findings);
  const byThisThread = checkSegments(work);
  const results = inOrder([...byThisThread, ...(await byOthers)]);

  const found = [facts, ...results.flatMap((result, index) => [headFacts[index] ?? null, result.facts])];
  manifest.files.forEach((file, index) => checkFile(file, found[index] ?? null, findings));
  joinSegments(results, manifest, findings);
  const unanchored = results.reduce((sum, result) => sum + result.unanchored, 0);
  const bytes = found.reduce((sum, file) => sum + (file?.bytes ?? 0), 0);
  return report(manifest, findings, unanchored, bytes);
}

/** How many threads work beside this one. */
function otherThreads({ files }: Manifest, segments: number, threads = availableParallelism()): number {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  return bytes >= SMALLEST_FOR_THREADS ? Math.max(0, Math.min(threads, segments) - 1) : 0;
}

function inOrder(results: SegmentResults): SegmentResult[] {
  return results.toSorted(([one], [other]) => one - other).map(([, result]) => result);
}

function checkFile(file: ManifestFile, facts: FileFacts | null, findings: Findings): void {
  if (!facts) {
    findings.error('FILE_MISSING', { file: file.name });
    return;
  }
  if (facts.sha256 !== file.sha256 || facts.bytes !== file.bytes) {
    findings.error('FILE_CHANGED', { file: file.name });
  }
  if (facts.lines !== file.lines) {
    findings.error('FILE_LINES', { file: file.name });
  }
}

/** What no segment can see by itself: that subjects go on in order from one to the next, and how many there are. */
function joinSegments(results: readonly SegmentResult[], manifest: Manifest, findings: Findings): void {
  let greatest = '';
  results.forEach(({ firstSubjectId, greatestSubjectId, findings: ofSegment }, index) => {
    findings.include(ofSegment);
    if (firstSubjectId !== '' && firstSubjectId <= greatest) {
      findings.error('SEGMENT_ORDER', { file: segmentFiles(index + 1).entries, subjectId: firstSubjectId });
    }
    greatest = greatestSubjectId || greatest;
  });
  if (results.reduce((sum, { subjects }) => sum + subjects, 0) !== manifest.subjects) {
    findings.error('SUBJECT_COUNT', { file: MANIFEST_FILE });
  }
}

function report(manifest: Manifest | null, findings: Findings, unanchored: number, bytes: number): Report {
  const { errors, errorCount, notices, noticeCount } = findings;
  const anchored = unanchored === 0 && manifest?.lastAnchor !== null;
  return {
    verdict: errorCount > 0 ? 'INVALID' : anchored ? 'VALID' : 'UNANCHORED',
    service: manifest?.service ?? null,
    subjects: manifest?.subjects ?? 0,
    entries: manifest?.entries ?? 0,
    anchors: manifest?.anchors ?? 0,
    unanchored,
    lastAnchor: manifest?.lastAnchor ?? null,
    errors,
    errorCount,
    notices,
    noticeCount,
    bytes,
  };
}
