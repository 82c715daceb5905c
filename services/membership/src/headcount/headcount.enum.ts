import { registerEnumType } from 'type-graphql';

/** What is counted. */
export enum HeadcountKind {
  Workers = 'WORKERS',
  Members = 'MEMBERS',
  UpperUnions = 'UPPER_UNIONS',
  GrassrootsUnions = 'GRASSROOTS_UNIONS',
  DirectGrassrootsUnions = 'DIRECT_GRASSROOTS_UNIONS',
}
/** Whether a figure is a state or a movement. */
export enum HeadcountMeasure {
  Stock = 'STOCK',
  Flow = 'FLOW',
}
/** How exact the source is. */
export enum HeadcountQualifier {
  Exact = 'EXACT',
  MoreThan = 'MORE_THAN',
  LessThan = 'LESS_THAN',
  Nearly = 'NEARLY',
}
registerEnumType(HeadcountKind, {
  name: 'HeadcountKind',
  description: 'Đối tượng được đếm. What is counted.',
  valuesConfig: {
    Workers: { description: 'CNVCLĐ: người lao động, dù là đoàn viên hay không. Workers, members or not.' },
    Members: { description: 'Đoàn viên. Members.' },
    UpperUnions: { description: 'Công đoàn cấp trên trực tiếp cơ sở. Unions directly above the grassroots.' },
    GrassrootsUnions: { description: 'Công đoàn cơ sở. Grassroots unions.' },
    DirectGrassrootsUnions: { description: 'CĐCS trực thuộc trực tiếp. Grassroots unions directly under the unit.' },
  },
});
registerEnumType(HeadcountMeasure, {
  name: 'HeadcountMeasure',
  description: 'Số có tại một ngày hay số phát sinh trong kỳ. Stock or flow: the two are never mixed.',
  valuesConfig: {
    Stock: { description: 'Số có tại một ngày. What there is on a date.' },
    Flow: { description: 'Số phát sinh trong một kỳ. What came in a period.' },
  },
});
registerEnumType(HeadcountQualifier, {
  name: 'HeadcountQualifier',
  description: 'Mức độ chính xác như nguồn nêu. How exact the figure is, as the source says.',
  valuesConfig: {
    Exact: { description: 'Đúng số. Exactly.' },
    MoreThan: { description: 'Hơn, trên. More than.' },
    LessThan: { description: 'Dưới. Less than.' },
    Nearly: { description: 'Gần. Nearly: a little less than.' },
  },
});
