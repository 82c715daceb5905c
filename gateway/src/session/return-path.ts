/** Where a person lands when they named no page, or one that is not ours. */
const DEFAULT = '/explorer';

/**
 * The page to return to after signing in: one of ours, whatever was asked for.
 * @param asked a path, as it came in.
 * @returns a whole URL of this system: a path alone could be read as another host (`//elsewhere`).
 */
export function returnUrl(asked: unknown, publicUrl: string): string {
  const origin = new URL(publicUrl).origin;
  if (typeof asked === 'string' && asked.startsWith('/')) {
    const url = URL.parse(asked, origin);
    if (url !== null && url.origin === origin) return url.href;
  }
  return new URL(DEFAULT, origin).href;
}
