import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Html } from '../pages/html';
import type { PageHeaders } from './page-headers';

/** Sends a page. */
export function sendPage(response: ServerResponse, status: number, page: Html, headers: PageHeaders): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/html; charset=utf-8' });
  response.end(page.toString());
}

/** Sends JSON that is good for this moment only. */
export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** The largest form that is read, in bytes: a choice is short. */
const LARGEST_FORM = 4096;

/** The fields of a form; null when it is not a form or longer than any of ours. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | null> {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return null;
  }
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > LARGEST_FORM) {
      return null;
    }
    parts.push(part);
  }
  return new URLSearchParams(Buffer.concat(parts).toString('utf8'));
}
