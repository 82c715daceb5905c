import { isPassed, yesPercent } from '../council/ballot-count.rules';
import { OfficialPaper, type PaperColumn } from './official-paper';
import type { PdfDocument } from './pdf-document';

/** A nomination as the minutes tell of it. Figures are null where there was no quorum: the votes were not opened. */
export interface MinutesItem {
  readonly ordinal: number;
  readonly nomineeName: string;
  readonly awardName: string;
  readonly nominatingUnitName: string;
  readonly thresholdPercent: number;
  readonly figures: {
    readonly yes: number;
    readonly no: number;
    readonly abstain: number;
    readonly invalid: number;
    readonly notCast: number;
  } | null;
  /** Members who did not vote on it, by name. */
  readonly recused: readonly string[];
}

/** Everything that the minutes of a session say. */
export interface MinutesFacts {
  readonly bodyName: string;
  readonly number: string | null;
  readonly place: string | null;
  readonly openedAt: Date;
  readonly closedAt: Date;
  readonly reason: string | null;
  readonly members: readonly string[];
  readonly chairName: string;
  readonly secretaryName: string;
  readonly quorum: { readonly numerator: number; readonly denominator: number };
  readonly items: readonly MinutesItem[];
  /** Written votes of absentees. */
  readonly letters: readonly { readonly memberName: string; readonly number: string; readonly date: string }[];
  readonly keyFingerprint: string;
  readonly root: string;
  /** Whether these are the minutes of the whole session or an extract for one nomination. */
  readonly isExtract: boolean;
}

const COLUMNS: readonly PaperColumn[] = [
  { heading: 'TT', share: 6, align: 'center' },
  { heading: 'Đối tượng, hình thức đề nghị', share: 27 },
  { heading: 'Tham gia', share: 10.5, align: 'center' },
  { heading: 'Tán thành', share: 10, align: 'center' },
  { heading: 'Không tán thành', share: 11, align: 'center' },
  { heading: 'Trắng', share: 10.5, align: 'center' },
  { heading: 'Không hợp lệ', share: 11, align: 'center' },
  { heading: 'Tỷ lệ (%)', share: 10.5, align: 'center' },
  { heading: 'Kết quả', share: 12.5, align: 'center' },
];

/** Hashes are longer than words: set to the left, they tear nothing apart. */
const HASH = { size: 9.5, align: 'left' } as const;

const time = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Ho_Chi_Minh',
  hour: '2-digit',
  minute: '2-digit',
  day: '2-digit',
  month: '2-digit',
  year: 'numeric',
});

function partsOf(at: Date): Readonly<Record<string, string>> {
  return Object.fromEntries(time.formatToParts(at).map(({ type, value }) => [type, value]));
}

/** A moment as papers say it, in Việt Nam’s time: `8 giờ 05 phút, ngày 26 tháng 11 năm 2026`. */
export function momentInWords(at: Date): string {
  const { hour = '', minute = '' } = partsOf(at);
  return `${Number(hour)} giờ ${minute} phút, ${dayInWords(at)}`;
}

/** A day as papers say it: two digits for days under 10 and for January and February (NĐ 30/2020). */
export function dayInWords(at: Date): string {
  const { day = '', month = '', year = '' } = partsOf(at);
  return `ngày ${day} tháng ${Number(month) > 2 ? Number(month) : month} năm ${year}`;
}

function dateInWords(date: string): string {
  const [year, month, day] = date.split('-');
  return `${day}/${month}/${year}`;
}

function rowOf(item: MinutesItem, members: number): string[] {
  const { figures, thresholdPercent } = item;
  const what = `${item.nomineeName}\n${item.awardName}\n(${item.nominatingUnitName} đề nghị)`;
  if (!figures) {
    return [String(item.ordinal), what, '–', '–', '–', '–', '–', '–', 'Không đủ thành viên tham gia'];
  }
  const { yes, no, abstain, invalid, notCast } = figures;
  const passed = isPassed({ yes, members }, thresholdPercent);
  return [
    String(item.ordinal),
    what,
    `${members - notCast}/${members}`,
    String(yes),
    String(no),
    String(abstain),
    String(invalid),
    yesPercent({ yes, members }),
    `${passed ? 'Đạt' : 'Không đạt'}\n(ngưỡng ${thresholdPercent} %)`,
  ];
}

function list(words: readonly string[]): string {
  return words.join('; ');
}

/** The minutes of a counted session (biên bản kiểm phiếu) as PDF: the same facts give the same bytes. */
export function councilMinutes(facts: MinutesFacts): PdfDocument {
  const { members, items, quorum } = facts;
  const about = 'Bỏ phiếu kín xét khen thưởng của Hội đồng Thi đua – Khen thưởng';
  const day = dayInWords(facts.closedAt);
  const paper = new OfficialPaper(`Biên bản ${facts.number ?? facts.keyFingerprint.slice(0, 12)}`, facts.closedAt)
    .head({
      superiorBody: facts.bodyName,
      body: 'Hội đồng Thi đua – Khen thưởng',
      number: facts.number ? `Số: ${facts.number}` : null,
      placeAndDate: facts.place ? `${facts.place}, ${day}` : `${day[0]?.toUpperCase()}${day.slice(1)}`,
    })
    .title(facts.isExtract ? 'Trích biên bản' : 'Biên bản', about)
    .paragraph(
      `Phiên bỏ phiếu kín mở lúc ${momentInWords(facts.openedAt)}; kết thúc và kiểm phiếu lúc ${momentInWords(facts.closedAt)}.`,
    );
  if (facts.reason) {
    paper.paragraph(`Lý do bỏ phiếu lại: ${facts.reason}`);
  }
  paper
    .heading('I. Thành phần')
    .paragraph(`Chủ trì: ${facts.chairName}.`)
    .paragraph(`Thư ký: ${facts.secretaryName}.`)
    .paragraph(`Tổng số thành viên Hội đồng: ${members.length} người (mẫu số khi tính tỷ lệ): ${list(members)}.`)
    .paragraph(
      `Tỷ lệ tham gia tối thiểu: ${quorum.numerator}/${quorum.denominator} tổng số thành viên. Người vắng mặt và người không thuộc diện bỏ phiếu vẫn tính trong tổng số.`,
    );
  for (const item of items.filter(({ recused }) => recused.length > 0)) {
    paper.paragraph(`Không bỏ phiếu về hồ sơ thứ ${item.ordinal}: ${list(item.recused)}.`);
  }
  for (const { memberName, number, date } of facts.letters) {
    paper.paragraph(`Bỏ phiếu bằng văn bản (thư số ${number}, ngày ${dateInWords(date)}): ${memberName}.`);
  }
  paper
    .heading('II. Kết quả kiểm phiếu')
    .table(
      COLUMNS,
      items.map((item) => rowOf(item, members.length)),
    )
    .paragraph('Tỷ lệ tính trên tổng số thành viên Hội đồng; đạt khi số phiếu tán thành × 100 ≥ ngưỡng × tổng số.')
    .heading('III. Xác nhận')
    .paragraph(
      'Phiếu được niêm phong bằng khóa của phiên; khóa đã hủy sau khi kiểm phiếu. Mỗi thành viên kiểm tra được phiếu của mình trong số phiếu đã kiểm.',
    )
    .paragraph(`Dấu vân tay khóa: ${facts.keyFingerprint}`, HASH)
    .paragraph(`Gốc mã băm của các phiếu: ${facts.root}`, HASH)
    .signatures([
      { capacity: 'Thư ký Hội đồng', name: facts.secretaryName },
      { capacity: 'Chủ trì', name: facts.chairName },
    ]);
  return paper.end();
}
