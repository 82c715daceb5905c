import { isPermission } from '@thidua/contracts';
import { schemaOf } from '@thidua/service-kit';
import { undescribed } from '@thidua/testkit';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { definition } from './definition';

describe('the graph of membership', () => {
  const { schema, sdl, permissions } = schemaOf(definition);

  it('declares a permission of the catalogue for every operation and every sensitive field', () => {
    expect(
      Object.values(permissions)
        .flat()
        .filter((permission) => !isPermission(permission)),
    ).toEqual([]);
    expect(permissions).toEqual({
      'Query.viewer': ['graph.read'],
      'Query.unit': ['graph.read'],
      'Query.unitByCode': ['graph.read'],
      'Query.units': ['graph.read'],
      'Query.member': ['member.read'],
      'Query.members': ['member.read'],
      'Query.securityEvents': ['security-log.read', 'security-log.read-system'],
      'Query.unitHistory': ['unit.history.read'],
      'Query.membershipAuditExport': ['audit.export'],
      'Mutation.requestMembershipAuditExport': ['audit.export'],
      'Mutation.foundUnit': ['unit.found'],
      'Mutation.changeUnitFact': ['unit.change'],
      'Mutation.transferUnit': ['unit.dissolve'],
      'Mutation.dissolveUnit': ['unit.dissolve'],
      'Mutation.admitMembers': ['member.admit'],
      'Mutation.recordPersonalData': ['member.personal.record'],
      'Mutation.linkIdentity': ['identity.link', 'identity.link-officer'],
      'Mutation.unlinkIdentity': ['identity.link', 'identity.link-officer'],
      'Mutation.appointOfficer': ['officer.appoint', 'officer.appoint-leader'],
      'Mutation.endOffice': ['officer.appoint', 'officer.appoint-leader'],
      'Mutation.delegateMandate': ['mandate.delegate'],
      'Mutation.endDelegation': ['mandate.end-delegation'],
      'Mutation.suspendMandate': ['mandate.suspend', 'mandate.suspend-leader'],
      'Mutation.resumeMandate': ['mandate.suspend', 'mandate.suspend-leader'],
      'Mutation.recordTenure': ['tenure.record'],
      'Mutation.withdrawTenure': ['tenure.record'],
      'Mutation.placeHold': ['hold.place', 'hold.place-on-unit'],
      'Mutation.liftHold': ['hold.place', 'hold.place-on-unit'],
      'Mutation.recordHeadcount': ['headcount.record'],
      'Mutation.referToParty': ['party-referral.record'],
      'Mutation.recordPartyAdmission': ['party-referral.record'],
      'Member.dateOfBirth': ['member.personal.read'],
      'Member.nationalId': ['member.personal.read'],
      'Member.phone': ['member.personal.read'],
      'Member.address': ['member.personal.read'],
      'Member.bankAccount': ['member.bank-account.read'],
      'Member.code': ['member.read'],
      'Member.gender': ['member.read'],
      'Member.affiliations': ['member.read'],
      'Member.tenure': ['member.read'],
      'Member.holds': ['hold.read'],
      'UnionUnit.holds': ['hold.read'],
      'UnionUnit.members': ['member.read'],
      'UnionUnit.partyReferrals': ['member.read'],
      'Officer.delegations': ['member.read'],
      'Officer.suspensions': ['member.read'],
    });
  });

  it('describes every type, field, argument and value', () => {
    expect(undescribed(schema)).toEqual([]);
  });

  it('is the one that is committed', () => {
    expect(readFileSync(join(__dirname, '..', 'schema.graphql'), 'utf8')).toBe(sdl);
  });
});
