import type { FastifyRequest } from 'fastify';
import { batchNotSupported, operationNotRegistered } from '../errors/limit-error';
import type { OperationLimits } from '../limits/operation-limits';
import { checkOperationText } from '../limits/operation-text';
import { idOf, type NamedOperation, type TrustedDocuments } from '../limits/trusted-documents';

/** What an operation must satisfy before anything of it is parsed. */
export interface OperationRequirements {
  readonly limits: OperationLimits;
  /** The operations that are registered; null when any is served. */
  readonly documents: TrustedDocuments | null;
}

type Fields = Record<string, unknown>;

/**
 * Checks what a request asks for before anything is parsed: one operation, registered when that is demanded, of a text
 * that is not too large. The text of a registered operation that was named by its id is put in its place.
 * @throws BATCH_NOT_SUPPORTED, OPERATION_NOT_REGISTERED or OPERATION_TOO_LARGE
 */
export function checkOperationRequest(request: FastifyRequest, { limits, documents }: OperationRequirements): void {
  if (Array.isArray(request.body)) throw batchNotSupported(request.body.length);
  const fields = request.method === 'GET' ? Object.fromEntries(addressOf(request).searchParams) : request.body;
  if (!isFields(fields)) return;
  const named = namedBy(fields);
  if (documents === null) {
    if (named.query !== null) checkOperationText(named.query, limits);
    return;
  }
  const text = documents.textOf(named);
  if (text === null) throw operationNotRegistered(idOf(named));
  checkOperationText(text, limits);
  putText(request, text);
}

/** Read as Apollo Server reads it, so that both see the same text. */
function addressOf(request: FastifyRequest): URL {
  return new URL(request.url, 'http://gateway');
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function namedBy({ query, documentId, extensions }: Fields): NamedOperation {
  return {
    query: typeof query === 'string' && query !== '' ? query : null,
    documentId: typeof documentId === 'string' ? documentId : null,
    persistedHash: persistedHashOf(typeof extensions === 'string' ? jsonOr(extensions) : extensions),
  };
}

function persistedHashOf(extensions: unknown): string | null {
  const persisted = isFields(extensions) ? extensions['persistedQuery'] : null;
  const hash = isFields(persisted) ? persisted['sha256Hash'] : null;
  return typeof hash === 'string' ? hash : null;
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Apollo Server reads a POST from its body and a GET from its address, and refuses persisted queries of its own kind. */
function putText(request: FastifyRequest, text: string): void {
  if (request.method === 'GET') {
    const url = addressOf(request);
    url.searchParams.set('query', text);
    url.searchParams.delete('extensions');
    request.raw.url = `${url.pathname}${url.search}`;
    return;
  }
  const body = request.body as Fields;
  body['query'] = text;
  delete body['extensions'];
}
