import type { Passport } from '@thidua/contracts/passport';
import { calendarDateAt, HistoryLoader } from '@thidua/service-kit';
import type DataLoader from 'dataloader';
import type { DataSource } from 'typeorm';
import { createCountLoader, type WantedCount } from './count/count.loader';
import { createHeadcountLoaders, type HeadcountLoaders } from './headcount/headcount.loader';
import { createHoldLoaders, type HoldLoaders } from './hold/hold.loader';
import { createMandateLoaders, type MandateLoaders } from './mandate/mandate.loader';
import { createMemberLoaders, type MemberLoaders } from './member/member.loader';
import { createPersonalDataLoaders, type PersonalDataLoaders } from './member/personal-data.loader';
import { createOfficerLoaders, type OfficerLoaders } from './officer/officer.loader';
import { createPartyReferralLoaders, type PartyReferralLoaders } from './party-referral/party-referral.loader';
import { createTenureLoaders, type TenureLoaders } from './tenure/tenure.loader';
import { createUnionUnitLoaders, type UnionUnitLoaders } from './unit/union-unit.loader';

/** What one request reads through: every kind of row in batches, as this caller may see it. */
export interface MembershipLoaders
  extends UnionUnitLoaders,
    MemberLoaders,
    PersonalDataLoaders,
    MandateLoaders,
    OfficerLoaders,
    HeadcountLoaders,
    PartyReferralLoaders,
    TenureLoaders,
    HoldLoaders {
  /** Counts over a unit and everything under it. */
  readonly counts: DataLoader<WantedCount, number, string>;
  /** Today's calendar date in Việt Nam, the same for the whole request. */
  readonly today: string;
  /** Histories; who may see a subject is the resolver’s business. */
  readonly history: HistoryLoader;
}

/** Makes the loaders of one request. */
export function createMembershipLoaders(request: {
  readonly dataSource: DataSource;
  readonly passport: Passport;
}): MembershipLoaders {
  const { dataSource, passport } = request;
  const today = calendarDateAt(new Date());
  return {
    today,
    ...createUnionUnitLoaders(dataSource),
    ...createMemberLoaders(dataSource, passport, today),
    ...createPersonalDataLoaders(dataSource, passport, today),
    ...createMandateLoaders(dataSource, passport, today),
    ...createOfficerLoaders(dataSource),
    ...createHeadcountLoaders(dataSource),
    ...createPartyReferralLoaders(dataSource, passport, today),
    ...createTenureLoaders(dataSource),
    ...createHoldLoaders(dataSource, passport, today),
    counts: createCountLoader(dataSource),
    history: new HistoryLoader(dataSource),
  };
}
