import { CalendarDateScalar, Provenance } from '@thidua/service-kit';
import { Field, ID, ObjectType } from 'type-graphql';
import { UnitSector } from '../unit/unit.enums';
import { EmploymentRank, TenureKind } from './tenure.enum';

/** A period of a member's tenure. */
@ObjectType({
  description:
    'Khoảng thời gian công tác của đoàn viên: vị trí việc làm, công tác công đoàn hoặc nghỉ thai sản. A period of a member’s tenure: rank at work, union work or maternity leave.',
})
export class TenurePeriod {
  @Field(() => ID, { description: 'Mã định danh (UUID). Id of the period.' })
  id: string;
  @Field(() => TenureKind, { description: 'Nội dung. What it says.' })
  kind: TenureKind;
  @Field(() => CalendarDateScalar, { description: 'Ngày đầu. First day.' })
  from: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày đầu tiên không còn; null khi đang tiếp diễn. First day no longer in it; null while open.',
  })
  until: string | null;
  @Field(() => EmploymentRank, {
    nullable: true,
    description: 'Vị trí việc làm, chỉ với EMPLOYMENT. Rank, for EMPLOYMENT only.',
  })
  rank: EmploymentRank | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Không chuyên trách, chỉ với UNION_WORK. Part-time, for UNION_WORK only.',
  })
  isPartTime: boolean | null;
  @Field(() => UnitSector, { nullable: true, description: 'Khu vực, chỉ với UNION_WORK. Sector, for UNION_WORK only.' })
  sector: UnitSector | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Đơn vị đã công tác, khi có trong hệ thống. Id of the unit worked for, where it is in this system.',
  })
  unitId: string | null;
  @Field(() => String, { nullable: true, description: 'Văn bản chứng minh. Document that shows it.' })
  document: string | null;
  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  provenance: Provenance;

  memberId: string;
}
