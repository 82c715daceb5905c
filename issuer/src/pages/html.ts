/** Markup of a page: whatever was put into it is escaped already. */
export class Html {
  constructor(private readonly markup: string) {}

  /** The markup as it goes to the browser. */
  toString(): string {
    return this.markup;
  }
}

/** What may stand in a template: text is escaped, markup stays, lists are joined, nothing is left out. */
export type HtmlPart = string | number | Html | null | readonly HtmlPart[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(part: HtmlPart): string {
  if (part === null) {
    return '';
  }
  if (part instanceof Html) {
    return part.toString();
  }
  return typeof part === 'object' ? part.map(render).join('') : String(part).replace(/[&<>"']/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return ENTITIES[character] ?? character;
}

/** A template whose values are escaped, whoever wrote them: names and units come from people. */
export function html(fixed: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(fixed.map((text, index) => text + render(parts[index] ?? null)).join(''));
}
