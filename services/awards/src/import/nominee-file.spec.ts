import { Refusal } from '@thidua/service-kit';
import { strToU8 } from 'fflate';
import { sheetOf, xlsxOf } from '../testing/spreadsheet';
import { LARGEST_IMPORT, readTable } from './nominee-file';

const TABLE = [
  ['Đối tượng', 'Mã', 'Khen thưởng'],
  ['Cá nhân', 'DV-1', 'BK'],
];
const refusedBy = async (bytes: Uint8Array): Promise<string> => {
  const error: unknown = await readTable(bytes).then(
    () => null,
    (failure: unknown) => failure,
  );
  return error instanceof Refusal ? error.reasons[0].code : `not refused: ${String(error)}`;
};
const sheet = (cells: string): string =>
  `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${cells}</sheetData></worksheet>`;

describe('a file of nominees', () => {
  it.each<[string, Uint8Array]>([
    ['XLSX', xlsxOf(sheetOf(TABLE))],
    ['CSV', Buffer.from('Đối tượng,Mã,Khen thưởng\nCá nhân,DV-1,BK\n')],
    [
      'CSV with a mark, semicolons and line ends of Windows',
      Buffer.from('\ufeffĐối tượng;Mã;Khen thưởng\r\nCá nhân;DV-1;BK\r\n'),
    ],
    ['CSV with quotes', Buffer.from('"Đối tượng","Mã","Khen thưởng"\n"Cá nhân"," DV-1 ","BK"')],
  ])('is read as %s', async (_name, bytes) => {
    expect(await readTable(bytes)).toEqual(TABLE);
  });

  it('counts a formula with the value that was saved, and computes nothing', async () => {
    const cells =
      '<row r="1"><c r="A1"><f>1/0+WEBSERVICE("http://192.0.2.1")</f><v>42</v></c><c r="B1" t="str"><f>CMD()</f><v>chữ</v></c></row>';
    expect(await readTable(xlsxOf(sheet(cells)))).toEqual([['42', 'chữ']]);
    expect(await readTable(Buffer.from('=1+1,=CMD()'))).toEqual([['=1+1', '=CMD()']]);
  });

  it('expands no entities of its own', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${sheet(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>',
    )}`;
    const read = await readTable(xlsxOf(bomb)).catch(() => [['refused']]);
    expect(JSON.stringify(read)).not.toContain('aaaaaaaaaa');
  });

  it.each<[string, () => Uint8Array]>([
    ['too large', () => Buffer.alloc(LARGEST_IMPORT + 1, 'a')],
    ['no XLSX though it begins like one', () => Buffer.from('PK\u0003\u0004 and nothing more')],
    ['a zip of something else', () => xlsxOf('', { 'xl/workbook.xml': strToU8('<x/>') })],
    [
      'one that unpacks to too much',
      () => xlsxOf(sheetOf(TABLE), { 'xl/media/a.xml': new Uint8Array(30 * 1024 * 1024) }),
    ],
    [
      'one of too many files',
      () =>
        xlsxOf(
          sheetOf(TABLE),
          Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`x/${at}.xml`, new Uint8Array(1)])),
        ),
    ],
    ['a cell far below', () => xlsxOf(sheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))],
    ['a cell far to the right', () => xlsxOf(sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'))],
    ['a cell far out, quoted otherwise', () => xlsxOf(sheet("<row r='1'><c s='0' r='XFD1048576'><v>1</v></c></row>"))],
    ['a place that is written in entities', () => xlsxOf(sheet('<row r="1"><c r="X&#70;D1"><v>1</v></c></row>'))],
    [
      'a place that stands behind another in an attribute',
      () => xlsxOf(sheet(`<row a="r='1'" r="1000000000"><c r="A1"><v>1</v></c></row>`)),
    ],
    ['a tag end within an attribute', () => xlsxOf(sheet('<row a=">" r="1048576"><c r="A1"><v>1</v></c></row>'))],
    ['an attribute without quotes', () => xlsxOf(sheet('<row a=b r="1048576"><c r="A1"><v>1</v></c></row>'))],
    // Four million beginnings without an end: looked at once each, or it would never come back.
    ['tags that never end', () => xlsxOf('<c '.repeat(4_000_000))],
    ['more rows than a list has, without their places', () => xlsxOf(sheet('<row/>'.repeat(100_000)))],
    ['text in another encoding', () => Buffer.from([0x4d, 0xe3, 0x0a, 0xff])],
    ['a quote that never ends', () => Buffer.from('Mã,"x')],
    ['text that nobody sees', () => Buffer.from('Mã\u202e,x')],
  ])('is refused when it is %s', async (_name, make) => {
    expect(await refusedBy(make())).toBe('IMPORT_FILE');
  });

  it('is measured by what comes out, whatever its headers claim', async () => {
    const bytes = Buffer.from(xlsxOf(sheetOf(TABLE), { 'xl/media/a.xml': new Uint8Array(64 * 1024 * 1024) }));
    // Every header says that the largest file is of 16 bytes.
    const [size, lie] = [Buffer.alloc(4), Buffer.alloc(4)];
    size.writeUInt32LE(64 * 1024 * 1024);
    lie.writeUInt32LE(16);
    for (let at = bytes.indexOf(size); at >= 0; at = bytes.indexOf(size, at + 1)) {
      lie.copy(bytes, at);
    }
    expect(await refusedBy(bytes)).toBe('IMPORT_FILE');
  });
});
