import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { undescribed } from '@thidua/testkit';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { buildASTSchema, parse } from 'graphql';

const SUPERGRAPH = join(__dirname, '..', '..', 'supergraph.graphql');

describe('the committed supergraph', () => {
  const schema = buildASTSchema(transformSupergraphToPublicSchema(parse(readFileSync(SUPERGRAPH, 'utf8'))));

  it('describes every type, field, argument, input field and enum value to callers', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('has commands and questions of all four services', () => {
    const mutations = Object.keys(schema.getMutationType()?.getFields() ?? {});
    expect(mutations).toEqual(expect.arrayContaining(['foundUnit', 'setBudget', 'signPledge', 'decideNomination']));
    const types = ['UnionUnit', 'FundCollection', 'EmulationGroup', 'Nomination', 'Viewer'];
    for (const type of types) expect(schema.getType(type)).toBeDefined();
  });

  it('shows callers nothing of federation', () => {
    const shown = Object.keys(schema.getTypeMap()).filter((name) =>
      /^(join__|link__|_Any|_Entity|_Service)/.test(name),
    );
    expect(shown).toEqual([]);
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).not.toContain('_entities');
  });
});
