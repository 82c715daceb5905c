import type { Passport } from '@thidua/contracts/passport';
import { calendarDateAt, keysetPage, type Page, type PageArguments } from '@thidua/service-kit';
import type { DataSource } from 'typeorm';
import { marks, readableDrafts, type SqlFragment, visibleNominations } from '../access/nomination-scope';
import { NominationList } from './nomination-list.entity';

/**
 * Which lists (alias `l`) the caller may see: their own, those of units whose drafts they read, and those with a
 * nomination that they may see.
 */
export function visibleLists(passport: Passport, now: Date = new Date()): SqlFragment {
  if (passport.kind !== 'person') {
    return { sql: 'FALSE', parameters: [] };
  }
  const nominations = visibleNominations(passport, now);
  const branches = [
    { sql: 'l.drafted_by = ?', parameters: [passport.subject] },
    ...readableDrafts(passport, 'l.nominating_unit_id', calendarDateAt(now)),
    {
      sql: `EXISTS (SELECT 1 FROM nomination n WHERE n.list_id = l.id AND ${nominations.sql})`,
      parameters: nominations.parameters,
    },
  ];
  return {
    sql: `(${branches.map(({ sql }) => sql).join(' OR ')})`,
    parameters: branches.flatMap(({ parameters }) => parameters),
  };
}

/** Those of the lists that the caller may see. */
export async function visibleListsByIds(
  dataSource: DataSource,
  passport: Passport,
  ids: readonly string[],
): Promise<NominationList[]> {
  const scope = visibleLists(passport);
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT l.id FROM nomination_list l WHERE l.id IN (${marks(ids)}) AND ${scope.sql}`,
    [...ids, ...scope.parameters],
  );
  return rows.length === 0
    ? []
    : dataSource.manager
        .createQueryBuilder(NominationList, 'l')
        .where('l.id IN (:...ids)', { ids: rows.map(({ id }) => id) })
        .getMany();
}

/** A page of the lists of a unit that the caller may see, oldest first. */
export async function listPageOfUnit(
  dataSource: DataSource,
  passport: Passport,
  unitId: string,
  page: PageArguments,
): Promise<Page<NominationList>> {
  const scope = visibleLists(passport);
  // The query builder names its parameters; those of the scope are numbered into names of their own.
  let at = 0;
  const sql = scope.sql.replaceAll('?', () => `:scope${at++}`);
  const query = dataSource.manager
    .createQueryBuilder(NominationList, 'l')
    .where('l.nominatingUnitId = :unitId', { unitId })
    .andWhere(sql, Object.fromEntries(scope.parameters.map((value, index) => [`scope${index}`, value])));
  return keysetPage(query, page, [{ column: 'l.id', read: ({ id }) => id }]);
}
