import { type BallotChoice, sealBallot } from '@thidua/ballot';
import { createHash } from 'node:crypto';
import { once, subjectCommand, type OpenTask } from './command';
import type { CommandSender } from './command-sender';
import { readInbox } from './inbox';
import type { Person } from './person';
import type { SeededRandom } from './seeded-random';
import type { WorkInHand } from './work-in-hand';
import type { Approver, Workplace } from './workplace';

/** How often a secretary lets the council vote in secret in place of recording a vote by show of hands. */
const OPENS = 0.5;
const MOST_LISTED = 3;
/** A session is closed once all have voted, or after so long without those who have not, in milliseconds. */
const LONGEST_SESSION = 20_000;

interface SessionNode {
  readonly id: string;
  readonly publicKey: string;
  readonly memberCount: number;
  readonly openedAt: string;
  readonly items: readonly {
    readonly nomination: { readonly id: string } | null;
    readonly viewerVote: { readonly digest: string } | null;
  }[];
}

/**
 * How every member votes on a nomination: nobody may know it from the database, so that the checker knows it from the
 * nomination alone. Three in four pass.
 */
export function choiceOn(nominationId: string): BallotChoice {
  return (createHash('sha256').update(nominationId).digest()[0] ?? 0) % 4 === 0 ? 'NO' : 'YES';
}

/** The work of a council: sessions are opened, every member votes in secret, the secretary closes them. */
export class BallotWork {
  /** Votes that were acknowledged, by session: the members share an office, and know who has voted. */
  private readonly cast = new Map<string, Set<string>>();

  constructor(
    private readonly sender: CommandSender,
    private readonly workplace: Workplace,
    private readonly inHand: WorkInHand,
  ) {}

  /** A member votes on everything they have not voted on. @returns whether there was anything to do. */
  async vote({ person }: Approver, random: SeededRandom): Promise<boolean> {
    for (const session of await this.openSessions(person)) {
      const missing = session.items.filter(({ viewerVote, nomination }) => viewerVote === null && nomination !== null);
      if (missing.length > 0) {
        const { nomination } = random.pick(missing);
        if (nomination) {
          await this.castVote(person, session, nomination.id, random);
          return true;
        }
      }
    }
    return false;
  }

  /** A secretary closes what is voted on, or lets the council vote. @returns whether there was anything to do. */
  async keepMinutes({ person }: Approver, random: SeededRandom): Promise<boolean> {
    const sessions = await this.openSessions(person);
    const [session] = sessions;
    if (session) {
      return this.closeWhenReady(person, session, random);
    }
    if (this.inHand.finishing || !random.chance(OPENS)) {
      return false;
    }
    const tasks = await readInbox(this.sender, person, 'awards');
    const waiting = tasks.filter(
      ({ kind, assigneeId }: OpenTask) => kind === 'RECORD_COUNCIL_VOTE' && assigneeId === null,
    );
    const chairMemberId = this.workplace.councilIds[0];
    if (waiting.length === 0 || chairMemberId === undefined) {
      return false;
    }
    const nominationIds = [...new Set(waiting.map(({ subjectId }) => subjectId))].slice(
      0,
      random.between(1, MOST_LISTED),
    );
    const input = { bodyUnitId: this.workplace.provinceId, nominationIds, chairMemberId, reason: 'Dữ liệu minh họa' };
    const other = { reason: 'Lý do khác (minh họa)' };
    await this.sender.carryOut(person, subjectCommand('openBallotSession', 'awards', null, input, null, other), random);
    return true;
  }

  private async castVote(
    person: Person,
    { id: sessionId, publicKey }: SessionNode,
    nominationId: string,
    random: SeededRandom,
  ): Promise<void> {
    const ballot = { sessionId, nominationId, memberId: person.memberId };
    const seal = (): Promise<string> => sealBallot(publicKey, ballot, choiceOn(nominationId));
    const input = { sessionId, nominationId, sealed: await seal() };
    const contested = once(`vote/${sessionId}/${nominationId}/${person.memberId}`);
    // The same choice sealed anew is another payload: under the same commandId, and as a second vote.
    const command = subjectCommand('castVote', 'awards', sessionId, input, contested, { sealed: await seal() });
    const { outcome } = await this.sender.carryOut(person, command, random);
    if (outcome === 'ACKNOWLEDGED') {
      this.cast.set(sessionId, (this.cast.get(sessionId) ?? new Set()).add(`${nominationId} ${person.memberId}`));
    }
  }

  private async closeWhenReady(person: Person, session: SessionNode, random: SeededRandom): Promise<boolean> {
    const { id: sessionId, memberCount, items, openedAt } = session;
    const all = (this.cast.get(sessionId)?.size ?? 0) >= memberCount * items.length;
    if (!all && Date.now() < new Date(openedAt).getTime() + LONGEST_SESSION) {
      return this.inHand.finishing;
    }
    const input = { sessionId, leaveWithoutQuorum: true };
    const contested = once(`closing/${sessionId}`);
    const command = subjectCommand('closeBallotSession', 'awards', sessionId, input, contested, { place: 'Nơi khác' });
    await this.sender.carryOut(person, command, random);
    return true;
  }

  private async openSessions(person: Person): Promise<readonly SessionNode[]> {
    const { ballotSessions } = await this.sender.read<{ ballotSessions: { nodes: SessionNode[] } }>(
      person,
      `query Sessions($unit: ID!) { ballotSessions(first: 10, filter: { bodyUnitId: $unit, state: OPEN }) {
         nodes { id publicKey memberCount openedAt items { nomination { id } viewerVote { digest } } } } }`,
      { unit: this.workplace.provinceId },
    );
    return ballotSessions.nodes;
  }
}
