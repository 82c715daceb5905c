import { type Mandate, OFFICER_POSITIONS } from '@thidua/contracts';
import { z } from 'zod';
import { subgraphUnavailable } from '../errors/gateway-error';
import type { Account } from './caller';
import type { InternalMembership } from './internal-membership';

/** The member behind an account and their mandates, as membership answered. */
export interface HeldMandates {
  readonly memberId: string;
  /** Those in force. */
  readonly mandates: readonly Mandate[];
  /** Position of membership's change feed when they were read. */
  readonly treeVersion: number;
  /** When they were read, ISO 8601 in UTC. */
  readonly asOf: string;
  /** Ids of the account's tokens that a sign-out has ended, at whatever gateway. */
  readonly endedTokens: readonly string[];
}

const heldByAccounts = z.object({
  held: z.array(
    z
      .object({
        memberId: z.uuid(),
        mandates: z.array(
          z.object({
            id: z.uuid(),
            unitId: z.uuid(),
            unitPath: z.string(),
            position: z.enum(OFFICER_POSITIONS),
            delegation: z.object({ officeId: z.uuid(), principalId: z.uuid() }).nullable().default(null),
          }),
        ),
        endedTokens: z.array(z.string()),
      })
      .nullable(),
  ),
  treeVersion: z.number().int().nonnegative(),
  asOf: z.iso.datetime({ offset: true }),
});

/** Most accounts that membership is asked about at once. */
const MOST_ACCOUNTS = 64;
/** How long an account waits at the most for the question before it to be answered, in milliseconds. */
const PATIENCE = 50;

interface Waiting {
  readonly account: Account;
  readonly settle: (held: HeldMandates | null) => void;
  readonly fail: (failure: unknown) => void;
}

/**
 * Asks membership who accounts are and what they may act under. What comes at the same moment, or while a question is
 * under way, is asked together: a question costs about the same for eight accounts as for one (docs/performance.md).
 * Nobody is told anything that was read before they asked.
 */
export class MandateLookups {
  private readonly waiting = new Map<string, Waiting>();
  /** What those that wait will be told, by the same keys. */
  private readonly promised = new Map<string, Promise<HeldMandates | null>>();
  private underWay = 0;
  private planned: NodeJS.Immediate | null = null;
  private patience: NodeJS.Timeout | null = null;

  /** @param membership membership's internal routes. */
  constructor(private readonly membership: InternalMembership) {}

  /**
   * The mandates of an account, read from now on; null when it is nobody's.
   * @throws SUBGRAPH_UNAVAILABLE.
   */
  of(account: Account): Promise<HeldMandates | null> {
    const key = `${account.provider}\n${account.subject}`;
    const promised = this.promised.get(key);
    if (promised) return promised;
    const held = new Promise<HeldMandates | null>((settle, fail) => {
      this.waiting.set(key, { account, settle, fail });
    });
    this.promised.set(key, held);
    this.plan();
    return held;
  }

  /** Asks at the end of this turn of the event loop, or as soon as the question under way is answered. */
  private plan(): void {
    if (this.waiting.size === 0 || this.planned !== null) return;
    if (this.underWay === 0 || this.waiting.size >= MOST_ACCOUNTS) {
      this.planned = setImmediate(() => this.askAll());
      return;
    }
    // A question that is slow to be answered holds nobody up for long.
    this.patience ??= setTimeout(() => this.askAll(), PATIENCE).unref();
  }

  private askAll(): void {
    if (this.planned !== null) clearImmediate(this.planned);
    if (this.patience !== null) clearTimeout(this.patience);
    this.planned = null;
    this.patience = null;
    const all = [...this.waiting.values()];
    this.waiting.clear();
    this.promised.clear();
    for (const provider of new Set(all.map(({ account }) => account.provider))) {
      const ofProvider = all.filter(({ account }) => account.provider === provider);
      for (let from = 0; from < ofProvider.length; from += MOST_ACCOUNTS) {
        void this.ask(ofProvider.slice(from, from + MOST_ACCOUNTS));
      }
    }
  }

  private async ask(asked: readonly Waiting[]): Promise<void> {
    this.underWay += 1;
    try {
      const { held, treeVersion, asOf } = await this.answerOf(asked.map(({ account }) => account));
      for (const [index, { settle }] of asked.entries()) {
        const ofAccount = held[index] ?? null;
        settle(ofAccount && { ...ofAccount, treeVersion, asOf });
      }
    } catch (failure) {
      for (const { fail } of asked) fail(failure);
    } finally {
      this.underWay -= 1;
      this.plan();
    }
  }

  private async answerOf(accounts: readonly Account[]): Promise<z.infer<typeof heldByAccounts>> {
    const answer = await this.membership.ask('mandates:read', 'POST', '/internal/mandates', {
      provider: accounts[0]?.provider,
      subjects: accounts.map(({ subject }) => subject),
    });
    if (answer === null) throw unavailable('UNREACHABLE');
    const parsed = answer.status === 200 ? heldByAccounts.safeParse(answer.body) : null;
    if (!parsed?.success || parsed.data.held.length !== accounts.length) throw unavailable('NOT_GRAPHQL');
    return parsed.data;
  }
}

/** Nothing was changed yet when this look-up fails, so the advice is that of a query even before a mutation. */
function unavailable(reason: 'UNREACHABLE' | 'NOT_GRAPHQL') {
  return subgraphUnavailable('membership', reason, false, 503);
}
