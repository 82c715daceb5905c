import { type Permission, type Reason, SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  type CommandActor,
  type CommandOutcome,
  conflict,
  type DecisionTransaction,
  type Decisions,
  isDuplicateKey,
  normalisedText,
  notFound,
  Refusal,
  refuse,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { AWARD_DECISION, hidingUnseenDecision } from '../access/decision-scope';
import { AwardDecision } from './award-decision.entity';
import { AwardDecisionItemState, AwardDecisionState } from './award-decision.enum';
import type {
  ChangeAwardDecisionListInput,
  DiscardAwardDecisionInput,
  DraftAwardDecisionInput,
  EditAwardDecisionInput,
} from './award-decision.input';
import { AwardDecisionItem } from './award-decision-item.entity';
import { type AwardDecisionCommand, decisionStateProblem, MOST_NOMINATIONS } from './award-decision.rules';
import { assertVisible, heldNominations, listingProblem, readListed } from './decision-list';

/** What the commands on a decision answer. */
export interface AwardDecisionAnswer {
  readonly decisionId: string;
}

/** The decision as this transaction sees it; its subject's head is locked, so nobody else changes it. */
export async function decisionOf(transaction: DecisionTransaction): Promise<AwardDecision> {
  const decision = await transaction.manager.findOneBy(AwardDecision, { id: transaction.subject.id });
  if (!decision) {
    throw notFound(AWARD_DECISION, 'input.decisionId');
  }
  return decision;
}

/** The decision with its id in canonical form. @throws NOT_FOUND. */
export async function existingDecision(dataSource: DataSource, decisionId: string): Promise<AwardDecision> {
  const decision = await dataSource.manager.findOneBy(AwardDecision, { id: decisionId });
  if (!decision) {
    throw notFound(AWARD_DECISION, 'input.decisionId');
  }
  return decision;
}

/** @throws Refusal when the command is not possible in the decision's state; CONFLICT for a stale version. */
export function assertChangeable(decision: AwardDecision, command: AwardDecisionCommand, version: number): void {
  const problem = decisionStateProblem(decision.state, command);
  if (problem) {
    throw new Refusal([problem]);
  }
  if (decision.version !== version) {
    throw conflict(
      {
        vi: `Quyết định đã được sửa (phiên bản ${decision.version}); hãy tải lại rồi làm tiếp.`,
        en: `The decision was changed meanwhile (version ${decision.version}); load it again, then go on.`,
      },
      { happened: { state: decision.state, version: decision.version } },
    );
  }
}

/** The texts of a decision as they are stored. */
function textsOf(input: DraftAwardDecisionInput | EditAwardDecisionInput): {
  title: string;
  symbol: string;
  legalBases: string[];
  effectiveOn: string | null;
} {
  return {
    title: normalisedText(input.title),
    symbol: normalisedText(input.symbol),
    legalBases: input.legalBases.map(normalisedText),
    effectiveOn: input.effectiveOn ?? null,
  };
}

function assertDistinct(nominationIds: readonly string[]): void {
  const repeated = nominationIds.findIndex((id, index) => nominationIds.indexOf(id) !== index);
  if (repeated >= 0) {
    throw badInput({
      field: `input.nominationIds.${repeated}`,
      vi: 'Hồ sơ này được nêu hai lần.',
      en: 'This nomination is named twice.',
    });
  }
}

/** The one writer of decisions until they are signed. */
export class DecisionDraftsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Drafts a decision of a body over nominations that wait for it. */
  async draft(actor: CommandActor, input: DraftAwardDecisionInput): Promise<CommandOutcome<AwardDecisionAnswer>> {
    assertDistinct(input.nominationIds);
    const id = newId();
    const { bodyUnitId, nominationIds } = input;
    return this.decisions.run<AwardDecisionAnswer>({
      actor,
      operation: 'draftAwardDecision',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardDecision, id, isNew: true },
      decide: async (transaction) => {
        await transaction.authorise('award-decision.draft', bodyUnitId, 'input.bodyUnitId');
        const draft = {
          id,
          bodyUnitId,
          ...textsOf(input),
          state: AwardDecisionState.Draft,
          version: 1,
          draftedBy: transaction.memberId,
          draftedAt: transaction.now,
        };
        await transaction.manager.insert(AwardDecision, draft);
        await this.list(transaction, { id, bodyUnitId }, nominationIds, 1);
        return {
          answer: { decisionId: id },
          audit: { action: 'DRAFT', after: { ...draft, nominationIds } },
        };
      },
    });
  }

  /** Changes the texts of a draft. */
  async edit(actor: CommandActor, input: EditAwardDecisionInput): Promise<CommandOutcome<AwardDecisionAnswer>> {
    const texts = textsOf(input);
    return this.change(actor, 'editAwardDecision', 'edit', input, async (transaction, decision) => {
      const { title, symbol, legalBases, effectiveOn } = decision;
      await transaction.manager.update(AwardDecision, { id: decision.id }, texts);
      return { action: 'EDIT', before: { title, symbol, legalBases, effectiveOn }, after: { ...texts } };
    });
  }

  /** Adds nominations at the end of a draft's list: all or none. */
  async add(actor: CommandActor, input: ChangeAwardDecisionListInput): Promise<CommandOutcome<AwardDecisionAnswer>> {
    assertDistinct(input.nominationIds);
    const { nominationIds } = input;
    return this.change(actor, 'addToAwardDecision', 'list', input, async (transaction, decision) => {
      const held = await heldNominations(transaction, decision);
      const again = nominationIds.findIndex((id) => held.includes(id));
      if (again >= 0) {
        throw refuse(
          'NOMINATION_ALREADY_LISTED',
          'Hồ sơ này đã có trong danh sách của quyết định.',
          'This nomination is already in the decision’s list.',
          `input.nominationIds.${again}`,
        );
      }
      if (held.length + nominationIds.length > MOST_NOMINATIONS) {
        throw refuse(
          'TOO_MANY_NOMINATIONS',
          `Một quyết định có tối đa ${MOST_NOMINATIONS} hồ sơ; hãy lập thêm quyết định.`,
          `A decision holds at most ${MOST_NOMINATIONS} nominations; draft another one.`,
          'input.nominationIds',
        );
      }
      await this.list(transaction, decision, nominationIds, await this.nextPlace(transaction, decision.id));
      return { action: 'ADD_NOMINATIONS', after: { nominationIds } };
    });
  }

  /** Takes nominations off a draft's list: they may then be put into another decision. */
  async remove(actor: CommandActor, input: ChangeAwardDecisionListInput): Promise<CommandOutcome<AwardDecisionAnswer>> {
    assertDistinct(input.nominationIds);
    const { nominationIds } = input;
    return this.change(actor, 'removeFromAwardDecision', 'list', input, async (transaction, decision) => {
      const held = await heldNominations(transaction, decision);
      const missing = nominationIds.findIndex((id) => !held.includes(id));
      if (missing >= 0) {
        throw refuse(
          'NOMINATION_NOT_LISTED',
          'Hồ sơ này không có trong danh sách của quyết định.',
          'This nomination is not in the decision’s list.',
          `input.nominationIds.${missing}`,
        );
      }
      await transaction.query('DELETE FROM award_decision_item WHERE decision_id = ? AND nomination_id IN (?)', [
        decision.id,
        nominationIds,
      ]);
      return { action: 'REMOVE_NOMINATIONS', before: { nominationIds } };
    });
  }

  /** Drops a draft; its nominations may then be put into another decision. */
  async discard(actor: CommandActor, input: DiscardAwardDecisionInput): Promise<CommandOutcome<AwardDecisionAnswer>> {
    const reason = normalisedText(input.reason);
    return this.change(actor, 'discardAwardDecision', 'discard', input, async (transaction, decision) => {
      const nominationIds = await heldNominations(transaction, decision);
      await transaction.query('DELETE FROM award_decision_item WHERE decision_id = ?', [decision.id]);
      await transaction.manager.update(AwardDecision, { id: decision.id }, { state: AwardDecisionState.Discarded });
      return {
        action: 'DISCARD',
        reason,
        before: { state: decision.state, nominationIds },
        after: { state: AwardDecisionState.Discarded },
      };
    });
  }

  private async change(
    actor: CommandActor,
    operation: string,
    command: AwardDecisionCommand,
    input: { readonly commandId: string; readonly decisionId: string; readonly version: number },
    act: (
      transaction: DecisionTransaction,
      decision: AwardDecision,
    ) => Promise<{ action: string; reason?: string; before?: object; after?: object }>,
    permission: Permission = 'award-decision.draft',
  ): Promise<CommandOutcome<AwardDecisionAnswer>> {
    const { id } = await existingDecision(this.dataSource, input.decisionId);
    return this.decisions.run<AwardDecisionAnswer>({
      actor,
      operation,
      commandId: input.commandId,
      payload: input,
      // A decision that was signed over one nomination, in that nomination's history, begins its own with what follows.
      subject: { kind: SubjectKind.AwardDecision, id, isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        const decision = await decisionOf(transaction);
        await hidingUnseenDecision(transaction, id, 'input.decisionId', () =>
          transaction.authorise(permission, decision.bodyUnitId),
        );
        assertChangeable(decision, command, input.version);
        const version = decision.version + 1;
        const { before, after, ...audit } = await act(transaction, decision);
        await transaction.manager.update(AwardDecision, { id }, { version });
        return {
          answer: { decisionId: id },
          audit: { ...audit, before: { version: decision.version, ...before }, after: { version, ...after } },
        };
      },
    });
  }

  /**
   * Puts nominations into a draft's list. Two drafts that reach for one nomination at the same instant meet on the key
   * of held nominations.
   * @throws NOT_FOUND, or a Refusal that names every nomination that cannot be listed.
   */
  private async list(
    transaction: DecisionTransaction,
    { id, bodyUnitId }: Pick<AwardDecision, 'id' | 'bodyUnitId'>,
    nominationIds: readonly string[],
    firstPlace: number,
  ): Promise<void> {
    if (nominationIds.length === 0) {
      return;
    }
    await assertVisible(transaction, nominationIds);
    const listed = await readListed(transaction, nominationIds, bodyUnitId);
    const [problem, ...more] = nominationIds
      .map((nominationId, index) => listingProblem(listed.get(nominationId), id, `input.nominationIds.${index}`))
      .filter((reason): reason is Reason => reason !== null);
    if (problem) {
      throw new Refusal([problem, ...more]);
    }
    try {
      await transaction.manager.insert(
        AwardDecisionItem,
        nominationIds
          .map((nominationId, index) => ({
            decisionId: id,
            nominationId,
            ordinal: firstPlace + index,
            state: AwardDecisionItemState.Listed,
            heldNominationId: nominationId,
          }))
          // In one order for everybody, so that two drafts wait for each other and do not deadlock.
          .sort((one, other) => (one.nominationId < other.nominationId ? -1 : 1)),
      );
    } catch (error) {
      if (!isDuplicateKey(error)) {
        throw error;
      }
      throw refuse(
        'NOMINATION_IN_ANOTHER_DECISION',
        'Một hồ sơ trong danh sách vừa được đưa vào quyết định khác.',
        'A nomination of the list has just been put into another decision.',
        'input.nominationIds',
      );
    }
  }

  private async nextPlace(transaction: DecisionTransaction, decisionId: string): Promise<number> {
    const [row] = await transaction.query<{ last: number | null }[]>(
      'SELECT MAX(ordinal) AS last FROM award_decision_item WHERE decision_id = ?',
      [decisionId],
    );
    return Number(row?.last ?? 0) + 1;
  }
}
