import { TaskQueue } from '@thidua/contracts';
import type { ServiceDefinition } from '@thidua/service-kit';
import { createMembershipActivities } from './activities/membership-activities';
import { HeadcountRow } from './headcounts/headcount.entity';
import { HeadcountResolver } from './headcounts/headcount.resolver';
import { HeadcountService } from './headcounts/headcount.service';
import { registerInternalRoutes } from './internal/internal.routes';
import { createMembershipLoaders, type MembershipLoaders } from './loaders';
import { AffiliationRow, MemberRow } from './members/member.entity';
import { memberReference } from './members/member.reference';
import { AffiliationResolver, MemberResolver } from './members/member.resolver';
import { MemberService } from './members/member.service';
import { MIGRATIONS } from './migrations';
import { OfficerRow } from './officers/officer.entity';
import { OfficerResolver } from './officers/officer.resolver';
import { OfficerService } from './officers/officer.service';
import { PartyReferralRow } from './party-referrals/party-referral.entity';
import { PartyReferralResolver } from './party-referrals/party-referral.resolver';
import { PartyReferralService } from './party-referrals/party-referral.service';
import { UnionUnitCommandResolver } from './units/union-unit-command.resolver';
import { UnionUnitRow, UnitFactRow, UnitVersionRow } from './units/union-unit.entity';
import { ownedUnits } from './units/union-unit.reader';
import { unionUnitReference } from './units/union-unit.reference';
import { UnionUnitResolver } from './units/union-unit.resolver';
import { UnionUnitService } from './units/union-unit.service';
import { viewerReference } from './viewers/viewer.reference';
import { ViewerResolver } from './viewers/viewer.resolver';

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
