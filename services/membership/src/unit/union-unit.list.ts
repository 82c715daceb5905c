import { normalisedText, notFound, type Page, type PageArguments, type SqlRunner } from '@thidua/service-kit';
import type { MembershipLoaders } from '../loaders';
import { readListedPages } from '../list/listed-pages';
import type { UnionUnitFilter } from './union-unit.input';
import { UNIT_COLUMNS, unitShownOn, type UnitRow } from './union-unit.reader';
import type { UnionUnit } from './union-unit.type';
import { UnitStatus } from './unit.enums';

/** One page of the units that a filter lets through, as they stand on a date, by code. */
export async function readUnitsPage(
  runner: SqlRunner,
  loaders: MembershipLoaders,
  filter: UnionUnitFilter | null,
  asOf: string,
  page: PageArguments,
): Promise<Page<UnionUnit>> {
  const conditions: [sql: string, ...parameters: unknown[]][] = [
    ['version.valid_from <= ? AND version.valid_until > ?', asOf, asOf],
  ];
  const equal = (column: string, value: string | null | undefined): void => {
    if (value != null) {
      conditions.push([`version.${column} = ?`, value]);
    }
  };
  equal('status', filter ? filter.status : UnitStatus.Active);
  equal('level', filter?.level);
  equal('type', filter?.type);
  equal('sector', filter?.sector);
  if (filter?.parentId) {
    await knownUnit(loaders, filter.parentId, asOf, 'filter.parentId');
    equal('parent_id', filter.parentId);
  }
  if (filter?.underUnitId) {
    const above = await knownUnit(loaders, filter.underUnitId, asOf, 'filter.underUnitId');
    conditions.push(['version.path LIKE ? AND version.path <> ?', `${above.path}%`, above.path]);
  }
  if (filter?.text && normalisedText(filter.text) !== '') {
    const text = `%${normalisedText(filter.text).replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(['(version.name LIKE ? OR unit.code LIKE ?)', text, text]);
  }
  const [read] = await readListedPages<string, UnitRow, UnionUnit>(
    runner,
    {
      columns: UNIT_COLUMNS,
      from: () => ({
        sql: `FROM union_unit_version version JOIN union_unit unit ON unit.id = version.unit_id
               WHERE ${conditions.map(([sql]) => sql).join(' AND ')}`,
        parameters: conditions.flatMap(([, ...parameters]) => parameters),
      }),
      sort: [{ column: 'unit.code', holds: 'TEXT', read: (row) => row.code }],
      node: (row) => unitShownOn(row, asOf),
    },
    [{ parent: asOf, page }],
  );
  if (!read) {
    throw new Error('one page was asked for and none was read');
  }
  return read;
}

async function knownUnit(loaders: MembershipLoaders, id: string, asOf: string, field: string): Promise<UnionUnit> {
  const unit = await loaders.units.load({ id, asOf });
  if (!unit) {
    throw notFound({ vi: 'đơn vị công đoàn', en: 'union unit' }, field);
  }
  return unit;
}
