import type { CollectedActuals } from '@thidua/contracts';
import type { EntityManager } from 'typeorm';
import { TypedFigure } from '../figure/stated-figure.entity';
import { Indicator } from '../indicator/indicator.entity';
import { latestTargets } from '../target/latest-targets';
import { reviewLines, type FigureLine } from './review-figures';
import { ReviewUnit, type MidYearReview } from './review.entity';

/** Reads what a review's lines are computed from, and computes them: a fixed number of statements. */
export async function computeLines(
  manager: EntityManager,
  review: MidYearReview,
  collected: CollectedActuals,
): Promise<FigureLine[]> {
  const units = await manager.findBy(ReviewUnit, { reviewId: review.id });
  const unitIds = units.map(({ unitId }) => unitId);
  return reviewLines({
    reviewedId: review.reviewedId,
    units,
    indicators: await manager.find(Indicator, { order: { code: 'ASC' } }),
    targets: await latestTargets(manager, review.cycleId, [...new Set([review.reviewedId, ...unitIds])]),
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
