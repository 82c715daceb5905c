import { useCallback, useEffect, useRef, useState } from 'react';
import { readViewer, type Viewer } from './graph';
import { readSession } from './session';

/** Whether somebody is signed in in this browser, and who. */
export type SignIn =
  | { readonly state: 'UNKNOWN' | 'SIGNED_OUT' | 'EXPIRED' }
  | { readonly state: 'SIGNED_IN'; readonly viewer: Viewer | null; readonly problem: string | null };

/** The sign-in as it stands, and how the page says that a request was refused for want of one. */
export interface SignInWatch {
  readonly signIn: SignIn;
  readonly onRefused: () => void;
}

/**
 * Follows the session: it ends by itself, at the other end, or is renewed in another tab while this one keeps what was
 * written into it.
 */
export function useSignIn(): SignInWatch {
  const [signIn, setSignIn] = useState<SignIn>({ state: 'UNKNOWN' });
  const end = useRef<number | undefined>(undefined);

  const onRefused = useCallback(() => {
    setSignIn((before) => (before.state === 'SIGNED_IN' ? { state: 'EXPIRED' } : before));
  }, []);

  const look = useCallback(async () => {
    const { signedIn, expiresAt } = await readSession();
    window.clearTimeout(end.current);
    if (!signedIn || expiresAt === null) {
      setSignIn((before) => ({
        state: before.state === 'SIGNED_IN' || before.state === 'EXPIRED' ? 'EXPIRED' : 'SIGNED_OUT',
      }));
      return;
    }
    end.current = window.setTimeout(onRefused, Date.parse(expiresAt) - Date.now());
    setSignIn({ state: 'SIGNED_IN', ...(await readViewer()) });
  }, [onRefused]);

  useEffect(() => {
    const lookAgain = () => {
      look().catch(() => setSignIn((before) => (before.state === 'UNKNOWN' ? { state: 'SIGNED_OUT' } : before)));
    };
    lookAgain();
    window.addEventListener('focus', lookAgain);
    return () => {
      window.removeEventListener('focus', lookAgain);
      window.clearTimeout(end.current);
    };
  }, [look]);

  return { signIn, onRefused };
}
