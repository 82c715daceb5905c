import Pdf from 'pdfkit';
import { DOCUMENT_FACES, type DocumentFace, documentText, fontBytes } from './document-fonts';

/** A PDF being written; it is a readable stream of its own bytes. */
export type PdfDocument = PDFKit.PDFDocument;

/** Points in a millimetre. */
const POINTS_PER_MILLIMETRE = 72 / 25.4;

/** Millimetres as the points that a PDF counts in. */
export function millimetres(length: number): number {
  return length * POINTS_PER_MILLIMETRE;
}

/** Margins of a page, in millimetres. */
export interface PageMargins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** What makes one PDF differ from another before anything is written on it. */
export interface PdfSettings {
  /** Title in the reader's window, for example the paper's kind and number. */
  readonly title: string;
  /**
   * The time that the document bears inside: that of what it is about, never of its making. The same input then gives
   * the same bytes, whose digest can be recorded.
   */
  readonly at: Date;
  readonly margins: PageMargins;
  readonly layout?: 'portrait' | 'landscape';
  /** Whether pages stay open until the end, for page numbers; then nothing is sent before the end. */
  readonly bufferPages?: boolean;
}

/** What the XMP packet of the file cannot hold; pdfkit puts titles into it as they are. */
const XML_SIGNS = /[<>&]/g;

/** An empty A4 document with the platform’s fonts; write on it, then `end()` it. */
export function createPdf({ title, at, margins, layout = 'portrait', bufferPages = false }: PdfSettings): PdfDocument {
  const document = new Pdf({
    size: 'A4',
    layout,
    margins: {
      top: millimetres(margins.top),
      right: millimetres(margins.right),
      bottom: millimetres(margins.bottom),
      left: millimetres(margins.left),
    },
    pdfVersion: '1.7',
    lang: 'vi-VN',
    displayTitle: true,
    bufferPages,
    // pdfkit would otherwise begin with Helvetica, which has no Vietnamese letters.
    font: '',
    autoFirstPage: false,
    info: {
      Title: documentText(title).replace(XML_SIGNS, ' '),
      Producer: 'thidua',
      Creator: 'thidua',
      CreationDate: at,
    },
  });
  for (const face of DOCUMENT_FACES) {
    document.registerFont(face, fontBytes(face));
  }
  return document.addPage().font('regular' satisfies DocumentFace);
}

/** The whole document in memory, for tests and for what must be hashed before it is sent. */
export async function bytesOfPdf(document: PdfDocument): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of document) {
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts);
}
