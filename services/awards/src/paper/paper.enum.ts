import { registerEnumType } from 'type-graphql';

/** What a paper of a dossier is (Law 06/2022/QH15 art. 84(1)). */
export enum PaperKind {
  SubmissionLetter = 'SUBMISSION_LETTER',
  Minutes = 'MINUTES',
  InitiativeCertificate = 'INITIATIVE_CERTIFICATE',
  Confirmation = 'CONFIRMATION',
  Other = 'OTHER',
}
registerEnumType(PaperKind, {
  name: 'PaperKind',
  description:
    'Loại giấy tờ của hồ sơ (Luật 06/2022/QH15, Điều 84 khoản 1). What a paper of a dossier is (Law 06/2022/QH15, art. 84(1)).',
  valuesConfig: {
    SubmissionLetter: { description: 'Tờ trình. Submission letter.' },
    Minutes: { description: 'Biên bản họp xét, có kết quả bỏ phiếu. Minutes of the meeting, with its vote.' },
    InitiativeCertificate: {
      description:
        'Chứng nhận, quyết định công nhận sáng kiến (danh hiệu CSTĐ). Certificate of an initiative, for CSTĐ titles.',
    },
    Confirmation: {
      description: 'Xác nhận của đơn vị, cơ quan có thẩm quyền. Confirmation by the unit or an authority.',
    },
    Other: { description: 'Giấy tờ khác. Any other paper.' },
  },
});
