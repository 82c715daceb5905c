import { signIn } from './sign-in';

/** A token is renewed this long before it ends, in milliseconds: no request is sent with one that ends on its way. */
const RENEWED_BEFORE = 60_000;

/** An account that stays signed in: it signs in when its token is first asked for, and again before that one ends. */
export class SignedInAccount {
  private subject: string | null = null;
  private current: Promise<string> | null = null;
  private renewAt = 0;

  /**
   * @param issuerUrl the issuer's URL, for example http://localhost:4006
   * @param findSubject names the account; what must be done before it can sign in is done here, once.
   */
  constructor(
    private readonly issuerUrl: string,
    private readonly findSubject: () => Promise<string> | string,
  ) {}

  /** A token that is valid for a while; those who ask at the same moment share one sign-in. */
  token(): Promise<string> {
    if (!this.current || Date.now() >= this.renewAt) {
      this.renewAt = Number.POSITIVE_INFINITY;
      this.current = this.signInAgain();
    }
    return this.current;
  }

  private async signInAgain(): Promise<string> {
    try {
      this.subject ??= await this.findSubject();
      const { token, expiresAt } = await signIn({ issuerUrl: this.issuerUrl, subject: this.subject });
      this.renewAt = expiresAt - RENEWED_BEFORE;
      return token;
    } catch (error) {
      // Whoever asks next tries again.
      this.renewAt = 0;
      throw error;
    }
  }
}
