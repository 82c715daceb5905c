import type { Message } from './message';
import type { OfficerPosition } from './positions';

/**
 * Over what a grant reaches, seen from the mandate's unit.
 * - SIGNED_IN: whoever is signed in and linked to a member, over what is common to all; no mandate is needed.
 * - SELF: what is the person's own: their data, their draft, their office.
 * - OWN_UNIT: the mandate's own unit.
 * - OWN_UNIT_AND_BELOW: that unit and everything under it.
 * - BELOW: everything under it without the unit itself: what is set for a unit is set by one above it. Only the root,
 *   above which there is none, reaches itself.
 * - GROUP_HEADED: the cluster or block that the unit heads today; the service names the head as the unit.
 * - COUNCIL_OF_BODY: the body whose emulation council it is; the service names the body as the unit.
 * - AUDITOR_OF_BODY_AND_BELOW: the body whose inspection committee it is and everything under it, to read only.
 * - CONFEDERATION: everything, for mandates of the General Confederation alone.
 */
export type PermissionScope =
  | 'SIGNED_IN'
  | 'SELF'
  | 'OWN_UNIT'
  | 'OWN_UNIT_AND_BELOW'
  | 'BELOW'
  | 'GROUP_HEADED'
  | 'COUNCIL_OF_BODY'
  | 'AUDITOR_OF_BODY_AND_BELOW'
  | 'CONFEDERATION';

/** Who gets a permission, over what. */
export interface PermissionGrant {
  /** Positions whose mandate grants it; empty for SIGNED_IN and SELF, which need none. */
  readonly positions: readonly OfficerPosition[];
  readonly scope: PermissionScope;
}

/** What must hold besides the mandate. */
export type PermissionCondition = 'SEPARATION_OF_DUTIES' | 'NOT_COUNCIL_SECRETARY' | 'NOT_OWN_MANDATE';

/** The conditions in words. */
export const CONDITIONS: Readonly<Record<PermissionCondition, Message>> = {
  SEPARATION_OF_DUTIES: {
    vi: 'Người lập, trình hồ sơ hoặc được đề nghị khen thưởng (kể cả người đã ủy quyền) không thẩm định, biểu quyết hay quyết định hồ sơ đó.',
    en: 'Who drafted, submitted or is nominated (or delegated the mandate) never appraises, votes or decides on that nomination.',
  },
  NOT_COUNCIL_SECRETARY: {
    vi: 'Thư ký hội đồng của chính cấp đó không ký quyết định.',
    en: 'The secretary of the body’s council does not decide.',
  },
  NOT_OWN_MANDATE: {
    vi: 'Không ai công nhận, kết thúc, tạm đình chỉ hay khôi phục chức danh của chính mình hoặc của người đã ủy quyền cho mình.',
    en: 'Nobody appoints or ends, suspends or resumes themself, or the one by whose delegation they act.',
  },
};

/** One row of the catalogue: who may do it, over what, on which conditions. */
export interface PermissionRule extends Message {
  /** Whether it lets rows be changed. Inspection holds none that does. */
  readonly kind: 'READ' | 'CHANGE';
  /** Any of these is enough. */
  readonly grants: readonly PermissionGrant[];
  /** All of these must hold. */
  readonly conditions: readonly PermissionCondition[];
}

const LEADERS = ['CHAIR', 'VICE_CHAIR'] as const;
const OFFICE = ['CHAIR', 'VICE_CHAIR', 'STANDING_COMMITTEE_MEMBER', 'FULL_TIME_CADRE'] as const;
const COUNCIL = ['EMULATION_COUNCIL_MEMBER', 'EMULATION_COUNCIL_SECRETARY'] as const;

const grant = (scope: PermissionScope, positions: readonly OfficerPosition[] = []): PermissionGrant => ({
  positions,
  scope,
});
const SIGNED_IN = grant('SIGNED_IN');
const SELF = grant('SELF');
const AUDITOR = grant('AUDITOR_OF_BODY_AND_BELOW', ['INSPECTION_COMMITTEE_MEMBER']);

const read = (vi: string, en: string, ...grants: readonly PermissionGrant[]): PermissionRule => ({
  kind: 'READ',
  vi,
  en,
  grants,
  conditions: [],
});
const change = (
  vi: string,
  en: string,
  grants: PermissionGrant | readonly PermissionGrant[],
  ...conditions: readonly PermissionCondition[]
): PermissionRule => ({ kind: 'CHANGE', vi, en, grants: 'scope' in grants ? [grants] : grants, conditions });

/** The catalogue: permission → positions → scope → conditions. The one place that says who may do what. */
export const PERMISSIONS = {
  // The common graph: the union tree, clusters and blocks, themes, targets, award types, stated figures.
  'graph.read': read('Đọc đồ thị chung', 'Read the common graph', SIGNED_IN),

  // Organisation (membership).
  'unit.found': change(
    'Thành lập đơn vị công đoàn trực thuộc',
    'Found a union unit under one’s own',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
  ),
  'unit.change': change(
    'Thay đổi thông tin đơn vị, tiếp nhận đơn vị chuyển đến, sáp nhập vào',
    'Change the facts of a unit, and take in what is transferred to it or merged into it',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
  ),
  'unit.dissolve': change(
    'Chuyển giao, sáp nhập, giải thể đơn vị cấp dưới',
    'Transfer, merge or dissolve a unit under one’s own',
    grant('BELOW', LEADERS),
  ),
  'unit.history.read': read(
    'Xem nhật ký của đơn vị: chức danh, ủy quyền, thay đổi',
    'Read the history of a unit: its mandates, delegations and changes',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
    AUDITOR,
  ),
  'officer.appoint': change(
    'Công nhận, kết thúc chức danh khác Chủ tịch, Phó Chủ tịch và Ủy viên Ủy ban Kiểm tra',
    'Appoint an officer and end the office, other than leaders and the inspection committee',
    grant('OWN_UNIT_AND_BELOW', LEADERS),
    'NOT_OWN_MANDATE',
  ),
  'officer.appoint-leader': change(
    'Công nhận, kết thúc chức danh Chủ tịch, Phó Chủ tịch, Ủy viên Ủy ban Kiểm tra của đơn vị cấp dưới',
    'Appoint and end the leaders and the inspection committee of a unit under one’s own',
    grant('BELOW', LEADERS),
    'NOT_OWN_MANDATE',
  ),
  'mandate.delegate': change('Ủy quyền chức danh của mình', 'Delegate one’s own mandate', SELF),
  'mandate.end-delegation': change('Chấm dứt ủy quyền', 'End a delegation', [
    SELF,
    grant('OWN_UNIT_AND_BELOW', LEADERS),
  ]),
  'mandate.suspend': change(
    'Tạm đình chỉ, khôi phục chức danh khác Chủ tịch, Phó Chủ tịch và Ủy viên Ủy ban Kiểm tra',
    'Suspend or resume a mandate, other than of leaders and the inspection committee',
    grant('OWN_UNIT_AND_BELOW', LEADERS),
    'NOT_OWN_MANDATE',
  ),
  'mandate.suspend-leader': change(
    'Tạm đình chỉ, khôi phục chức danh Chủ tịch, Phó Chủ tịch, Ủy viên Ủy ban Kiểm tra của đơn vị cấp dưới',
    'Suspend or resume the leaders and the inspection committee of a unit under one’s own',
    grant('BELOW', LEADERS),
    'NOT_OWN_MANDATE',
  ),
  'identity.link': change(
    'Liên kết đoàn viên không giữ chức danh với tài khoản đăng nhập',
    'Link a member without an office to the account they sign in with',
    // Whoever can give an account to somebody sees what they see of themselves: the unit's own office may, those above not.
    [grant('OWN_UNIT', OFFICE), grant('CONFEDERATION', LEADERS)],
  ),
  // Whoever can give an account to somebody can act as them: the offices of a unit are opened from above it.
  'identity.link-officer': change(
    'Liên kết người đang hoặc sắp giữ chức danh ở đơn vị cấp dưới với tài khoản đăng nhập',
    'Link somebody who holds or will hold an office of a unit under one’s own to the account they sign in with',
    grant('BELOW', OFFICE),
  ),
  'member.admit': change('Kết nạp đoàn viên', 'Admit members', grant('OWN_UNIT_AND_BELOW', OFFICE)),
  'member.read': read('Xem danh sách đoàn viên', 'Read members', SELF, grant('OWN_UNIT_AND_BELOW', OFFICE), AUDITOR),
  'member.personal.read': read(
    'Xem ngày sinh, số định danh, điện thoại, địa chỉ của đoàn viên',
    'Read a member’s date of birth, national id, phone and address',
    SELF,
    grant('OWN_UNIT', OFFICE),
  ),
  'member.bank-account.read': read(
    'Xem tài khoản ngân hàng của đoàn viên',
    'Read a member’s bank account',
    SELF,
    grant('OWN_UNIT', ['CHAIR', 'FULL_TIME_CADRE']),
  ),
  'member.personal.record': change('Ghi nhận dữ liệu cá nhân của đoàn viên', 'Record a member’s personal data', [
    SELF,
    grant('OWN_UNIT', OFFICE),
  ]),
  'tenure.record': change(
    'Ghi nhận vị trí việc làm, công tác công đoàn, nghỉ thai sản của đoàn viên',
    'Record members’ rank at work, union work and maternity leave',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
  ),
  'hold.place': change(
    'Đặt, gỡ tạm dừng xét khen thưởng một người (kỷ luật, thanh tra, khiếu nại)',
    'Place and lift holds on persons (discipline, inspection, complaint)',
    grant('OWN_UNIT_AND_BELOW', LEADERS),
  ),
  'hold.place-on-unit': change(
    'Đặt, gỡ tạm dừng xét khen thưởng một đơn vị cấp dưới',
    'Place and lift holds on units under one’s own',
    grant('BELOW', LEADERS),
  ),
  'hold.read': read(
    'Xem các lần tạm dừng xét khen thưởng của người và đơn vị',
    'Read holds on persons and units',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
    AUDITOR,
  ),
  'party-referral.record': change(
    'Ghi nhận giới thiệu đoàn viên ưu tú cho Đảng',
    'Record referrals to the Party',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
  ),
  'headcount.record': change(
    'Ghi nhận số liệu lao động, đoàn viên',
    'Record stated headcounts',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
  ),
  'security-log.read': read('Xem nhật ký an ninh', 'Read the security log', AUDITOR),
  'security-log.read-system': read(
    'Xem nhật ký an ninh của toàn hệ thống: khóa, tài khoản chưa liên kết',
    'Read the security log of the whole system: keys, accounts not linked',
    grant('CONFEDERATION', ['INSPECTION_COMMITTEE_MEMBER']),
  ),

  // The audit trail of each service, whole: it shows what every unit did.
  'audit.export': read(
    'Xuất toàn bộ nhật ký kiểm toán',
    'Export the whole audit trail',
    grant('CONFEDERATION', ['INSPECTION_COMMITTEE_MEMBER']),
  ),

  // Money (finance).
  'budget.set': change('Giao dự toán', 'Set a budget', grant('BELOW', OFFICE)),
  'receipt.record': change(
    'Ghi nhận khoản thu, bút toán đảo',
    'Record and reverse receipts',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
  ),
  'award-payment.confirm': change(
    'Xác nhận đã chi, đã thu hồi tiền thưởng',
    'Confirm that award money was paid out, or recovered',
    grant('OWN_UNIT', OFFICE),
  ),
  'finance.read': read(
    'Xem dự toán, từng khoản thu và chi thưởng',
    'Read budgets, single receipts and award payments',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
    AUDITOR,
  ),

  // Emulation.
  'cycle.open': change(
    'Mở chu kỳ thi đua, giao chủ đề',
    'Open an annual cycle and set its theme',
    grant('OWN_UNIT', LEADERS),
  ),
  'group.form': change(
    'Thành lập, thay đổi cụm, khối thi đua',
    'Form and change clusters and blocks',
    grant('OWN_UNIT', OFFICE),
  ),
  'indicator.define': change('Định nghĩa chỉ tiêu thống kê', 'Define indicators', grant('OWN_UNIT', OFFICE)),
  'target.issue': change('Ban hành quyết định giao chỉ tiêu', 'Issue target decisions', grant('OWN_UNIT', LEADERS)),
  'figure.record': change(
    'Ghi nhận số liệu theo nguồn công bố',
    'Record figures as stated by a source',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
  ),
  'pledge.draft': change(
    'Soạn giao ước thi đua (đơn vị cụm trưởng, khối trưởng)',
    'Draft and open the pledge (head of the group)',
    grant('GROUP_HEADED', LEADERS),
  ),
  'pledge.sign': change(
    'Ký giao ước thi đua thay mặt đơn vị',
    'Sign the pledge for the unit',
    grant('OWN_UNIT', LEADERS),
  ),
  'pledge.escalation.handle': change('Xử lý giao ước ký chậm', 'Deal with late signatures', grant('OWN_UNIT', OFFICE)),
  'review.open': change('Mở sơ kết', 'Open a mid-year review', grant('OWN_UNIT_AND_BELOW', OFFICE)),
  'review.conclude': change('Kết luận sơ kết', 'Conclude a mid-year review', grant('OWN_UNIT', LEADERS)),
  'review.overdue.handle': change('Xử lý sơ kết quá hạn', 'Deal with an overdue review', grant('OWN_UNIT', OFFICE)),
  'initiative.record': change(
    'Ghi nhận sáng kiến, đề tài, sản phẩm và việc công nhận',
    'Record initiatives and their acceptance',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
  ),
  'unit-rating.decide': change(
    'Xếp loại hằng năm đơn vị cấp dưới',
    'Rate units under one’s own for a year',
    grant('BELOW', LEADERS),
  ),
  'emulation.history.read': read(
    'Xem nhật ký, bản soạn và ý kiến nội bộ của thi đua',
    'Read the history, drafts and internal notes of emulation',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
    AUDITOR,
  ),

  // Awards.
  'award-type.define': change(
    'Định nghĩa hình thức khen thưởng và quy trình',
    'Define award types and routes',
    grant('OWN_UNIT', LEADERS),
  ),
  'award-rule.set': change(
    'Đặt, chấm dứt điều kiện, chỉ tiêu số lượng và mức thưởng của hình thức khen thưởng',
    'Set and end rules, quotas and award multiples of an award type',
    grant('OWN_UNIT', LEADERS),
  ),
  'council-quorum.set': change(
    'Đặt tỷ lệ tối thiểu thành viên hội đồng phải tham gia biểu quyết',
    'Set which share of its members a council needs',
    grant('OWN_UNIT', LEADERS),
  ),
  'base-salary.set': change(
    'Cập nhật lương cơ sở dùng để tính tiền thưởng',
    'Set the base salary by which award money is computed',
    grant('CONFEDERATION', LEADERS),
  ),
  'award-type.history.read': read(
    'Xem nhật ký của hình thức khen thưởng',
    'Read the history of an award type and its route',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
    AUDITOR,
  ),
  'received-award.record': change(
    'Ghi phần thưởng đã nhận trước đây vào sổ khen thưởng',
    'Record awards of before this system in the registry',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
  ),
  'nomination.draft': change('Lập hồ sơ đề nghị khen thưởng', 'Draft a nomination', grant('OWN_UNIT', OFFICE)),
  'nomination.submit': change('Trình hồ sơ đề nghị khen thưởng', 'Submit a nomination', grant('OWN_UNIT', LEADERS)),
  'nomination.appraise': change(
    'Thẩm định hồ sơ',
    'Appraise a nomination',
    grant('OWN_UNIT', OFFICE),
    'SEPARATION_OF_DUTIES',
  ),
  'nomination.record-council-vote': change(
    'Ghi nhận kết quả biểu quyết của hội đồng',
    'Record the council’s vote',
    grant('COUNCIL_OF_BODY', ['EMULATION_COUNCIL_SECRETARY']),
    'SEPARATION_OF_DUTIES',
  ),
  'nomination.decide': change(
    'Ký quyết định khen thưởng',
    'Sign the award decision',
    grant('OWN_UNIT', LEADERS),
    'SEPARATION_OF_DUTIES',
    'NOT_COUNCIL_SECRETARY',
  ),
  'award-decision.draft': change(
    'Soạn quyết định khen thưởng và danh sách kèm theo',
    'Draft an award decision and its attached list',
    grant('OWN_UNIT', OFFICE),
  ),
  'award-decision.publish': change(
    'Công bố quyết định khen thưởng',
    'Publish an award decision',
    grant('OWN_UNIT', OFFICE),
  ),
  'award-decision.hand-over': change(
    'Ghi nhận buổi trao thưởng',
    'Record how awards were handed over',
    grant('OWN_UNIT', OFFICE),
  ),
  'award-decision.revoke': change(
    'Hủy bỏ quyết định khen thưởng, thu hồi hiện vật và tiền thưởng',
    'Revoke awards, and recover item and money',
    grant('OWN_UNIT', LEADERS),
    'SEPARATION_OF_DUTIES',
  ),
  'award-decision.number': change(
    'Đặt số quyết định khen thưởng đã cấp ngoài hệ thống',
    'State the last number of award decisions given outside the system',
    grant('OWN_UNIT', LEADERS),
  ),
  'award-decision.read': read(
    'Xem quyết định khen thưởng của cấp mình và cấp dưới, kể cả dự thảo',
    'Read the award decisions of a body and of those under it, drafts included',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
    grant('COUNCIL_OF_BODY', COUNCIL),
    AUDITOR,
  ),
  'ballot.conduct': change(
    'Mở, kết thúc, hủy phiên bỏ phiếu kín của hội đồng và nhập phiếu của người vắng mặt',
    'Open, close and void a secret ballot of the council, and enter the votes of absentees',
    grant('COUNCIL_OF_BODY', ['EMULATION_COUNCIL_SECRETARY']),
    'SEPARATION_OF_DUTIES',
  ),
  'ballot.cast': change(
    'Bỏ phiếu kín tại hội đồng, rút khỏi biểu quyết',
    'Cast one’s secret vote in the council, or recuse oneself',
    grant('COUNCIL_OF_BODY', ['EMULATION_COUNCIL_MEMBER']),
    'SEPARATION_OF_DUTIES',
  ),
  'ballot.read': read(
    'Xem các phiên bỏ phiếu kín và biên bản của hội đồng',
    'Read secret ballots of a council and their minutes',
    SELF,
    grant('OWN_UNIT', OFFICE),
    grant('COUNCIL_OF_BODY', COUNCIL),
    AUDITOR,
  ),
  'award-appeal.file': change('Gửi kiến nghị về khen thưởng', 'File an appeal about an award', [
    SELF,
    grant('OWN_UNIT', OFFICE),
  ]),
  'award-appeal.answer': change(
    'Trả lời kiến nghị về khen thưởng',
    'Answer an appeal about an award',
    grant('OWN_UNIT', LEADERS),
    'SEPARATION_OF_DUTIES',
  ),
  'award-appeal.read': read(
    'Xem kiến nghị về khen thưởng',
    'Read appeals about awards',
    SELF,
    grant('OWN_UNIT_AND_BELOW', OFFICE),
    AUDITOR,
  ),
  'nomination.override-check': change(
    'Cho vượt một nội dung kiểm tra không đạt, theo chức danh mà quy tắc nêu',
    'Override a check that blocks a nomination, in the position that its rule names',
    grant('OWN_UNIT', OFFICE),
    'SEPARATION_OF_DUTIES',
  ),
  'award-eligibility.read': read(
    'Xem trước ai của đơn vị đủ điều kiện khen thưởng nào',
    'See beforehand who of a unit would be eligible for which award',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
  ),
  'nomination.withdraw': change('Rút hồ sơ đã trình', 'Withdraw a nomination', grant('OWN_UNIT', LEADERS)),
  'nomination.suspend': change(
    'Tạm dừng, tiếp tục xử lý hồ sơ',
    'Suspend and resume a nomination',
    grant('OWN_UNIT_AND_BELOW', LEADERS),
    'SEPARATION_OF_DUTIES',
  ),
  'nomination.move-deadline': change(
    'Gia hạn, rút ngắn thời hạn xử lý hồ sơ',
    'Move the deadline of an open stage',
    grant('OWN_UNIT_AND_BELOW', LEADERS),
    'SEPARATION_OF_DUTIES',
  ),
  'nomination.escalation.handle': change(
    'Xử lý hồ sơ quá hạn lâu ở cấp dưới trực tiếp',
    'Deal with a nomination that a unit directly below has left overdue',
    grant('OWN_UNIT', OFFICE),
    'SEPARATION_OF_DUTIES',
  ),
  'nomination.forward': change(
    'Chuyển hồ sơ lên cấp trên đề nghị khen cao',
    'Forward a nomination one level up',
    grant('OWN_UNIT', LEADERS),
    'SEPARATION_OF_DUTIES',
  ),
  'nomination.change-route': change(
    'Chuyển hồ sơ đang xử lý sang phiên bản quy trình khác',
    'Change the route of open nominations',
    grant('OWN_UNIT', LEADERS),
  ),
  'task.reassign': change(
    'Giao nhiệm vụ khen thưởng cho người khác trong đơn vị',
    'Give an award task to another officer of the unit',
    grant('OWN_UNIT', LEADERS),
    'SEPARATION_OF_DUTIES',
  ),
  'task.release': change(
    'Gỡ người đang giữ nhiệm vụ khen thưởng',
    'Take an award task from who holds it',
    grant('OWN_UNIT', LEADERS),
    'SEPARATION_OF_DUTIES',
  ),
  'nomination.read': read(
    'Xem hồ sơ đề nghị khen thưởng đã trình',
    'Read nominations once submitted',
    SELF,
    grant('OWN_UNIT_AND_BELOW', [...OFFICE, 'EXECUTIVE_COMMITTEE_MEMBER']),
    grant('COUNCIL_OF_BODY', COUNCIL),
    AUDITOR,
  ),
  'nomination.read-draft': read(
    'Xem hồ sơ người khác đang soạn, chưa trình',
    'Read drafts of others, not yet submitted',
    SELF,
    grant('OWN_UNIT', OFFICE),
    AUDITOR,
  ),
  'award-registry.read': read(
    'Tra cứu sổ khen thưởng',
    'Search the registry of awards',
    SELF,
    grant('OWN_UNIT_AND_BELOW', [...OFFICE, 'EXECUTIVE_COMMITTEE_MEMBER']),
    AUDITOR,
  ),
  'certificate-template.define': change(
    'Lập và sửa mẫu giấy chứng nhận',
    'Define and change templates of certificates',
    grant('OWN_UNIT', OFFICE),
  ),
  'certificate.issue': change(
    'Cấp và in giấy chứng nhận khen thưởng của cấp mình',
    'Issue and print the certificates of the awards that one’s own body gave',
    grant('OWN_UNIT', OFFICE),
  ),
  'award-statistics.read': read(
    'Xem thống kê, báo cáo khen thưởng',
    'Read award statistics and reports',
    grant('OWN_UNIT_AND_BELOW', [...OFFICE, 'EXECUTIVE_COMMITTEE_MEMBER']),
    AUDITOR,
  ),
  'award-tally.record': change(
    'Ghi nhận số liệu khen thưởng theo nguồn công bố',
    'Record award figures as stated by a source',
    grant('OWN_UNIT_AND_BELOW', OFFICE),
  ),
} as const satisfies Record<string, PermissionRule>;

/** Name of a permission of the catalogue. */
export type Permission = keyof typeof PERMISSIONS;

/** Every permission, in the catalogue's order. */
export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as readonly Permission[];

/** The catalogue's row for a permission. */
export function ruleOf(permission: Permission): PermissionRule {
  return PERMISSIONS[permission];
}

/** Whether a text names a permission of the catalogue. */
export function isPermission(name: string): name is Permission {
  return Object.hasOwn(PERMISSIONS, name);
}
