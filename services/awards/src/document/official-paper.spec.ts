import { createHash } from 'node:crypto';
import { create, type Font } from 'fontkit';
import { charactersWithoutGlyph, DOCUMENT_FACES, documentText, fontBytes } from './document-fonts';
import { OfficialPaper } from './official-paper';
import { bytesOfPdf, createPdf, millimetres } from './pdf-document';

const AT = new Date('2026-11-26T02:00:00Z');
/** Every Vietnamese letter in both cases: the vowels with each accent, and đ. */
const LETTERS = (() => {
  const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y'];
  const accents = ['', '\u0300', '\u0301', '\u0303', '\u0309', '\u0323'];
  const lower = `${vowels.flatMap((vowel) => accents.map((accent) => documentText(vowel + accent))).join('')}đ`;
  return lower + lower.toLocaleUpperCase('vi');
})();
const LONG_NAME =
  'Công đoàn cơ sở Công ty Trách nhiệm hữu hạn Một thành viên Xuất nhập khẩu Thủy sản Nguyễn Thị Hoàng Phượng Uyên';

function paper(rows: number): OfficialPaper {
  return new OfficialPaper('Biên bản 12/BB-HĐTĐKT', AT)
    .head({
      superiorBody: 'Liên đoàn Lao động tỉnh An Giang',
      body: 'Hội đồng Thi đua – Khen thưởng',
      number: 'Số: 12/BB-HĐTĐKT',
      placeAndDate: 'An Giang, ngày 26 tháng 11 năm 2026',
    })
    .title('Biên bản', 'Họp bỏ phiếu kín xét khen thưởng')
    .heading('I. Thành phần')
    .paragraph(`Đề nghị của ${LONG_NAME}. `.repeat(3))
    .table(
      [
        { heading: 'TT', share: 1, align: 'center' },
        { heading: 'Đối tượng', share: 6 },
        { heading: 'Đồng ý', share: 2, align: 'right' },
      ],
      Array.from({ length: rows }, (_, at) => [String(at + 1), LONG_NAME, '7']),
    )
    .signatures([
      { capacity: 'Thư ký Hội đồng', name: 'Nguyễn Thị Ngọc Ánh' },
      { capacity: 'Chủ tịch Hội đồng', name: LONG_NAME },
    ]);
}

async function pages(written: OfficialPaper): Promise<number> {
  const pdf = await bytesOfPdf(written.end());
  return Number(/\/Count (\d+)/.exec(pdf.toString('latin1'))?.[1]);
}

describe('the font of documents', () => {
  it.each(DOCUMENT_FACES)('has every Vietnamese letter in one glyph, and they differ: %s', (face) => {
    const letters = Array.from(LETTERS);
    expect(letters).toHaveLength(2 * (12 * 6 + 1));
    expect(charactersWithoutGlyph(LETTERS, face)).toEqual([]);
    const font = create(fontBytes(face)) as Font;
    const glyphs = letters.map((letter) => font.layout(letter).glyphs.map(({ id }) => id));
    expect(glyphs.every((ids) => ids.length === 1)).toBe(true);
    expect(new Set(glyphs.flat()).size).toBe(letters.length);
  });

  it('composes accents that came apart', () => {
    const apart = 'Nguyễn Thị Phượng'.normalize('NFD');
    expect(apart).not.toBe('Nguyễn Thị Phượng');
    expect(documentText(apart)).toBe('Nguyễn Thị Phượng');
    expect(charactersWithoutGlyph(apart)).toEqual([]);
  });

  it('names what it cannot set, once each', () => {
    expect(charactersWithoutGlyph('Lý 李 Ánh 李 🏅\nHạnh')).toEqual(['李', '🏅']);
  });
});

describe('an official paper', () => {
  const digest = async (rows: number) =>
    createHash('sha256')
      .update(await bytesOfPdf(paper(rows).end()))
      .digest('hex');

  it('has the same bytes whenever it is made, and others for another input', async () => {
    expect(await digest(3)).toBe(await digest(3));
    expect(await digest(3)).not.toBe(await digest(4));
  });

  it('embeds its own faces alone and no standard font', async () => {
    const pdf = (await bytesOfPdf(paper(3).end())).toString('latin1');
    expect(pdf).not.toContain('Helvetica');
    expect([...new Set(pdf.match(/Tinos[A-Za-z-]*/g))].sort()).toEqual(['Tinos-Bold', 'Tinos-Italic', 'Tinos-Regular']);
    expect(pdf).toContain('/Lang (vi-VN)');
  });

  it('goes on to further pages without losing a row', async () => {
    expect(await pages(paper(2))).toBe(1);
    expect(await pages(paper(40))).toBe(3);
  });

  it('takes signs into its title that would break its metadata', async () => {
    const document = createPdf({ title: 'A < B & C', at: AT, margins: { top: 20, right: 20, bottom: 20, left: 20 } });
    document.text('x');
    document.end();
    expect((await bytesOfPdf(document)).toString('utf8')).toContain('>A   B   C</rdf:li>');
  });

  it('wraps what is wider than its column', () => {
    const { pdf } = new OfficialPaper('x', AT);
    const width = millimetres(40);
    pdf.font('regular').fontSize(13);
    expect(pdf.heightOfString(LONG_NAME, { width })).toBeGreaterThan(4 * pdf.currentLineHeight());
  });
});
