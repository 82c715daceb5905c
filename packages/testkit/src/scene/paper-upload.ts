import { createHash } from 'node:crypto';
import type { PersistentClient } from '../cycle/persistent-client';
import { GraphCommand } from './graph-command';

/** Size of every part of an upload but the last, in bytes: 1 MiB. */
const PART_BYTES = 1024 * 1024;

/** An upload as its sender sees it. */
export interface BegunUpload {
  readonly id: string;
  readonly partCount: number;
}

const begin = new GraphCommand<{ upload: BegunUpload }>('beginPaperUpload', 'upload { id partCount }');

/** Sends one part as a frontend does. @param number from 1. */
export function sendPart(
  client: PersistentClient,
  uploadId: string,
  number: number,
  part: Uint8Array,
  headers: Record<string, string> = {},
): Promise<Response> {
  return client.fetch(`/papers/uploads/${uploadId}/parts/${number}`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/octet-stream',
      'content-digest': `sha-256=:${createHash('sha256').update(part).digest('base64')}:`,
      ...headers,
    },
    body: new Uint8Array(part),
  });
}

/**
 * Sends a whole file through the gateway.
 * @param owner `{ nominationId }` or `{ listId }`.
 * @returns the upload's id.
 */
export async function uploadPaper(
  client: PersistentClient,
  owner: object,
  bytes: Uint8Array,
  fileName = 'minh-hoa.pdf',
): Promise<string> {
  const { upload } = await begin.done(client, {
    ...owner,
    fileName,
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
  for (let number = 1; number <= upload.partCount; number += 1) {
    const answer = await sendPart(
      client,
      upload.id,
      number,
      bytes.subarray((number - 1) * PART_BYTES, number * PART_BYTES),
    );
    if (answer.status !== 204) {
      throw new Error(`part ${number} was answered ${answer.status}: ${await answer.text()}`);
    }
  }
  return upload.id;
}
