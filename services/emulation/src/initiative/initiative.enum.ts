import type { InitiativeLevel as LevelOfContracts } from '@thidua/contracts';
import { registerEnumType } from 'type-graphql';

/** What was made. */
export enum InitiativeKind {
  Initiative = 'INITIATIVE',
  Topic = 'TOPIC',
  Product = 'PRODUCT',
}
registerEnumType(InitiativeKind, {
  name: 'InitiativeKind',
  description: 'Loại kết quả sáng tạo. What was made.',
  valuesConfig: {
    Initiative: { description: 'Sáng kiến. Initiative.' },
    Topic: { description: 'Đề tài, đề án nghiên cứu. Research topic.' },
    Product: { description: 'Sản phẩm, mô hình. Product or model.' },
  },
});

/** Level at which it was accepted; counts of several levels may nest and are never summed. */
export enum InitiativeLevel {
  School = 'SCHOOL',
  Grassroots = 'GRASSROOTS',
  District = 'DISTRICT',
  Province = 'PROVINCE',
  Confederation = 'CONFEDERATION',
  National = 'NATIONAL',
}
registerEnumType(InitiativeLevel, {
  name: 'InitiativeLevel',
  description:
    'Cấp công nhận; số liệu các cấp có thể lồng nhau, không cộng dồn. Level at which it was accepted; levels may nest and are never summed.',
  valuesConfig: {
    School: { description: 'Cấp trường (không phải cấp công đoàn). School; no level of the union.' },
    Grassroots: { description: 'Cấp cơ sở. Grassroots.' },
    District: { description: 'Cấp huyện, cấp trên trực tiếp cơ sở. District.' },
    Province: { description: 'Cấp tỉnh, ngành. Province or sector.' },
    Confederation: { description: 'Cấp Tổng Liên đoàn, bộ. Confederation or ministry.' },
    National: { description: 'Cấp quốc gia. National.' },
  },
});

/** Fails to compile when a level of the contracts is missing here. In order, lowest first. */
export const LEVELS: readonly `${InitiativeLevel}`[] = Object.values(InitiativeLevel) satisfies LevelOfContracts[];
