import { hash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExpectedAnchor } from '../anchors';
import type { SigningKey } from './signing-key';
import { anchorLine, anchorRoot, canonical, entryLine, headLine, timeAfter, type Trail } from './trail';

/** The files of an export by name, the manifest apart. */
export type Files = Map<string, Buffer>;

const text = (lines: readonly string[]): Buffer => Buffer.from(lines.map((line) => `${line}\n`).join(''));
const segmentName = (kind: string, index: number): string => `${kind}-${String(index + 1).padStart(6, '0')}.jsonl`;

/**
 * The files of a trail, every file but the manifest.
 * @param subjectsPerSegment after so many subjects a new segment begins.
 */
export function filesOf(trail: Trail, key: SigningKey, subjectsPerSegment = 3): Files {
  const files: Files = new Map([['anchors.jsonl', text(trail.anchors.map((anchor) => anchorLine(anchor, key)))]]);
  const named = [...trail.entries, ...trail.heads].map(({ subjectId }) => subjectId);
  const subjects = [...new Set(named)].sort();
  for (let index = 0; index * subjectsPerSegment < subjects.length; index += 1) {
    const own = new Set(subjects.slice(index * subjectsPerSegment, (index + 1) * subjectsPerSegment));
    const heads = trail.heads
      .filter(({ subjectId }) => own.has(subjectId))
      .sort((one, other) =>
        one.subjectId === other.subjectId ? one.anchor - other.anchor : one.subjectId < other.subjectId ? -1 : 1,
      );
    const entries = trail.entries
      .filter(({ subjectId }) => own.has(subjectId))
      .sort((one, other) =>
        one.subjectId === other.subjectId ? one.sequence - other.sequence : one.subjectId < other.subjectId ? -1 : 1,
      );
    files.set(segmentName('heads', index), text(heads.map(headLine)));
    files.set(segmentName('entries', index), text(entries.map((entry) => entryLine(entry))));
  }
  return files;
}

const linesOf = (content: Buffer): number => content.toString('latin1').split('\n').length - 1;

/** What a manifest says besides its files. */
export interface About {
  readonly service: string;
  readonly subjects: number;
  readonly lastAnchor: ExpectedAnchor | null;
}

/** What the manifest of a trail says besides its files. */
export function aboutOf({ service, entries, anchors }: Trail): About {
  const last = anchors.at(-1);
  return {
    service,
    subjects: new Set(entries.map(({ subjectId }) => subjectId)).size,
    lastAnchor: last ? { number: last.number, root: anchorRoot(last) } : null,
  };
}

/** What a manifest says of files. */
export function manifestOf(
  files: Files,
  about: About,
  key: SigningKey,
  otherKeys: readonly SigningKey[] = [],
): Readonly<Record<string, unknown>> {
  const listed = [...files].map(([name, content]) => ({
    bytes: content.length,
    lines: linesOf(content),
    name,
    sha256: hash('sha256', content, 'hex'),
  }));
  return {
    anchors: listed[0]?.lines,
    createdAt: timeAfter(0),
    entries: listed.filter(({ name }) => name.startsWith('entries')).reduce((sum, { lines }) => sum + lines, 0),
    files: listed,
    format: 'thidua-audit-export/1',
    keyId: key.keyId,
    keys: [key, ...otherKeys]
      .map(({ keyId, publicKey }) => ({ keyId, publicKey }))
      .sort((one, other) => (one.keyId < other.keyId ? -1 : 1)),
    ...about,
  };
}

/** The manifest's file. */
export function sealed(manifest: Readonly<Record<string, unknown>>, key: SigningKey): Buffer {
  const statement = canonical(manifest);
  const signature = key.sign(`thidua-audit-export/1:${hash('sha256', statement, 'hex')}`);
  return text([`{"manifest":${statement},"signature":"${signature}"}`]);
}

/** Every file of an export of a trail. */
export function exportOf(trail: Trail, key: SigningKey, subjectsPerSegment?: number): Files {
  const files = filesOf(trail, key, subjectsPerSegment);
  return files.set('manifest.json', sealed(manifestOf(files, aboutOf(trail), key), key));
}

/** Writes files into a folder of their own. */
export function writeFiles(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of files) {
    writeFileSync(join(folder, name), content);
  }
}
