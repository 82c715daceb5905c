/** An operation that the explorer offers, ready to run. */
export interface Example {
  /** Name of the operation; the explorer's tab shows it. */
  readonly title: string;
  /** What it shows, in Vietnamese and in English; becomes the first lines of the tab. */
  readonly about: { readonly vi: string; readonly en: string };
  /** The operation. */
  readonly query: string;
  /** Its variables, when it has any. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** The explorer's tabs, in order. Add to this list; a test holds every example to the committed supergraph. */
export const EXAMPLES: readonly Example[] = [
  {
    title: 'WhatIsInTheGraph',
    about: {
      vi: 'Những gì có thể hỏi và làm trong đồ thị (không cần đăng nhập).',
      en: 'What can be asked and done in the graph (no sign-in needed).',
    },
    query: `query WhatIsInTheGraph {
  __schema {
    queryType { fields { name description } }
    mutationType { fields { name description } }
  }
}`,
  },
];

/** The text of an example's tab. */
export function tabOf(example: Example): string {
  return `# ${example.about.vi}\n# ${example.about.en}\n${example.query}\n`;
}
