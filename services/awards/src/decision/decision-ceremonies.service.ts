import {
  AwardPayoutAction,
  type AwardPayoutInput,
  AwardPayoutStage,
  type Permission,
  type Reason,
  SubjectKind,
  WorkflowType,
} from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  type CommandActor,
  type CommandOutcome,
  type DecisionRoute,
  type DecisionTransaction,
  type Decisions,
  isCalendarDate,
  normalisedText,
  Refusal,
  refuse,
} from '@thidua/service-kit';
import { type DataSource, In } from 'typeorm';
import { hidingUnseenDecision } from '../access/decision-scope';
import { AwardDecision } from './award-decision.entity';
import { AwardDecisionAct, AwardDecisionItemState, AwardDecisionState } from './award-decision.enum';
import type { PublishAwardDecisionInput, RecordAwardHandoverInput } from './award-decision.input';
import type { AwardDecisionCommand } from './award-decision.rules';
import { AwardDecisionItem } from './award-decision-item.entity';
import { AwardHandover } from './award-handover.entity';
import { AwardPublication } from './award-publication.entity';
import { assertChangeable, type AwardDecisionAnswer, decisionOf, existingDecision } from './decision-drafts.service';
import { planMoves, waitingMoves } from './decision-moves';

/** A ceremony on a decision: something that is recorded once and then moves those of its nominations that it is about. */
interface Ceremony {
  readonly operation: string;
  readonly command: AwardDecisionCommand;
  readonly permission: Permission;
  readonly act: AwardDecisionAct;
  /** The state of the items that it is about. */
  readonly of: AwardDecisionItemState;
  readonly input: { readonly commandId: string; readonly decisionId: string; readonly version: number };
  /** Those that it is about; every one of the state when null. */
  readonly nominationIds: readonly string[] | null;
  /** The day on which it was, and the name of its field. */
  readonly on: string;
  readonly dayField: string;
  /** Writes it. @returns what the items and the decision keep of it, and what the history says. */
  readonly record: (
    transaction: DecisionTransaction,
    decision: AwardDecision,
  ) => Promise<{
    readonly item: Partial<AwardDecisionItem>;
    readonly decision: Partial<AwardDecision>;
    readonly after: object;
    readonly route?: DecisionRoute;
  }>;
}

/** Publishes signed decisions and records how their awards were handed over, for a whole list or for some of it. */
export class DecisionCeremoniesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly decisions: Decisions,
  ) {}

  /** Publishes a signed decision: from now on its nominees hold their awards. */
  publish(actor: CommandActor, input: PublishAwardDecisionInput): Promise<CommandOutcome<AwardDecisionAnswer>> {
    const place = normalisedText(input.place);
    return this.hold(actor, {
      operation: 'publishAwardDecision',
      command: 'publish',
      permission: 'award-decision.publish',
      act: AwardDecisionAct.Publish,
      of: AwardDecisionItemState.Decided,
      input,
      nominationIds: input.nominationIds ?? null,
      on: input.publishedOn,
      dayField: 'input.publishedOn',
      record: async (transaction, { id, state, bodyUnitId }) => {
        const publication: AwardPublication = {
          id: newId(),
          decisionId: id,
          publishedOn: input.publishedOn,
          place,
          recordedBy: transaction.memberId,
          recordedAt: transaction.now,
        };
        await transaction.manager.insert(AwardPublication, publication);
        // The whole list is paid from then on, also where some of it is published later.
        const isFirst = state === AwardDecisionState.Signed;
        return {
          item: { publicationId: publication.id },
          decision: {
            state: AwardDecisionState.Published,
            ...(isFirst ? { payoutState: AwardPayoutStage.Ordering } : {}),
          },
          after: { state: AwardDecisionState.Published, publication },
          ...(isFirst ? { route: payoutRoute(id, bodyUnitId) } : {}),
        };
      },
    });
  }

  /** Records a ceremony at which published awards were handed over. */
  handOver(actor: CommandActor, input: RecordAwardHandoverInput): Promise<CommandOutcome<AwardDecisionAnswer>> {
    const note = input.note ? normalisedText(input.note) || null : null;
    return this.hold(actor, {
      operation: 'recordAwardHandover',
      command: 'handOver',
      permission: 'award-decision.hand-over',
      act: AwardDecisionAct.HandOver,
      of: AwardDecisionItemState.Published,
      input,
      nominationIds: input.nominationIds ?? null,
      on: input.heldOn,
      dayField: 'input.heldOn',
      record: async (transaction, { id }) => {
        const handover: AwardHandover = {
          id: newId(),
          decisionId: id,
          heldOn: input.heldOn,
          place: normalisedText(input.place),
          handedOverBy: normalisedText(input.handedOverBy),
          note,
          recordedBy: transaction.memberId,
          recordedAt: transaction.now,
        };
        await transaction.manager.insert(AwardHandover, handover);
        return { item: { handoverId: handover.id }, decision: {}, after: { handover } };
      },
    });
  }

  private async hold(actor: CommandActor, ceremony: Ceremony): Promise<CommandOutcome<AwardDecisionAnswer>> {
    const { input, on } = ceremony;
    if (!isCalendarDate(on)) {
      throw badInput({
        field: ceremony.dayField,
        vi: 'Cần một ngày dạng YYYY-MM-DD.',
        en: 'Give a date YYYY-MM-DD.',
      });
    }
    const { id } = await existingDecision(this.dataSource, input.decisionId);
    return this.decisions.run<AwardDecisionAnswer>({
      actor,
      operation: ceremony.operation,
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.AwardDecision, id, isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        const decision = await decisionOf(transaction);
        await hidingUnseenDecision(transaction, id, 'input.decisionId', () =>
          transaction.authorise(ceremony.permission, decision.bodyUnitId),
        );
        assertChangeable(decision, ceremony.command, input.version);
        assertDay(ceremony, decision, transaction.today);
        const nominationIds = await this.itemsOf(transaction, decision, ceremony);
        const recorded = await ceremony.record(transaction, decision);
        const version = decision.version + 1;
        await transaction.manager.update(AwardDecision, { id }, { ...recorded.decision, version });
        await transaction.manager.update(
          AwardDecisionItem,
          { decisionId: id, nominationId: In(nominationIds) },
          recorded.item,
        );
        await planMoves(transaction, id, ceremony.act, nominationIds);
        return {
          answer: { decisionId: id },
          audit: {
            action: ceremony.act,
            before: { state: decision.state, version: decision.version },
            after: { version, ...recorded.after, nominationIds },
          },
          ...(recorded.route ? { route: recorded.route } : {}),
        };
      },
    });
  }

  /** @throws Refusal while nominations are still on their way, when there is none, or naming those that cannot be. */
  private async itemsOf(
    transaction: DecisionTransaction,
    { id }: AwardDecision,
    { of, nominationIds }: Ceremony,
  ): Promise<string[]> {
    const waiting = await waitingMoves(transaction, id);
    if (waiting > 0) {
      throw refuse(
        'DECISION_STILL_MOVING',
        `Còn ${waiting} hồ sơ của quyết định đang chuyển bước; hãy làm lại sau giây lát.`,
        `${waiting} nominations of the decision are still on their way; try again in a moment.`,
        'input.decisionId',
      );
    }
    const items = await transaction.manager.find(AwardDecisionItem, {
      where: { decisionId: id, state: of },
      order: { ordinal: 'ASC' },
    });
    const possible = items.map((item) => item.nominationId);
    const [problem, ...more] = (nominationIds ?? []).flatMap((nominationId, index): Reason[] =>
      possible.includes(nominationId)
        ? []
        : [
            {
              code: 'NOMINATION_NOT_READY',
              vi: `Hồ sơ này không ở tình trạng ${of} trong quyết định.`,
              en: `This nomination is not ${of} in the decision.`,
              field: `input.nominationIds.${index}`,
            },
          ],
    );
    if (problem) {
      throw new Refusal([problem, ...more]);
    }
    const chosen = nominationIds ? possible.filter((nominationId) => nominationIds.includes(nominationId)) : possible;
    if (chosen.length === 0) {
      throw refuse(
        'DECISION_HAS_NO_NOMINATION',
        `Quyết định không có hồ sơ nào ở tình trạng ${of}.`,
        `No nomination of the decision is ${of}.`,
        'input.decisionId',
      );
    }
    return chosen;
  }
}

/** Starts the payout of a decision: its award money is due. */
function payoutRoute(decisionId: string, payingUnitId: string): DecisionRoute {
  const input: AwardPayoutInput = { decisionId, payingUnitId };
  return {
    start: { workflowType: WorkflowType.AwardPayout, input },
    workflowType: WorkflowType.AwardPayout,
    action: AwardPayoutAction.Publish,
    details: {},
  };
}

/** @throws Refusal for a day before the signature or after today. */
function assertDay({ on, dayField }: Ceremony, { decidedOn }: AwardDecision, today: string): void {
  if (on > today || (decidedOn !== null && on < decidedOn)) {
    throw refuse(
      'CEREMONY_DATE_OUT_OF_BOUNDS',
      `Ngày này phải từ ngày ký (${decidedOn ?? '?'}) đến hôm nay (${today}).`,
      `The day must lie between the signature (${decidedOn ?? '?'}) and today (${today}).`,
      dayField,
    );
  }
}
