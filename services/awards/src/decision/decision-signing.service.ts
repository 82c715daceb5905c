import { type Reason, SubjectKind } from '@thidua/contracts';
import {
  badInput,
  calendarDateAt,
  type CommandActor,
  type CommandOutcome,
  type DecisionTransaction,
  type Decisions,
  isCalendarDate,
  normalisedText,
  Refusal,
  refuse,
} from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { hidingUnseenDecision } from '../access/decision-scope';
import { factsAboutMany } from '../access/separation-of-duties';
import { AwardDecision } from './award-decision.entity';
import { AwardDecisionAct, AwardDecisionItemState, AwardDecisionState } from './award-decision.enum';
import type { RaiseAwardDecisionNumberInput, SignAwardDecisionInput } from './award-decision.input';
import { signatureDateProblem } from './award-decision.rules';
import { assertChangeable, type AwardDecisionAnswer, decisionOf, existingDecision } from './decision-drafts.service';
import { heldNominations, type ListedNomination, listingProblem, readListed } from './decision-list';
import { planMoves } from './decision-moves';
import { DecisionNumbers, numberLock, numbersOf } from './decision-numbering';

/** A number written by hand and the year that a date of signature stands for. */
export interface NumberAndYear {
  /** Null where the body's counter gives the number. */
  readonly number: string | null;
  readonly year: number;
}

/**
 * The number and year that were asked for.
 * @param field name of the number's field.
 * @throws BAD_USER_INPUT for a blank number or a day that does not exist.
 */
export function numberAndYear(text: string | null, decidedOn: string, field: string): NumberAndYear {
  const number = text === null ? null : normalisedText(text);
  if (number === '' || !isCalendarDate(decidedOn)) {
    throw badInput({
      field: number === '' ? field : 'input.decidedOn',
      vi: number === '' ? 'Số quyết định không được để trống.' : 'Cần một ngày dạng YYYY-MM-DD.',
      en: number === '' ? 'The number must not be blank.' : 'Give a date YYYY-MM-DD.',
    });
  }
  return { number, year: Number(decidedOn.slice(0, 4)) };
}

/** @throws Refusal when the signature cannot have that date. */
export function assertSignatureDate(decidedOn: string, submittedOn: string | null, today: string): void {
  const problem = signatureDateProblem(decidedOn, submittedOn, today);
  if (problem) {
    throw new Refusal([problem]);
  }
}

/** Who signs and by what: what a decision keeps of its signature. */
export function signatureOf(
  transaction: DecisionTransaction,
): Pick<AwardDecision, 'signatoryId' | 'signatoryPosition' | 'mandateId' | 'recordedAt'> {
  const { mandate } = transaction;
  if (!mandate) {
    throw new Error('a decision is signed under a mandate');
  }
  return {
    signatoryId: transaction.memberId,
    signatoryPosition: mandate.position,
    mandateId: mandate.id,
    recordedAt: transaction.now,
  };
}

/** A nomination that falls out of a decision at its signature, and why. */
interface RefusedItem {
  readonly nominationId: string;
  readonly reason: Reason;
}

/** Signs decisions: a number, a date, a signatory; then every nomination of the list moves by a command of its own. */
export class DecisionSigningService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /**
   * Signs a draft. Nominations that do not wait for it any more, for example because they were returned meanwhile, fall
   * out of it by name and spoil none of the others.
   */
  async sign(actor: CommandActor, input: SignAwardDecisionInput): Promise<CommandOutcome<AwardDecisionAnswer>> {
    const { number, year } = numberAndYear(input.number ?? null, input.decidedOn, 'input.number');
    const { id, bodyUnitId } = await existingDecision(this.dataSource, input.decisionId);
    return this.decisions.run<AwardDecisionAnswer>({
      actor,
      operation: 'signAwardDecision',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardDecision, id, isNew: 'IF_MISSING' },
      locks: [numberLock(bodyUnitId, year)],
      decide: async (transaction) => {
        const decision = await decisionOf(transaction);
        const held = await heldNominations(transaction, decision);
        const facts = held.length > 0 ? await factsAboutMany(transaction, held, bodyUnitId) : {};
        await hidingUnseenDecision(transaction, id, 'input.decisionId', () =>
          transaction.authorise('nomination.decide', bodyUnitId, null, facts),
        );
        assertChangeable(decision, 'sign', input.version);
        const { listed, refused } = await this.sift(transaction, decision, held);
        assertSignatureDate(input.decidedOn, lastSubmission(listed), transaction.today);
        const numbers = new DecisionNumbers(transaction, bodyUnitId, year);
        const signature = {
          state: AwardDecisionState.Signed,
          version: decision.version + 1,
          year,
          number: number === null ? await numbers.next(decision.symbol) : await numbers.take(number, 'input.number'),
          decidedOn: input.decidedOn,
          effectiveOn: decision.effectiveOn ?? input.decidedOn,
          ...signatureOf(transaction),
        };
        await transaction.manager.update(AwardDecision, { id }, signature);
        const nominationIds = listed.map((nomination) => nomination.id);
        await settleList(transaction, id, nominationIds, refused);
        await planMoves(transaction, id, AwardDecisionAct.Decide, nominationIds);
        return {
          answer: { decisionId: id },
          audit: {
            action: 'SIGN',
            before: { state: decision.state, version: decision.version },
            after: {
              ...signature,
              nominationIds,
              refused: refused.map(({ nominationId, reason }) => ({ nominationId, code: reason.code })),
            },
          },
        };
      },
    });
  }

  /**
   * States the last number that a body gave outside the system: in the year in which it begins to number here, or after
   * its database was restored to an older point. The counter only ever goes up.
   */
  async raiseNumber(
    actor: CommandActor,
    input: RaiseAwardDecisionNumberInput,
  ): Promise<CommandOutcome<{ lastNumber: number }>> {
    const { bodyUnitId, year, lastNumber } = input;
    return this.decisions.run<{ lastNumber: number }>({
      actor,
      operation: 'raiseAwardDecisionNumber',
      commandId: input.commandId,
      payload: input,
      subject: numbersOf(bodyUnitId),
      locks: [numberLock(bodyUnitId, year)],
      decide: async (transaction) => {
        await transaction.authorise('award-decision.number', bodyUnitId, 'input.bodyUnitId');
        const numbers = new DecisionNumbers(transaction, bodyUnitId, year);
        const before = await numbers.lastGiven();
        if (lastNumber <= before) {
          throw refuse(
            'DECISION_NUMBER_GOES_BACK',
            `Số cuối năm ${year} đã là ${before}; số chỉ được tăng để không cấp trùng.`,
            `The last number of ${year} is already ${before}; it only goes up, so that no number is given twice.`,
            'input.lastNumber',
          );
        }
        await numbers.setLast(lastNumber);
        return {
          answer: { lastNumber },
          audit: {
            action: 'RAISE_DECISION_NUMBER',
            reason: normalisedText(input.reason),
            before: { year, lastNumber: before },
            after: { year, lastNumber },
          },
        };
      },
    });
  }

  /** Parts the nominations that still wait for the decision from those that do not. @throws Refusal when none does. */
  private async sift(
    transaction: DecisionTransaction,
    { id, bodyUnitId }: AwardDecision,
    held: readonly string[],
  ): Promise<{ listed: ListedNomination[]; refused: RefusedItem[] }> {
    const found = await readListed(transaction, held, bodyUnitId);
    const listed: ListedNomination[] = [];
    const refused: RefusedItem[] = [];
    for (const nominationId of held) {
      const nomination = found.get(nominationId);
      const reason = listingProblem(nomination, id, 'input.decisionId');
      if (nomination && reason === null) {
        listed.push(nomination);
      } else if (reason) {
        refused.push({ nominationId, reason });
      }
    }
    if (listed.length === 0) {
      throw refuse(
        'DECISION_HAS_NO_NOMINATION',
        'Danh sách không có hồ sơ nào đang chờ cơ quan này ký quyết định.',
        'No nomination of the list waits for this body’s decision.',
        'input.decisionId',
      );
    }
    return { listed, refused };
  }
}

/** The day on which the last of the nominations was submitted. */
function lastSubmission(listed: readonly ListedNomination[]): string | null {
  const days = listed.map(({ submittedAt }) => calendarDateAt(submittedAt)).sort();
  return days.at(-1) ?? null;
}

/** Numbers the list anew, from 1, without those that fell out of it. */
async function settleList(
  transaction: DecisionTransaction,
  decisionId: string,
  nominationIds: readonly string[],
  refused: readonly RefusedItem[],
): Promise<void> {
  await transaction.query(
    `UPDATE award_decision_item SET state = ?, ordinal = FIELD(nomination_id, ${nominationIds.map(() => '?').join(', ')})
      WHERE decision_id = ? AND nomination_id IN (?)`,
    [AwardDecisionItemState.Signed, ...nominationIds, decisionId, nominationIds],
  );
  for (const [index, { nominationId, reason }] of refused.entries()) {
    await refuseItem(transaction, decisionId, nominationId, reason, nominationIds.length + index + 1);
  }
}

/**
 * Takes a nomination out of a signed decision, with the reason; another decision may then take it. One that has moved
 * meanwhile stays: of two processes that carry one move and found different facts, the one that decided was first.
 * @param ordinal its new place, after the others; the old one when not given.
 * @returns whether it was still there to be taken out.
 */
export async function refuseItem(
  runner: Pick<DecisionTransaction, 'query'>,
  decisionId: string,
  nominationId: string,
  { code, vi, en }: Omit<Reason, 'field'>,
  ordinal: number | null = null,
): Promise<boolean> {
  const { affectedRows } = await runner.query<{ affectedRows: number }>(
    `UPDATE award_decision_item
        SET state = ?, held_nomination_id = NULL, refusal_code = ?, refusal_vi = ?, refusal_en = ?,
            ordinal = COALESCE(?, ordinal)
      WHERE decision_id = ? AND nomination_id = ? AND state IN (?)`,
    [
      AwardDecisionItemState.Refused,
      code,
      vi.slice(0, 500),
      en.slice(0, 500),
      ordinal,
      decisionId,
      nominationId,
      [AwardDecisionItemState.Listed, AwardDecisionItemState.Signed],
    ],
  );
  return affectedRows > 0;
}
