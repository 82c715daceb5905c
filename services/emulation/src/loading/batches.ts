import DataLoader from 'dataloader';
import {
  In,
  type DataSource,
  type EntityTarget,
  type FindOptionsOrder,
  type FindOptionsWhere,
  type ObjectLiteral,
} from 'typeorm';

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) {
      group.push(row);
    } else {
      groups.set(keyOf(row), [row]);
    }
  }
  return groups;
}

/** Rows by a unique column, one statement for all that a request asks for at once; null where there is none. */
export function oneBy<Row extends ObjectLiteral>(
  dataSource: DataSource,
  entity: EntityTarget<Row>,
  key: keyof Row & string,
): DataLoader<string, Row | null> {
  return new DataLoader(async (values) => {
    const rows = await dataSource
      .getRepository(entity)
      .findBy({ [key]: In([...values]) } as unknown as FindOptionsWhere<Row>);
    const byKey = new Map(rows.map((row) => [String(row[key]), row]));
    return values.map((value) => byKey.get(value) ?? null);
  });
}

/** Rows by a parent's id, one statement for all parents that a request asks for at once. */
export function manyBy<Row extends ObjectLiteral>(
  dataSource: DataSource,
  entity: EntityTarget<Row>,
  key: keyof Row & string,
  order: FindOptionsOrder<Row>,
): DataLoader<string, Row[]> {
  return new DataLoader(async (values) => {
    const rows = await dataSource.getRepository(entity).find({
      where: { [key]: In([...values]) } as unknown as FindOptionsWhere<Row>,
      order,
    });
    const byParent = grouped(rows, (row) => String(row[key]));
    return values.map((value) => byParent.get(value) ?? []);
  });
}

/** Something by id as it stands on a date. */
export interface OnDate {
  readonly id: string;
  /** Calendar date YYYY-MM-DD. */
  readonly date: string;
}

/** Rows by id and date: one statement for each different date, normally one in all. */
export function manyOnDate<Row>(
  read: (ids: readonly string[], date: string) => Promise<Row[]>,
  idOf: (row: Row) => string,
): DataLoader<OnDate, Row[], string> {
  return new DataLoader(
    async (keys) => {
      const dates = [...new Set(keys.map(({ date }) => date))];
      const byDate = new Map(
        await Promise.all(
          dates.map(async (date) => {
            const ids = [...new Set(keys.filter((key) => key.date === date).map(({ id }) => id))];
            return [date, grouped(await read(ids, date), idOf)] as const;
          }),
        ),
      );
      return keys.map(({ id, date }) => byDate.get(date)?.get(id) ?? []);
    },
    { cacheKeyFn: ({ id, date }) => `${id} ${date}` },
  );
}
