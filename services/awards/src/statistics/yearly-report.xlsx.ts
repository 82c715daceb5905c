import writeXlsxFile from 'write-excel-file/node';
import type { ReportCell, ReportTable } from './yearly-report';

const NARROW = 6;
const WIDE = 42;
const USUAL = 16;

function widthOf(column: number): number {
  return [NARROW, WIDE][column] ?? USUAL;
}

const cellOf = (value: ReportCell) =>
  typeof value === 'number' ? { value, type: Number } : { value, type: String, wrap: true };

/** Tables as an XLSX workbook, a sheet each. Every text is written as text: nothing is a formula. */
export async function xlsxOf(tables: readonly ReportTable[]): Promise<Buffer> {
  return writeXlsxFile(
    tables.map(({ name, heading, rows }) => ({
      sheet: name,
      columns: heading.map((_, column) => ({ width: widthOf(column) })),
      stickyRowsCount: 1,
      data: [
        heading.map((value) => ({ value, type: String, fontWeight: 'bold' as const, wrap: true })),
        ...rows.map((row) => row.map(cellOf)),
      ],
    })),
  ).toBuffer();
}
