import { isPermission } from '@thidua/contracts';
import { schemaOf } from '@thidua/service-kit';
import { undescribed } from '@thidua/testkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definition } from './definition';

describe('the emulation subgraph', () => {
  const { schema, sdl, permissions } = schemaOf(definition);

  it('describes every type, field, argument and enum value', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('declares for every operation a permission of the catalogue', () => {
    const unknown = Object.entries(permissions).filter(
      ([, declared]) => declared.length === 0 || !declared.every(isPermission),
    );
    expect(unknown).toEqual([]);
    expect(Object.keys(permissions).length).toBeGreaterThan(25);
  });

  it('is the committed schema.graphql', () => {
    expect(readFileSync(join(__dirname, '..', 'schema.graphql'), 'utf8')).toBe(sdl);
  });
});
