import { SubjectKind } from '@thidua/contracts';
import { newId } from '@thidua/contracts/ids';
import { Provenance, badInput, normalisedText, type CommandActor, type Decisions } from '@thidua/service-kit';
import { insertRows } from '../list/insert-rows';
import { HeadcountMeasure } from './headcount.enum';
import type { RecordHeadcountInput } from './headcount.input';

/** Which figure was recorded. */
export interface HeadcountAnswer {
  readonly headcountId: string;
}

/** Commands on stated figures. */
export class HeadcountService {
  constructor(private readonly decisions: Decisions) {}

  /** Records a figure as a source states it. */
  async record(
    actor: CommandActor,
    input: RecordHeadcountInput,
    provenance: Provenance = Provenance.Recorded,
  ): Promise<HeadcountAnswer> {
    assertFigure(input);
    const headcountId = newId();
    const outcome = await this.decisions.run<HeadcountAnswer>({
      actor,
      operation: 'recordHeadcount',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Unit, id: input.unitId },
      decide: async (transaction) => {
        await transaction.authorise('headcount.record', input.unitId, 'input.unitId');
        const row = {
          id: headcountId,
          unit_id: input.unitId,
          kind: input.kind,
          measure: input.measure,
          total: input.total,
          female: input.female ?? null,
          qualifier: input.qualifier,
          period_from: input.periodFrom ?? null,
          period_to: input.periodTo ?? null,
          as_of: input.asOf ?? null,
          source: normalisedText(input.source),
          sentence: input.sentence ? normalisedText(input.sentence) : null,
          provenance,
        };
        await insertRows(transaction, 'headcount', Object.keys(row), [Object.values(row)]);
        return { answer: { headcountId }, audit: { action: 'RECORD_HEADCOUNT', after: row } };
      },
    });
    return outcome.answer;
  }
}

function assertFigure(input: RecordHeadcountInput): void {
  const [periodFrom, periodTo, asOf] = [input.periodFrom ?? null, input.periodTo ?? null, input.asOf ?? null];
  if (input.female != null && input.female > input.total) {
    throw badInput({
      field: 'input.female',
      vi: 'Không thể lớn hơn tổng số.',
      en: 'Cannot be greater than the total.',
    });
  }
  if (input.measure === HeadcountMeasure.Stock) {
    if (asOf === null || periodFrom !== null || periodTo !== null) {
      throw badInput({
        field: 'input.asOf',
        vi: 'STOCK cần asOf, không có kỳ.',
        en: 'STOCK needs asOf and no period.',
      });
    }
    return;
  }
  if (periodFrom === null || periodTo === null || asOf !== null) {
    throw badInput({
      field: 'input.periodFrom',
      vi: 'FLOW cần periodFrom và periodTo, không có asOf.',
      en: 'FLOW needs periodFrom and periodTo, and no asOf.',
    });
  }
  if (periodTo < periodFrom) {
    throw badInput({
      field: 'input.periodTo',
      vi: `Ngày cuối kỳ phải từ ngày đầu kỳ (${periodFrom}).`,
      en: `The period’s last day must not be before its first (${periodFrom}).`,
    });
  }
}
