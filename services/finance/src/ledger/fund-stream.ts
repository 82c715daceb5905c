import { registerEnumType } from 'type-graphql';

/** The two streams of union money; they are budgeted and received apart and never added up. */
export enum FundStream {
  /** Union fund (kinh phí công đoàn), paid by the employer. */
  UnionFund = 'UNION_FUND',
  /** Membership dues (đoàn phí), paid by members. */
  MembershipDues = 'MEMBERSHIP_DUES',
}
registerEnumType(FundStream, {
  name: 'FundStream',
  description: 'Nguồn thu của công đoàn. Stream of union money; the two are never added up.',
  valuesConfig: {
    UnionFund: {
      description: 'Kinh phí công đoàn, do đơn vị sử dụng lao động đóng. Union fund, paid by the employer.',
    },
    MembershipDues: { description: 'Đoàn phí, do đoàn viên đóng. Membership dues, paid by members.' },
  },
});

/** All streams, in the order in which they are shown. */
export const FUND_STREAMS: readonly FundStream[] = Object.values(FundStream);
