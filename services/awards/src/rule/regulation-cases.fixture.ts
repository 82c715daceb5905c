import type {
  EmploymentRank,
  HoldFact,
  InitiativeFact,
  InitiativeLevel,
  PersonAwardFacts,
  UnionWorkFact,
  UnitAwardFacts,
  UnitRatingFact,
  UnitRatingValue,
} from '@thidua/contracts';
import type { Predicate } from './predicate';
import { type EligibilityRule, evaluateRules, type RuleResult } from './rule';
import type { HeldAward, NominationContext, NomineeFacts } from './rule-facts';

/** The dates of the decrees and decisions (regulations.md), as rows that follow each other. */
export const UNTIL_NOW = '9999-12-31';
const NĐ91 = { document: 'NĐ 91/2017', validFrom: '2017-10-01', validUntil: '2024-01-01' };
const NĐ98 = { document: 'NĐ 98/2023', validFrom: '2024-01-01', validUntil: '2025-07-01' };
/** The period of NĐ 152/2025. */
export const NĐ152 = { document: 'NĐ 152/2025', validFrom: '2025-07-01', validUntil: UNTIL_NOW };
const QĐ1689 = { document: 'QĐ 1689/QĐ-TLĐ', validFrom: '2019-11-12', validUntil: '2024-05-29' };
const QĐ999 = { document: 'QĐ 999/QĐ-TLĐ', validFrom: '2024-05-29', validUntil: UNTIL_NOW };

/** A rule that is in force for a while. */
export function rule(
  code: string,
  period: { document: string; validFrom: string; validUntil: string },
  predicate: Predicate,
  severity: 'WARN' | 'BLOCK' = 'BLOCK',
): EligibilityRule {
  return {
    id: `${code}@${period.validFrom}`,
    code,
    name: { vi: code, en: code },
    predicate,
    severity,
    article: null,
    sourceStatus: 'VERIFIED',
    override: null,
    ...period,
  };
}

const CSTDCS = { codes: ['CSTD-CO-SO'] };
const CSTD_TINH = { codes: ['CSTD-TINH'] };
/** Lao động tiên tiến. */
export const LDTT = { codes: ['LDTT'] };
const HTXSNV = { codes: ['HTXSNV'] };
const PROVINCIAL_CERTIFICATE = { forms: ['MERIT_CERTIFICATE'], issuerLevels: ['PROVINCIAL_FEDERATION'] };
const THEMATIC_CERTIFICATE = { forms: ['MERIT_CERTIFICATE'], tracks: ['THEMATIC'] };

/** CSTĐ tỉnh: 3 consecutive CSTĐCS; CSTĐ toàn quốc: 2 consecutive CSTĐ tỉnh. */
export const PROVINCIAL_FIGHTER = [
  rule('CSTD-TINH', NĐ98, { predicate: 'CONSECUTIVE_TITLES', award: CSTDCS, years: 3 }),
  rule('CSTD-TINH', NĐ152, { predicate: 'CONSECUTIVE_TITLES', award: CSTDCS, years: 3 }),
];
export const NATIONAL_FIGHTER = [
  rule(
    'CSTD-TOAN-QUOC',
    { ...NĐ98, validUntil: UNTIL_NOW },
    { predicate: 'CONSECUTIVE_TITLES', award: CSTD_TINH, years: 2 },
  ),
];
/** Collective title: at least 70 % of the members are LĐTT. */
export const COLLECTIVE = [
  rule('TAP-THE-LDTT', NĐ98, { predicate: 'SHARE_OF_MEMBERS_WITH_TITLE', award: LDTT, atLeastPercent: 70 }),
];
/**
 * Bằng khen TLĐ: under QĐ 1689 two years HTXSNV, two initiatives and the provincial certificate the year before. The
 * figures of QĐ 999 are not known; a lower award is no prerequisite from NĐ 152 on.
 */
export const CONFEDERATION_CERTIFICATE = [
  rule('BK-TLD', QĐ1689, {
    predicate: 'ALL',
    of: [
      { predicate: 'CONSECUTIVE_TITLES', award: HTXSNV, years: 2 },
      { predicate: 'INITIATIVES_ACCEPTED', level: 'GRASSROOTS', count: 2, years: 2 },
      { predicate: 'CONSECUTIVE_TITLES', award: PROVINCIAL_CERTIFICATE, years: 1, endsYearsBefore: 1 },
    ],
  }),
  rule(
    'BK-TLD',
    { ...QĐ999, validUntil: '2025-07-01' },
    {
      predicate: 'ALL',
      of: [
        { predicate: 'CONSECUTIVE_TITLES', award: HTXSNV, years: 2 },
        { predicate: 'CONSECUTIVE_TITLES', award: PROVINCIAL_CERTIFICATE, years: 1, endsYearsBefore: 1 },
      ],
    },
  ),
  rule(
    'BK-TLD',
    { ...QĐ999, validFrom: '2025-07-01' },
    {
      predicate: 'ALL',
      of: [{ predicate: 'CONSECUTIVE_TITLES', award: HTXSNV, years: 2 }, { predicate: 'LOWER_AWARD_NOT_REQUIRED' }],
    },
  ),
];
/** Comprehensive xor thematic, except ad hoc and reviews (HD 1217/2016). */
export const ONE_OF_TWO = [
  rule(
    'TOAN-DIEN-HOAC-CHUYEN-DE',
    { document: 'HD 1217/2016', validFrom: '2016-01-01', validUntil: UNTIL_NOW },
    {
      predicate: 'UNLESS',
      unless: {
        predicate: 'ANY',
        of: [
          { predicate: 'THIS_AWARD', award: { tracks: ['AD_HOC'] } },
          { predicate: 'THIS_AWARD', award: { codes: ['BK-TONG-KET'] } },
        ],
      },
      of: { predicate: 'NOT_WITH_AWARD', award: THEMATIC_CERTIFICATE },
    },
  ),
];
/** Creative Labour certificate: 80, 150, 200 triệu. */
export const CREATIVE_LABOUR = [
  rule(
    'BLDST',
    { document: 'Quy chế 2014', validFrom: '2014-01-01', validUntil: UNTIL_NOW },
    {
      predicate: 'INITIATIVE_BENEFIT',
      atLeastDong: { WORKER: 80_000_000, STAFF: 150_000_000, MANAGER: 200_000_000 },
    },
  ),
];
/** 20 years of union work, part-time × 1,5, non-state × 2. */
export const TENURE = {
  predicate: 'UNION_WORK_TENURE',
  years: 20,
  partTimePercent: 150,
  nonStatePercent: 200,
} as const;
/** Commemorative medal: 20 years, part-time × 1,5, non-state × 2, once in a life; a third less for women leaders (NĐ 152). */
export const MEDAL = [
  rule(
    'KNC',
    { ...QĐ1689, validUntil: '2025-07-01' },
    { predicate: 'ALL', of: [TENURE, { predicate: 'ONCE_IN_A_LIFE' }] },
  ),
  rule('KNC', NĐ152, {
    predicate: 'ALL',
    of: [{ ...TENURE, womenLeadersShorterBy: '1/3' }, { predicate: 'ONCE_IN_A_LIFE' }],
  }),
];
/** A flag for units rated at least HTTNV for two years. */
export const FLAG = [rule('CO-TLD', QĐ999, { predicate: 'UNIT_RATING', atLeast: 'GOOD', years: 2 })];
/** Five years without discipline; maternity leave counts from NĐ 152 on. */
export const CLEAN = [
  rule('KHONG-KY-LUAT', NĐ98, { predicate: 'DISCIPLINE_FREE', years: 5, maternityLeaveCounts: false }),
  rule('KHONG-KY-LUAT', NĐ152, { predicate: 'DISCIPLINE_FREE', years: 5 }),
];
/** The share of CSTĐCS and the ballot's 90 % of NĐ 91 are no rules of eligibility: only its period is tried here. */
const EXPIRED = [rule('NĐ-91', NĐ91, { predicate: 'ONCE_IN_A_LIFE' })];

let ids = 0;
const id = (): string => `id-${(ids += 1)}`;

/** An award that somebody holds. */
export function award(code: string, meritYear: number, more: Partial<HeldAward> = {}): HeldAward {
  return {
    id: id(),
    standing: 'HELD',
    code,
    name: code,
    form: 'EMULATION_TITLE',
    issuerLevel: 'GRASSROOTS_UNION',
    track: 'REGULAR',
    meritYear,
    decision: null,
    isStated: false,
    ...more,
  };
}
/** The same title in several years. */
export const years = (code: string, ...of: number[]): HeldAward[] => of.map((year) => award(code, year));
const certificate = (meritYear: number, more: Partial<HeldAward> = {}): HeldAward =>
  award('BK-TINH', meritYear, { form: 'MERIT_CERTIFICATE', issuerLevel: 'PROVINCIAL_FEDERATION', ...more });

/** Union work of a person. */
export function work(from: string, until: string | null, more: Partial<UnionWorkFact> = {}): UnionWorkFact {
  return {
    source: { service: 'membership', kind: 'UNION_WORK', id: id() },
    from,
    until,
    isPartTime: false,
    sector: 'STATE',
    unitId: null,
    ...more,
  };
}

function initiative(
  year: number,
  level: InitiativeLevel | null,
  benefitDong: number | null = null,
  acceptedOn = `${year}-12-01`,
): InitiativeFact {
  const initiativeId = id();
  return {
    source: { service: 'emulation', kind: 'INITIATIVE', id: initiativeId },
    id: initiativeId,
    title: 'Cải tiến khuôn ép',
    year,
    authorMemberIds: ['member'],
    unitId: 'unit',
    benefitDong,
    acceptances: level ? [{ level, acceptedOn, document: 'Giấy chứng nhận' }] : [],
  };
}

function rated(year: number, rating: UnitRatingValue): UnitRatingFact {
  return {
    source: { service: 'emulation', kind: 'UNIT_RATING', id: id() },
    unitId: 'unit',
    year,
    rating,
    document: 'QĐ xếp loại',
  };
}

/** A discipline of a person. */
export function discipline(from: string, until: string | null, kind: HoldFact['kind'] = 'DISCIPLINE'): HoldFact {
  return { source: { service: 'membership', kind: 'HOLD', id: id() }, kind, from, until, document: 'QĐ kỷ luật' };
}

/** What membership says of a person. */
export function person(more: Partial<PersonAwardFacts> = {}): PersonAwardFacts {
  return {
    source: { service: 'membership', kind: 'MEMBER', id: 'member' },
    memberId: 'member',
    gender: 'MALE',
    joinedUnionOn: null,
    affiliations: [],
    employments: [],
    unionWork: [],
    offices: [],
    maternityLeaves: [],
    holds: [],
    ...more,
  };
}

const ranked = (rank: EmploymentRank): Partial<PersonAwardFacts> => ({
  employments: [
    { source: { service: 'membership', kind: 'EMPLOYMENT', id: id() }, rank, from: '2010-01-01', until: null },
  ],
});
const WOMAN_CHAIR: Partial<PersonAwardFacts> = {
  gender: 'FEMALE',
  offices: [
    {
      source: { service: 'membership', kind: 'OFFICE', id: id() },
      unitId: 'unit',
      unitLevel: 'GRASSROOTS_UNION',
      position: 'CHAIR',
      from: '2023-01-01',
      until: null,
    },
  ],
};
const maternity = (from: string, until: string): Partial<PersonAwardFacts> => ({
  gender: 'FEMALE',
  maternityLeaves: [{ source: { service: 'membership', kind: 'MATERNITY_LEAVE', id: id() }, from, until }],
});

/** What membership says of a union of so many members. */
export function unit(members: number): UnitAwardFacts {
  return {
    source: { service: 'membership', kind: 'UNIT', id: 'unit' },
    unitId: 'unit',
    level: 'GRASSROOTS_UNION',
    type: 'ENTERPRISE',
    sector: 'NON_STATE',
    status: 'ACTIVE',
    foundedOn: null,
    members,
    women: 0,
    holds: [],
  };
}

/** All that is known of a nominee. */
export function nominee(more: Partial<NomineeFacts> = {}): NomineeFacts {
  return { person: person(), unit: null, awards: [], initiatives: [], ratings: [], titleHolders: [], ...more };
}

/** The award that is nominated for where a case says nothing else. */
export const REGULAR: NominationContext['award'] = {
  code: 'KNC',
  name: 'Kỷ niệm chương',
  form: 'COMMEMORATIVE_MEDAL',
  issuerLevel: 'GENERAL_CONFEDERATION',
  track: 'REGULAR',
};
const CERTIFICATE: NominationContext['award'] = {
  code: 'BK-TINH',
  name: 'Bằng khen của LĐLĐ tỉnh',
  form: 'MERIT_CERTIFICATE',
  issuerLevel: 'PROVINCIAL_FEDERATION',
  track: 'REGULAR',
};

/** What the rules say on a day. */
export function judge(
  rules: readonly EligibilityRule[],
  facts: NomineeFacts,
  onDate: string,
  meritYear: number,
  nominated = REGULAR,
): RuleResult[] {
  return evaluateRules(rules, { facts, nomination: { award: nominated, meritYear, onDate } });
}

/** A case with its answer. */
export interface Case {
  readonly rules: readonly EligibilityRule[];
  readonly facts: Partial<NomineeFacts>;
  readonly on: string;
  readonly year: number;
  readonly award?: NominationContext['award'];
  /** `document: outcome` of each rule in force; worked out by hand. */
  readonly expected: readonly string[];
}

const eligible = (document: string): string[] => [`${document}: PASS`];
const barred = (document: string): string[] => [`${document}: BLOCK`];

/** The cases, worked out by hand from regulations.md, dates around the change of a rule included. */
export const CASES: readonly (readonly [string, Case])[] = [
  // CSTĐ tỉnh: the merit year and the two before it.
  [
    'three CSTĐCS in a row',
    {
      rules: PROVINCIAL_FIGHTER,
      facts: { awards: years('CSTD-CO-SO', 2023, 2024, 2025) },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    'three CSTĐCS with a gap',
    {
      rules: PROVINCIAL_FIGHTER,
      facts: { awards: years('CSTD-CO-SO', 2022, 2023, 2025) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    'two CSTĐCS alone',
    {
      rules: PROVINCIAL_FIGHTER,
      facts: { awards: years('CSTD-CO-SO', 2024, 2025) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    'three in a row that end a year too early',
    {
      rules: PROVINCIAL_FIGHTER,
      facts: { awards: years('CSTD-CO-SO', 2022, 2023, 2024) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    'four in a row',
    {
      rules: PROVINCIAL_FIGHTER,
      facts: { awards: years('CSTD-CO-SO', 2022, 2023, 2024, 2025) },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    'three of which one was ad hoc',
    {
      rules: PROVINCIAL_FIGHTER,
      facts: { awards: [...years('CSTD-CO-SO', 2023, 2024), award('CSTD-CO-SO', 2025, { track: 'AD_HOC' })] },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    'three of another title',
    {
      rules: PROVINCIAL_FIGHTER,
      facts: { awards: years('LDTT', 2023, 2024, 2025) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    'a third that is only nominated',
    {
      rules: PROVINCIAL_FIGHTER,
      facts: { awards: [...years('CSTD-CO-SO', 2023, 2024), award('CSTD-CO-SO', 2025, { standing: 'NOMINATED' })] },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    'a day before NĐ 152',
    {
      rules: PROVINCIAL_FIGHTER,
      facts: { awards: years('CSTD-CO-SO', 2022, 2023, 2024) },
      on: '2025-06-30',
      year: 2024,
      expected: eligible('NĐ 98/2023'),
    },
  ],
  [
    'the first day of NĐ 152',
    {
      rules: PROVINCIAL_FIGHTER,
      facts: { awards: years('CSTD-CO-SO', 2022, 2023, 2024) },
      on: '2025-07-01',
      year: 2024,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    'two CSTĐ tỉnh in a row',
    {
      rules: NATIONAL_FIGHTER,
      facts: { awards: years('CSTD-TINH', 2024, 2025) },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('NĐ 98/2023'),
    },
  ],
  [
    'one CSTĐ tỉnh',
    {
      rules: NATIONAL_FIGHTER,
      facts: { awards: years('CSTD-TINH', 2025) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 98/2023'),
    },
  ],
  // The last days of NĐ 91 and the first of NĐ 98.
  [
    'the last day of NĐ 91',
    { rules: EXPIRED, facts: {}, on: '2023-12-31', year: 2023, expected: eligible('NĐ 91/2017') },
  ],
  [
    'the first day of NĐ 98',
    {
      rules: [...EXPIRED, ...PROVINCIAL_FIGHTER],
      facts: {},
      on: '2024-01-01',
      year: 2023,
      expected: barred('NĐ 98/2023'),
    },
  ],
  // A collective of 10: 7 are 70 %; of 11: 8, because 7 are 63,6 %.
  [
    '7 of 10',
    {
      rules: COLLECTIVE,
      facts: { person: null, unit: unit(10), titleHolders: [{ award: LDTT, holders: 7 }] },
      on: '2025-01-10',
      year: 2024,
      expected: eligible('NĐ 98/2023'),
    },
  ],
  [
    '6 of 10',
    {
      rules: COLLECTIVE,
      facts: { person: null, unit: unit(10), titleHolders: [{ award: LDTT, holders: 6 }] },
      on: '2025-01-10',
      year: 2024,
      expected: barred('NĐ 98/2023'),
    },
  ],
  [
    '7 of 11',
    {
      rules: COLLECTIVE,
      facts: { person: null, unit: unit(11), titleHolders: [{ award: LDTT, holders: 7 }] },
      on: '2025-01-10',
      year: 2024,
      expected: barred('NĐ 98/2023'),
    },
  ],
  [
    '8 of 11',
    {
      rules: COLLECTIVE,
      facts: { person: null, unit: unit(11), titleHolders: [{ award: LDTT, holders: 8 }] },
      on: '2025-01-10',
      year: 2024,
      expected: eligible('NĐ 98/2023'),
    },
  ],
  [
    'none of none',
    {
      rules: COLLECTIVE,
      facts: { person: null, unit: unit(0), titleHolders: [{ award: LDTT, holders: 0 }] },
      on: '2025-01-10',
      year: 2024,
      expected: barred('NĐ 98/2023'),
    },
  ],
  // Bằng khen TLĐ under QĐ 1689, QĐ 999 and NĐ 152.
  [
    'all of QĐ 1689',
    {
      rules: CONFEDERATION_CERTIFICATE,
      facts: {
        awards: [...years('HTXSNV', 2022, 2023), certificate(2022)],
        initiatives: [initiative(2022, 'GRASSROOTS'), initiative(2023, 'PROVINCE')],
      },
      on: '2024-05-28',
      year: 2023,
      expected: eligible('QĐ 1689/QĐ-TLĐ'),
    },
  ],
  [
    'QĐ 1689 with one initiative',
    {
      rules: CONFEDERATION_CERTIFICATE,
      facts: {
        awards: [...years('HTXSNV', 2022, 2023), certificate(2022)],
        initiatives: [initiative(2023, 'PROVINCE')],
      },
      on: '2024-05-28',
      year: 2023,
      expected: barred('QĐ 1689/QĐ-TLĐ'),
    },
  ],
  [
    'the same a day later, under QĐ 999',
    {
      rules: CONFEDERATION_CERTIFICATE,
      facts: {
        awards: [...years('HTXSNV', 2022, 2023), certificate(2022)],
        initiatives: [initiative(2023, 'PROVINCE')],
      },
      on: '2024-05-29',
      year: 2023,
      expected: eligible('QĐ 999/QĐ-TLĐ'),
    },
  ],
  [
    'QĐ 1689 with an initiative accepted at a school',
    {
      rules: CONFEDERATION_CERTIFICATE,
      facts: {
        awards: [...years('HTXSNV', 2022, 2023), certificate(2022)],
        initiatives: [initiative(2022, 'SCHOOL'), initiative(2023, 'PROVINCE')],
      },
      on: '2024-05-28',
      year: 2023,
      expected: barred('QĐ 1689/QĐ-TLĐ'),
    },
  ],
  [
    'QĐ 1689 with an initiative accepted too late',
    {
      rules: CONFEDERATION_CERTIFICATE,
      facts: {
        awards: [...years('HTXSNV', 2022, 2023), certificate(2022)],
        initiatives: [initiative(2022, 'GRASSROOTS'), initiative(2023, 'PROVINCE', null, '2024-05-29')],
      },
      on: '2024-05-28',
      year: 2023,
      expected: barred('QĐ 1689/QĐ-TLĐ'),
    },
  ],
  [
    'QĐ 999 with the certificate of the same year alone',
    {
      rules: CONFEDERATION_CERTIFICATE,
      facts: { awards: [...years('HTXSNV', 2023, 2024), certificate(2024)] },
      on: '2025-06-30',
      year: 2024,
      expected: barred('QĐ 999/QĐ-TLĐ'),
    },
  ],
  [
    'QĐ 999 with a thematic certificate of the year before',
    {
      rules: CONFEDERATION_CERTIFICATE,
      facts: { awards: [...years('HTXSNV', 2023, 2024), certificate(2023, { track: 'THEMATIC' })] },
      on: '2025-06-30',
      year: 2024,
      expected: barred('QĐ 999/QĐ-TLĐ'),
    },
  ],
  [
    'no lower award on the last day of NĐ 98',
    {
      rules: CONFEDERATION_CERTIFICATE,
      facts: { awards: years('HTXSNV', 2023, 2024) },
      on: '2025-06-30',
      year: 2024,
      expected: barred('QĐ 999/QĐ-TLĐ'),
    },
  ],
  [
    'no lower award on the first day of NĐ 152',
    {
      rules: CONFEDERATION_CERTIFICATE,
      facts: { awards: years('HTXSNV', 2023, 2024) },
      on: '2025-07-01',
      year: 2024,
      expected: eligible('QĐ 999/QĐ-TLĐ'),
    },
  ],
  // Comprehensive xor thematic.
  [
    'a thematic certificate of the same level and year',
    {
      rules: ONE_OF_TWO,
      facts: { awards: [certificate(2025, { track: 'THEMATIC' })] },
      on: '2026-01-10',
      year: 2025,
      award: CERTIFICATE,
      expected: barred('HD 1217/2016'),
    },
  ],
  [
    'one of the year before',
    {
      rules: ONE_OF_TWO,
      facts: { awards: [certificate(2024, { track: 'THEMATIC' })] },
      on: '2026-01-10',
      year: 2025,
      award: CERTIFICATE,
      expected: eligible('HD 1217/2016'),
    },
  ],
  [
    'one of another level',
    {
      rules: ONE_OF_TWO,
      facts: { awards: [certificate(2025, { track: 'THEMATIC', issuerLevel: 'GENERAL_CONFEDERATION' })] },
      on: '2026-01-10',
      year: 2025,
      award: CERTIFICATE,
      expected: eligible('HD 1217/2016'),
    },
  ],
  [
    'one that is only nominated',
    {
      rules: ONE_OF_TWO,
      facts: { awards: [certificate(2025, { track: 'THEMATIC', standing: 'NOMINATED' })] },
      on: '2026-01-10',
      year: 2025,
      award: CERTIFICATE,
      expected: barred('HD 1217/2016'),
    },
  ],
  [
    'an ad hoc award beside a thematic one',
    {
      rules: ONE_OF_TWO,
      facts: { awards: [certificate(2025, { track: 'THEMATIC' })] },
      on: '2026-01-10',
      year: 2025,
      award: { ...CERTIFICATE, track: 'AD_HOC' },
      expected: eligible('HD 1217/2016'),
    },
  ],
  [
    'a review’s award beside a thematic one',
    {
      rules: ONE_OF_TWO,
      facts: { awards: [certificate(2025, { track: 'THEMATIC' })] },
      on: '2026-01-10',
      year: 2025,
      award: { ...CERTIFICATE, code: 'BK-TONG-KET' },
      expected: eligible('HD 1217/2016'),
    },
  ],
  // Creative Labour: at, and one đồng below, each amount.
  [
    'a worker at 80 triệu',
    {
      rules: CREATIVE_LABOUR,
      facts: { person: person(ranked('WORKER')), initiatives: [initiative(2025, 'GRASSROOTS', 80_000_000)] },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('Quy chế 2014'),
    },
  ],
  [
    'a worker one đồng below',
    {
      rules: CREATIVE_LABOUR,
      facts: { person: person(ranked('WORKER')), initiatives: [initiative(2025, 'GRASSROOTS', 79_999_999)] },
      on: '2026-01-10',
      year: 2025,
      expected: barred('Quy chế 2014'),
    },
  ],
  [
    'staff at 149 triệu',
    {
      rules: CREATIVE_LABOUR,
      facts: { person: person(ranked('STAFF')), initiatives: [initiative(2025, 'GRASSROOTS', 149_000_000)] },
      on: '2026-01-10',
      year: 2025,
      expected: barred('Quy chế 2014'),
    },
  ],
  [
    'staff at 150 triệu',
    {
      rules: CREATIVE_LABOUR,
      facts: { person: person(ranked('STAFF')), initiatives: [initiative(2025, 'GRASSROOTS', 150_000_000)] },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('Quy chế 2014'),
    },
  ],
  [
    'a manager at 200 triệu',
    {
      rules: CREATIVE_LABOUR,
      facts: { person: person(ranked('MANAGER')), initiatives: [initiative(2025, 'GRASSROOTS', 200_000_000)] },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('Quy chế 2014'),
    },
  ],
  [
    'two of 100 triệu, which are not summed, for a manager',
    {
      rules: CREATIVE_LABOUR,
      facts: {
        person: person(ranked('MANAGER')),
        initiatives: [initiative(2025, 'GRASSROOTS', 100_000_000), initiative(2025, 'PROVINCE', 100_000_000)],
      },
      on: '2026-01-10',
      year: 2025,
      expected: barred('Quy chế 2014'),
    },
  ],
  [
    '200 triệu that nobody has accepted',
    {
      rules: CREATIVE_LABOUR,
      facts: { person: person(ranked('WORKER')), initiatives: [initiative(2025, null, 200_000_000)] },
      on: '2026-01-10',
      year: 2025,
      expected: barred('Quy chế 2014'),
    },
  ],
  [
    'a rank nobody knows',
    {
      rules: CREATIVE_LABOUR,
      facts: { initiatives: [initiative(2025, 'GRASSROOTS', 900_000_000)] },
      on: '2026-01-10',
      year: 2025,
      expected: barred('Quy chế 2014'),
    },
  ],
  // The medal: 20 years; 13 years 4 months × 1,5 = 20; 10 × 2 = 20; a third less = 13 years 4 months.
  [
    '20 years to the day',
    {
      rules: MEDAL,
      facts: { person: person({ unionWork: [work('2006-01-10', null)] }) },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    '20 years less a day',
    {
      rules: MEDAL,
      facts: { person: person({ unionWork: [work('2006-01-11', null)] }) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    '13 years 4 months part-time',
    {
      rules: MEDAL,
      facts: { person: person({ unionWork: [work('2012-09-10', null, { isPartTime: true })] }) },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    '13 years 3 months part-time',
    {
      rules: MEDAL,
      facts: { person: person({ unionWork: [work('2012-10-10', null, { isPartTime: true })] }) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    '10 years in a non-state enterprise',
    {
      rules: MEDAL,
      facts: { person: person({ unionWork: [work('2016-01-10', null, { sector: 'NON_STATE' })] }) },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    '9 years part-time in a non-state enterprise, × 2 and not × 3',
    {
      rules: MEDAL,
      facts: { person: person({ unionWork: [work('2017-01-10', null, { sector: 'NON_STATE', isPartTime: true })] }) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    '8 full-time + 8 part-time: 8 + 12',
    {
      rules: MEDAL,
      facts: {
        person: person({
          unionWork: [work('2010-01-10', '2018-01-10'), work('2018-01-10', null, { isPartTime: true })],
        }),
      },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    'a woman chair with 13 years 4 months',
    {
      rules: MEDAL,
      facts: { person: person({ ...WOMAN_CHAIR, unionWork: [work('2012-09-10', null)] }) },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    'a woman chair with a day less',
    {
      rules: MEDAL,
      facts: { person: person({ ...WOMAN_CHAIR, unionWork: [work('2012-09-11', null)] }) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    'a woman who does not lead',
    {
      rules: MEDAL,
      facts: { person: person({ gender: 'FEMALE', unionWork: [work('2012-09-10', null)] }) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    'a woman manager at work',
    {
      rules: MEDAL,
      facts: { person: person({ gender: 'FEMALE', ...ranked('MANAGER'), unionWork: [work('2012-09-10', null)] }) },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    'a man who leads',
    {
      rules: MEDAL,
      facts: { person: person({ ...WOMAN_CHAIR, gender: 'MALE', unionWork: [work('2012-09-10', null)] }) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    'a woman chair a day before NĐ 152',
    {
      rules: MEDAL,
      facts: { person: person({ ...WOMAN_CHAIR, unionWork: [work('2010-01-10', null)] }) },
      on: '2025-06-30',
      year: 2024,
      expected: barred('QĐ 1689/QĐ-TLĐ'),
    },
  ],
  [
    'the same on its first day',
    {
      rules: MEDAL,
      facts: { person: person({ ...WOMAN_CHAIR, unionWork: [work('2010-01-10', null)] }) },
      on: '2025-07-01',
      year: 2024,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    'a second medal',
    {
      rules: MEDAL,
      facts: { person: person({ unionWork: [work('2000-01-10', null)] }), awards: [award('KNC', 2019)] },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  // Ratings.
  [
    'two years HTTNV and better',
    {
      rules: FLAG,
      facts: { person: null, unit: unit(20), ratings: [rated(2024, 'EXCELLENT'), rated(2025, 'GOOD')] },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('QĐ 999/QĐ-TLĐ'),
    },
  ],
  [
    'one year HTNV',
    {
      rules: FLAG,
      facts: { person: null, unit: unit(20), ratings: [rated(2024, 'COMPLETED'), rated(2025, 'GOOD')] },
      on: '2026-01-10',
      year: 2025,
      expected: barred('QĐ 999/QĐ-TLĐ'),
    },
  ],
  [
    'a year without a rating',
    {
      rules: FLAG,
      facts: { person: null, unit: unit(20), ratings: [rated(2025, 'EXCELLENT')] },
      on: '2026-01-10',
      year: 2025,
      expected: barred('QĐ 999/QĐ-TLĐ'),
    },
  ],
  // Discipline: five years before 10 January 2026 is 10 January 2021.
  [
    'discipline that ended five years ago',
    {
      rules: CLEAN,
      facts: { person: person({ holds: [discipline('2020-01-10', '2021-01-10')] }) },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    'discipline that ended a day later',
    {
      rules: CLEAN,
      facts: { person: person({ holds: [discipline('2020-01-10', '2021-01-11')] }) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    'discipline still in force',
    {
      rules: CLEAN,
      facts: { person: person({ holds: [discipline('2025-12-01', null)] }) },
      on: '2026-01-10',
      year: 2025,
      expected: barred('NĐ 152/2025'),
    },
  ],
  [
    'an inspection is no discipline',
    {
      rules: CLEAN,
      facts: { person: person({ holds: [discipline('2025-12-01', null, 'INSPECTION')] }) },
      on: '2026-01-10',
      year: 2025,
      expected: eligible('NĐ 152/2025'),
    },
  ],
  [
    'six months of maternity, not counted before NĐ 152',
    {
      rules: CLEAN,
      facts: {
        person: person({ ...maternity('2023-01-01', '2023-07-01'), holds: [discipline('2019-01-01', '2020-03-01')] }),
      },
      on: '2025-06-30',
      year: 2024,
      expected: barred('NĐ 98/2023'),
    },
  ],
  [
    'six months of maternity, counted from NĐ 152 on',
    {
      rules: CLEAN,
      facts: {
        person: person({ ...maternity('2023-01-01', '2023-07-01'), holds: [discipline('2019-01-01', '2020-03-01')] }),
      },
      on: '2025-07-01',
      year: 2024,
      expected: eligible('NĐ 152/2025'),
    },
  ],
];
