import { createHash } from 'node:crypto';
import { type DocumentNode, Kind, print, stripIgnoredCharacters, visit } from 'graphql';

/**
 * Names an operation in the log: the SHA-256 of its document, printed in one way and without its literals. The same
 * question about two persons has the same hash, and a national id that somebody wrote into a query cannot be guessed
 * from it.
 */
export function operationHash(document: DocumentNode): string {
  const blank = visit(document, {
    [Kind.INT]: (node) => ({ ...node, value: '0' }),
    [Kind.FLOAT]: (node) => ({ ...node, value: '0' }),
    [Kind.STRING]: (node) => ({ ...node, value: '', block: false }),
    [Kind.LIST]: (node) => ({ ...node, values: [] }),
    [Kind.OBJECT]: (node) => ({ ...node, fields: [] }),
  });
  return createHash('sha256')
    .update(stripIgnoredCharacters(print(blank)))
    .digest('hex');
}
