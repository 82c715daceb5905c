import { Provenance } from '@thidua/service-kit';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { IndicatorSource } from './indicator-source';

registerEnumType(IndicatorSource, {
  name: 'IndicatorSource',
  description: 'Số thực hiện lấy từ đâu. Where the actual figures of an indicator come from.',
  valuesConfig: {
    MembersJoined: { description: 'Đoàn viên kết nạp, do dịch vụ membership đếm. Members admitted.' },
    GrassrootsFounded: { description: 'CĐCS thành lập, do membership đếm. Grassroots unions founded.' },
    PartyReferrals: {
      description: 'Đoàn viên ưu tú giới thiệu cho Đảng, do membership đếm. Outstanding members referred to the Party.',
    },
    UnionFundCollected: {
      description: 'Kinh phí công đoàn đã thu (đồng), do dịch vụ finance cộng. Union fund collected, đồng.',
    },
    DuesCollected: { description: 'Đoàn phí đã thu (đồng), do finance cộng. Membership dues collected, đồng.' },
    TypedIn: { description: 'Nhập tay, có người nhập và minh chứng. Typed in, with who, when and evidence.' },
  },
});

/** An indicator (chỉ tiêu thống kê) for which targets are set and figures collected. */
@ObjectType({
  description: 'Chỉ tiêu: điều được giao và đo. An indicator for which targets are set and figures are collected.',
})
@Entity('indicator')
@Index('indicator_owner', ['ownerUnitId', 'code'])
export class Indicator {
  @Field({ description: 'Mã chỉ tiêu, ví dụ NEW_MEMBERS. Code of the indicator: capitals, digits and _.' })
  @PrimaryColumn('varchar', { length: 40 })
  code: string;

  @Column('uuid', { name: 'owner_unit_id' })
  ownerUnitId: string;

  @Field({ description: 'Tên chỉ tiêu. Name, Vietnamese.' })
  @Column('varchar', { length: 255 })
  name: string;

  @Field({ description: 'Đơn vị tính, ví dụ "đoàn viên", "đồng". Unit of measure.' })
  @Column('varchar', { name: 'unit_of_measure', length: 60 })
  unitOfMeasure: string;

  @Field(() => IndicatorSource, { description: 'Nguồn số thực hiện. Where the actual figures come from.' })
  @Column('varchar', { length: 30 })
  source: IndicatorSource;

  @Field(() => Int, { description: 'Số chữ số thập phân khi hiển thị tỷ lệ, 0 đến 4. Decimals to show, 0 to 4.' })
  @Column('int', { name: 'display_decimals' })
  displayDecimals: number;

  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the row comes from.' })
  @Column('varchar', { length: 20 })
  provenance: Provenance;
}
