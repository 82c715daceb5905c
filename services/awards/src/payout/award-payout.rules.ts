import type { AwardPaymentOrder } from '@thidua/contracts';
import { awardMoney } from '../catalogue/award-money';
import { PaidRecipient, type Rounding } from '../catalogue/catalogue.enum';

/** A dated multiple of the base salary for one award and one kind of recipient. */
export interface DatedMultiple {
  readonly awardTypeId: string;
  readonly recipients: PaidRecipient;
  /** Decimal text with at most 3 decimals. */
  readonly multiple: string;
  readonly rounding: Rounding;
  readonly roundingStepDong: number;
  /** YYYY-MM-DD; the second one is the first day on which it no longer holds. */
  readonly validFrom: string;
  readonly validUntil: string;
}

/** A dated base salary in whole đồng. */
export interface DatedBaseSalary {
  readonly amountDong: number;
  readonly validFrom: string;
  readonly validUntil: string;
}

/** Whom an award of a decision goes to. */
export interface Awarded {
  readonly nominationId: string;
  readonly awardTypeId: string;
  readonly nomineeMemberId: string | null;
  readonly nomineeUnitId: string | null;
}

function onDay<Row extends { readonly validFrom: string; readonly validUntil: string }>(
  rows: readonly Row[],
  day: string,
): Row | null {
  return rows.find(({ validFrom, validUntil }) => validFrom <= day && day < validUntil) ?? null;
}

/**
 * What an award pays: multiple × base salary, both of the day of the decision, rounded as the multiple's row says.
 * @param decidedOn YYYY-MM-DD.
 * @returns null where no money goes with the award.
 */
export function paymentOf(
  { nominationId, awardTypeId, nomineeMemberId, nomineeUnitId }: Awarded,
  decidedOn: string,
  multiples: readonly DatedMultiple[],
  baseSalaries: readonly DatedBaseSalary[],
): AwardPaymentOrder | null {
  const recipients = nomineeMemberId === null ? PaidRecipient.Collective : PaidRecipient.Individual;
  const multiple = onDay(
    multiples.filter((row) => row.awardTypeId === awardTypeId && row.recipients === recipients),
    decidedOn,
  );
  const baseSalary = onDay(baseSalaries, decidedOn);
  if (!multiple || !baseSalary) {
    return null;
  }
  const amount = awardMoney(multiple.multiple, baseSalary.amountDong, multiple);
  return amount > 0
    ? {
        nominationId,
        nomineeMemberId,
        nomineeUnitId,
        amount,
        multiple: multiple.multiple,
        baseSalary: baseSalary.amountDong,
      }
    : null;
}
