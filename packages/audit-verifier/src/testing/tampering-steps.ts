import type { ExpectedAnchor } from '../anchors';
import { aboutOf, manifestOf, sealed, type About, type Files } from './export-files';
import type { SeededRandom } from './seeded-random';
import type { SigningKey } from './signing-key';
import type { Trail } from './trail';

/** What a tampering works on. */
export interface Untouched {
  readonly trail: Trail;
  readonly key: SigningKey;
  readonly strangersKey: SigningKey;
  readonly files: Files;
}

/** What it leaves behind. */
export interface Tampered {
  readonly files: Files;
  /** The anchor that the person who verifies knows; null when they know none. */
  readonly expectedAnchor?: ExpectedAnchor | null;
}

/** The lines of a file. */
export type Lines = string[];

/** The lines of a file's content. */
export function linesIn(content: Buffer | undefined): Lines {
  return content?.toString().split('\n').slice(0, -1) ?? [];
}

/** The files with another content of one. */
export function replaced(files: Files, name: string, content: Buffer): Files {
  return new Map(files).set(name, content);
}

/** Changes the lines of one file. */
export function relined(files: Files, name: string, change: (lines: Lines) => Lines): Files {
  const lines = change(linesIn(files.get(name)));
  return replaced(files, name, Buffer.from(lines.map((line) => `${line}\n`).join('')));
}

/** A manifest made anew with the true key, as only somebody who holds it could: the files themselves must tell. */
export function resealed({ trail, key }: Untouched, changed: Files, about: Partial<About> = {}): Tampered {
  const files = new Map(changed);
  files.delete('manifest.json');
  return { files: files.set('manifest.json', sealed(manifestOf(files, { ...aboutOf(trail), ...about }, key), key)) };
}

/** Names of the files of a kind that have at least so many lines. */
export const filesNamed = (files: Files, kind: string, leastLines: number): string[] =>
  [...files]
    .filter(([name, content]) => name.startsWith(kind) && linesIn(content).length >= leastLines)
    .map(([name]) => name);

const ALIKE = ['0123456789', 'abcdef', 'ghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

/** Another byte in the place of one: any, or one that looks as right as the one before. */
function flipped(content: Buffer, random: SeededRandom): Buffer {
  const copy = Buffer.from(content);
  const position = random.below(copy.length);
  const byte = copy[position] as number;
  const alike = ALIKE.find((letters) => letters.includes(String.fromCharCode(byte)));
  const other = alike ? Buffer.from(alike)[random.below(alike.length)] : undefined;
  copy[position] = other !== undefined && other !== byte ? other : byte ^ (1 + random.below(255));
  return copy;
}

/** Flips a byte of any file that holds something. */
export function flipAnywhere(files: Files, random: SeededRandom, names: readonly string[]): Files {
  const name = random.oneOf(names.filter((candidate) => (files.get(candidate)?.length ?? 0) > 0));
  return replaced(files, name, flipped(files.get(name) as Buffer, random));
}

/** The lines without a random one. */
export function withoutOne(lines: Lines, random: SeededRandom): Lines {
  return lines.toSpliced(random.below(lines.length), 1);
}

/** Two different lines change places. */
export function swapped(lines: Lines, random: SeededRandom): Lines {
  const one = random.below(lines.length);
  const other = (one + 1 + random.below(lines.length - 1)) % lines.length;
  return lines.with(one, lines[other] as string).with(other, lines[one] as string);
}

/** The files of some kinds without what they hold of a subject. */
export function withoutSubject(files: Files, subjectId: string, kinds: readonly string[]): Files {
  const left = new Map(files);
  for (const name of files.keys()) {
    if (kinds.some((kind) => name.startsWith(kind))) {
      const lines = linesIn(files.get(name)).filter((line) => !line.includes(`"${subjectId}"`));
      left.set(name, Buffer.from(lines.map((line) => `${line}\n`).join('')));
    }
  }
  return left;
}
