import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** How the id of a document may begin, as the GraphQL-over-HTTP appendix on persisted documents writes it. */
const ID_PREFIX = 'sha256:';

const manifestFile = z.record(z.string(), z.string());

/** By what a request names its operation; null for what it does not give. */
export interface NamedOperation {
  /** The text. */
  readonly query: string | null;
  /** `documentId` of the request. */
  readonly documentId: string | null;
  /** `extensions.persistedQuery.sha256Hash`, as Apollo's clients send it. */
  readonly persistedHash: string | null;
}

/** The id of a document: the SHA-256 of its text, in hex. */
export function documentIdOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The operations that are registered, when only those are served. */
export class TrustedDocuments {
  private constructor(private readonly texts: ReadonlyMap<string, string>) {}

  /**
   * Reads a manifest, a JSON object of texts by their SHA-256 in hex; `npm run documents` writes one.
   * @throws when the file is not one, or an id is not its text's: every problem at once.
   */
  static fromFile(path: string): TrustedDocuments {
    const manifest = manifestFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!manifest.success) throw new Error(`${path} is not a manifest: a JSON object of texts by their SHA-256`);
    const entries = Object.entries(manifest.data);
    const wrong = entries.filter(([id, text]) => id !== documentIdOf(text)).map(([id]) => id);
    if (wrong.length > 0) throw new Error(`${path} has ids that are not their text's SHA-256: ${wrong.join(', ')}`);
    return new TrustedDocuments(new Map(entries));
  }

  /** The registered text that a request means; null when there is none. A text that is given speaks for itself. */
  textOf(named: NamedOperation): string | null {
    const id = idOf(named);
    return id === null ? null : (this.texts.get(id) ?? null);
  }
}

/** The id that a request names, by its text or by itself; null when it names none. */
export function idOf({ query, documentId, persistedHash }: NamedOperation): string | null {
  if (query !== null) return documentIdOf(query);
  if (documentId !== null) {
    return documentId.startsWith(ID_PREFIX) ? documentId.slice(ID_PREFIX.length) : documentId;
  }
  return persistedHash;
}
