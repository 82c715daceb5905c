/** Headers of a page, by name. */
export type PageHeaders = Readonly<Record<string, string>>;

/**
 * The headers of every page: nothing but our own style and script, no frame around it, no copy kept.
 * @param publicUrl the gateway as browsers open it: a form's answer may lead there, and browsers ask for it beforehand.
 */
export function pageHeaders(publicUrl: string): PageHeaders {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    // Programs of the command line listen at any port of this machine.
    `form-action 'self' ${new URL(publicUrl).origin} http://127.0.0.1:*`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
