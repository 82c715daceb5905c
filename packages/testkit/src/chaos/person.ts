import { signIn } from '../sign-in';
import type { SeededRandom } from './seeded-random';

/** How long a person works with one token before they sign in anew, in milliseconds: sign-ins meet the faults too. */
const WORKS_WITH_A_TOKEN = { least: 15_000, most: 40_000 };

/** Somebody who works in the system, signed in with an account of their own. */
export class Person {
  private current: { readonly token: string; readonly expiresAt: number } | null = null;
  private renewAt = 0;

  /** @param memberId also the account's name at the issuer. */
  constructor(
    readonly memberId: string,
    readonly unitId: string,
    private readonly issuerUrl: string,
    private readonly random: SeededRandom,
  ) {}

  /**
   * A valid token. While the issuer is away the one before is used as long as it lasts.
   * @throws when there is none.
   */
  async token(): Promise<string> {
    if (this.current === null || Date.now() >= this.renewAt) {
      try {
        this.current = await signIn({ issuerUrl: this.issuerUrl, subject: this.memberId });
        this.renewAt = Date.now() + this.random.between(WORKS_WITH_A_TOKEN.least, WORKS_WITH_A_TOKEN.most);
      } catch (error) {
        if (this.current === null || Date.now() >= this.current.expiresAt) {
          throw error;
        }
      }
    }
    return this.current.token;
  }
}
