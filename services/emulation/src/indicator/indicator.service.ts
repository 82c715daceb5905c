import { SubjectKind } from '@thidua/contracts';
import { derivedId } from '@thidua/contracts/ids';
import {
  normalisedText,
  Provenance,
  refuse,
  type CommandActor,
  type CommandOutcome,
  type Decisions,
} from '@thidua/service-kit';
import type { IndicatorSource } from './indicator-source';
import { Indicator } from './indicator.entity';
import { MOST_INDICATORS_OF_OWNER } from './usable-indicators';

/** What defining an indicator needs. */
export interface DefineIndicatorCommand {
  readonly commandId: string;
  readonly ownerId: string;
  readonly code: string;
  readonly name: string;
  readonly unitOfMeasure: string;
  readonly source: IndicatorSource;
  readonly displayDecimals: number;
}

/** Defines indicators: the one writer of them. */
export class IndicatorService {
  constructor(private readonly decisions: Decisions) {}

  /**
   * Defines an indicator; what it means never changes afterwards.
   * @throws a refusal when the code is taken, or when the unit has defined as many as it may.
   */
  define(
    actor: CommandActor,
    input: DefineIndicatorCommand,
    provenance = Provenance.Recorded,
  ): Promise<CommandOutcome<{ code: string }>> {
    return this.decisions.run({
      actor,
      operation: 'defineIndicator',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.Indicator, id: derivedId('indicator', input.code), isNew: 'IF_MISSING' },
      locks: [`indicators:${input.ownerId}`],
      decide: async (transaction) => {
        await transaction.authorise('indicator.define', input.ownerId, 'input.ownerId');
        if (await transaction.manager.existsBy(Indicator, { code: input.code })) {
          throw refuse(
            'INDICATOR_EXISTS',
            `Mã chỉ tiêu ${input.code} đã được dùng.`,
            `The indicator code ${input.code} is taken.`,
            'input.code',
          );
        }
        const defined = await transaction.manager.countBy(Indicator, { ownerUnitId: input.ownerId });
        if (defined >= MOST_INDICATORS_OF_OWNER) {
          throw refuse(
            'TOO_MANY_INDICATORS',
            `Mỗi đơn vị định nghĩa tối đa ${MOST_INDICATORS_OF_OWNER} chỉ tiêu.`,
            `A unit defines at most ${MOST_INDICATORS_OF_OWNER} indicators.`,
            'input.ownerId',
          );
        }
        const indicator = {
          code: input.code,
          ownerUnitId: input.ownerId,
          name: normalisedText(input.name),
          unitOfMeasure: normalisedText(input.unitOfMeasure),
          source: input.source,
          displayDecimals: input.displayDecimals,
          provenance,
        };
        await transaction.manager.insert(Indicator, indicator);
        return { answer: { code: input.code }, audit: { action: 'DEFINE', after: indicator } };
      },
    });
  }
}
