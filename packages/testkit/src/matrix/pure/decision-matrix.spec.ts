import { ALL_PERMISSIONS } from '@thidua/contracts';
import { ENTITY_RULES } from '../entity-rules';
import { committedSurface, surfaceOf } from '../schema-surface';
import { runProduct } from './decision-product';
import { demandsOf } from './demands';

describe('the matrix over the pure decision', () => {
  const surface = committedSurface();
  const demands = demandsOf(surface);

  it('asks of every operation, sensitive field, entity and field that returns one in every case, and finds no difference', () => {
    const began = performance.now();
    const { cases, differences } = runProduct(demands);
    const { operations, sensitiveFields, entityFields, entities } = surface;
    process.stdout.write(
      `matrix, pure: ${demands.length} demands (${operations.length} operations, ${sensitiveFields.length} sensitive fields, ` +
        `${entityFields.length} fields that return an entity, ${entities.length} entities), ${cases.toLocaleString('en')} cases, ` +
        `${((performance.now() - began) / 1000).toFixed(1)} s\n`,
    );
    expect({ differing: differences.length, first: differences.slice(0, 20) }).toEqual({ differing: 0, first: [] });
  });

  it('has something to ask of every demand', () => {
    expect(demands.filter(({ permissions }) => permissions.length === 0)).toEqual([]);
  });

  it('asks of every permission of the catalogue', () => {
    const asked = new Set(demands.flatMap(({ permissions }) => permissions));
    expect(ALL_PERMISSIONS.filter((permission) => !asked.has(permission))).toEqual([]);
  });

  it('has no entry for an entity that is not there', () => {
    const names = surface.entities.map(({ name }) => name);
    expect(Object.keys(ENTITY_RULES).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('names an entity that nobody has said anything about', () => {
    const planted = surfaceOf((subgraph) =>
      subgraph === 'awards'
        ? 'type Medal @key(fields: "id") { id: ID! } type Query { ping: ID }'
        : 'type Query { ping: ID }',
    );
    expect(() => demandsOf(planted)).toThrow('awards.Medal');
  });
});
