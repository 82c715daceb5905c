import type { SqlRunner } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import type { UnitOnDate } from '../unit/union-unit.loader';
import { openEndAsNull } from '../unit/union-unit.type';
import { Officer } from './officer.type';
import { POSITION_ORDER } from './position.enum';

/** The loaders of officers of one request. */
export interface OfficerLoaders {
  /** An office by its id; null when unknown. */
  readonly officers: DataLoader<string, Officer | null>;
  /** A unit's officers on a date, the chair first. */
  readonly officersOfUnit: DataLoader<UnitOnDate, Officer[], string>;
  /** A member's offices, oldest first. */
  readonly officesOfMember: DataLoader<string, Officer[]>;
}

const COLUMNS = `officer.id, officer.member_id AS memberId, officer.unit_id AS unitId, officer.position,
  officer.valid_from AS \`from\`, officer.valid_until AS until, officer.document, officer.provenance`;

async function readOfficers(runner: SqlRunner, condition: string, parameters: unknown[]): Promise<Officer[]> {
  const rows = await runner.query<(Officer & { until: string })[]>(
    `SELECT ${COLUMNS} FROM officer WHERE ${condition} ORDER BY officer.valid_from, officer.id`,
    parameters,
  );
  return rows.map((row) => Object.assign(new Officer(), row, { until: openEndAsNull(row.until) }));
}

/** Makes the loaders of officers of one request. */
export function createOfficerLoaders(runner: SqlRunner): OfficerLoaders {
  return {
    officers: new DataLoader(async (ids) => {
      const byId = new Map((await readOfficers(runner, 'officer.id IN (?)', [ids])).map((row) => [row.id, row]));
      return ids.map((id) => byId.get(id) ?? null);
    }),
    officersOfUnit: new DataLoader((keys) => loadOfficersOfUnits(runner, keys), {
      cacheKeyFn: ({ id, asOf }) => `${id} ${asOf}`,
    }),
    officesOfMember: new DataLoader(async (memberIds) => {
      const rows = Map.groupBy(
        await readOfficers(runner, 'officer.member_id IN (?)', [memberIds]),
        (officer) => officer.memberId,
      );
      return memberIds.map((id) => rows.get(id) ?? []);
    }),
  };
}

async function loadOfficersOfUnits(runner: SqlRunner, keys: readonly UnitOnDate[]): Promise<Officer[][]> {
  const found = new Map<string, Officer[]>();
  for (const [asOf, sameDate] of Map.groupBy(keys, (key) => key.asOf)) {
    const rows = await readOfficers(
      runner,
      'officer.unit_id IN (?) AND officer.valid_from <= ? AND officer.valid_until > ?',
      [sameDate.map(({ id }) => id), asOf, asOf],
    );
    for (const [unitId, officers] of Map.groupBy(rows, (officer) => officer.unitId)) {
      const order = (officer: Officer): number => POSITION_ORDER.indexOf(officer.position);
      found.set(
        `${unitId} ${asOf}`,
        officers.sort((one, other) => order(one) - order(other)),
      );
    }
  }
  return keys.map(({ id, asOf }) => found.get(`${id} ${asOf}`) ?? []);
}
