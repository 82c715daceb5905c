import { type Message, NominationTaskKind } from '@thidua/contracts';

/** What each kind of task asks for, and why it was opened. */
const REASONS: Readonly<Record<string, (stage: string) => Message>> = {
  [NominationTaskKind.Appraise]: (stage) => ({
    vi: `Quy trình của hồ sơ đã đến bước ${stage}: đơn vị phải thẩm định, cho chuyển bước, trả lại hoặc không chấp thuận.`,
    en: `The nomination’s route has come to the stage ${stage}: the unit appraises it, and passes, returns or rejects it.`,
  }),
  [NominationTaskKind.RecordCouncilVote]: (stage) => ({
    vi: `Quy trình của hồ sơ đã đến bước ${stage}: hội đồng phải biểu quyết.`,
    en: `The nomination’s route has come to the stage ${stage}: the council votes on it.`,
  }),
  [NominationTaskKind.Decide]: (stage) => ({
    vi: `Hồ sơ đã qua các bước trước và đến bước ${stage}: chờ ký quyết định.`,
    en: `The nomination has passed the stages before and come to ${stage}: the decision is to be signed.`,
  }),
  [NominationTaskKind.Revise]: () => ({
    vi: 'Hồ sơ bị trả lại có lý do: đơn vị đề nghị phải hoàn thiện rồi trình lại, hoặc rút.',
    en: 'The nomination was returned with a reason: the nominating unit revises and resubmits it, or withdraws it.',
  }),
  [NominationTaskKind.RecordConsultationAnswer]: () => ({
    vi: 'Đã gửi văn bản hiệp y: ghi nhận văn bản trả lời khi nhận được.',
    en: 'An outside body has been asked by letter: record its answer when it comes.',
  }),
  [NominationTaskKind.HandleOverdue]: () => ({
    vi: 'Đơn vị cấp dưới trực tiếp để hồ sơ quá hạn lâu: cần đôn đốc, gia hạn hoặc giao lại, rồi ghi nhận đã xử lý.',
    en: 'A unit directly below has left the nomination overdue for long: see to it, then record what was done.',
  }),
};

/** Why a task is here, in words. */
export function whyTask(kind: string, stage: string): Message {
  return (
    REASONS[kind]?.(stage) ?? {
      vi: `Quy trình của hồ sơ đã mở nhiệm vụ ${kind} ở bước ${stage}.`,
      en: `The nomination’s route has opened the task ${kind} at the stage ${stage}.`,
    }
  );
}
