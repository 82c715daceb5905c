/** The longest name part that is looked up by; what follows is no longer distinguished. */
const LONGEST_PHRASE = 60;
/** The most words of a name at which a search can begin: more than any unit's name has. */
const MOST_WORDS = 40;

/**
 * A Vietnamese name as it is typed without accents: `Đặng Thị Ước` is `dang thi uoc`. Letters without marks, đ as d,
 * words parted by one space, nothing else.
 */
export function foldedName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll(/[đĐ]/gu, 'd')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, ' ')
    .trim();
}

/**
 * What a name can be found by: the name from each of its words on, so that the given name alone, which stands last in
 * Việt Nam, finds it by an index as well as the whole name does.
 * @param folded a folded name.
 */
export function phrasesOf(folded: string): string[] {
  const words = folded.split(' ').filter(Boolean).slice(0, MOST_WORDS);
  return [...new Set(words.map((_, from) => words.slice(from).join(' ').slice(0, LONGEST_PHRASE)))];
}

/** What was typed, as names are looked up by it; empty when nothing of it can be. */
export function searchedPhrase(typed: string): string {
  return foldedName(typed).slice(0, LONGEST_PHRASE).trim();
}
