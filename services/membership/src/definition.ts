import { TaskQueue } from '@thidua/contracts';
import type { ServiceDefinition } from '@thidua/service-kit';
import { createMembershipActivities } from './activities/membership-activities';
import { HeadcountRow } from './headcount/headcount.entity';
import { HeadcountResolver } from './headcount/headcount.resolver';
import { HeadcountService } from './headcount/headcount.service';
import { registerInternalRoutes } from './internal/internal.routes';
import { createMembershipLoaders, type MembershipLoaders } from './loaders';
import { AffiliationRow, MemberRow } from './member/member.entity';
import { memberReference } from './member/member.reference';
import { AffiliationResolver, MemberResolver } from './member/member.resolver';
import { MemberService } from './member/member.service';
import { MIGRATIONS } from './migrations';
import { OfficerRow } from './officer/officer.entity';
import { OfficerResolver } from './officer/officer.resolver';
import { OfficerService } from './officer/officer.service';
import { PartyReferralRow } from './party-referral/party-referral.entity';
import { PartyReferralResolver } from './party-referral/party-referral.resolver';
import { PartyReferralService } from './party-referral/party-referral.service';
import { UnionUnitCommandResolver } from './unit/union-unit-command.resolver';
import { UnionUnitRow, UnitFactRow, UnitVersionRow } from './unit/union-unit.entity';
import { ownedUnits } from './unit/union-unit.reader';
import { unionUnitReference } from './unit/union-unit.reference';
import { UnionUnitResolver } from './unit/union-unit.resolver';
import { UnionUnitService } from './unit/union-unit.service';
import { viewerReference } from './viewer/viewer.reference';
import { ViewerResolver } from './viewer/viewer.resolver';

/** The membership service: union tree, members, officers and their mandates, stated figures, referrals to the Party. */
export const definition: ServiceDefinition<MembershipLoaders> = {
  name: 'membership',
  entities: [
    UnionUnitRow,
    UnitFactRow,
    UnitVersionRow,
    MemberRow,
    AffiliationRow,
    OfficerRow,
    HeadcountRow,
    PartyReferralRow,
  ],
  migrations: MIGRATIONS,
  resolvers: [
    UnionUnitResolver,
    UnionUnitCommandResolver,
    MemberResolver,
    AffiliationResolver,
    OfficerResolver,
    HeadcountResolver,
    PartyReferralResolver,
    ViewerResolver,
  ],
  createResolvers: ({ dataSource, decisions }) => [
    new UnionUnitResolver(),
    new UnionUnitCommandResolver(new UnionUnitService(decisions)),
    new MemberResolver(new MemberService(decisions)),
    new AffiliationResolver(),
    new OfficerResolver(new OfficerService(decisions, dataSource)),
    new HeadcountResolver(new HeadcountService(decisions)),
    new PartyReferralResolver(new PartyReferralService(decisions, dataSource)),
    new ViewerResolver(),
  ],
  referenceResolvers: { UnionUnit: unionUnitReference, Member: memberReference, Viewer: viewerReference },
  createLoaders: createMembershipLoaders,
  createActivities: ({ dataSource }) => createMembershipActivities(dataSource),
  taskQueue: TaskQueue.Membership,
  units: ownedUnits,
  registerInternalRoutes,
};
