import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request was sent by our own page. Browsers say so by themselves (Fetch Metadata), and pages cannot change
 * what they say; a browser that does not names at least the page's origin when something is posted.
 * @param publicUrl what browsers open.
 */
export function isFromOwnPage(headers: IncomingHttpHeaders, publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? headers.origin === new URL(publicUrl).origin : site === 'same-origin';
}
