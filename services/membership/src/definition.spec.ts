import { PERMISSIONS } from '@thidua/contracts';
import { schemaOf } from '@thidua/service-kit';
import { undescribed } from '@thidua/testkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definition } from './definition';

describe('the graph of membership', () => {
  const { schema, sdl, permissions } = schemaOf(definition);

  it('declares a permission of the catalogue for every operation', () => {
    const unknown = Object.entries(permissions).filter(([, permission]) => !(permission && permission in PERMISSIONS));
    expect(unknown).toEqual([]);
    expect(permissions).toEqual({
      'Query.viewer': 'graph.read',
      'Query.unit': 'graph.read',
      'Query.unitByCode': 'graph.read',
      'Query.units': 'graph.read',
      'Query.member': 'graph.read',
      'Query.members': 'member.read',
      'Mutation.foundUnit': 'unit.found',
      'Mutation.changeUnitFact': 'unit.change',
      'Mutation.transferUnit': 'unit.change',
      'Mutation.dissolveUnit': 'unit.change',
      'Mutation.admitMembers': 'member.admit',
      'Mutation.appointOfficer': 'officer.appoint',
      'Mutation.endOffice': 'officer.appoint',
      'Mutation.recordHeadcount': 'headcount.record',
      'Mutation.referToParty': 'party-referral.record',
      'Mutation.recordPartyAdmission': 'party-referral.record',
    });
  });

  it('describes every type, field, argument and value', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('is the one that is committed', () => {
    expect(readFileSync(join(__dirname, '..', 'schema.graphql'), 'utf8')).toBe(sdl);
  });
});
