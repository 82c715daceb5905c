import type { SchemaSurface } from '../../schema-surface';
import { EXEMPT, PERSON_PATHS } from '../person-paths';
import { REFERENCE_ENTRIES } from '../reference-entry';
import { FIELD_ENTRIES, OPERATION_ENTRIES } from '.';

/** Types of which not everybody may read everything, or anything. */
const PRIVATE_TYPES = ['Member', 'Nomination'];
/** What a command answers comes to those alone who were allowed to carry it out. */
const ANSWER_OF_COMMAND = /^\w+Success\./;

/** Entries by what they speak of. */
interface Spoken {
  readonly operations: readonly string[];
  readonly fields: readonly string[];
  readonly entities: readonly string[];
  readonly ways: readonly string[];
}

const ENTRIES: Spoken = {
  operations: OPERATION_ENTRIES.map(({ operation, permission }) => `${operation} with ${permission}`),
  fields: FIELD_ENTRIES.map(({ field }) => field),
  entities: REFERENCE_ENTRIES.map(({ entity }) => entity),
  ways: [...PERSON_PATHS.map(({ field }) => field), ...Object.keys(EXEMPT)],
};

/** What a surface asks entries for. */
function needed({ operations, sensitiveFields, entityFields, entities }: SchemaSurface): Spoken {
  const ways = entityFields.filter(
    ({ returns, name }) => PRIVATE_TYPES.includes(returns) && !ANSWER_OF_COMMAND.test(name),
  );
  return {
    operations: operations.flatMap(({ name, permissions }) =>
      permissions.length > 0 ? permissions.map((permission) => `${name} with ${permission}`) : [`${name} with nothing`],
    ),
    fields: sensitiveFields.map(({ name }) => name),
    entities: entities.map(({ name }) => name),
    ways: ways.map(({ name }) => name),
  };
}

const without = (names: readonly string[], known: readonly string[]): string[] =>
  names.filter((name) => !known.includes(name));

/**
 * What nobody has said anything about: operations with each permission that they declare, sensitive fields, entities by
 * their ids, and ways to a member or a nomination.
 */
export function missingEntries(surface: SchemaSurface): string[] {
  const { operations, fields, entities, ways } = needed(surface);
  return [
    ...without(operations, ENTRIES.operations),
    ...without(fields, ENTRIES.fields),
    ...without(entities, ENTRIES.entities),
    ...without(ways, ENTRIES.ways),
  ];
}

/** Entries for what is not there any more. */
export function needlessEntries(surface: SchemaSurface): string[] {
  const { operations, entities, ways } = needed(surface);
  return [
    ...without(ENTRIES.operations, operations),
    ...without(ENTRIES.entities, entities),
    ...without(ENTRIES.ways, ways),
  ];
}
