import { documentText, type DocumentFace } from '../document/document-fonts';
import { millimetres, type PageMargins, type PdfDocument } from '../document/pdf-document';
import { CertificateOrientation } from './certificate.enum';
import { qrCodeOf } from './certificate-qr';
import type { CertificateWords } from './certificate-text';

/** What is printed on one certificate. */
export interface CertificateSheet {
  readonly words: CertificateWords;
  readonly orientation: CertificateOrientation;
  readonly decisionNumber: string;
  /** YYYY-MM-DD. */
  readonly decidedOn: string;
  readonly signatory: string;
  /** The public page that the QR code opens. */
  readonly verificationUrl: string;
  readonly isRevoked: boolean;
}

/** Margins of a sheet, in millimetres: room for a frame. */
export const CERTIFICATE_MARGINS: PageMargins = { top: 24, right: 26, bottom: 22, left: 26 };

const FRAME_OUTER = 10;
const FRAME_INNER = 13;
const QR_SIDE = 26;
const COLOUR = { text: '#1a1a1a', frame: '#a8201a', title: '#c1121f', revoked: '#c1121f' } as const;
/** Sizes in points: what they are at best, and what they shrink to before anything is lost. */
const SIZE = {
  motto: [13, 11],
  emblem: [15, 10],
  title: [46, 24],
  recipient: [26, 12],
  body: [17, 10],
  foot: [12, 9],
} as const;

const MOTTO = 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc';

/** A text that is given a place of its own height, and shrinks to it. */
interface Placed {
  readonly text: string;
  readonly face: DocumentFace;
  readonly sizes: readonly [best: number, least: number];
  readonly colour: string;
}

/** How the page signs dates: 20/12/2024. */
function vietnameseDate(date: string): string {
  return date.split('-').reverse().join('/');
}

/** The height of a text in the face and size that are set; each line by itself, because a line end counts as a blank. */
function heightOf(pdf: PdfDocument, lines: readonly string[], width: number): number {
  return lines.reduce((sum, line) => sum + pdf.heightOfString(line, { width, align: 'center' }), 0);
}

/** Sets a text centred in a box, as large as it fits. */
function centred(pdf: PdfDocument, placed: Placed, x: number, y: number, width: number, height: number): void {
  const [best, least] = placed.sizes;
  const lines = documentText(placed.text).split('\n');
  pdf.font(placed.face).fontSize(best).fillColor(placed.colour);
  for (let size = best; size > least && heightOf(pdf, lines, width) > height; ) {
    size -= 0.5;
    pdf.fontSize(size);
  }
  let top = y + Math.max(0, (height - heightOf(pdf, lines, width)) / 2);
  for (const line of lines) {
    pdf.text(line, x, top, { width, align: 'center' });
    top = pdf.y;
  }
}

/** Draws the code in vectors, so that it is as sharp as the printer is, with the quiet zone that readers need. */
function drawQr(pdf: PdfDocument, url: string, x: number, y: number, side: number): void {
  const { size, isDark } = qrCodeOf(url);
  const module = side / (size + 8);
  pdf.rect(x, y, side, side).fill('#ffffff');
  for (let row = 0; row < size; row += 1) {
    let from = -1;
    for (let column = 0; column <= size; column += 1) {
      const dark = column < size && isDark(row, column);
      if (dark && from < 0) {
        from = column;
      } else if (!dark && from >= 0) {
        pdf.rect(x + (from + 4) * module, y + (row + 4) * module, (column - from) * module, module);
        from = -1;
      }
    }
  }
  pdf.fill('#000000');
}

function drawFrame(pdf: PdfDocument): void {
  const { width, height } = pdf.page;
  for (const [inset, line] of [
    [FRAME_OUTER, 2.2],
    [FRAME_INNER, 0.7],
  ] as const) {
    const at = millimetres(inset);
    pdf
      .lineWidth(line)
      .strokeColor(COLOUR.frame)
      .rect(at, at, width - 2 * at, height - 2 * at)
      .stroke();
  }
}

function drawRevoked(pdf: PdfDocument): void {
  const { width, height } = pdf.page;
  pdf.save();
  pdf.rotate(-28, { origin: [width / 2, height / 2] }).fillOpacity(0.28);
  centred(
    pdf,
    { text: 'ĐÃ BỊ HỦY BỎ', face: 'bold', sizes: [92, 40], colour: COLOUR.revoked },
    0,
    height / 2 - 60,
    width,
    120,
  );
  pdf.restore();
}

/**
 * Draws a certificate on the page that is open. Every part has a place of its own and shrinks to it, so that a long name
 * or a long reason moves nothing else off the sheet.
 */
export function drawCertificate(pdf: PdfDocument, sheet: CertificateSheet): void {
  const { words } = sheet;
  const { width: pageWidth, height: pageHeight, margins } = pdf.page;
  const [left, top] = [margins.left, margins.top];
  const width = pageWidth - left - margins.right;
  const height = pageHeight - top - margins.bottom;
  const share = (part: number): number => height * part;
  const put = (placed: Placed, from: number, part: number): void =>
    centred(pdf, placed, left, top + share(from), width, share(part));
  const { text: colour } = COLOUR;

  drawFrame(pdf);
  put({ text: MOTTO, face: 'bold', sizes: SIZE.motto, colour }, 0, 0.09);
  put({ text: words.emblemText.toLocaleUpperCase('vi'), face: 'bold', sizes: SIZE.emblem, colour }, 0.1, 0.12);
  put({ text: words.title, face: 'bold', sizes: SIZE.title, colour: COLOUR.title }, 0.23, 0.16);
  put({ text: words.recipientText, face: 'bold', sizes: SIZE.recipient, colour }, 0.4, 0.15);
  put({ text: words.bodyText, face: 'regular', sizes: SIZE.body, colour }, 0.56, 0.14);

  const half = width / 2;
  const footTop = top + share(0.71);
  const right = left + half;
  const foot = (text: string, face: DocumentFace, part: number, from: number): void =>
    centred(pdf, { text, face, sizes: SIZE.foot, colour }, right, footTop + share(from), half, share(part));
  foot(words.placeText, 'italic', 0.05, 0);
  foot(words.signatureText, 'bold', 0.08, 0.05);
  foot(sheet.signatory, 'bold', 0.06, 0.23);

  const side = millimetres(QR_SIDE);
  drawQr(pdf, sheet.verificationUrl, left, footTop, side);
  pdf
    .font('regular')
    .fontSize(10)
    .fillColor(colour)
    .text(
      documentText(
        `Quyết định số ${sheet.decisionNumber}\nngày ${vietnameseDate(sheet.decidedOn)}\nQuét mã để xác minh`,
      ),
      left + side + 8,
      footTop + 6,
      { width: half - side - 16, align: 'left' },
    );
  pdf
    .fontSize(7)
    .fillColor('#555555')
    .text(sheet.verificationUrl, left, footTop + side + 3, { width: half - 8, align: 'left' });
  if (sheet.isRevoked) {
    drawRevoked(pdf);
  }
}

/** How a page lies for an orientation, as the PDF library calls it. */
export function layoutOf(orientation: CertificateOrientation): 'portrait' | 'landscape' {
  return orientation === CertificateOrientation.Portrait ? 'portrait' : 'landscape';
}
