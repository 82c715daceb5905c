import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import {
  badInput,
  normalisedText,
  notFound,
  Provenance,
  refuse,
  type CommandActor,
  type CommandOutcome,
  type Decisions,
  type DecisionTransaction,
} from '@thidua/service-kit';
import { In } from 'typeorm';
import { isNegative } from '../achievement/achievement';
import { requireCycle, requireOpen } from '../cycle/cycle.service';
import { requireGroup } from '../group/group.service';
import { IndicatorSource } from '../indicator/indicator-source';
import { Indicator } from '../indicator/indicator.entity';
import { requireUsable } from '../indicator/usable-indicators';
import { requireUnitsUnder } from '../unit/unit-rules';
import {
  problemsOfFigure,
  warningsOfFigure,
  type FigureMeasure,
  type FigureQualifier,
  type FigureValues,
} from './stated-figure-rules';
import { StatedFigure, TypedFigure } from './stated-figure.entity';

/** What recording a stated figure needs. */
export interface RecordStatedFigureCommand extends FigureValues {
  readonly commandId: string;
  readonly ownerUnitId: string;
  readonly groupId?: string | null;
  readonly unitId?: string | null;
  readonly indicatorCodes: readonly string[];
  readonly periodFrom: string;
  readonly periodTo: string;
  /** A stock stands on the last day of the period, a flow happened in it. */
  readonly measure: FigureMeasure;
  readonly label: string;
  readonly qualifier: FigureQualifier;
  readonly percentMaxIsExceeded?: boolean | null;
  readonly unitOfMeasure?: string | null;
  readonly source: string;
  readonly sentence: string;
  readonly warnings?: readonly string[] | null;
}

/** What a seed says besides. */
export interface StatedFigureOptions {
  readonly figureId?: string;
  readonly provenance?: Provenance;
}

/** What recording a typed-in figure needs. */
export interface RecordActualCommand {
  readonly commandId: string;
  readonly cycleId: string;
  readonly indicatorCode: string;
  readonly unitId: string;
  readonly asOf: string;
  readonly value: string;
  readonly evidence: string;
}

/** Records figures that no ledger of the product holds: the one writer of them. */
export class FigureService {
  constructor(private readonly decisions: Decisions) {}

  /**
   * Records a figure as a source states it: kept as printed, with warnings where it contradicts itself.
   * @throws BAD_USER_INPUT when a number that its kind demands is missing, negative, or a range runs backwards.
   */
  recordStated(
    actor: CommandActor,
    input: RecordStatedFigureCommand,
    options: StatedFigureOptions = {},
  ): Promise<CommandOutcome<{ figureId: string }>> {
    const figureId = options.figureId ?? newId();
    const aboutUnit = input.unitId ?? input.ownerUnitId;
    return this.decisions.run({
      actor,
      operation: 'recordStatedFigure',
      commandId: input.commandId,
      payload: input,
      subject: input.groupId
        ? { kind: SubjectKind.Group, id: input.groupId }
        : { kind: SubjectKind.Unit, id: aboutUnit, isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        await transaction.authorise('figure.record', input.groupId ? input.ownerUnitId : aboutUnit, 'input.unitId');
        const [problem, ...others] = problemsOfFigure(input).map(({ field, vi, en }) => ({
          field: `input.${field}`,
          vi,
          en,
        }));
        if (problem) {
          throw badInput(problem, ...others);
        }
        if (input.periodTo < input.periodFrom) {
          throw badInput({
            field: 'input.periodTo',
            vi: 'Ngày cuối không được trước ngày đầu.',
            en: 'The last day must not come before the first.',
          });
        }
        await requireIndicators(transaction, input.indicatorCodes);
        if (input.groupId) {
          const group = await requireGroup(transaction.manager, input.groupId, 'input.groupId');
          if (group.ownerUnitId !== input.ownerUnitId) {
            throw refuse(
              'GROUP_OF_OTHER_OWNER',
              `${group.name} không thuộc đơn vị này.`,
              `${group.name} does not belong to this owner.`,
              'input.groupId',
            );
          }
        }
        await requireUnitsUnder(transaction, input.ownerUnitId, [aboutUnit], 'input.unitId');
        const figure = {
          id: figureId,
          ownerUnitId: input.ownerUnitId,
          groupId: input.groupId ?? null,
          unitId: input.unitId ?? null,
          indicatorCodes: [...input.indicatorCodes],
          periodFrom: input.periodFrom,
          periodTo: input.periodTo,
          kind: input.kind,
          measure: input.measure,
          label: normalisedText(input.label),
          qualifier: input.qualifier,
          numerator: input.numerator ?? null,
          denominator: input.denominator ?? null,
          percent: input.percent ?? null,
          percentMin: input.percentMin ?? null,
          percentMax: input.percentMax ?? null,
          percentMaxIsExceeded: input.percentMaxIsExceeded ?? false,
          quantity: input.quantity ?? null,
          unitOfMeasure: input.unitOfMeasure ? normalisedText(input.unitOfMeasure) : null,
          amount: input.amount ?? null,
          amountEachMin: input.amountEachMin ?? null,
          amountEachMax: input.amountEachMax ?? null,
          source: normalisedText(input.source),
          sentence: normalisedText(input.sentence),
          warnings: [
            ...(input.warnings ?? []).map(normalisedText),
            ...warningsOfFigure(input).map(({ vi, en }) => `${vi} / ${en}`),
          ],
          provenance: options.provenance ?? Provenance.Source,
          recordedAt: transaction.now,
        };
        await transaction.manager.insert(StatedFigure, figure);
        return { answer: { figureId }, audit: { action: 'RECORD_STATED_FIGURE', after: figure } };
      },
    });
  }

  /**
   * Records a typed-in figure for an indicator that no ledger feeds, with who, when and evidence.
   * @throws a refusal for an indicator whose figures come from a ledger: nobody types what the ledgers know.
   */
  recordActual(actor: CommandActor, input: RecordActualCommand): Promise<CommandOutcome<{ figureId: string }>> {
    const figureId = newId();
    return this.decisions.run({
      actor,
      operation: 'recordActual',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: input.unitId, isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        await transaction.authorise('figure.record', input.unitId, 'input.unitId');
        if (isNegative(input.value)) {
          throw badInput({ field: 'input.value', vi: 'Không được âm.', en: 'It must not be negative.' });
        }
        const cycle = await requireCycle(transaction.manager, input.cycleId, 'input.cycleId');
        requireOpen(transaction, cycle, 'input.cycleId');
        await requireUnitsUnder(transaction, cycle.ownerUnitId, [input.unitId], 'input.unitId');
        const indicators = await requireIndicators(transaction, [input.indicatorCode]);
        await requireUsable(transaction, cycle.ownerUnitId, indicators, () => 'input.indicatorCode');
        if (indicators[0]?.source !== IndicatorSource.TypedIn) {
          throw refuse(
            'FED_BY_LEDGER',
            'Số thực hiện của chỉ tiêu này do hệ thống tự tổng hợp, không nhập tay.',
            'The figures of this indicator come from a ledger; they are not typed in.',
            'input.indicatorCode',
          );
        }
        const figure = {
          id: figureId,
          cycleId: cycle.id,
          year: cycle.year,
          indicatorCode: input.indicatorCode,
          unitId: input.unitId,
          asOf: input.asOf,
          value: input.value,
          evidence: normalisedText(input.evidence),
          recordedBy: transaction.memberId,
          recordedAt: transaction.now,
        };
        await transaction.manager.insert(TypedFigure, figure);
        return { answer: { figureId }, audit: { action: 'RECORD_ACTUAL', after: figure } };
      },
    });
  }
}

async function requireIndicators(transaction: DecisionTransaction, codes: readonly string[]): Promise<Indicator[]> {
  const indicators = await transaction.manager.findBy(Indicator, { code: In([...codes]) });
  if (codes.some((code) => !indicators.some((indicator) => indicator.code === code))) {
    throw notFound({ vi: 'chỉ tiêu', en: 'indicator' }, 'input.indicatorCodes');
  }
  return indicators;
}
