import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';

/** SHA-256 of bytes, hexadecimal. */
export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A file that is a PDF by its first bytes, of the size wanted. */
export function pdf(size = 300, mark = 'minh họa'): Uint8Array {
  const bytes = Buffer.alloc(size, `% ${mark}\n`);
  bytes.write('%PDF-1.7\n');
  return bytes;
}

/** The smallest PNG: one pixel. */
export const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** The first bytes of a JPEG. */
export const JPEG = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000', 'hex'), Buffer.alloc(100)]);

function officeFile(main: string, type: string): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8(
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/${main}" ContentType="${type}"/></Types>`,
    ),
    [main]: strToU8('<x/>'),
  });
}

/** A DOCX by its content types. */
export const DOCX = officeFile(
  'word/document.xml',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
);

/** An XLSX by its content types. */
export const XLSX = officeFile(
  'xl/workbook.xml',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
);
