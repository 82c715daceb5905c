import { registerEnumType } from 'type-graphql';

/** What a check of a nomination looks at. */
export enum CheckKind {
  Completeness = 'COMPLETENESS',
  Eligibility = 'ELIGIBILITY',
  Duplicate = 'DUPLICATE',
  Quota = 'QUOTA',
  Hold = 'HOLD',
  SeparationOfDuties = 'SEPARATION_OF_DUTIES',
}
registerEnumType(CheckKind, {
  name: 'CheckKind',
  description: 'Nội dung kiểm tra hồ sơ. What a check of a nomination looks at.',
  valuesConfig: {
    Completeness: { description: 'Hồ sơ đầy đủ. Completeness of the dossier.' },
    Eligibility: { description: 'Điều kiện, tiêu chuẩn. Eligibility by the award’s rules.' },
    Duplicate: { description: 'Trùng lặp. The same nominee, award or achievement elsewhere.' },
    Quota: { description: 'Chỉ tiêu số lượng. Quota of the level and of the group.' },
    Hold: { description: 'Đang bị kỷ luật, thanh tra, khiếu nại. On hold.' },
    SeparationOfDuties: { description: 'Người đề nghị không tự xét. Nobody judges their own nomination.' },
  },
});

/** What a check came to. */
export enum CheckOutcome {
  Pass = 'PASS',
  Warn = 'WARN',
  Block = 'BLOCK',
}
registerEnumType(CheckOutcome, {
  name: 'CheckOutcome',
  description: 'Kết quả kiểm tra. What a check came to.',
  valuesConfig: {
    Pass: { description: 'Đạt. Passed.' },
    Warn: { description: 'Cần lưu ý; hồ sơ vẫn đi tiếp. To be looked at; the nomination goes on.' },
    Block: { description: 'Không đạt; hồ sơ dừng, trừ khi được vượt theo quy định. It stops, unless overridden.' },
  },
});

/** On what occasion the checks ran. */
export enum CheckOccasion {
  DryRun = 'DRY_RUN',
  Submission = 'SUBMISSION',
  Stage = 'STAGE',
}
registerEnumType(CheckOccasion, {
  name: 'CheckOccasion',
  description: 'Kiểm tra khi nào. On what occasion the checks ran.',
  valuesConfig: {
    DryRun: { description: 'Chạy thử, không ghi lại. A dry run; nothing is kept.' },
    Submission: { description: 'Khi trình hoặc trình lại. At submission, first or again.' },
    Stage: { description: 'Khi chuyển bước. When a stage was passed.' },
  },
});
