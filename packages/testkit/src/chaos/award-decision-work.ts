import { once, subjectCommand, type OpenTask } from './command';
import type { CommandSender } from './command-sender';
import { readInbox } from './inbox';
import type { Person } from './person';
import type { SeededRandom } from './seeded-random';
import type { WorkInHand } from './work-in-hand';
import type { Approver, Workplace } from './workplace';

/** How often somebody who could begin a decision over several nominations does. */
const DRAFTS = 0.6;
const REVOKES = 0.5;
const CONFIRMS = 0.8;
const MOST_LISTED = 4;
const ARTICLE = 'Điều 93 Luật Thi đua, khen thưởng';

interface DraftNode {
  readonly id: string;
  readonly version: number;
  readonly items: { readonly nodes: readonly { readonly nomination: { readonly id: string } | null }[] };
}

interface SignedNode {
  readonly id: string;
  readonly version: number;
  readonly items: {
    readonly nodes: readonly { readonly state: string; readonly nomination: { readonly id: string } | null }[];
  };
}

const DECISION = 'id version items(first: 10) { nodes { state nomination { id } } }';

/**
 * The work on decisions over several nominations: they are drafted, signed with the next number, published, paid, and
 * some awards of them revoked; by several people who lead the body, often the same one at the same instant.
 */
export class AwardDecisionWork {
  constructor(
    private readonly sender: CommandSender,
    private readonly workplace: Workplace,
    private readonly inHand: WorkInHand,
    /** Today in Việt Nam. */
    private readonly today: string,
  ) {}

  /** Signs what was drafted, or goes on with what was signed, or drafts. @returns whether there was anything to do. */
  async act({ person }: Approver, random: SeededRandom): Promise<boolean> {
    const draft = await this.draftToSign(person, random);
    if (draft) {
      await this.sign(person, draft, random);
      return true;
    }
    if (await this.goOn(person, random)) {
      return true;
    }
    return !this.inHand.finishing && random.chance(DRAFTS) && this.draft(person, random);
  }

  private async draftToSign(person: Person, random: SeededRandom): Promise<DraftNode | null> {
    const { awardDecisions } = await this.sender.read<{ awardDecisions: { nodes: DraftNode[] } }>(
      person,
      `query Drafts($unit: ID!) { awardDecisions(first: 20, filter: { bodyUnitId: $unit, state: DRAFT }) { nodes { ${DECISION} } } }`,
      { unit: this.workplace.provinceId },
    );
    const { nodes } = awardDecisions;
    return nodes.length > 0 ? random.pick(nodes) : null;
  }

  private async sign(person: Person, { id, version, items }: DraftNode, random: SeededRandom): Promise<void> {
    const input = { decisionId: id, version, decidedOn: this.today };
    const command = subjectCommand('signAwardDecision', 'awards', id, input, { id, version });
    const { outcome, code } = await this.sender.carryOut(person, command, random);
    if (code === 'DECISION_HAS_NO_NOMINATION') {
      // All were returned or rejected meanwhile: the draft is dropped, and what comes back is free for another.
      await this.sender.carryOut(
        person,
        subjectCommand(
          'discardAwardDecision',
          'awards',
          id,
          { decisionId: id, version, reason: 'Không còn hồ sơ nào (minh họa).' },
          { id, version },
        ),
        random,
      );
    }
    if (outcome === 'ACKNOWLEDGED') {
      this.inHand.signedDecision(id);
      items.nodes.forEach(({ nomination }) => nomination && this.inHand.ended(nomination.id));
    }
  }

  /** Publishes a signed decision, confirms the money of a published one, or revokes an award of it. */
  private async goOn(person: Person, random: SeededRandom): Promise<boolean> {
    const id = this.inHand.decisionToGoOnWith();
    if (id === null) {
      return false;
    }
    const { awardDecision } = await this.sender.read<{
      awardDecision: (SignedNode & { payoutState: string | null }) | null;
    }>(person, `query Decision($id: ID!) { awardDecision(id: $id) { payoutState ${DECISION} } }`, { id });
    const items = awardDecision?.items.nodes ?? [];
    if (!awardDecision || items.some(({ state }) => state === 'SIGNED')) {
      return true;
    }
    if (items.some(({ state }) => state === 'DECIDED')) {
      const { version } = awardDecision;
      const input = { decisionId: id, version, publishedOn: this.today, place: 'Cổng thông tin (minh họa)' };
      const command = subjectCommand(
        'publishAwardDecision',
        'awards',
        id,
        input,
        { id, version },
        { place: 'Nơi khác' },
      );
      await this.sender.carryOut(person, command, random);
      return true;
    }
    const published = items.flatMap(({ state, nomination }) =>
      state === 'PUBLISHED' && nomination ? [nomination.id] : [],
    );
    if (published.length === 0 || awardDecision.payoutState !== 'ORDERED') {
      this.inHand.doneWithDecision(id);
      return true;
    }
    await this.afterPublication(person, id, random.pick(published), random);
    this.inHand.doneWithDecision(id);
    return true;
  }

  private async afterPublication(
    person: Person,
    decisionId: string,
    nominationId: string,
    random: SeededRandom,
  ): Promise<void> {
    const { awardPayments } = await this.sender.read<{ awardPayments: { nodes: { id: string; state: string }[] } }>(
      person,
      'query Money($unit: ID!, $id: ID!) { awardPayments(unitId: $unit, decisionId: $id) { nodes { id state } } }',
      { unit: this.workplace.provinceId, id: decisionId },
    );
    const due = awardPayments.nodes.filter(({ state }) => state === 'ORDERED');
    const confirm = async (): Promise<void> => {
      const payment = due.length > 0 && random.chance(CONFIRMS) ? random.pick(due) : null;
      if (payment) {
        const input = { paymentIds: [payment.id], on: this.today, channel: 'CASH' };
        const contested = once(`payment/${payment.id}`);
        await this.sender.carryOut(
          person,
          subjectCommand('confirmAwardPayments', 'finance', null, input, contested, { document: 'UNC-02' }),
          random,
        );
      }
    };
    const revoke = async (): Promise<void> => {
      if (random.chance(REVOKES)) {
        const input = {
          decisionId,
          nominationIds: [nominationId],
          article: ARTICLE,
          reason: 'Kê khai sai (minh họa).',
          revokedOn: this.today,
        };
        const contested = once(`revocation/${nominationId}`);
        await this.sender.carryOut(
          person,
          subjectCommand('revokeAwards', 'awards', null, input, contested, { reason: 'Lý do khác (minh họa).' }),
          random,
        );
      }
    };
    // A confirmation and a revocation of the same money may meet.
    await Promise.all([confirm(), revoke()]);
  }

  private async draft(person: Person, random: SeededRandom): Promise<boolean> {
    const tasks = await readInbox(this.sender, person, 'awards');
    const waiting = tasks.filter(
      ({ kind, assigneeId }: OpenTask) => kind === 'DECIDE_NOMINATION' && assigneeId === null,
    );
    if (waiting.length === 0) {
      return false;
    }
    const nominationIds = [...new Set(waiting.map(({ subjectId }) => subjectId))].slice(
      0,
      random.between(1, MOST_LISTED),
    );
    const input = {
      bodyUnitId: this.workplace.provinceId,
      title: 'Về việc khen thưởng (minh họa)',
      legalBases: ['Dữ liệu minh họa'],
      nominationIds,
    };
    const other = { title: 'Về việc khác (minh họa)' };
    await this.sender.carryOut(
      person,
      subjectCommand('draftAwardDecision', 'awards', null, input, null, other),
      random,
    );
    return true;
  }
}
