import { registerEnumType } from 'type-graphql';
import { UnitFactKind, UnitLevel, UnitSector, UnitStatus, UnitType } from './unit.enums';

registerEnumType(UnitLevel, {
  name: 'UnitLevel',
  description: 'Cấp công đoàn. Level of a unit in the union.',
  valuesConfig: {
    GeneralConfederation: { description: 'Tổng Liên đoàn Lao động Việt Nam. The General Confederation: the root.' },
    ProvincialFederation: { description: 'LĐLĐ tỉnh, thành phố. Provincial or city federation.' },
    NationalSectoralUnion: { description: 'Công đoàn ngành trung ương. National sectoral union.' },
    ImmediateUpperUnion: {
      description:
        'Công đoàn cấp trên trực tiếp cơ sở (huyện, ngành địa phương, khu công nghiệp). Union directly above the grassroots.',
    },
    GrassrootsUnion: { description: 'Công đoàn cơ sở (CĐCS). Grassroots union.' },
    UnionSection: { description: 'Công đoàn bộ phận. Section of a grassroots union.' },
    UnionGroup: { description: 'Tổ công đoàn. Group of a grassroots union or of a section.' },
  },
});
registerEnumType(UnitType, {
  name: 'UnitType',
  description: 'Loại hình đơn vị. Type of the body in which the unit works.',
  valuesConfig: {
    Administrative: { description: 'Cơ quan hành chính nhà nước. State administration.' },
    PublicService: { description: 'Đơn vị sự nghiệp công lập. Public service body.' },
    School: { description: 'Trường học. School.' },
    Health: { description: 'Cơ sở y tế. Health institution.' },
    Enterprise: { description: 'Doanh nghiệp. Enterprise.' },
    ArmedForces: { description: 'Lực lượng vũ trang. Armed forces.' },
    Occupational: { description: 'Nghiệp đoàn. Occupational union.' },
    Other: { description: 'Loại hình khác. Any other type.' },
  },
});
registerEnumType(UnitSector, {
  name: 'UnitSector',
  description: 'Khu vực nhà nước hoặc ngoài nhà nước. State or non-state sector.',
  valuesConfig: {
    State: { description: 'Khu vực nhà nước. State sector.' },
    NonState: { description: 'Khu vực ngoài nhà nước. Non-state sector.' },
  },
});
registerEnumType(UnitStatus, {
  name: 'UnitStatus',
  description: 'Tình trạng của đơn vị. Whether the unit is in being.',
  valuesConfig: {
    Active: { description: 'Đang hoạt động. Active.' },
    Merged: { description: 'Đã sáp nhập vào đơn vị khác. Merged into another unit.' },
    Dissolved: { description: 'Đã giải thể. Dissolved.' },
  },
});
registerEnumType(UnitFactKind, {
  name: 'UnitFactKind',
  description: 'Loại thông tin có thời hạn của đơn vị. What a dated fact of a unit says.',
  valuesConfig: {
    Name: { description: 'Tên. Name.' },
    Level: { description: 'Cấp công đoàn; giá trị là một UnitLevel. Level; the value is a UnitLevel.' },
    Type: { description: 'Loại hình; giá trị là một UnitType. Type; the value is a UnitType.' },
    Sector: { description: 'Khu vực; giá trị là một UnitSector. Sector; the value is a UnitSector.' },
    Status: { description: 'Tình trạng; giá trị là một UnitStatus. Status; the value is a UnitStatus.' },
    Parent: { description: 'Đơn vị cấp trên; giá trị là id của đơn vị đó. Parent; the value is its id.' },
    MergedInto: {
      description: 'Sáp nhập vào; giá trị là id của đơn vị nhận. Merged into; the value is that unit’s id.',
    },
  },
});
