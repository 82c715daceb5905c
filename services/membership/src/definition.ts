import { TaskQueue } from '@thidua/contracts';
import { auditExportResolver, type ServiceDefinition } from '@thidua/service-kit';
import { createMembershipActivities } from './activities/membership-activities';
import { HeadcountRow } from './headcount/headcount.entity';
import { HeadcountResolver } from './headcount/headcount.resolver';
import { HeadcountService } from './headcount/headcount.service';
import { UnitHistoryPersonsResolver, UnitHistoryResolver } from './history/unit-history.resolver';
import { HoldRow } from './hold/hold.entity';
import { HoldResolver, MemberHoldsResolver, UnitHoldsResolver } from './hold/hold.resolver';
import { HoldService } from './hold/hold.service';
import { EndedSessionRow, IdentityLinkRow } from './identity/identity-link.entity';
import { IdentityResolver } from './identity/identity.resolver';
import { IdentityService } from './identity/identity.service';
import { registerInternalRoutes } from './internal/internal.routes';
import { createMembershipLoaders, type MembershipLoaders } from './loaders';
import { DelegationService } from './mandate/delegation.service';
import { MandateCommandResolver } from './mandate/mandate-command.resolver';
import { MandateDecisions } from './mandate/mandate-decisions';
import { MandateDelegationRow, MandateSuspensionRow } from './mandate/mandate.entity';
import { MandateDelegationResolver, MandateResolver } from './mandate/mandate.resolver';
import { SuspensionService } from './mandate/suspension.service';
import { AffiliationRow, MemberRow } from './member/member.entity';
import { memberReference } from './member/member.reference';
import { AffiliationResolver, MemberResolver } from './member/member.resolver';
import { MemberService } from './member/member.service';
import { PersonalDataRow } from './member/personal-data.entity';
import { PersonalDataResolver } from './member/personal-data.resolver';
import { PersonalDataService } from './member/personal-data.service';
import { MIGRATIONS } from './migrations';
import { OfficerRow } from './officer/officer.entity';
import { OfficerResolver } from './officer/officer.resolver';
import { OfficerService } from './officer/officer.service';
import { PartyReferralRow } from './party-referral/party-referral.entity';
import { PartyReferralResolver } from './party-referral/party-referral.resolver';
import { PartyReferralService } from './party-referral/party-referral.service';
import { SecurityEventResolver } from './security/security-event.resolver';
import { SecurityLog } from './security/security-log';
import { TenureRow } from './tenure/tenure.entity';
import { TenureResolver } from './tenure/tenure.resolver';
import { TenureService } from './tenure/tenure.service';
import { UnionUnitCommandResolver } from './unit/union-unit-command.resolver';
import { UnionUnitRow, UnitFactRow, UnitVersionRow } from './unit/union-unit.entity';
import { ownedUnits } from './unit/union-unit.reader';
import { unionUnitReference } from './unit/union-unit.reference';
import { UnionUnitResolver } from './unit/union-unit.resolver';
import { UnionUnitService } from './unit/union-unit.service';
import { viewerReference } from './viewer/viewer.reference';
import { ViewerResolver } from './viewer/viewer.resolver';

const MembershipAuditExportResolver = auditExportResolver('membership');

/** The membership service: union tree, members, officers and their mandates, stated figures, referrals to the Party. */
export const definition: ServiceDefinition<MembershipLoaders> = {
  name: 'membership',
  entities: [
    UnionUnitRow,
    UnitFactRow,
    UnitVersionRow,
    MemberRow,
    AffiliationRow,
    PersonalDataRow,
    IdentityLinkRow,
    EndedSessionRow,
    OfficerRow,
    MandateDelegationRow,
    MandateSuspensionRow,
    HeadcountRow,
    PartyReferralRow,
    TenureRow,
    HoldRow,
  ],
  migrations: MIGRATIONS,
  resolvers: [
    UnionUnitResolver,
    UnionUnitCommandResolver,
    MemberResolver,
    AffiliationResolver,
    PersonalDataResolver,
    IdentityResolver,
    OfficerResolver,
    MandateCommandResolver,
    MandateResolver,
    MandateDelegationResolver,
    HeadcountResolver,
    PartyReferralResolver,
    TenureResolver,
    HoldResolver,
    MemberHoldsResolver,
    UnitHoldsResolver,
    SecurityEventResolver,
    ViewerResolver,
    UnitHistoryResolver,
    UnitHistoryPersonsResolver,
    MembershipAuditExportResolver,
  ],
  createResolvers: ({ dataSource, decisions, environment }) => {
    const log = new SecurityLog(environment.AUDIT_DATABASE);
    const mandates = new MandateDecisions(decisions, log);
    return [
      new UnionUnitResolver(),
      new UnionUnitCommandResolver(new UnionUnitService(decisions)),
      new MemberResolver(new MemberService(decisions)),
      new AffiliationResolver(),
      new PersonalDataResolver(new PersonalDataService(decisions)),
      new IdentityResolver(new IdentityService(decisions, log)),
      new OfficerResolver(new OfficerService(decisions, dataSource, log)),
      new MandateCommandResolver(
        new DelegationService(mandates, dataSource),
        new SuspensionService(mandates, dataSource),
      ),
      new MandateResolver(),
      new MandateDelegationResolver(),
      new HeadcountResolver(new HeadcountService(decisions)),
      new PartyReferralResolver(new PartyReferralService(decisions, dataSource)),
      new TenureResolver(new TenureService(decisions, dataSource)),
      new HoldResolver(new HoldService(decisions, dataSource)),
      new MemberHoldsResolver(),
      new UnitHoldsResolver(),
      new SecurityEventResolver(log),
      new ViewerResolver(),
      new UnitHistoryResolver(),
      new UnitHistoryPersonsResolver(),
      new MembershipAuditExportResolver({ dataSource, decisions, environment }),
    ];
  },
  referenceResolvers: { UnionUnit: unionUnitReference, Member: memberReference, Viewer: viewerReference },
  createLoaders: createMembershipLoaders,
  createActivities: ({ dataSource }) => createMembershipActivities(dataSource),
  taskQueue: TaskQueue.Membership,
  units: ownedUnits,
  registerInternalRoutes,
};
