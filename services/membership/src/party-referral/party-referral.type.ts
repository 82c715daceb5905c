import { CalendarDateScalar, Provenance, connectionOf } from '@thidua/service-kit';
import { Field, ID, ObjectType } from 'type-graphql';

/** A referral to the Party. */
@ObjectType({
  description:
    'Giới thiệu đoàn viên ưu tú cho Đảng xem xét kết nạp. An outstanding member referred to the Party; referred is not admitted.',
})
export class PartyReferral {
  @Field(() => ID, { description: 'Mã định danh (UUID). Id of the referral.' })
  id: string;
  @Field(() => CalendarDateScalar, { description: 'Ngày giới thiệu. Date of the referral.' })
  referredOn: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày được kết nạp vào Đảng; null khi chưa. Date of admission to the Party; null when not admitted.',
  })
  admittedOn: string | null;
  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  provenance: Provenance;

  memberId: string;
  unitId: string;
}

/** Page of referrals. */
export const PartyReferralConnection = connectionOf(PartyReferral, 'PartyReferral', 'giới thiệu đoàn viên ưu tú');
