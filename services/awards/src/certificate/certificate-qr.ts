import { create } from 'qrcode';

/** A QR code as squares: true is dark. */
export interface QrCode {
  /** Squares on a side. */
  readonly size: number;
  readonly isDark: (row: number, column: number) => boolean;
}

/** Error correction M restores a code of which 15 % cannot be read: paper that hangs on a wall fades and is stamped. */
export function qrCodeOf(text: string): QrCode {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  return { size: modules.size, isDark: (row, column) => modules.get(row, column) === 1 };
}
