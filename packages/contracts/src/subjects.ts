/** The kinds of subject that decisions change; each kind has one workflow type that owns its order and time. */
export enum SubjectKind {
  /** A year's cycle of a province or of the Confederation (chu kỳ thi đua). */
  Cycle = 'CYCLE',
  /** A group's pledge of a cycle (giao ước thi đua). */
  Pledge = 'PLEDGE',
  /** A mid-year review of a group or a unit (sơ kết). */
  Review = 'REVIEW',
  /** A nomination for one award (hồ sơ đề nghị khen thưởng). */
  Nomination = 'NOMINATION',
  /** A list of nominations that share papers (danh sách đề nghị); no workflow: each nomination has its own. */
  NominationList = 'NOMINATION_LIST',
  /** A union unit (đơn vị công đoàn); no workflow. */
  Unit = 'UNIT',
  /** A member (đoàn viên); no workflow. */
  Member = 'MEMBER',
  /** An emulation group, cluster or block (cụm, khối thi đua); no workflow. */
  Group = 'GROUP',
  /** A numbered target decision (quyết định giao chỉ tiêu); no workflow. */
  TargetDecision = 'TARGET_DECISION',
  /** A unit's money for a year (dự toán, thu); no workflow. */
  UnitLedger = 'UNIT_LEDGER',
  /** An initiative (sáng kiến); no workflow. */
  Initiative = 'INITIATIVE',
  /** A unit's rating for a year (xếp loại); no workflow. */
  UnitRating = 'UNIT_RATING',
  /** An award type with its route (loại hình khen thưởng); no workflow. */
  AwardType = 'AWARD_TYPE',
  /** An award that somebody holds (phần thưởng đã nhận); no workflow. */
  ReceivedAward = 'RECEIVED_AWARD',
  /** The base salary of the country (lương cơ sở); no workflow. */
  BaseSalary = 'BASE_SALARY',
  /** A council's secret ballot over a list of nominations (phiên bỏ phiếu kín); no workflow. */
  BallotSession = 'BALLOT_SESSION',
  /** A council's quorum (tỷ lệ tối thiểu tham gia của hội đồng); no workflow. */
  CouncilQuorum = 'COUNCIL_QUORUM',
  /** An indicator (chỉ tiêu thống kê); no workflow. */
  Indicator = 'INDICATOR',
  /** A decision over one or many nominations (quyết định khen thưởng); its workflow pays out the award money. */
  AwardDecision = 'AWARD_DECISION',
  /** The revocation of awards of a decision (hủy bỏ quyết định khen thưởng); its workflow recovers the money. */
  AwardRevocation = 'AWARD_REVOCATION',
  /** An appeal about an award (kiến nghị về khen thưởng); its workflow watches the deadline of the answer. */
  AwardAppeal = 'AWARD_APPEAL',
  /** A body's register of decision numbers (sổ đăng ký số quyết định); no workflow. */
  DecisionNumbers = 'DECISION_NUMBERS',
  /** A template of certificates (mẫu giấy chứng nhận); no workflow. */
  CertificateTemplate = 'CERTIFICATE_TEMPLATE',
  /** A batch of certificates (lô giấy chứng nhận); no workflow. */
  CertificateBatch = 'CERTIFICATE_BATCH',
  /** An export of the audit trail (bản xuất nhật ký); no workflow. */
  AuditExport = 'AUDIT_EXPORT',
}

/** Workflow type names as registered by the workflow worker. */
export const WorkflowType = {
  AnnualCycle: 'annualCycle',
  PledgeSigning: 'pledgeSigning',
  MidYearReview: 'midYearReview',
  NominationApproval: 'nominationApproval',
  AwardPayout: 'awardPayout',
  AwardRevocation: 'awardRevocation',
  AwardAppeal: 'awardAppeal',
  AuditAnchor: 'auditAnchor',
  Reconcile: 'reconcile',
} as const;
/** One of the registered workflow type names. */
export type WorkflowTypeName = (typeof WorkflowType)[keyof typeof WorkflowType];

const WORKFLOW_ID_PREFIX: Partial<Record<SubjectKind, string>> = {
  [SubjectKind.Cycle]: 'cycle',
  [SubjectKind.Pledge]: 'pledge',
  [SubjectKind.Review]: 'review',
  [SubjectKind.Nomination]: 'nomination',
  [SubjectKind.AwardDecision]: 'award-payout',
  [SubjectKind.AwardRevocation]: 'award-revocation',
  [SubjectKind.AwardAppeal]: 'award-appeal',
};

/**
 * The workflow id of a subject, for example `pledge/0198…`. One subject has one workflow for life.
 * @throws when the kind of subject has no workflow.
 */
export function workflowIdOf(kind: SubjectKind, subjectId: string): string {
  const prefix = WORKFLOW_ID_PREFIX[kind];
  if (!prefix) {
    throw new Error(`subjects of kind ${kind} have no workflow`);
  }
  return `${prefix}/${subjectId}`;
}

/** The workflow type of each kind of subject that has one. */
export const SUBJECT_WORKFLOW_TYPE: Partial<Record<SubjectKind, WorkflowTypeName>> = {
  [SubjectKind.Cycle]: WorkflowType.AnnualCycle,
  [SubjectKind.Pledge]: WorkflowType.PledgeSigning,
  [SubjectKind.Review]: WorkflowType.MidYearReview,
  [SubjectKind.Nomination]: WorkflowType.NominationApproval,
  [SubjectKind.AwardDecision]: WorkflowType.AwardPayout,
  [SubjectKind.AwardRevocation]: WorkflowType.AwardRevocation,
  [SubjectKind.AwardAppeal]: WorkflowType.AwardAppeal,
};

/** The subject whose workflow has this id; null when it is no subject's. */
export function subjectOfWorkflow(workflowId: string): { readonly kind: SubjectKind; readonly id: string } | null {
  const [prefix, id] = workflowId.split('/');
  const kind = Object.values(SubjectKind).find((each) => WORKFLOW_ID_PREFIX[each] === prefix);
  return kind && id ? { kind, id } : null;
}
