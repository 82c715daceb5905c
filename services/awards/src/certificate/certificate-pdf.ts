import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createPdf, millimetres, type PdfDocument } from '../document/pdf-document';
import { CERTIFICATE_MARGINS, type CertificateSheet, drawCertificate, layoutOf } from './certificate-page';

/** A piece of a PDF in the database, in bytes. */
const PART_BYTES = 1024 * 1024;

/** A finished PDF in pieces. */
export interface PdfInParts {
  readonly parts: readonly Buffer[];
  /** SHA-256 of the whole, in hexadecimal digits. */
  readonly digest: string;
}

function addSheet(pdf: PdfDocument, { orientation }: CertificateSheet): void {
  const { top, right, bottom, left } = CERTIFICATE_MARGINS;
  pdf.addPage({
    size: 'A4',
    layout: layoutOf(orientation),
    margins: {
      top: millimetres(top),
      right: millimetres(right),
      bottom: millimetres(bottom),
      left: millimetres(left),
    },
  });
}

/**
 * The certificates as one PDF, a page each. The same certificates give the same bytes: the time inside is theirs.
 * @param at when the batch was asked for, or the certificate issued.
 * @param onSheet after each page, with how many there are; it lets others work in between.
 */
export async function certificatesAsPdf(
  sheets: readonly CertificateSheet[],
  at: Date,
  onSheet: (done: number) => Promise<void> = async () => undefined,
): Promise<PdfInParts> {
  const [first] = sheets;
  if (!first) {
    throw new Error('a PDF of certificates has at least one');
  }
  const pdf = createPdf({
    title:
      sheets.length === 1 ? `${first.words.title} ${first.decisionNumber}` : `${first.words.title} (${sheets.length})`,
    at,
    margins: CERTIFICATE_MARGINS,
    layout: layoutOf(first.orientation),
  });
  const hash = createHash('sha256');
  const parts: Buffer[] = [];
  let pending: Buffer[] = [];
  let size = 0;
  const cut = (): void => {
    if (size > 0) {
      parts.push(Buffer.concat(pending));
      pending = [];
      size = 0;
    }
  };
  pdf.on('data', (piece: Buffer) => {
    hash.update(piece);
    pending.push(piece);
    size += piece.length;
    if (size >= PART_BYTES) {
      cut();
    }
  });
  const ended = once(pdf, 'end');
  for (const [index, sheet] of sheets.entries()) {
    if (index > 0) {
      addSheet(pdf, sheet);
    }
    drawCertificate(pdf, sheet);
    await onSheet(index + 1);
  }
  pdf.end();
  await ended;
  cut();
  return { parts, digest: hash.digest('hex') };
}
