import { documentText, type DocumentFace } from './document-fonts';
import { createPdf, millimetres, type PdfDocument } from './pdf-document';

/** Margins by NĐ 30/2020, appendix I: 20–25 mm above and below, 30–35 mm left, 15–20 mm right. */
const MARGINS = { top: 20, right: 18, bottom: 20, left: 30 };
/** Body text, in points. */
const TEXT_SIZE = 13;
const TABLE_SIZE = 11.5;
const CELL_PADDING = 4;
const SIGNATURE_SPACE = 64;
const MOTTO_RULE_SHARE = 0.62;
const BODY_RULE_SHARE = 0.36;
/** How the head's width is shared between the body that issues the paper and the national motto. */
const HEAD_LEFT_SHARE = 0.41;
const HEAD_GAP = 10;

/** What stands at the top of an official paper. */
export interface PaperHead {
  /** The body above the one that issues it, for example the federation whose council it is; null when there is none. */
  readonly superiorBody: string | null;
  /** The body that issues it. */
  readonly body: string;
  /** Number and sign, for example “Số: 12/BB-HĐTĐKT”; null for a paper without one. */
  readonly number: string | null;
  /** Place and date as the paper says them, for example “An Giang, ngày 26 tháng 11 năm 2026”. */
  readonly placeAndDate: string;
}

/** A column of a table. */
export interface PaperColumn {
  readonly heading: string;
  /** Share of the table’s width; shares need not add up to anything. */
  readonly share: number;
  readonly align?: 'left' | 'center' | 'right';
}

/** Who signs, and as what. */
export interface PaperSignatory {
  /** The capacity, for example “THƯ KÝ HỘI ĐỒNG”. */
  readonly capacity: string;
  /** The name under the signature; null leaves the line empty. */
  readonly name: string | null;
}

/** How a paragraph is set. */
export interface ParagraphStyle {
  readonly face?: DocumentFace;
  readonly align?: 'left' | 'center' | 'right' | 'justify';
  readonly size?: number;
  /** Indent of the first line, in millimetres. */
  readonly indent?: number;
}

/**
 * A paper in the form of NĐ 30/2020 (thể thức văn bản): head with the national motto, title, text, tables whose heading
 * is repeated on every page, signatures that stay together, page numbers from the second page on. Written from top to
 * bottom; `end()` closes it, and `pdf` is the stream of its bytes.
 */
export class OfficialPaper {
  /** The PDF; a readable stream. */
  readonly pdf: PdfDocument;

  /**
   * @param title title in the reader’s window.
   * @param at the time that the paper is about; the same input gives the same bytes.
   */
  constructor(title: string, at: Date) {
    this.pdf = createPdf({ title, at, margins: MARGINS, bufferPages: true });
  }

  /** The head: who issues the paper on the left, the national motto on the right. */
  head({ superiorBody, body, number, placeAndDate }: PaperHead): this {
    const { pdf } = this;
    const top = pdf.y;
    const leftWidth = this.width * HEAD_LEFT_SHARE - HEAD_GAP / 2;
    const rightX = this.left + leftWidth + HEAD_GAP;
    const rightWidth = this.width - leftWidth - HEAD_GAP;
    this.column(this.left, leftWidth, top, [
      ...(superiorBody ? [{ text: superiorBody.toLocaleUpperCase('vi'), face: 'regular' as const, size: 12 }] : []),
      { text: body.toLocaleUpperCase('vi'), face: 'bold', size: 12 },
    ]);
    this.rule(this.left, leftWidth, BODY_RULE_SHARE);
    const leftEnd = number
      ? this.column(this.left, leftWidth, pdf.y + 6, [{ text: number, face: 'regular', size: TEXT_SIZE }])
      : pdf.y;
    this.column(rightX, rightWidth, top, [
      { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', face: 'bold', size: 12 },
      { text: 'Độc lập - Tự do - Hạnh phúc', face: 'bold', size: 13 },
    ]);
    this.rule(rightX, rightWidth, MOTTO_RULE_SHARE);
    const rightEnd = this.column(rightX, rightWidth, pdf.y + 6, [
      { text: placeAndDate, face: 'italic', size: TEXT_SIZE },
    ]);
    return this.continueAt(Math.max(leftEnd, rightEnd) + 18);
  }

  /** The kind of paper in capitals, and what it is about under it. */
  title(kind: string, about: string): this {
    this.paragraph(kind.toLocaleUpperCase('vi'), { face: 'bold', align: 'center', size: 14, indent: 0 });
    this.paragraph(about, { face: 'bold', align: 'center', size: 14, indent: 0 });
    return this.continueAt(this.pdf.y + 6);
  }

  /** A heading of a part. */
  heading(text: string): this {
    return this.keepTogether(TEXT_SIZE * 4).paragraph(text, { face: 'bold', align: 'left', indent: 10 });
  }

  /** A paragraph; justified, its first line indented by 10 mm. */
  paragraph(text: string, style: ParagraphStyle = {}): this {
    const { face = 'regular', align = 'justify', size = TEXT_SIZE, indent = 10 } = style;
    this.pdf
      .font(face)
      .fontSize(size)
      .text(documentText(text), this.left, this.pdf.y, {
        width: this.width,
        align,
        indent: millimetres(indent),
        lineGap: 2,
      });
    return this.continueAt(this.pdf.y + 4);
  }

  /** A ruled table; a row is never torn apart by the end of a page, and the heading stands on every page. */
  table(columns: readonly PaperColumn[], rows: readonly (readonly string[])[]): this {
    const shares = columns.reduce((sum, { share }) => sum + share, 0);
    const widths = columns.map(({ share }) => (this.width * share) / shares);
    const heading = columns.map((column) => column.heading);
    const headingHeight = this.rowHeight(heading, widths, 'bold');
    const [first] = rows;
    this.keepTogether(headingHeight + (first ? this.rowHeight(first, widths, 'regular') : 0));
    this.row(heading, widths, headingHeight, 'bold', () => 'center');
    for (const cells of rows) {
      const height = this.rowHeight(cells, widths, 'regular');
      if (this.isBeyond(height)) {
        this.nextPage();
        this.row(heading, widths, headingHeight, 'bold', () => 'center');
      }
      this.row(cells, widths, height, 'regular', (at) => columns[at]?.align ?? 'left');
    }
    return this.continueAt(this.pdf.y + 10);
  }

  /** The signatures side by side, room above the names; they are never parted from each other. */
  signatures(signatories: readonly PaperSignatory[]): this {
    const { pdf } = this;
    const width = this.width / Math.max(1, signatories.length);
    const texts = (signatory: PaperSignatory) =>
      [
        { text: signatory.capacity.toLocaleUpperCase('vi'), face: 'bold' as const },
        { text: signatory.name ?? '', face: 'bold' as const },
      ] as const;
    const heights = signatories.map((signatory) =>
      texts(signatory).reduce(
        (sum, { text, face }) => sum + this.textHeight(text, width - HEAD_GAP, face, TEXT_SIZE),
        0,
      ),
    );
    this.keepTogether(Math.max(0, ...heights) + SIGNATURE_SPACE);
    const top = pdf.y + 8;
    const capacityHeight = Math.max(
      0,
      ...signatories.map(({ capacity }) =>
        this.textHeight(capacity.toLocaleUpperCase('vi'), width - HEAD_GAP, 'bold', TEXT_SIZE),
      ),
    );
    const ends = signatories.map((signatory, at) => {
      const x = this.left + at * width + HEAD_GAP / 2;
      const [capacity, name] = texts(signatory);
      this.column(x, width - HEAD_GAP, top, [{ ...capacity, size: TEXT_SIZE }]);
      return this.column(x, width - HEAD_GAP, top + capacityHeight + SIGNATURE_SPACE, [{ ...name, size: TEXT_SIZE }]);
    });
    return this.continueAt(Math.max(top, ...ends));
  }

  /** Numbers the pages from the second one on and closes the paper. */
  end(): PdfDocument {
    const { pdf } = this;
    const { count } = pdf.bufferedPageRange();
    for (let page = 1; page < count; page += 1) {
      pdf.switchToPage(page);
      const { top } = pdf.page.margins;
      // A number stands in the margin, where pdfkit would otherwise begin another page.
      pdf.page.margins.top = 0;
      pdf
        .font('regular')
        .fontSize(TEXT_SIZE)
        .text(String(page + 1), this.left, millimetres(MARGINS.top / 2), {
          width: this.width,
          align: 'center',
          lineBreak: false,
        });
      pdf.page.margins.top = top;
    }
    pdf.end();
    return pdf;
  }

  /** Begins a new page when so many points are not left on this one. */
  keepTogether(height: number): this {
    if (this.isBeyond(height)) {
      this.nextPage();
    }
    return this;
  }

  private get left(): number {
    return this.pdf.page.margins.left;
  }

  private get width(): number {
    const { width, margins } = this.pdf.page;
    return width - margins.left - margins.right;
  }

  private isBeyond(height: number): boolean {
    const { height: pageHeight, margins } = this.pdf.page;
    return this.pdf.y + height > pageHeight - margins.bottom;
  }

  private nextPage(): void {
    this.pdf.addPage();
  }

  private continueAt(y: number): this {
    this.pdf.x = this.left;
    this.pdf.y = y;
    return this;
  }

  private rule(x: number, width: number, share: number): void {
    const { pdf } = this;
    const length = width * share;
    const from = x + (width - length) / 2;
    pdf
      .lineWidth(0.7)
      .moveTo(from, pdf.y + 2)
      .lineTo(from + length, pdf.y + 2)
      .stroke();
  }

  /** Centred lines under each other; @returns where they end. */
  private column(
    x: number,
    width: number,
    y: number,
    lines: readonly { readonly text: string; readonly face: DocumentFace; readonly size: number }[],
  ): number {
    const { pdf } = this;
    pdf.y = y;
    for (const { text, face, size } of lines) {
      pdf.font(face).fontSize(size).text(documentText(text), x, pdf.y, { width, align: 'center' });
    }
    return pdf.y;
  }

  private textHeight(text: string, width: number, face: DocumentFace, size: number): number {
    return this.pdf.font(face).fontSize(size).heightOfString(documentText(text), { width });
  }

  private rowHeight(cells: readonly string[], widths: readonly number[], face: DocumentFace): number {
    const heights = cells.map((cell, at) =>
      this.textHeight(cell, (widths[at] ?? 0) - 2 * CELL_PADDING, face, TABLE_SIZE),
    );
    return Math.max(...heights) + 2 * CELL_PADDING;
  }

  private row(
    cells: readonly string[],
    widths: readonly number[],
    height: number,
    face: DocumentFace,
    alignOf: (column: number) => 'left' | 'center' | 'right',
  ): void {
    const { pdf } = this;
    const top = pdf.y;
    let x = this.left;
    for (const [at, cell] of cells.entries()) {
      const width = widths[at] ?? 0;
      pdf.lineWidth(0.5).rect(x, top, width, height).stroke();
      pdf
        .font(face)
        .fontSize(TABLE_SIZE)
        .text(documentText(cell), x + CELL_PADDING, top + CELL_PADDING, {
          width: width - 2 * CELL_PADDING,
          align: alignOf(at),
        });
      x += width;
    }
    this.continueAt(top + height);
  }
}
