import { CalendarDateScalar, OPEN_END, Provenance, connectionOf } from '@thidua/service-kit';
import { Directive, Field, ID, ObjectType } from 'type-graphql';
import './unit-enum.type';
import { UnitFactKind, UnitLevel, UnitSector, UnitStatus, UnitType } from './unit.enums';

/** A union unit as it stands on a date. */
@Directive('@key(fields: "id")')
@ObjectType({
  description:
    'Đơn vị công đoàn, như nó tồn tại tại ngày asOf. A union unit as it stands on the date asOf; without one, today.',
})
export class UnionUnit {
  @Field(() => ID, { description: 'Mã định danh (UUID). Id of the unit.' })
  id: string;
  @Field({ description: 'Mã đơn vị, duy nhất, ví dụ AG-LX. Code of the unit, unique.' })
  code: string;
  @Field({ description: 'Tên đơn vị (tiếng Việt, NFC). Name of the unit.' })
  name: string;
  @Field(() => UnitLevel, { description: 'Cấp công đoàn. Level of the unit.' })
  level: UnitLevel;
  @Field(() => UnitType, { nullable: true, description: 'Loại hình; null khi không nêu. Type; null when not stated.' })
  type: UnitType | null;
  @Field(() => UnitSector, {
    nullable: true,
    description: 'Khu vực; null khi không nêu. Sector; null when not stated.',
  })
  sector: UnitSector | null;
  @Field(() => UnitStatus, { description: 'Tình trạng. Whether the unit is in being.' })
  status: UnitStatus;
  @Field(() => CalendarDateScalar, {
    description: 'Ngày bắt đầu của trạng thái đang xem. First day of the state that is shown.',
  })
  validFrom: string;
  @Field(() => CalendarDateScalar, { description: 'Ngày đang xem. The date on which the unit is shown.' })
  asOf: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Ngày thành lập; null khi không biết. Date of founding; null when not known.',
  })
  foundedOn: string | null;
  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the unit’s row comes from.' })
  provenance: Provenance;
  @Field(() => String, { nullable: true, description: 'Nguồn đã công bố. The published source, when there is one.' })
  source: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Câu trong nguồn nói về đơn vị. The sentence of the source that speaks of the unit.',
  })
  sentence: string | null;

  /** Numbers from the root down to the unit on the date; not part of the graph. */
  path: string;
  /** Parent on the date; the graph shows the parent itself. */
  parentId: string | null;
}

/** Page of units. */
export const UnionUnitConnection = connectionOf(UnionUnit, 'UnionUnit', 'đơn vị công đoàn');

/** A dated fact of a unit. */
@ObjectType({ description: 'Thông tin có thời hạn của đơn vị. A dated fact of a unit.' })
export class UnitFact {
  @Field(() => ID, { description: 'Mã định danh (UUID). Id of the fact.' })
  id: string;
  @Field(() => UnitFactKind, { description: 'Loại thông tin. What the fact says.' })
  kind: UnitFactKind;
  @Field({
    description:
      'Giá trị: tên, mã giá trị, hoặc id của đơn vị cấp trên. Value: a name, an enum value, or the parent’s id.',
  })
  value: string;
  @Field(() => CalendarDateScalar, { description: 'Ngày bắt đầu có hiệu lực. First day on which it holds.' })
  validFrom: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description:
      'Ngày đầu tiên hết hiệu lực; null khi còn hiệu lực. First day on which it no longer holds; null when open.',
  })
  validUntil: string | null;
  @Field(() => String, { nullable: true, description: 'Văn bản làm căn cứ. The document it rests on.' })
  document: string | null;
  @Field(() => Provenance, { description: 'Nguồn gốc dữ liệu. Where the fact comes from.' })
  provenance: Provenance;

  unitId: string;
}

/** An exclusive end as the graph shows it: null when open. */
export function openEndAsNull(validUntil: string): string | null {
  return validUntil === OPEN_END ? null : validUntil;
}
