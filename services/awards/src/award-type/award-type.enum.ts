import { registerEnumType } from 'type-graphql';

/** Titles and commendation forms are two kinds of one catalogue (domain.md §4). */
export enum AwardKind {
  Title = 'TITLE',
  Commendation = 'COMMENDATION',
}
registerEnumType(AwardKind, {
  name: 'AwardKind',
  description: 'Danh hiệu thi đua hay hình thức khen thưởng. Emulation title or commendation.',
  valuesConfig: {
    Title: { description: 'Danh hiệu thi đua. Emulation title.' },
    Commendation: { description: 'Hình thức khen thưởng. Commendation.' },
  },
});

/** What is handed over. */
export enum AwardForm {
  EmulationTitle = 'EMULATION_TITLE',
  EmulationFlag = 'EMULATION_FLAG',
  MeritCertificate = 'MERIT_CERTIFICATE',
  CommendationLetter = 'COMMENDATION_LETTER',
  CreativeLabourCertificate = 'CREATIVE_LABOUR_CERTIFICATE',
  CommemorativeMedal = 'COMMEMORATIVE_MEDAL',
}
registerEnumType(AwardForm, {
  name: 'AwardForm',
  description: 'Hình thức cụ thể của phần thưởng. What is handed over.',
  valuesConfig: {
    EmulationTitle: { description: 'Danh hiệu cá nhân hoặc tập thể. Title of a person or collective.' },
    EmulationFlag: { description: 'Cờ thi đua. Emulation flag.' },
    MeritCertificate: { description: 'Bằng khen. Merit certificate.' },
    CommendationLetter: { description: 'Giấy khen. Commendation letter.' },
    CreativeLabourCertificate: { description: 'Bằng Lao động sáng tạo. Creative Labour certificate.' },
    CommemorativeMedal: { description: 'Kỷ niệm chương. Commemorative medal.' },
  },
});

/** Level of the body that awards it. */
export enum AwardIssuerLevel {
  State = 'STATE',
  ProvincialAuthority = 'PROVINCIAL_AUTHORITY',
  GeneralConfederation = 'GENERAL_CONFEDERATION',
  ProvincialFederation = 'PROVINCIAL_FEDERATION',
  ImmediateUpperUnion = 'IMMEDIATE_UPPER_UNION',
  GrassrootsUnion = 'GRASSROOTS_UNION',
}
registerEnumType(AwardIssuerLevel, {
  name: 'AwardIssuerLevel',
  description: 'Cấp quyết định khen thưởng. Level of the body that awards it.',
  valuesConfig: {
    State: {
      description:
        'Chủ tịch nước, Chính phủ, Thủ tướng: ngoài hệ thống công đoàn, loại này không có quy trình ở đây. The State: no union body awards it, so it has no route here.',
    },
    ProvincialAuthority: {
      description:
        'Bộ, ban, ngành trung ương, Ủy ban nhân dân tỉnh: ngoài hệ thống công đoàn, loại này không có quy trình ở đây. A ministry or a People’s Committee: no union body awards it, so it has no route here.',
    },
    GeneralConfederation: { description: 'Tổng Liên đoàn. General Confederation.' },
    ProvincialFederation: {
      description:
        'LĐLĐ tỉnh, thành phố hoặc công đoàn ngành trung ương. Provincial federation or national sectoral union.',
    },
    ImmediateUpperUnion: { description: 'Công đoàn cấp trên trực tiếp cơ sở. Union directly above the grassroots.' },
    GrassrootsUnion: { description: 'Công đoàn cơ sở. Grassroots union.' },
  },
});

/** Regular, thematic and ad hoc awards are three tracks. */
export enum AwardTrack {
  Regular = 'REGULAR',
  Thematic = 'THEMATIC',
  AdHoc = 'AD_HOC',
}
registerEnumType(AwardTrack, {
  name: 'AwardTrack',
  description: 'Loại hình khen thưởng theo thời điểm. On what occasion it is awarded.',
  valuesConfig: {
    Regular: { description: 'Thường xuyên, hằng năm. Regular, every year.' },
    Thematic: { description: 'Chuyên đề. Thematic.' },
    AdHoc: { description: 'Đột xuất. Ad hoc.' },
  },
});

/** For what it is awarded. */
export enum AwardBasis {
  Merit = 'MERIT',
  LongService = 'LONG_SERVICE',
}
registerEnumType(AwardBasis, {
  name: 'AwardBasis',
  description: 'Căn cứ khen thưởng. For what it is awarded.',
  valuesConfig: {
    Merit: { description: 'Công trạng, thành tích. Merit.' },
    LongService: { description: 'Quá trình cống hiến. Long service.' },
  },
});

/** Who can receive it; collective and individual awards are counted apart. */
export enum AwardRecipients {
  Individual = 'INDIVIDUAL',
  Collective = 'COLLECTIVE',
  Both = 'BOTH',
}
registerEnumType(AwardRecipients, {
  name: 'AwardRecipients',
  description: 'Đối tượng được khen. Who can receive it.',
  valuesConfig: {
    Individual: { description: 'Cá nhân. A person.' },
    Collective: { description: 'Tập thể. A collective: a unit, section or group.' },
    Both: { description: 'Cá nhân hoặc tập thể. Either.' },
  },
});

/** A paper that a stage asks for. */
export enum PaperKind {
  SubmissionLetter = 'SUBMISSION_LETTER',
  AchievementReport = 'ACHIEVEMENT_REPORT',
  Minutes = 'MINUTES',
  InitiativeCertificate = 'INITIATIVE_CERTIFICATE',
  Confirmation = 'CONFIRMATION',
  Other = 'OTHER',
}
registerEnumType(PaperKind, {
  name: 'PaperKind',
  description:
    'Loại giấy tờ của hồ sơ (Luật 06/2022/QH15, Điều 84 khoản 1). A paper of a dossier (Law 06/2022/QH15, art. 84(1)).',
  valuesConfig: {
    SubmissionLetter: { description: 'Tờ trình. Submission letter.' },
    AchievementReport: { description: 'Báo cáo thành tích. Achievement report.' },
    Minutes: { description: 'Biên bản họp xét, có kết quả bỏ phiếu. Minutes with the votes.' },
    InitiativeCertificate: { description: 'Giấy công nhận sáng kiến, đề tài. Initiative certificate.' },
    Confirmation: { description: 'Xác nhận của cơ quan có thẩm quyền. Confirmation of a competent body.' },
    Other: { description: 'Giấy tờ khác. Any other paper.' },
  },
});

/** How well a regulation fact is known (regulations.md). */
export enum SourceStatus {
  Verified = 'VERIFIED',
  Secondary = 'SECONDARY',
  FromMemory = 'FROM_MEMORY',
  DesignDefault = 'DESIGN_DEFAULT',
}
registerEnumType(SourceStatus, {
  name: 'SourceStatus',
  description: 'Mức độ kiểm chứng của quy định. How well a rule is known.',
  valuesConfig: {
    Verified: { description: 'Đã đọc trong văn bản lưu trữ (V). Read in a stored copy of the text.' },
    Secondary: { description: 'Theo nguồn thứ cấp (S). From a secondary source.' },
    FromMemory: {
      description:
        'Chưa kiểm chứng (M): giá trị mặc định có thể cấu hình, cần đối chiếu văn bản. Unverified: a configurable default, check against the text.',
    },
    DesignDefault: {
      description:
        'Mặc định do hệ thống đặt (D), có thể cấu hình, cần đối chiếu văn bản. Our own design default: configurable, check against the text.',
    },
  },
});

/** What is done at a stage of a route. */
export enum StageKind {
  Appraisal = 'APPRAISAL',
  CouncilVote = 'COUNCIL_VOTE',
  Decision = 'DECISION',
}
registerEnumType(StageKind, {
  name: 'StageKind',
  description: 'Việc phải làm ở bước. What is done at a stage.',
  valuesConfig: {
    Appraisal: { description: 'Thẩm định hồ sơ. Appraisal of the dossier.' },
    CouncilVote: { description: 'Hội đồng thi đua – khen thưởng biểu quyết. The emulation council votes.' },
    Decision: { description: 'Ký quyết định khen thưởng. The award decision is signed.' },
  },
});

/** What it means when an outside body that was consulted has not answered by the deadline. */
export enum ConsultationSilence {
  Consent = 'CONSENT',
  Waits = 'WAITS',
}
registerEnumType(ConsultationSilence, {
  name: 'ConsultationSilence',
  description: 'Hết hạn hiệp y mà không có trả lời. What silence at the deadline of a consultation means.',
  valuesConfig: {
    Consent: { description: 'Coi như đồng ý, hồ sơ đi tiếp. It counts as consent.' },
    Waits: { description: 'Vẫn chờ trả lời, ghi là quá hạn. The nomination waits for an answer, shown as overdue.' },
  },
});

/** Which unit acts at a stage, seen from the nominating unit's place in the tree. */
export enum StageActorRule {
  NominatingUnit = 'NOMINATING_UNIT',
  GrassrootsUnion = 'GRASSROOTS_UNION',
  ImmediateUpperUnion = 'IMMEDIATE_UPPER_UNION',
  ProvincialFederation = 'PROVINCIAL_FEDERATION',
  GeneralConfederation = 'GENERAL_CONFEDERATION',
}
registerEnumType(StageActorRule, {
  name: 'StageActorRule',
  description:
    'Đơn vị nào xử lý bước, xét từ vị trí của đơn vị đề nghị trong cây tổ chức lúc trình. Which unit acts, seen from the nominating unit’s place in the tree when it submits.',
  valuesConfig: {
    NominatingUnit: { description: 'Chính đơn vị đề nghị. The nominating unit itself.' },
    GrassrootsUnion: {
      description:
        'Ban Chấp hành công đoàn cơ sở: chính đơn vị hoặc cơ sở ở trên nó. The grassroots union: the nominating unit itself or the one above it.',
    },
    ImmediateUpperUnion: {
      description:
        'Công đoàn cấp trên trực tiếp cơ sở gần nhất ở trên đơn vị đề nghị; không có thì bỏ qua bước, có ghi nhận. The nearest union of that level above the nominating unit; where there is none the stage is skipped, visibly.',
    },
    ProvincialFederation: {
      description:
        'LĐLĐ tỉnh hoặc công đoàn ngành trung ương gần nhất (kể cả chính đơn vị). The nearest provincial federation or national sectoral union, the unit itself included.',
    },
    GeneralConfederation: { description: 'Tổng Liên đoàn. The General Confederation.' },
  },
});
