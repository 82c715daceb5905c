/** Positions that an officer can hold (domain.md §1). A position gives the mandate to act for its unit. */
export const OFFICER_POSITIONS = [
  'CHAIR',
  'VICE_CHAIR',
  'STANDING_COMMITTEE_MEMBER',
  'EXECUTIVE_COMMITTEE_MEMBER',
  'INSPECTION_COMMITTEE_MEMBER',
  'WOMENS_BOARD_MEMBER',
  'EMULATION_COUNCIL_MEMBER',
  'EMULATION_COUNCIL_SECRETARY',
  'FULL_TIME_CADRE',
] as const;
/** A position of an officer. */
export type OfficerPosition = (typeof OFFICER_POSITIONS)[number];

/**
 * Over which units a permission reaches, seen from the mandate's unit. BELOW leaves out the mandate's own unit: what is
 * set for a unit is set by one above it; only the root, above which there is none, reaches itself.
 */
export type PermissionScope = 'SIGNED_IN' | 'OWN_UNIT' | 'OWN_UNIT_AND_BELOW' | 'BELOW';

/** One row of the catalogue: who may do it and over what. */
export interface PermissionRule {
  /** Positions whose mandate grants it; empty for SIGNED_IN. */
  readonly positions: readonly OfficerPosition[];
  /** Over which units. */
  readonly scope: PermissionScope;
  /** What it allows, in words. */
  readonly vi: string;
  readonly en: string;
}

const LEADERS = ['CHAIR', 'VICE_CHAIR'] as const;
const OFFICE = ['CHAIR', 'VICE_CHAIR', 'STANDING_COMMITTEE_MEMBER', 'FULL_TIME_CADRE'] as const;

/** The catalogue: permission → positions → scope. The one place that says who may do what. */
export const PERMISSIONS = {
  'graph.read': { positions: [], scope: 'SIGNED_IN', vi: 'Đọc đồ thị chung', en: 'Read the common graph' },
  'unit.found': {
    positions: OFFICE,
    scope: 'OWN_UNIT_AND_BELOW',
    vi: 'Thành lập đơn vị công đoàn trực thuộc',
    en: 'Found a union unit under one’s own',
  },
  'unit.change': {
    positions: OFFICE,
    scope: 'OWN_UNIT_AND_BELOW',
    vi: 'Thay đổi thông tin, chuyển giao, giải thể đơn vị',
    en: 'Change, transfer or dissolve a unit',
  },
  'officer.appoint': {
    positions: LEADERS,
    scope: 'OWN_UNIT_AND_BELOW',
    vi: 'Công nhận chức danh cán bộ công đoàn',
    en: 'Appoint an officer',
  },
  'member.admit': { positions: OFFICE, scope: 'OWN_UNIT_AND_BELOW', vi: 'Kết nạp đoàn viên', en: 'Admit members' },
  'member.read': { positions: OFFICE, scope: 'OWN_UNIT_AND_BELOW', vi: 'Xem danh sách đoàn viên', en: 'Read members' },
  'party-referral.record': {
    positions: OFFICE,
    scope: 'OWN_UNIT_AND_BELOW',
    vi: 'Ghi nhận giới thiệu đoàn viên ưu tú cho Đảng',
    en: 'Record referrals to the Party',
  },
  'headcount.record': {
    positions: OFFICE,
    scope: 'OWN_UNIT_AND_BELOW',
    vi: 'Ghi nhận số liệu lao động, đoàn viên',
    en: 'Record stated headcounts',
  },
  'budget.set': { positions: OFFICE, scope: 'BELOW', vi: 'Giao dự toán', en: 'Set a budget' },
  'receipt.record': {
    positions: OFFICE,
    scope: 'OWN_UNIT_AND_BELOW',
    vi: 'Ghi nhận khoản thu, bút toán đảo',
    en: 'Record and reverse receipts',
  },
  'finance.read': {
    positions: [...OFFICE, 'INSPECTION_COMMITTEE_MEMBER'],
    scope: 'OWN_UNIT_AND_BELOW',
    vi: 'Xem dự toán và từng khoản thu',
    en: 'Read budgets and single receipts',
  },
  'cycle.open': {
    positions: LEADERS,
    scope: 'OWN_UNIT',
    vi: 'Mở chu kỳ thi đua, giao chủ đề',
    en: 'Open an annual cycle and set its theme',
  },
  'group.form': {
    positions: OFFICE,
    scope: 'OWN_UNIT',
    vi: 'Thành lập, thay đổi cụm, khối thi đua',
    en: 'Form and change clusters and blocks',
  },
  'indicator.define': {
    positions: OFFICE,
    scope: 'OWN_UNIT',
    vi: 'Định nghĩa chỉ tiêu thống kê',
    en: 'Define indicators',
  },
  'target.issue': {
    positions: LEADERS,
    scope: 'OWN_UNIT',
    vi: 'Ban hành quyết định giao chỉ tiêu',
    en: 'Issue target decisions',
  },
  'figure.record': {
    positions: OFFICE,
    scope: 'OWN_UNIT_AND_BELOW',
    vi: 'Ghi nhận số liệu theo nguồn công bố',
    en: 'Record figures as stated by a source',
  },
  'pledge.draft': {
    positions: LEADERS,
    scope: 'OWN_UNIT',
    vi: 'Soạn giao ước thi đua (đơn vị cụm trưởng, khối trưởng)',
    en: 'Draft and open the pledge (head of the group)',
  },
  'pledge.sign': {
    positions: LEADERS,
    scope: 'OWN_UNIT',
    vi: 'Ký giao ước thi đua thay mặt đơn vị',
    en: 'Sign the pledge for the unit',
  },
  'pledge.escalation.handle': {
    positions: OFFICE,
    scope: 'OWN_UNIT',
    vi: 'Xử lý giao ước ký chậm',
    en: 'Deal with late signatures',
  },
  'review.open': { positions: OFFICE, scope: 'OWN_UNIT_AND_BELOW', vi: 'Mở sơ kết', en: 'Open a mid-year review' },
  'review.conclude': { positions: LEADERS, scope: 'OWN_UNIT', vi: 'Kết luận sơ kết', en: 'Conclude a mid-year review' },
  'review.overdue.handle': {
    positions: OFFICE,
    scope: 'OWN_UNIT',
    vi: 'Xử lý sơ kết quá hạn',
    en: 'Deal with an overdue review',
  },
  'emulation.history.read': {
    positions: [...OFFICE, 'INSPECTION_COMMITTEE_MEMBER'],
    scope: 'OWN_UNIT_AND_BELOW',
    vi: 'Xem nhật ký, bản soạn và ý kiến nội bộ của thi đua',
    en: 'Read the history, drafts and internal notes of emulation',
  },
  'award-type.define': {
    positions: LEADERS,
    scope: 'OWN_UNIT',
    vi: 'Định nghĩa hình thức khen thưởng và quy trình',
    en: 'Define award types and routes',
  },
  'nomination.draft': {
    positions: OFFICE,
    scope: 'OWN_UNIT',
    vi: 'Lập hồ sơ đề nghị khen thưởng',
    en: 'Draft a nomination',
  },
  'nomination.submit': {
    positions: LEADERS,
    scope: 'OWN_UNIT',
    vi: 'Trình hồ sơ đề nghị khen thưởng',
    en: 'Submit a nomination',
  },
  'nomination.appraise': { positions: OFFICE, scope: 'OWN_UNIT', vi: 'Thẩm định hồ sơ', en: 'Appraise a nomination' },
  'nomination.record-council-vote': {
    positions: ['EMULATION_COUNCIL_SECRETARY'],
    scope: 'OWN_UNIT',
    vi: 'Ghi nhận kết quả biểu quyết của hội đồng',
    en: 'Record the council’s vote',
  },
  'nomination.decide': {
    positions: LEADERS,
    scope: 'OWN_UNIT',
    vi: 'Ký quyết định khen thưởng',
    en: 'Sign the award decision',
  },
  'nomination.read': {
    positions: [
      ...OFFICE,
      'EXECUTIVE_COMMITTEE_MEMBER',
      'INSPECTION_COMMITTEE_MEMBER',
      'EMULATION_COUNCIL_MEMBER',
      'EMULATION_COUNCIL_SECRETARY',
    ],
    scope: 'OWN_UNIT_AND_BELOW',
    vi: 'Xem hồ sơ đề nghị khen thưởng',
    en: 'Read nominations',
  },
} as const satisfies Record<string, PermissionRule>;

/** Name of a permission of the catalogue. */
export type Permission = keyof typeof PERMISSIONS;

/** A mandate in force: what an officer's position lets them do, for a unit and for a time. */
export interface Mandate {
  /** Id of the officer row that gives it. */
  readonly id: string;
  /** The unit it is for. */
  readonly unitId: string;
  /** The unit's path today, for example `/1/7/`. */
  readonly unitPath: string;
  /** The position. */
  readonly position: OfficerPosition;
}

/** A unit that something is to be done to, as the service that owns the row sees it. */
export interface UnitInScope {
  readonly unitId: string;
  readonly unitPath: string;
}

/**
 * The first of the mandates that grants the permission over the unit, or null when none does.
 * Pure: the same answer in every service.
 */
export function grantingMandate(
  mandates: readonly Mandate[],
  permission: Permission,
  unit: UnitInScope,
): Mandate | null {
  const rule: PermissionRule = PERMISSIONS[permission];
  return (
    mandates.find((mandate) => rule.positions.includes(mandate.position) && reaches(rule.scope, mandate, unit)) ?? null
  );
}

function reaches(scope: PermissionScope, mandate: Mandate, unit: UnitInScope): boolean {
  if (mandate.unitId === unit.unitId) {
    return scope !== 'BELOW' || isRoot(mandate);
  }
  return scope !== 'OWN_UNIT' && unit.unitPath.startsWith(mandate.unitPath);
}

/** A path of one number, `/1/`: nothing is above the unit. */
function isRoot({ unitPath }: Mandate): boolean {
  return /^\/\d+\/$/.test(unitPath);
}

/** What a number on a path can begin with. */
const FIRST_DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

function prefixesOf(scope: PermissionScope, { unitPath }: Mandate): readonly string[] {
  if (scope === 'BELOW') {
    return FIRST_DIGITS.map((digit) => `${unitPath}${digit}`);
  }
  return scope === 'OWN_UNIT_AND_BELOW' ? [unitPath] : [];
}

/** Paths of the units over which the mandates grant the permission, for filters in SQL. */
export function grantedPaths(
  mandates: readonly Mandate[],
  permission: Permission,
): { readonly exactUnitIds: readonly string[]; readonly pathPrefixes: readonly string[] } {
  const rule: PermissionRule = PERMISSIONS[permission];
  const granting = mandates.filter((mandate) => rule.positions.includes(mandate.position));
  return {
    exactUnitIds: granting
      .filter((mandate) => rule.scope !== 'BELOW' || isRoot(mandate))
      .map((mandate) => mandate.unitId),
    pathPrefixes: granting.flatMap((mandate) => prefixesOf(rule.scope, mandate)),
  };
}
