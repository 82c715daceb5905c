import type { EmulationFactsAnswer, EmulationFactsRequest, InitiativeFact, UnitRatingFact } from '@thidua/contracts';
import { Between, In, IsNull, type DataSource } from 'typeorm';
import { InitiativeAcceptance, InitiativeAuthor, Initiative } from '../initiative/initiative.entity';
import { LEVELS } from '../initiative/initiative.enum';
import { UnitRatingRow } from '../rating/unit-rating.entity';

async function initiativeIds(
  dataSource: DataSource,
  { memberIds, unitIds, fromYear, toYear }: EmulationFactsRequest,
): Promise<string[]> {
  const byAuthor =
    memberIds.length > 0
      ? await dataSource.query<{ id: string }[]>(
          `SELECT DISTINCT initiative.id FROM initiative_author author
             JOIN initiative ON initiative.id = author.initiative_id
            WHERE author.member_id IN (?) AND initiative.year BETWEEN ? AND ? AND initiative.withdrawn_at IS NULL`,
          [memberIds, fromYear, toYear],
        )
      : [];
  const byUnit =
    unitIds.length > 0
      ? await dataSource.query<{ id: string }[]>(
          'SELECT id FROM initiative WHERE unit_id IN (?) AND year BETWEEN ? AND ? AND withdrawn_at IS NULL',
          [unitIds, fromYear, toYear],
        )
      : [];
  return [...new Set([...byAuthor, ...byUnit].map(({ id }) => id))];
}

async function readInitiatives(dataSource: DataSource, request: EmulationFactsRequest): Promise<InitiativeFact[]> {
  const ids = await initiativeIds(dataSource, request);
  if (ids.length === 0) {
    return [];
  }
  const { manager } = dataSource;
  const initiatives = await manager.find(Initiative, { where: { id: In(ids) }, order: { year: 'ASC', id: 'ASC' } });
  const authors = Map.groupBy(
    await manager.find(InitiativeAuthor, { where: { initiativeId: In(ids) }, order: { memberId: 'ASC' } }),
    ({ initiativeId }) => initiativeId,
  );
  const acceptances = Map.groupBy(
    await manager.findBy(InitiativeAcceptance, { initiativeId: In(ids) }),
    ({ initiativeId }) => initiativeId,
  );
  return initiatives.map(({ id, title, year, unitId, benefitDong }) => ({
    source: { service: 'emulation', kind: 'INITIATIVE', id },
    id,
    title,
    year,
    unitId,
    benefitDong,
    authorMemberIds: (authors.get(id) ?? []).map(({ memberId }) => memberId),
    acceptances: (acceptances.get(id) ?? [])
      .toSorted((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level))
      .map(({ level, acceptedOn, document }) => ({ level, acceptedOn, document })),
  }));
}

async function readRatings(
  dataSource: DataSource,
  { unitIds, fromYear, toYear }: EmulationFactsRequest,
): Promise<UnitRatingFact[]> {
  if (unitIds.length === 0) {
    return [];
  }
  const rows = await dataSource.manager.find(UnitRatingRow, {
    where: { unitId: In(unitIds), year: Between(fromYear, toYear), supersededAt: IsNull() },
    order: { year: 'ASC', id: 'ASC' },
  });
  return rows.map(({ id, unitId, year, rating, document }) => ({
    source: { service: 'emulation', kind: 'UNIT_RATING', id },
    unitId,
    year,
    rating,
    document,
  }));
}

/** Initiatives and ratings of many persons and units: six statements, whatever their number. */
export async function readAwardFacts(
  dataSource: DataSource,
  request: EmulationFactsRequest,
): Promise<EmulationFactsAnswer> {
  return {
    initiatives: await readInitiatives(dataSource, request),
    ratings: await readRatings(dataSource, request),
  };
}
