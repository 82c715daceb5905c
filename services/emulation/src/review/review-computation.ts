import type { CollectedActuals } from '@thidua/contracts';
import { calendarDateAt } from '@thidua/service-kit';
import type { EntityManager } from 'typeorm';
import { TypedFigure } from '../figure/stated-figure.entity';
import { usableIndicators } from '../indicator/usable-indicators';
import { targetsInForce } from '../target/targets-in-force';
import { reviewLines, type FigureLine } from './review-figures';
import { ReviewUnit, type MidYearReview } from './review.entity';

/**
 * Reads what a review's lines are computed from, and computes them: a fixed number of statements. Only indicators of
 * the cycle's owner and of the units above it have a line.
 */
export async function computeLines(
  manager: EntityManager,
  review: MidYearReview,
  cycleOwnerId: string,
  collected: CollectedActuals,
): Promise<FigureLine[]> {
  const today = calendarDateAt(new Date());
  const units = await manager.findBy(ReviewUnit, { reviewId: review.id });
  const unitIds = units.map(({ unitId }) => unitId);
  return reviewLines({
    reviewedId: review.reviewedId,
    units,
    indicators: await usableIndicators(manager, cycleOwnerId, today),
    targets: await targetsInForce(manager, review.cycleId, [...new Set([review.reviewedId, ...unitIds])], today),
    membership: collected.membership,
    finance: collected.finance,
    typed: await typedActuals(manager, review, unitIds),
  });
}

/** The last typed-in figure of each unit and indicator up to the end of the period. */
async function typedActuals(
  manager: EntityManager,
  review: MidYearReview,
  unitIds: readonly string[],
): Promise<{ indicatorCode: string; unitId: string; value: string }[]> {
  const rows = await manager
    .createQueryBuilder(TypedFigure, 'figure')
    .where('figure.cycleId = :cycleId AND figure.unitId IN (:...unitIds) AND figure.asOf BETWEEN :from AND :to', {
      cycleId: review.cycleId,
      unitIds,
      from: review.periodFrom,
      to: review.periodTo,
    })
    .orderBy('figure.asOf', 'DESC')
    .addOrderBy('figure.recordedAt', 'DESC')
    .addOrderBy('figure.id', 'DESC')
    .getMany();
  const latest = new Map<string, TypedFigure>();
  for (const row of rows) {
    const key = `${row.indicatorCode} ${row.unitId}`;
    if (!latest.has(key)) {
      latest.set(key, row);
    }
  }
  return [...latest.values()].map(({ indicatorCode, unitId, value }) => ({ indicatorCode, unitId, value }));
}
