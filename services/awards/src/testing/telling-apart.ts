/** Everything that one session left behind, as a list of places with what stands there. */
export type Traces = ReadonlyMap<string, string>;

/**
 * Places that tell two kinds of session apart for certain: the same in every session of one kind, the same in every
 * session of the other, and not the same in both. What is random differs within a kind; what is the business of both
 * is the same in all; a place that is left is one that the choices have written.
 */
export function placesThatTell(ofOneKind: readonly Traces[], ofTheOther: readonly Traces[]): string[] {
  const all = [...ofOneKind, ...ofTheOther];
  const places = new Set(all.flatMap((traces) => [...traces.keys()]));
  const telling: string[] = [];
  for (const place of places) {
    const values = (kind: readonly Traces[]): string[] => kind.map((traces) => traces.get(place) ?? '(nothing)');
    const [one, other] = [values(ofOneKind), values(ofTheOther)];
    if (isTelling(one, other)) {
      telling.push(place);
      continue;
    }
    const longest = Math.max(...one.map(({ length }) => length), ...other.map(({ length }) => length));
    if (isTelling(one.map(lengthOf), other.map(lengthOf))) {
      telling.push(`${place}: length`);
    }
    for (let at = 0; at < longest; at += 1) {
      const sign = (text: string): string => text[at] ?? '';
      if (isTelling(one.map(sign), other.map(sign))) {
        telling.push(`${place}: character ${at}`);
      }
    }
  }
  return telling;
}

const lengthOf = ({ length }: string): string => String(length);

function isTelling(one: readonly string[], other: readonly string[]): boolean {
  return new Set(one).size === 1 && new Set(other).size === 1 && one[0] !== other[0];
}
