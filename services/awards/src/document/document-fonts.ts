import { create, type Font } from 'fontkit';
import { readFileSync } from 'node:fs';

/** The faces of the one family that papers are set in. */
export type DocumentFace = 'regular' | 'italic' | 'bold' | 'boldItalic';

/**
 * Tinos (SIL OFL 1.1): as wide as Times New Roman, letter by letter, which NĐ 30/2020 prescribes for papers, and with
 * every Vietnamese letter in one piece. A font in pieces by language would set an accented letter from another file.
 */
const FILES: Readonly<Record<DocumentFace, string>> = {
  regular: '@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf',
  italic: '@expo-google-fonts/tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf',
  bold: '@expo-google-fonts/tinos/700Bold/Tinos_700Bold.ttf',
  boldItalic: '@expo-google-fonts/tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf',
};

/** Every face, for whoever registers them. */
export const DOCUMENT_FACES = Object.keys(FILES) as readonly DocumentFace[];

const bytesOf = new Map<DocumentFace, Buffer>();
const opened = new Map<DocumentFace, Font>();

/** The font file of a face; read once in a process. */
export function fontBytes(face: DocumentFace): Buffer {
  let bytes = bytesOf.get(face);
  if (!bytes) {
    bytes = readFileSync(require.resolve(FILES[face]));
    bytesOf.set(face, bytes);
  }
  return bytes;
}

/** As text is set in a document: accents composed, because the font has the letters whole. */
export function documentText(text: string): string {
  return text.normalize('NFC');
}

/**
 * Characters that the face has no glyph for; they would stand as boxes. A certificate with one must not be printed.
 * @returns each once, in the order of the text; empty when all can be set.
 */
export function charactersWithoutGlyph(text: string, face: DocumentFace = 'regular'): string[] {
  let font = opened.get(face);
  if (!font) {
    font = create(fontBytes(face)) as Font;
    opened.set(face, font);
  }
  const known = font;
  return [...new Set(documentText(text))].filter(
    (character) => character !== '\n' && !known.hasGlyphForCodePoint(character.codePointAt(0) ?? 0),
  );
}
