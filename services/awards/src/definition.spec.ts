import { isPermission } from '@thidua/contracts';
import { schemaOf } from '@thidua/service-kit';
import { undescribed } from '@thidua/testkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definition } from './definition';

describe('the awards subgraph', () => {
  const { schema, sdl, permissions } = schemaOf(definition);

  it('describes every type, field, argument, input field and enum value', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('declares a permission of the catalogue for every operation', () => {
    expect(Object.keys(permissions).length).toBeGreaterThan(15);
    for (const [operation, declared] of Object.entries(permissions)) {
      expect([operation, declared.length > 0, declared.every(isPermission)]).toEqual([operation, true, true]);
    }
  });

  it('lets the task say which permission acting on it needs, where several may', () => {
    const stages = ['nomination.appraise', 'nomination.record-council-vote', 'nomination.decide'];
    expect(permissions['Mutation.returnNomination']).toEqual(stages);
    expect(permissions['Mutation.rejectNomination']).toEqual(stages);
    const tasks = [...stages, 'nomination.submit', 'nomination.escalation.handle'];
    expect(permissions['Mutation.claimAwardTask']).toEqual(tasks);
    expect(permissions['Mutation.unclaimAwardTask']).toEqual(tasks);
  });

  it('is what the committed schema.graphql says', () => {
    expect(sdl).toBe(readFileSync(join(__dirname, '..', 'schema.graphql'), 'utf8'));
  });

  it('answers for the entities that other subgraphs name', () => {
    for (const type of ['Nomination', 'AwardType', 'UnionUnit', 'Member', 'Viewer']) {
      expect(sdl).toContain(`type ${type} @key(fields: "id")`);
    }
  });
});
