import { type EntityManager, In } from 'typeorm';
import { AwardTally, AwardTallyOverlap, AwardTallyRelationRow } from './award-tally.entity';
import { seenFromTheOther } from './award-tally.rules';

/** An overlap with the tally on whose side it stands. */
export type OverlapOfTally = AwardTallyOverlap & { readonly tallyId: string };

/** What overlaps each of the tallies, whichever of the two was recorded later: two statements for any number of them. */
export async function overlapsOf(manager: EntityManager, ids: readonly string[]): Promise<OverlapOfTally[]> {
  const rows = await manager.find(AwardTallyRelationRow, {
    where: [{ tallyId: In([...ids]) }, { otherId: In([...ids]) }],
    order: { tallyId: 'ASC', otherId: 'ASC' },
  });
  const sides = rows.flatMap(({ tallyId, otherId, relation }) => [
    { tallyId, otherId, relation },
    { tallyId: otherId, otherId: tallyId, relation: seenFromTheOther(relation) },
  ]);
  const wanted = sides.filter(({ tallyId }) => ids.includes(tallyId));
  const tallies = await manager.findBy(AwardTally, { id: In([...new Set(wanted.map(({ otherId }) => otherId))]) });
  const byId = new Map(tallies.map((tally) => [tally.id, tally]));
  return wanted.flatMap(({ tallyId, otherId, relation }) => {
    const tally = byId.get(otherId);
    return tally ? [Object.assign(new AwardTallyOverlap(), { tallyId, relation, tally })] : [];
  });
}
