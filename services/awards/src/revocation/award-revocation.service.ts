import {
  AwardRevocationAction,
  type AwardRevocationInput,
  type Reason,
  SubjectKind,
  WorkflowType,
} from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  isCalendarDate,
  normalisedText,
  notFound,
  Refusal,
  refuse,
} from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { AWARD_DECISION, hidingUnseenDecision } from '../access/decision-scope';
import { factsAboutMany } from '../access/separation-of-duties';
import { AwardDecision } from '../decision/award-decision.entity';
import { AwardDecisionAct, AwardDecisionItemState } from '../decision/award-decision.enum';
import { AwardDecisionItem } from '../decision/award-decision-item.entity';
import { existingDecision } from '../decision/decision-drafts.service';
import { planMoves, waitingMoves } from '../decision/decision-moves';
import { signatureOf } from '../decision/decision-signing.service';
import { AwardRevocation, AwardRevocationItem, AwardRevocationState } from './award-revocation.entity';
import type { RecordAwardItemsRecoveredInput, RevokeAwardsInput } from './award-revocation.input';

/** What the commands on a revocation answer. */
export interface AwardRevocationAnswer {
  readonly revocationId: string;
}

/** How a revocation is called in errors. */
export const AWARD_REVOCATION = { vi: 'lần hủy bỏ khen thưởng', en: 'award revocation' };

const REVOCABLE: readonly AwardDecisionItemState[] = [
  AwardDecisionItemState.Decided,
  AwardDecisionItemState.Published,
  AwardDecisionItemState.Awarded,
];

/** Revokes awards: a subject of its own with a workflow of its own, which has finance take the money back. */
export class AwardRevocationService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Revokes awards of a decision: all of those named or none. Two who revoke one award leave one revocation. */
  async revoke(actor: CommandActor, input: RevokeAwardsInput): Promise<CommandOutcome<AwardRevocationAnswer>> {
    if (!isCalendarDate(input.revokedOn)) {
      throw badInput({ field: 'input.revokedOn', vi: 'Cần một ngày dạng YYYY-MM-DD.', en: 'Give a date YYYY-MM-DD.' });
    }
    const nominationIds = [...new Set(input.nominationIds)];
    const { id: decisionId, bodyUnitId } = await existingDecision(this.dataSource, input.decisionId);
    const id = newId();
    return this.decisions.run<AwardRevocationAnswer>({
      actor,
      operation: 'revokeAwards',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardRevocation, id, isNew: true },
      locks: [`award-revocation:${decisionId}`],
      decide: async (transaction) => {
        const facts = await factsAboutMany(transaction, nominationIds, bodyUnitId);
        await hidingUnseenDecision(transaction, decisionId, 'input.decisionId', () =>
          transaction.authorise('award-decision.revoke', bodyUnitId, null, facts),
        );
        const decision = await transaction.manager.findOneByOrFail(AwardDecision, { id: decisionId });
        assertDay(decision, input.revokedOn, transaction.today);
        await this.holdItems(transaction, id, decisionId, nominationIds);
        const revocation = {
          id,
          decisionId,
          state: AwardRevocationState.Revoking,
          number: input.number ? normalisedText(input.number) || null : null,
          article: normalisedText(input.article),
          reason: normalisedText(input.reason),
          revokedOn: input.revokedOn,
          ...signatureAsWritten(transaction),
        };
        await transaction.manager.insert(AwardRevocation, revocation);
        await transaction.manager.insert(
          AwardRevocationItem,
          nominationIds.map((nominationId) => ({ revocationId: id, nominationId })),
        );
        await planMoves(transaction, decisionId, AwardDecisionAct.Revoke, nominationIds);
        const start: AwardRevocationInput = { revocationId: id, decisionId, payingUnitId: bodyUnitId, nominationIds };
        return {
          answer: { revocationId: id },
          audit: {
            action: AwardRevocationAction.Revoke,
            reason: revocation.reason,
            after: { ...revocation, nominationIds },
          },
          route: {
            start: { workflowType: WorkflowType.AwardRevocation, input: start },
            workflowType: WorkflowType.AwardRevocation,
            action: AwardRevocationAction.Revoke,
            details: { awardDecisionId: decisionId },
          },
        };
      },
    });
  }

  /** Notes that items of revoked awards came back. */
  async recordItemsRecovered(
    actor: CommandActor,
    input: RecordAwardItemsRecoveredInput,
  ): Promise<CommandOutcome<AwardRevocationAnswer>> {
    const known = await this.dataSource.manager.findOneBy(AwardRevocation, { id: input.revocationId });
    if (!known) {
      throw notFound(AWARD_REVOCATION, 'input.revocationId');
    }
    const { bodyUnitId } = await existingDecision(this.dataSource, known.decisionId);
    const itemNote = input.note ? normalisedText(input.note) || null : null;
    return this.decisions.run<AwardRevocationAnswer>({
      actor,
      operation: 'recordAwardItemsRecovered',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardRevocation, id: known.id },
      decide: async (transaction) => {
        await hidingUnseenDecision(transaction, known.decisionId, 'input.revocationId', () =>
          transaction.authorise('award-decision.hand-over', bodyUnitId),
        );
        if (
          !isCalendarDate(input.recoveredOn) ||
          input.recoveredOn > transaction.today ||
          input.recoveredOn < known.revokedOn
        ) {
          throw badInput({
            field: 'input.recoveredOn',
            vi: `Cần một ngày từ ${known.revokedOn} đến hôm nay (${transaction.today}).`,
            en: `Give a day from ${known.revokedOn} until today (${transaction.today}).`,
          });
        }
        const items = await transaction.manager.findBy(AwardRevocationItem, { revocationId: known.id });
        const waiting = items.filter((item) => item.itemRecoveredOn === null).map((item) => item.nominationId);
        assertAll(input.nominationIds, waiting, 'ITEM_NOT_TO_BE_RECOVERED', {
          vi: 'Hiện vật của hồ sơ này không thuộc diện chờ thu hồi trong lần hủy bỏ này.',
          en: 'The item of this nomination is not one that this revocation still has to recover.',
        });
        await transaction.manager.update(
          AwardRevocationItem,
          { revocationId: known.id, nominationId: In(input.nominationIds) },
          { itemRecoveredOn: input.recoveredOn, itemNote },
        );
        return {
          answer: { revocationId: known.id },
          audit: {
            action: 'RECOVER_ITEMS',
            after: { nominationIds: input.nominationIds, itemRecoveredOn: input.recoveredOn, note: itemNote },
          },
        };
      },
    });
  }

  /** @throws Refusal while the decision still moves nominations, or naming those that hold no award of it. */
  private async holdItems(
    transaction: DecisionTransaction,
    revocationId: string,
    decisionId: string,
    nominationIds: readonly string[],
  ): Promise<void> {
    const waiting = await waitingMoves(transaction, decisionId);
    if (waiting > 0) {
      throw refuse(
        'DECISION_STILL_MOVING',
        `Còn ${waiting} hồ sơ của quyết định đang chuyển bước; hãy làm lại sau giây lát.`,
        `${waiting} nominations of the decision are still on their way; try again in a moment.`,
        'input.decisionId',
      );
    }
    const items = await transaction.manager.findBy(AwardDecisionItem, { decisionId, state: In([...REVOCABLE]) });
    assertAll(
      nominationIds,
      items.map(({ nominationId }) => nominationId),
      'NOMINATION_HOLDS_NO_AWARD',
      {
        vi: 'Hồ sơ này không có khen thưởng nào theo quyết định này để hủy bỏ.',
        en: 'This nomination holds no award of this decision that could be revoked.',
      },
    );
    await transaction.manager.update(
      AwardDecisionItem,
      { decisionId, nominationId: In([...nominationIds]) },
      { state: AwardDecisionItemState.Revoked, revocationId },
    );
  }
}

/** The signature of a revocation. */
function signatureAsWritten(
  transaction: DecisionTransaction,
): Pick<AwardRevocation, 'signatoryId' | 'signatoryPosition' | 'mandateId' | 'recordedAt'> {
  const { signatoryId, signatoryPosition, mandateId, recordedAt } = signatureOf(transaction);
  return {
    signatoryId: signatoryId ?? transaction.memberId,
    signatoryPosition: signatoryPosition ?? '',
    mandateId: mandateId ?? '',
    recordedAt: recordedAt ?? transaction.now,
  };
}

/** @throws Refusal that names everyone that is not among the possible ones. */
function assertAll(
  nominationIds: readonly string[],
  possible: readonly string[],
  code: string,
  { vi, en }: { readonly vi: string; readonly en: string },
): void {
  const [problem, ...more] = nominationIds.flatMap((nominationId, index): Reason[] =>
    possible.includes(nominationId) ? [] : [{ code, vi, en, field: `input.nominationIds.${index}` }],
  );
  if (problem) {
    throw new Refusal([problem, ...more]);
  }
}

/** @throws Refusal for a day before the signature or after today. */
function assertDay({ decidedOn }: AwardDecision, revokedOn: string, today: string): void {
  if (decidedOn === null) {
    throw notFound(AWARD_DECISION, 'input.decisionId');
  }
  if (revokedOn > today || revokedOn < decidedOn) {
    throw refuse(
      'REVOCATION_DATE_OUT_OF_BOUNDS',
      `Ngày hủy bỏ phải từ ngày ký (${decidedOn}) đến hôm nay (${today}).`,
      `The day must lie between the signature (${decidedOn}) and today (${today}).`,
      'input.revokedOn',
    );
  }
}
