import { readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { createPdf, bytesOfPdf, millimetres } from '../document/pdf-document';
import { CertificateOrientation } from './certificate.enum';
import { newCertificateCode } from './certificate-code';
import { CERTIFICATE_MARGINS, type CertificateSheet, drawCertificate, layoutOf } from './certificate-page';
import { certificatesAsPdf } from './certificate-pdf';

const AT = new Date('2024-12-20T02:00:00Z');
const LONG_NAME =
  'Công đoàn cơ sở Công ty Trách nhiệm hữu hạn Một thành viên Xuất nhập khẩu Thủy sản Nguyễn Thị Hoàng Phượng Uyên chi nhánh An Giang';

function sheet(change: Partial<CertificateSheet> = {}): CertificateSheet {
  return {
    words: {
      emblemText: 'BAN CHẤP HÀNH\nLiên đoàn Lao động tỉnh An Giang',
      title: 'BẰNG KHEN',
      recipientText: 'Bà Nguyễn Thị Ngọc Ánh\nCông đoàn cơ sở Trường THPT Thoại Ngọc Hầu',
      bodyText: 'Đã có thành tích xuất sắc trong phong trào thi đua năm 2024.',
      placeText: 'An Giang, ngày 20 tháng 12 năm 2024',
      signatureText: 'TM. BAN CHẤP HÀNH\nCHỦ TỊCH',
    },
    orientation: CertificateOrientation.Landscape,
    decisionNumber: '125/QĐ-LĐLĐ',
    decidedOn: '2024-12-20',
    signatory: 'Trương Văn Chiêm',
    verificationUrl: `https://thidua.example/verify/${newCertificateCode()}`,
    isRevoked: false,
    ...change,
  };
}

async function pdfOf(drawn: CertificateSheet): Promise<Buffer> {
  const pdf = createPdf({
    title: 'x',
    at: AT,
    margins: CERTIFICATE_MARGINS,
    layout: layoutOf(drawn.orientation),
  });
  drawCertificate(pdf, drawn);
  pdf.end();
  return bytesOfPdf(pdf);
}

/** What the pages draw, as PDF operators. */
function contentsOf(pdf: Buffer): string {
  const found: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('endstream', at);
    try {
      found.push(inflateSync(pdf.subarray(at + 7, end)).toString('latin1'));
    } catch {
      // A font or an object that is not compressed: no page.
    }
  }
  return found.join('\n');
}

interface Square {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** The largest set of rectangles that the page fills at once: the QR code, as a printer would paint it. */
function paintedCode(pdf: Buffer): Square[] {
  let path: Square[] = [];
  let largest: Square[] = [];
  for (const line of contentsOf(pdf).split('\n')) {
    const [, x, y, width, height] = /^(\S+) (\S+) (\S+) (\S+) re$/.exec(line) ?? [];
    if (x && y && width && height) {
      path.push({ x: Number(x), y: Number(y), width: Number(width), height: Number(height) });
    } else if (/^(f|F|f\*|S)$/.test(line)) {
      largest = path.length > largest.length ? path : largest;
      path = [];
    }
  }
  return largest;
}

/** The code as pixels, eight to a millimetre, on the white ground that was left around it. */
function pixelsOf(squares: readonly Square[]): { data: Uint8ClampedArray; width: number; height: number } {
  const scale = 8 / millimetres(1);
  const quiet = 8 * 4;
  const left = Math.min(...squares.map(({ x }) => x));
  const top = Math.min(...squares.map(({ y }) => y));
  const right = Math.max(...squares.map(({ x, width }) => x + width));
  const width = Math.ceil((right - left) * scale) + 2 * quiet;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const square of squares) {
    const fromRow = Math.round((square.y - top) * scale);
    const toRow = Math.round((square.y + square.height - top) * scale);
    const fromColumn = Math.round((square.x - left) * scale);
    const toColumn = Math.round((square.x + square.width - left) * scale);
    for (let row = fromRow; row < toRow; row += 1) {
      for (let column = fromColumn; column < toColumn; column += 1) {
        data.fill(0, ((row + quiet) * width + column + quiet) * 4, ((row + quiet) * width + column + quiet) * 4 + 3);
      }
    }
  }
  return { data, width, height: width };
}

describe('a certificate', () => {
  beforeAll(async () => {
    const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
    await prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer }, fireImmediately: true });
  });

  it.each(Object.values(CertificateOrientation))(
    'bears a code that reads back as its public page: %s',
    async (orientation) => {
      const drawn = sheet({ orientation });
      const [read] = await readBarcodes(pixelsOf(paintedCode(await pdfOf(drawn))), { formats: ['QRCode'] });
      expect(read?.text).toBe(drawn.verificationUrl);
    },
  );

  it('has one page, however long what it says', async () => {
    const long = sheet({
      words: {
        ...sheet().words,
        emblemText: `BAN CHẤP HÀNH\n${LONG_NAME}`,
        recipientText: `${LONG_NAME}\n${LONG_NAME}`,
        bodyText: `Đã có thành tích xuất sắc. ${LONG_NAME} `.repeat(5),
      },
    });
    for (const orientation of Object.values(CertificateOrientation)) {
      const pdf = await pdfOf({ ...long, orientation });
      expect(/\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]).toBe('1');
    }
  });

  it('says on its face that it was revoked', async () => {
    const one = sheet();
    const valid = contentsOf(await pdfOf(one));
    const revoked = contentsOf(await pdfOf({ ...one, isRevoked: true }));
    expect(revoked.length).toBeGreaterThan(valid.length);
  });

  it('is printed with others into one file, a page each, with the same bytes each time', async () => {
    const sheets = Array.from({ length: 3 }, () => sheet());
    const counted: number[] = [];
    const first = await certificatesAsPdf(sheets, AT, async (done) => void counted.push(done));
    const second = await certificatesAsPdf(sheets, AT);
    expect(counted).toEqual([1, 2, 3]);
    expect(second.digest).toBe(first.digest);
    expect(Buffer.concat([...first.parts]).toString('latin1')).toContain('/Count 3');
  });
});
