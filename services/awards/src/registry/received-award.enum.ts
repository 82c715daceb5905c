import { registerEnumType } from 'type-graphql';

/** Whether an award that was received still counts. */
export enum ReceivedAwardStatus {
  Valid = 'VALID',
  Revoked = 'REVOKED',
}
registerEnumType(ReceivedAwardStatus, {
  name: 'ReceivedAwardStatus',
  description: 'Phần thưởng còn giá trị hay đã bị hủy bỏ. Whether a received award still counts.',
  valuesConfig: {
    Valid: { description: 'Còn giá trị. It counts.' },
    Revoked: { description: 'Đã bị tước, hủy bỏ; không còn được tính. Revoked: it counts for nothing.' },
  },
});

/** From where it is known that an award was received. */
export enum ReceivedAwardProvenance {
  Recorded = 'RECORDED',
  Stated = 'STATED',
  Demonstration = 'DEMONSTRATION',
}
registerEnumType(ReceivedAwardProvenance, {
  name: 'ReceivedAwardProvenance',
  description: 'Do đâu mà biết phần thưởng này. From where a received award is known.',
  valuesConfig: {
    Recorded: { description: 'Theo quyết định ban hành trong hệ thống. By a decision of this system.' },
    Stated: {
      description:
        'Đơn vị khai theo văn bản nêu tên, chưa có quyết định trong hệ thống. Stated by a unit from the document named; no decision of this system.',
    },
    Demonstration: { description: 'Dữ liệu minh họa, không phải sự thật. Generated for demonstration, never a fact.' },
  },
});
