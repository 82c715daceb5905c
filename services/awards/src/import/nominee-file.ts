import { hasUnwantedCharacters, refuse } from '@thidua/service-kit';
import { parse } from 'csv-parse/sync';
import { Unzip, UnzipInflate, zipSync } from 'fflate';
import { readSheet } from 'read-excel-file/universal';
import { MOST_COLUMNS, MOST_NOMINEES } from './nominee-table.rules';

/** The largest file of an import, in bytes: 2 MiB. */
export const LARGEST_IMPORT = 2 * 1024 * 1024;
/** The most that an XLSX may unpack to, in bytes, and the most files in it. */
const MOST_UNPACKED = 24 * 1024 * 1024;
const MOST_ENTRIES = 200;
/** How much of the packed file is unpacked before what came out is counted. */
const PIECE = 4 * 1024;
/** Rows beyond those that count, so that a few empty ones at the end do no harm. */
const MOST_ROWS = MOST_NOMINEES + 1000;
const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');

function unusable(vi: string, en: string): Error {
  return refuse('IMPORT_FILE', vi, en, 'input.uploadId');
}

/** Thrown while unpacking, to stop it. */
class TooMuch extends Error {}

/**
 * Unpacks an XLSX within bounds and packs it again without compression: what reads it then sees a file that this process
 * has measured. What counts is what comes out, never what a header claims, and no byte of the file is read twice.
 */
function measured(bytes: Uint8Array): Uint8Array {
  let unpacked = 0;
  let entries = 0;
  const files = new Map<string, Uint8Array>();
  const unzip = new Unzip((file) => {
    entries += 1;
    if (entries > MOST_ENTRIES) {
      throw new TooMuch();
    }
    if (!/\.(xml|rels)$/.test(file.name)) {
      return;
    }
    const pieces: Uint8Array[] = [];
    file.ondata = (error, piece, isLast) => {
      if (error) {
        throw error;
      }
      unpacked += piece.length;
      if (unpacked > MOST_UNPACKED) {
        throw new TooMuch();
      }
      pieces.push(piece);
      if (isLast) {
        files.set(file.name, new Uint8Array(Buffer.concat(pieces)));
      }
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < bytes.length; at += PIECE) {
    unzip.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
  }
  for (const [name, content] of files) {
    if (/^xl\/worksheets\/[^/]+\.xml$/.test(name)) {
      assertSmall(Buffer.from(content).toString('latin1'));
    }
  }
  return zipSync(Object.fromEntries(files), { level: 0 });
}

/** The beginning of a row or a cell. */
const TAG = /<(?:[^\s<>/:"']*:)?(row|c)(?=[\s/>])/y;
const ATTRIBUTE = /\s+([^\s=<>"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const TAG_END = /\s*\/?>/y;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/**
 * A cell far out makes a table of everything before it: sheets that reach beyond a list of nominees are not read. Every
 * row and cell is looked at once, attribute by attribute as a parser does; one that cannot be followed is too much.
 */
function assertSmall(sheet: string): void {
  const seen = { row: 0, c: 0 };
  for (let at = sheet.indexOf('<'); at !== -1; at = sheet.indexOf('<', at)) {
    const tag = matchAt(TAG, sheet, at);
    if (!tag) {
      at += 1;
      continue;
    }
    at += tag[0].length;
    const kind = tag[1] as 'row' | 'c';
    seen[kind] += 1;
    for (let found = matchAt(ATTRIBUTE, sheet, at); found; found = matchAt(ATTRIBUTE, sheet, at)) {
      at += found[0].length;
      if (found[1] === 'r') {
        assertNear(found[2] ?? found[3] ?? '');
      }
    }
    if (!matchAt(TAG_END, sheet, at) || seen.row > MOST_ROWS || seen.c > MOST_ROWS * MOST_COLUMNS) {
      throw new TooMuch();
    }
  }
}

/** @param place of a row, as `12`, or a cell, as `C12`. */
function assertNear(place: string): void {
  const [, column = '', row] = /^([A-Z]{0,3})(\d{1,7})$/.exec(place) ?? [];
  const ordinal = Array.from(column).reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  if (row === undefined || Number(row) > MOST_ROWS || ordinal > MOST_COLUMNS) {
    throw new TooMuch();
  }
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) {
    return '';
  }
  if (cell instanceof Date) {
    return cell.toISOString().slice(0, 10);
  }
  return `${cell as string | number | boolean}`.normalize('NFC').trim();
}

async function readXlsx(bytes: Uint8Array): Promise<unknown[][]> {
  try {
    const packed = measured(bytes);
    // A formula counts with the value that the office program saved; nothing is computed here.
    return (await readSheet(new Uint8Array(packed).buffer)) as unknown[][];
  } catch (error) {
    throw error instanceof TooMuch
      ? unusable(
          `Tệp XLSX quá lớn khi giải nén hoặc vượt ${MOST_ROWS} dòng, ${MOST_COLUMNS} cột; chỉ để lại danh sách đề nghị.`,
          `The XLSX unpacks to too much, or reaches beyond ${MOST_ROWS} rows or ${MOST_COLUMNS} columns; leave the list alone in it.`,
        )
      : unusable(
          'Tệp XLSX không đọc được; hãy lưu lại bằng chương trình bảng tính.',
          'The XLSX cannot be read; save it anew.',
        );
  }
}

function readCsv(bytes: Uint8Array): unknown[][] {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unusable(
      'Tệp không phải XLSX và không phải văn bản UTF-8; hãy lưu dưới dạng “CSV UTF-8”.',
      'The file is neither XLSX nor text in UTF-8; save it as “CSV UTF-8”.',
    );
  }
  const [firstLine = ''] = text.split('\n', 1);
  const delimiter = [',', ';', '\t'].find((each) => firstLine.includes(each)) ?? ',';
  try {
    return parse(text, {
      bom: true,
      delimiter,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: 100_000,
      to: MOST_ROWS,
    });
  } catch {
    throw unusable(
      'Tệp CSV không đúng dạng (dấu nháy, dấu phân cách).',
      'The CSV is malformed: its quotes or delimiters.',
    );
  }
}

/**
 * The cells of a file as texts, the header first: XLSX by its first bytes, else CSV in UTF-8. Nothing in it is computed
 * or followed.
 * @throws Refusal for a file that cannot be read, is too large or unpacks to too much.
 */
export async function readTable(bytes: Uint8Array): Promise<string[][]> {
  if (bytes.length > LARGEST_IMPORT) {
    throw unusable(`Tệp có ${bytes.length} byte; tối đa ${LARGEST_IMPORT}.`, `At most ${LARGEST_IMPORT} bytes.`);
  }
  const cells = Buffer.from(bytes.subarray(0, 4)).equals(ZIP) ? await readXlsx(bytes) : readCsv(bytes);
  const table = cells.slice(0, MOST_ROWS).map((row) => row.slice(0, MOST_COLUMNS).map(textOf));
  if (table.some((row) => row.some(hasUnwantedCharacters))) {
    throw unusable('Tệp có ký tự điều khiển hoặc ký tự ẩn.', 'The file holds control characters or invisible ones.');
  }
  return table;
}
