import { isUtf8 } from 'node:buffer';
import { CanonicalJson } from './canonical-json';

const SIGNATURE = /^,"signature":"([0-9a-f]{128})"}$/;
const SIGNATURE_LENGTH = ',"signature":""}'.length + 128;

const canonical = new CanonicalJson();

/** A signed statement: a line `{"<name>":<statement>,"signature":"<128 digits>"}`. */
export interface SealedLine {
  /** The statement's own bytes: what is hashed and signed. */
  readonly statement: Buffer;
  readonly signature: Buffer;
}

/** Takes a line apart; null when it is not laid out so. */
export function unsealed(line: Buffer, name: string): SealedLine | null {
  const opening = `{"${name}":`;
  const end = line.length - SIGNATURE_LENGTH;
  const signature = SIGNATURE.exec(line.toString('latin1', Math.max(end, 0), line.length))?.[1];
  if (signature === undefined || end <= opening.length || line.toString('latin1', 0, opening.length) !== opening) {
    return null;
  }
  return { statement: line.subarray(opening.length, end), signature: Buffer.from(signature, 'hex') };
}

/** What each field of an object has to be. */
export type Fields = Readonly<Record<string, (value: unknown) => boolean>>;

/** Whether a value is an object with exactly these fields. */
export function hasFields(value: unknown, fields: Fields): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return false;
  }
  const wanted = Object.entries(fields);
  const found = new Map<string, unknown>(Object.entries(value));
  return found.size === wanted.length && wanted.every(([name, isRight]) => found.has(name) && isRight(found.get(name)));
}

/** The object that a statement says, when it is canonical JSON with exactly these fields; null otherwise. */
export function readStatement(statement: Buffer, fields: Fields): Readonly<Record<string, unknown>> | null {
  if (!isUtf8(statement) || canonical.over(statement, statement.length).skipValue(0, 0) !== statement.length) {
    return null;
  }
  const value: unknown = JSON.parse(statement.toString('utf8'));
  return hasFields(value, fields) ? value : null;
}

/** Checks of single fields. */
export const isDigest = (value: unknown): boolean => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
export const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
