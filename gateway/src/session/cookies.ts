import type { CookieSerializeOptions } from '@fastify/cookie';

/** The cookies that a browser keeps for a session: their names and how they are set. */
export interface SessionCookies {
  /** Holds the session. */
  readonly session: { readonly name: string; readonly options: CookieSerializeOptions };
  /** Holds what a sign-in under way needs when the person comes back from the issuer. */
  readonly signIn: { readonly name: string; readonly options: CookieSerializeOptions };
}

/** How long a person may take to sign in at the issuer, in seconds. */
export const LONGEST_SIGN_IN = 600;

/**
 * The cookies of a system. No script can read them, and no other site can send the session's.
 * @param publicUrl what browsers open; over https the cookies never travel in the clear, and no other host can set them.
 */
export function sessionCookies(publicUrl: string): SessionCookies {
  const secure = new URL(publicUrl).protocol === 'https:';
  const common = { httpOnly: true, secure, path: '/' };
  const name = (text: string) => (secure ? `__Host-${text}` : text);
  return {
    session: { name: name('thidua-session'), options: { ...common, sameSite: 'strict' } },
    // Lax: the issuer may be another site, and it is from there that the browser comes back.
    signIn: { name: name('thidua-sign-in'), options: { ...common, sameSite: 'lax', maxAge: LONGEST_SIGN_IN } },
  };
}
