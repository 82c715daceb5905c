/** Where the actual figures of an indicator come from. */
export enum IndicatorSource {
  MembersJoined = 'MEMBERS_JOINED',
  GrassrootsFounded = 'GRASSROOTS_FOUNDED',
  PartyReferrals = 'PARTY_REFERRALS',
  UnionFundCollected = 'UNION_FUND_COLLECTED',
  DuesCollected = 'DUES_COLLECTED',
  TypedIn = 'TYPED_IN',
}
