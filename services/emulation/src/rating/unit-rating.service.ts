import { SubjectKind } from '@thidua/contracts';
import { derivedId, newId } from '@thidua/contracts/ids';
import {
  badInput,
  normalisedText,
  Provenance,
  refuse,
  type CommandActor,
  type CommandOutcome,
  type Decisions,
} from '@thidua/service-kit';
import { IsNull } from 'typeorm';
import { UnitRatingRow } from './unit-rating.entity';
import type { RateUnitInput } from './unit-rating.input';

/** Which rating a command made. */
export interface UnitRatingAnswer {
  readonly ratingId: string;
}

/** The one writer of unit ratings. */
export class UnitRatingService {
  constructor(private readonly decisions: Decisions) {}

  /** Rates a unit for a year; rating it again names the rating that it supersedes, with the reason. */
  rate(
    actor: CommandActor,
    input: RateUnitInput,
    provenance = Provenance.Recorded,
  ): Promise<CommandOutcome<UnitRatingAnswer>> {
    const { unitId, year } = input;
    const supersedesId = input.supersedesId ?? null;
    const reason = input.reason ? normalisedText(input.reason) : null;
    if ((supersedesId === null) !== (reason === null)) {
      throw badInput({
        field: 'input.reason',
        vi: 'Xếp loại lại phải nêu cả xếp loại được thay và lý do; lần đầu thì không.',
        en: 'To rate again, give both the rating superseded and the reason; the first time neither.',
      });
    }
    return this.decisions.run<UnitRatingAnswer>({
      actor,
      operation: 'rateUnit',
      commandId: input.commandId,
      payload: input,
      subject: { kind: SubjectKind.UnitRating, id: derivedId('unit-rating', unitId, year), isNew: 'IF_MISSING' },
      decide: async (transaction) => {
        await transaction.authorise('unit-rating.decide', unitId, 'input.unitId');
        if (year > Number(transaction.today.slice(0, 4))) {
          throw badInput({
            field: 'input.year',
            vi: `Năm ${year} chưa đến.`,
            en: `The year ${year} has not come yet.`,
          });
        }
        const inForce = await transaction.manager.findOneBy(UnitRatingRow, { unitId, year, supersededAt: IsNull() });
        if ((inForce?.id ?? null) !== supersedesId) {
          throw inForce
            ? refuse(
                'UNIT_RATED_ALREADY',
                `Năm ${year} đơn vị đã được xếp loại ${inForce.rating} theo ${inForce.document}; xếp loại lại phải nêu xếp loại được thay và lý do.`,
                `The unit is rated ${inForce.rating} for ${year} by ${inForce.document}; to rate it again, name that rating and the reason.`,
                'input.supersedesId',
              )
            : refuse(
                'UNIT_NOT_RATED_YET',
                `Năm ${year} đơn vị chưa được xếp loại.`,
                `The unit is not rated for ${year} yet.`,
                'input.supersedesId',
              );
        }
        if (inForce) {
          await transaction.manager.update(UnitRatingRow, { id: inForce.id }, { supersededAt: transaction.now });
        }
        const row: UnitRatingRow = {
          id: newId(),
          unitId,
          year,
          revision: (inForce?.revision ?? 0) + 1,
          rating: input.rating,
          document: normalisedText(input.document),
          reason,
          supersededAt: null,
          provenance,
        };
        await transaction.manager.insert(UnitRatingRow, row);
        return {
          answer: { ratingId: row.id },
          audit: {
            action: 'RATE_UNIT',
            reason,
            before: inForce && { id: inForce.id, rating: inForce.rating, document: inForce.document },
            after: row,
          },
        };
      },
    });
  }
}
