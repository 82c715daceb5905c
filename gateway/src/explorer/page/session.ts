/** What the gateway says of this browser's session. The access token never reaches the page. */
export interface Session {
  readonly signedIn: boolean;
  readonly subject: string | null;
  /** ISO 8601 in UTC. */
  readonly expiresAt: string | null;
}

/** Where a person signs in, and comes back from to this page. */
export const SIGN_IN_URL = '/session/sign-in?returnTo=/explorer';

/** Asks who is signed in. */
export async function readSession(): Promise<Session> {
  const response = await fetch('/session');
  if (!response.ok) throw new Error(`the gateway answered ${response.status}`);
  return (await response.json()) as Session;
}

/** Ends the session here; the page then goes to the issuer, so that it asks again who signs in. */
export async function signOut(): Promise<void> {
  const response = await fetch('/session/sign-out', { method: 'POST' });
  const { endSessionUrl } = (await response.json()) as { endSessionUrl?: string | null };
  window.location.assign(endSessionUrl ?? '/explorer');
}
