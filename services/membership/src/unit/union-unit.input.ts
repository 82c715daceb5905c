import { CalendarDateScalar, CommandInput, PageArguments, IsId } from '@thidua/service-kit';
import { Length, Matches, MaxLength, ValidateNested, IsOptional } from 'class-validator';
import { ArgsType, Field, ID, InputType } from 'type-graphql';
import './unit-enum.type';
import { UnitFactKind, UnitLevel, UnitSector, UnitStatus, UnitType } from './unit.enums';

const DOCUMENT = 'Số và ngày của văn bản làm căn cứ, tối đa 255 ký tự. Number and date of the document it rests on.';

@InputType({ description: 'Thành lập một đơn vị trực thuộc. Found a unit under another.' })
export class FoundUnitInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị cấp trên trực tiếp. The parent unit.' })
  @IsId()
  parentId: string;
  @Field({
    description:
      'Mã đơn vị: chữ in hoa, số và dấu gạch nối, 2–60 ký tự, duy nhất. Unique code: capitals, digits, hyphens.',
  })
  @Matches(/^[A-Z0-9][A-Z0-9-]{1,59}$/)
  code: string;
  @Field({ description: 'Tên đơn vị, 1–255 ký tự. Name of the unit.' })
  @Length(1, 255)
  @Matches(/\S/)
  name: string;
  @Field(() => UnitLevel, { description: 'Cấp công đoàn. Level of the unit.' })
  level: UnitLevel;
  @Field(() => UnitType, { nullable: true, description: 'Loại hình. Type of the body.' })
  type: UnitType | null;
  @Field(() => UnitSector, { nullable: true, description: 'Khu vực. Sector.' })
  sector: UnitSector | null;
  @Field(() => CalendarDateScalar, {
    description: 'Ngày thành lập (lịch Việt Nam). Date of founding; the unit is in the tree from this day.',
  })
  foundedOn: string;
  @Field(() => String, { nullable: true, description: DOCUMENT })
  @IsOptional()
  @MaxLength(255)
  document: string | null;
  @Field(() => Boolean, {
    defaultValue: false,
    description:
      'Đánh dấu là dữ liệu minh họa, không phải sự thật. Marks what is written as demonstration data, never a fact.',
  })
  demonstration?: boolean;
}

@InputType({ description: 'Thay đổi một thông tin của đơn vị từ một ngày. Change a fact of a unit from a date on.' })
export class ChangeUnitFactInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị. The unit.' })
  @IsId()
  unitId: string;
  @Field(() => UnitFactKind, {
    description:
      'NAME, LEVEL, TYPE hoặc SECTOR; cấp trên, giải thể và sáp nhập có lệnh riêng. NAME, LEVEL, TYPE or SECTOR; parent, dissolution and merger have commands of their own.',
  })
  kind: UnitFactKind;
  @Field({ description: 'Giá trị mới: tên, hoặc UnitLevel, UnitType, UnitSector. New value, 1–255 characters.' })
  @Length(1, 255)
  value: string;
  @Field(() => CalendarDateScalar, { description: 'Ngày bắt đầu có hiệu lực. First day on which it holds.' })
  validFrom: string;
  @Field(() => String, { nullable: true, description: DOCUMENT })
  @IsOptional()
  @MaxLength(255)
  document: string | null;
}

@InputType({
  description: 'Chuyển giao đơn vị sang cấp trên khác. Transfer a unit, with everything under it, to another parent.',
})
export class TransferUnitInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị được chuyển giao. The unit.' })
  @IsId()
  unitId: string;
  @Field(() => ID, { description: 'Đơn vị cấp trên mới. The new parent.' })
  @IsId()
  newParentId: string;
  @Field(() => CalendarDateScalar, { description: 'Ngày chuyển giao. First day under the new parent.' })
  transferredOn: string;
  @Field(() => String, { nullable: true, description: DOCUMENT })
  @IsOptional()
  @MaxLength(255)
  document: string | null;
}

@InputType({ description: 'Giải thể hoặc sáp nhập đơn vị. Dissolve a unit, or merge it into another.' })
export class DissolveUnitInput extends CommandInput {
  @Field(() => ID, { description: 'Đơn vị. The unit.' })
  @IsId()
  unitId: string;
  @Field(() => CalendarDateScalar, {
    description: 'Ngày đầu tiên không còn hoạt động. First day on which it is no longer active.',
  })
  dissolvedOn: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'Đơn vị nhận khi sáp nhập; đoàn viên chuyển sang đơn vị này. Unit that it is merged into; its members move there.',
  })
  @IsOptional()
  @IsId()
  mergedIntoId: string | null;
  @Field(() => String, { nullable: true, description: DOCUMENT })
  @IsOptional()
  @MaxLength(255)
  document: string | null;
}

@InputType({
  description: 'Bộ lọc danh sách đơn vị; các điều kiện cùng phải đúng. Filter of units; all conditions hold together.',
})
export class UnionUnitFilter {
  @Field(() => ID, {
    nullable: true,
    description: 'Chỉ đơn vị trực thuộc đơn vị này. Only direct children of this unit.',
  })
  @IsOptional()
  @IsId()
  parentId: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Chỉ đơn vị nằm dưới đơn vị này, mọi cấp. Only units under this one, at any depth.',
  })
  @IsOptional()
  @IsId()
  underUnitId: string | null;
  @Field(() => UnitLevel, { nullable: true, description: 'Cấp công đoàn. Level.' })
  level: UnitLevel | null;
  @Field(() => UnitType, { nullable: true, description: 'Loại hình. Type.' })
  type: UnitType | null;
  @Field(() => UnitSector, { nullable: true, description: 'Khu vực. Sector.' })
  sector: UnitSector | null;
  @Field(() => UnitStatus, {
    nullable: true,
    defaultValue: UnitStatus.Active,
    description: 'Tình trạng; null là mọi tình trạng. Status; null for any.',
  })
  status: UnitStatus | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Văn bản tìm trong tên hoặc mã, không phân biệt hoa thường và dấu, 1–100 ký tự. Text to find in name or code, case and accents ignored.',
  })
  @IsOptional()
  @Length(1, 100)
  text: string | null;
}

/** Arguments of the list of units. */
@ArgsType()
export class UnionUnitsArguments extends PageArguments {
  @Field(() => UnionUnitFilter, { nullable: true, description: 'Bộ lọc. Filter.' })
  @IsOptional()
  @ValidateNested()
  filter: UnionUnitFilter | null;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Xem tại ngày này; mặc định hôm nay. As of this date; default today.',
  })
  asOf: string | null;
}

/** A unit asked for by its id, on a date. */
@ArgsType()
export class UnitArguments {
  @Field(() => ID, { description: 'Mã định danh (UUID). Id of the unit.' })
  @IsId()
  id: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Xem tại ngày này; mặc định hôm nay. As of this date; default today.',
  })
  asOf: string | null;
}

/** A unit asked for by its code, on a date. */
@ArgsType()
export class UnitByCodeArguments {
  @Field({ description: 'Mã đơn vị, ví dụ AG-LX. Code of the unit.' })
  @Length(1, 60)
  code: string;
  @Field(() => CalendarDateScalar, {
    nullable: true,
    description: 'Xem tại ngày này; mặc định hôm nay. As of this date; default today.',
  })
  asOf: string | null;
}
