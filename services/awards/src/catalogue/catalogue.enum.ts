import { registerEnumType } from 'type-graphql';

/** How a quota is stated. */
export enum QuotaMeasure {
  Absolute = 'ABSOLUTE',
  Share = 'SHARE',
}
registerEnumType(QuotaMeasure, {
  name: 'QuotaMeasure',
  description: 'Cách tính chỉ tiêu khen thưởng. How a quota is stated.',
  valuesConfig: {
    Absolute: { description: 'Số tuyệt đối. A number.' },
    Share: { description: 'Tỷ lệ % của một cơ số. A share of a named base.' },
  },
});

/** Of what a quota is a share. */
export enum QuotaBase {
  Members = 'MEMBERS',
  GrassrootsUnions = 'GRASSROOTS_UNIONS',
  GroupUnits = 'GROUP_UNITS',
  HoldersOfAward = 'HOLDERS_OF_AWARD',
}
registerEnumType(QuotaBase, {
  name: 'QuotaBase',
  description: 'Cơ số để tính tỷ lệ. Of what a quota is a share.',
  valuesConfig: {
    Members: { description: 'Số đoàn viên trong phạm vi. Members within the scope.' },
    GrassrootsUnions: { description: 'Số công đoàn cơ sở trong phạm vi. Grassroots unions within the scope.' },
    GroupUnits: { description: 'Số đơn vị của cụm, khối. Units of the cluster or block.' },
    HoldersOfAward: {
      description:
        'Số người, tập thể được loại khen thưởng khác trong năm (baseAwardCode). Those who received another award in the year.',
    },
  },
});

/** Within what a quota is counted: each such body has its own. */
export enum QuotaScope {
  Issuer = 'ISSUER',
  Province = 'PROVINCE',
  ImmediateUpperUnion = 'IMMEDIATE_UPPER_UNION',
  NominatingUnit = 'NOMINATING_UNIT',
  Group = 'GROUP',
}
registerEnumType(QuotaScope, {
  name: 'QuotaScope',
  description: 'Phạm vi tính chỉ tiêu: mỗi đơn vị như thế một chỉ tiêu. Within what a quota is counted.',
  valuesConfig: {
    Issuer: { description: 'Toàn cấp quyết định. All that the deciding body awards.' },
    Province: { description: 'Từng LĐLĐ tỉnh, công đoàn ngành trung ương. Each province or sectoral union.' },
    ImmediateUpperUnion: { description: 'Từng công đoàn cấp trên trực tiếp. Each union above the grassroots.' },
    NominatingUnit: { description: 'Từng đơn vị đề nghị. Each nominating unit.' },
    Group: { description: 'Từng cụm, khối thi đua. Each cluster or block.' },
  },
});

/** For what time a quota holds. */
export enum QuotaPeriod {
  Year = 'YEAR',
  ThemeAndYear = 'THEME_AND_YEAR',
}
registerEnumType(QuotaPeriod, {
  name: 'QuotaPeriod',
  description: 'Kỳ tính chỉ tiêu. For what time a quota holds.',
  valuesConfig: {
    Year: { description: 'Mỗi năm. Each year.' },
    ThemeAndYear: { description: 'Mỗi chuyên đề, mỗi năm. Each theme and year.' },
  },
});

/** How a figure is rounded; always stated, never assumed. */
export enum Rounding {
  Floor = 'FLOOR',
  Ceiling = 'CEILING',
  HalfUp = 'HALF_UP',
}
registerEnumType(Rounding, {
  name: 'Rounding',
  description: 'Cách làm tròn. How a figure is rounded.',
  valuesConfig: {
    Floor: { description: 'Xuống. Down.' },
    Ceiling: { description: 'Lên. Up.' },
    HalfUp: { description: 'Đến số gần nhất, nửa thì lên. To the nearest; a half goes up.' },
  },
});

/** Whom a multiple is for: a row for each. */
export enum PaidRecipient {
  Individual = 'INDIVIDUAL',
  Collective = 'COLLECTIVE',
}
registerEnumType(PaidRecipient, {
  name: 'PaidRecipient',
  description: 'Đối tượng của mức thưởng. Whom an award multiple is for.',
  valuesConfig: {
    Individual: { description: 'Cá nhân. A person.' },
    Collective: { description: 'Tập thể. A collective.' },
  },
});

/** What a rule that does not hold means. */
export enum RuleEffect {
  Block = 'BLOCK',
  Warn = 'WARN',
}
registerEnumType(RuleEffect, {
  name: 'RuleEffect',
  description: 'Hệ quả khi điều kiện không đạt. What a rule that does not hold means.',
  valuesConfig: {
    Block: { description: 'Không được trình, trừ khi được vượt theo quy định. It stops the nomination.' },
    Warn: { description: 'Chỉ cảnh báo. It only warns.' },
  },
});

/** What of the catalogue a change speaks of. */
export enum CatalogueRowKind {
  Route = 'ROUTE',
  Rule = 'RULE',
  Quota = 'QUOTA',
  Multiple = 'MULTIPLE',
  BaseSalary = 'BASE_SALARY',
}
registerEnumType(CatalogueRowKind, {
  name: 'CatalogueRowKind',
  description: 'Loại dòng của danh mục khen thưởng. What kind of row of the catalogue.',
  valuesConfig: {
    Route: { description: 'Quy trình. Route.' },
    Rule: { description: 'Điều kiện. Eligibility rule.' },
    Quota: { description: 'Chỉ tiêu số lượng. Quota.' },
    Multiple: { description: 'Mức thưởng (hệ số). Award multiple.' },
    BaseSalary: { description: 'Lương cơ sở. Base salary.' },
  },
});
