import { registerEnumType } from 'type-graphql';

/** States of a nomination (nomination.md); the values are those of contracts' NominationState. */
export enum NominationStatus {
  Draft = 'DRAFT',
  Submitted = 'SUBMITTED',
  UnderAppraisal = 'UNDER_APPRAISAL',
  CouncilReview = 'COUNCIL_REVIEW',
  Recommended = 'RECOMMENDED',
  Decided = 'DECIDED',
  Returned = 'RETURNED',
  Rejected = 'REJECTED',
  Published = 'PUBLISHED',
  Awarded = 'AWARDED',
  Revoked = 'REVOKED',
  Consultation = 'CONSULTATION',
  Suspended = 'SUSPENDED',
  Withdrawn = 'WITHDRAWN',
  ForwardedUp = 'FORWARDED_UP',
}
registerEnumType(NominationStatus, {
  name: 'NominationState',
  description: 'Trạng thái hồ sơ đề nghị khen thưởng. State of a nomination.',
  valuesConfig: {
    Draft: { description: 'Đang lập. Being drafted.' },
    Submitted: { description: 'Đã trình, đang chuyển bước. Submitted, on its way to the first open stage.' },
    UnderAppraisal: { description: 'Đang thẩm định. Under appraisal.' },
    CouncilReview: { description: 'Hội đồng đang xét. Before the council.' },
    Recommended: { description: 'Đã được thông qua, chờ quyết định. Recommended, awaits the decision.' },
    Decided: { description: 'Đã có quyết định khen thưởng. Decided, with number and date.' },
    Returned: { description: 'Trả lại để hoàn thiện, có lý do. Returned with a reason.' },
    Rejected: { description: 'Không được chấp thuận, có lý do. Rejected with a reason.' },
    Published: { description: 'Quyết định đã công bố. The decision was published.' },
    Awarded: { description: 'Đã trao thưởng. Handed over.' },
    Revoked: {
      description: 'Quyết định bị hủy bỏ, thu hồi hiện vật và tiền thưởng. Revoked; item and money recovered.',
    },
    Consultation: {
      description: 'Đang hiệp y cơ quan ngoài hệ thống công đoàn. Bodies outside the unions have been asked by letter.',
    },
    Suspended: {
      description:
        'Tạm dừng (kỷ luật, thanh tra, khiếu nại): thời hạn không chạy. Suspended: its clocks stand still until it is resumed.',
    },
    Withdrawn: { description: 'Đơn vị đề nghị đã rút. Withdrawn by the nominating unit.' },
    ForwardedUp: {
      description:
        'Đã chuyển lên cấp trên đề nghị khen cao; xem forwardedTo. Forwarded one level up as a nomination of its own.',
    },
  },
});
