const suggested = 3;

// How many letters must be put in, left out or changed to come from one to the other (Levenshtein).
function distance(from, to) {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let line = 1; line <= from.length; line += 1) {
    const next = [line];
    for (let column = 1; column <= to.length; column += 1) {
      const changed = row[column - 1] + (from[line - 1] === to[column - 1] ? 0 : 1);
      next.push(Math.min(changed, row[column] + 1, next[column - 1] + 1));
    }
    row = next;
  }
  return row[to.length];
}

const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gi, 'd').toLowerCase();

/**
 * Those that somebody may have meant, the nearest first: by their name, or by the words beside it.
 * @param {string} wanted
 * @param {{ name: string, words: string }[]} known
 */
export function nearestNames(wanted, known) {
  const wish = plain(wanted);
  const distances = new Map();
  for (const entry of known) {
    const holds = [entry.name, entry.words].some((text) => plain(text).includes(wish));
    const away = holds ? 0 : distance(wish, plain(entry.name));
    distances.set(entry.name, { entry, away });
  }
  return [...distances.values()]
    .filter(({ away }) => away <= Math.max(2, wish.length / 2))
    .sort((one, other) => one.away - other.away)
    .slice(0, suggested)
    .map(({ entry }) => entry);
}
