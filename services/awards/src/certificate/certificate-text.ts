import type { Message } from '@thidua/contracts';

/** What a template can name in braces, and what stands there on a certificate. */
export const CERTIFICATE_PLACEHOLDERS = {
  recipient: { vi: 'tên người hoặc tập thể được khen', en: 'name of the person or collective' },
  unit: { vi: 'đơn vị của cá nhân; trống với tập thể', en: 'unit of a person; empty for a collective' },
  award: { vi: 'tên phần thưởng', en: 'name of the award' },
  year: { vi: 'năm thành tích', en: 'merit year' },
  body: { vi: 'cơ quan khen', en: 'body that awards' },
  decision: { vi: 'số quyết định', en: 'number of the decision' },
  day: { vi: 'ngày ký quyết định', en: 'day of the decision' },
  month: { vi: 'tháng ký quyết định', en: 'month of the decision' },
  signedYear: { vi: 'năm ký quyết định', en: 'year of the decision' },
  signatory: { vi: 'người ký quyết định', en: 'who signed the decision' },
} as const satisfies Record<string, Message>;

/** Name of a placeholder. */
export type CertificatePlaceholder = keyof typeof CERTIFICATE_PLACEHOLDERS;
/** What stands for each of them on one certificate; empty where there is nothing. */
export type CertificateValues = Readonly<Record<CertificatePlaceholder, string>>;

/** The words of a certificate, with placeholders. */
export interface CertificateWords {
  /** Whose certificate it is, where the emblem stands, for example “BAN CHẤP HÀNH\n{body}”. */
  readonly emblemText: string;
  /** For example “BẰNG KHEN”. */
  readonly title: string;
  /** Must name the recipient. */
  readonly recipientText: string;
  /** For what, and whatever else stands under the name. */
  readonly bodyText: string;
  /** Place and date, for example “An Giang, ngày {day} tháng {month} năm {signedYear}”. */
  readonly placeText: string;
  /** In whose name it is signed, for example “TM. BAN CHẤP HÀNH\nCHỦ TỊCH”. */
  readonly signatureText: string;
}

/** The fields of the words, in the order in which they stand on the page. */
export const WORDS_OF_CERTIFICATE = [
  'emblemText',
  'title',
  'recipientText',
  'bodyText',
  'placeText',
  'signatureText',
] as const satisfies readonly (keyof CertificateWords)[];

const BRACES = /\{([^{}]*)\}/gu;

function isPlaceholder(name: string): name is CertificatePlaceholder {
  return Object.hasOwn(CERTIFICATE_PLACEHOLDERS, name);
}

/** A wrong field of a template. */
export interface TemplateProblem extends Message {
  readonly field: keyof CertificateWords;
}

/** What is wrong with a template's words: unknown placeholders, stray braces, a recipient that is not named. */
export function problemsOfWords(words: CertificateWords): TemplateProblem[] {
  const known = Object.keys(CERTIFICATE_PLACEHOLDERS)
    .map((name) => `{${name}}`)
    .join(', ');
  const problems = WORDS_OF_CERTIFICATE.flatMap((field): TemplateProblem[] => {
    const text = words[field];
    const unknown = [...text.matchAll(BRACES)].map(([, name = '']) => name).filter((name) => !isPlaceholder(name));
    const stray = /[{}]/u.test(text.replaceAll(BRACES, ''));
    const named = unknown.map((name) => `{${name}}`).join(', ');
    return unknown.length === 0 && !stray
      ? []
      : [
          {
            field,
            vi: stray ? 'Dấu ngoặc nhọn không thành cặp.' : `Không có chỗ điền ${named}; dùng được: ${known}.`,
            en: stray ? 'A brace without its other.' : `There is no placeholder ${named}; there are: ${known}.`,
          },
        ];
  });
  if (!words.recipientText.includes('{recipient}')) {
    problems.push({
      field: 'recipientText',
      vi: 'Phải có {recipient}: giấy chứng nhận nêu tên người được khen.',
      en: 'It must have {recipient}: a certificate names whom it honours.',
    });
  }
  return problems;
}

/** A template's text with the values in place; a line that has nothing but empty placeholders is left out. */
export function filledText(template: string, values: CertificateValues): string {
  return template
    .split('\n')
    .flatMap((line) => {
      const names = [...line.matchAll(BRACES)].map(([, name = '']) => name).filter(isPlaceholder);
      return names.length > 0 && names.every((name) => values[name] === '')
        ? []
        : [line.replaceAll(BRACES, (whole, name: string) => (isPlaceholder(name) ? values[name] : whole)).trim()];
    })
    .join('\n')
    .trim();
}

/** All words of a certificate with the values in place. */
export function filledWords(words: CertificateWords, values: CertificateValues): CertificateWords {
  return {
    emblemText: filledText(words.emblemText, values),
    title: filledText(words.title, values),
    recipientText: filledText(words.recipientText, values),
    bodyText: filledText(words.bodyText, values),
    placeText: filledText(words.placeText, values),
    signatureText: filledText(words.signatureText, values),
  };
}
