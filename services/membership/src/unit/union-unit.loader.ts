import { OPEN_END, type Page, type SqlRunner } from '@thidua/service-kit';
import DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { listedPageLoader, type WantedPage } from '../list/listed-pages';
import { entityColumns } from '../list/entity-columns';
import { UnitFactRow } from './union-unit.entity';
import { UNIT_COLUMNS, readUnits, readUnitsAtTheirBeginning, unitShownOn, type UnitRow } from './union-unit.reader';
import { UnitFact, openEndAsNull, type UnionUnit } from './union-unit.type';

/** A unit on a date. */
export interface UnitOnDate {
  readonly id: string;
  /** Calendar date YYYY-MM-DD. */
  readonly asOf: string;
}

/** The loaders of units of one request. */
export interface UnionUnitLoaders {
  /** A unit on a date; one that is not in being yet is shown as it begins; null when unknown. */
  readonly units: DataLoader<UnitOnDate, UnionUnit | null, string>;
  /** Ancestors of a unit on its date, the root first. */
  readonly ancestors: DataLoader<UnionUnit, UnionUnit[], string>;
  /** Units directly under a unit on its date. */
  readonly children: DataLoader<WantedPage<UnionUnit>, Page<UnionUnit>, string>;
  /** All dated facts of a unit. */
  readonly unitFacts: DataLoader<string, UnitFact[]>;
}

const onDate = ({ id, asOf }: UnitOnDate): string => `${id} ${asOf}`;

/** Makes the loaders of units of one request. */
export function createUnionUnitLoaders(dataSource: DataSource): UnionUnitLoaders {
  return {
    units: new DataLoader((keys) => loadUnits(dataSource, keys), { cacheKeyFn: onDate }),
    ancestors: new DataLoader<UnionUnit, UnionUnit[], string>((units) => loadAncestors(dataSource, units), {
      cacheKeyFn: onDate,
    }),
    children: listedPageLoader<UnionUnit, UnitRow, UnionUnit>(
      dataSource,
      {
        columns: UNIT_COLUMNS,
        from: (parent) => ({
          sql: `FROM union_unit_version version JOIN union_unit unit ON unit.id = version.unit_id
                 WHERE version.parent_id = ? AND version.valid_from <= ? AND version.valid_until > ?
                   AND version.status = 'ACTIVE'`,
          parameters: [parent.id, parent.asOf, parent.asOf],
        }),
        sort: [{ column: 'unit.code', holds: 'TEXT', read: (row) => row.code }],
        node: (row, parent) => unitShownOn(row, parent.asOf),
      },
      onDate,
    ),
    unitFacts: new DataLoader((unitIds) => loadFacts(dataSource, unitIds)),
  };
}

async function loadUnits(runner: SqlRunner, keys: readonly UnitOnDate[]): Promise<(UnionUnit | null)[]> {
  const found = new Map<string, UnionUnit>();
  for (const [asOf, sameDate] of Map.groupBy(keys, (key) => key.asOf)) {
    const ids = [...new Set(sameDate.map(({ id }) => id))];
    for (const unit of await readUnits(runner, 'id', ids, asOf)) {
      found.set(onDate(unit), unit);
    }
  }
  const missing = [...new Set(keys.filter((key) => !found.has(onDate(key))).map(({ id }) => id))];
  const begun = missing.length > 0 ? await readUnitsAtTheirBeginning(runner, missing) : [];
  const beginnings = new Map(begun.map((unit) => [unit.id, unit]));
  return keys.map((key) => found.get(onDate(key)) ?? beginnings.get(key.id) ?? null);
}

async function loadAncestors(runner: SqlRunner, units: readonly UnionUnit[]): Promise<UnionUnit[][]> {
  const byPath = new Map<string, UnionUnit>();
  for (const [asOf, sameDate] of Map.groupBy(units, (unit) => unit.asOf)) {
    const numbers = new Set(sameDate.flatMap((unit) => ancestorPaths(unit.path).map(numberOf)));
    for (const unit of await readUnits(runner, 'number', [...numbers], asOf)) {
      byPath.set(`${asOf} ${unit.path}`, unit);
    }
  }
  return units.map((unit) => ancestorPaths(unit.path).flatMap((path) => byPath.get(`${unit.asOf} ${path}`) ?? []));
}

/** `/1/7/93/` → `/1/`, `/1/7/`. */
function ancestorPaths(path: string): string[] {
  const numbers = path.split('/').filter(Boolean).slice(0, -1);
  return numbers.map((_, index) => `/${numbers.slice(0, index + 1).join('/')}/`);
}

function numberOf(path: string): number {
  return Number(path.split('/').at(-2));
}

async function loadFacts(dataSource: DataSource, unitIds: readonly string[]): Promise<UnitFact[][]> {
  const rows = await dataSource.query<UnitFact[]>(
    `SELECT ${entityColumns(dataSource, UnitFactRow, 'fact')} FROM union_unit_fact fact
      WHERE fact.unit_id IN (?) ORDER BY fact.valid_from, fact.kind`,
    [unitIds],
  );
  const byUnit = Map.groupBy(rows, (row) => row.unitId);
  return unitIds.map((id) =>
    (byUnit.get(id) ?? []).map((row) =>
      Object.assign(new UnitFact(), row, { validUntil: openEndAsNull(row.validUntil ?? OPEN_END) }),
    ),
  );
}
