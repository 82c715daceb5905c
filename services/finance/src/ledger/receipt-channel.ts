import { registerEnumType } from 'type-graphql';

/** The way by which money came in. */
export enum ReceiptChannel {
  /** VietinBank. */
  VietinBank = 'VIETINBANK',
  /** Agribank. */
  Agribank = 'AGRIBANK',
  /** Another bank. */
  OtherBank = 'OTHER_BANK',
  /** Cash. */
  Cash = 'CASH',
}
registerEnumType(ReceiptChannel, {
  name: 'ReceiptChannel',
  description: 'Kênh thu. The way by which money came in.',
  valuesConfig: {
    VietinBank: { description: 'Qua VietinBank. Through VietinBank.' },
    Agribank: { description: 'Qua Agribank. Through Agribank.' },
    OtherBank: { description: 'Qua ngân hàng khác. Through another bank.' },
    Cash: { description: 'Tiền mặt. In cash.' },
  },
});

/** All channels, in the order in which they are shown. */
export const RECEIPT_CHANNELS: readonly ReceiptChannel[] = Object.values(ReceiptChannel);
