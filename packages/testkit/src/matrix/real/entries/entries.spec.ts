import { ENTITY_RULES } from '../../entity-rules';
import { committedSurface } from '../../schema-surface';
import { EXEMPT, PERSON_PATHS } from '../person-paths';
import { REFERENCE_ENTRIES } from '../reference-entry';
import { FIELD_ENTRIES, OPERATION_ENTRIES } from '.';

/** Types of which not everybody may read everything, or anything. */
const PRIVATE_TYPES = ['Member', 'Nomination'];

describe('the entries of the matrix', () => {
  const { operations, sensitiveFields, entityFields, entities } = committedSurface();

  it('speak of every operation, with every permission that it declares', () => {
    const said = OPERATION_ENTRIES.map(({ operation, permission }) => `${operation} with ${permission}`);
    const declared = operations.flatMap(({ name, permissions }) =>
      permissions.map((permission) => `${name} with ${permission}`),
    );
    expect(declared.filter((each) => !said.includes(each))).toEqual([]);
    expect(said.filter((each) => !declared.includes(each))).toEqual([]);
  });

  it('speak of every sensitive field', () => {
    const said = FIELD_ENTRIES.map(({ field }) => field);
    expect(sensitiveFields.map(({ name }) => name).filter((name) => !said.includes(name))).toEqual([]);
  });

  it('name every entity to the subgraph that resolves it', () => {
    const said = REFERENCE_ENTRIES.map(({ entity }) => entity).sort();
    expect(said).toEqual(entities.map(({ name }) => name).sort());
    expect(Object.keys(ENTITY_RULES).sort()).toEqual(said);
  });

  it('go every way to a member and to a nomination', () => {
    const said = [...PERSON_PATHS.map(({ field }) => field), ...Object.keys(EXEMPT)];
    const ways = entityFields.filter(({ returns }) => PRIVATE_TYPES.includes(returns)).map(({ name }) => name);
    // What a command answers comes to those alone who were allowed to carry it out.
    const asked = ways.filter((name) => !/^\w+Success\./.test(name));
    expect(asked.filter((name) => !said.includes(name))).toEqual([]);
    expect(said.filter((name) => !asked.includes(name))).toEqual([]);
  });
});
