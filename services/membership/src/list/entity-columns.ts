import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';

/** The columns of an entity as SQL that gives them the names of its properties, so that raw rows are its instances. */
export function entityColumns(dataSource: DataSource, entity: EntityTarget<ObjectLiteral>, alias: string): string {
  return dataSource
    .getMetadata(entity)
    .columns.map((column) => `${alias}.\`${column.databaseName}\` AS \`${column.propertyName}\``)
    .join(', ');
}
