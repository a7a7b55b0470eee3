/** The text that a search matches: the names in small letters without spaces. So "머그 컵" finds "머그컵". */
export function searchText(parts: readonly (string | null | undefined)[]): string {
  return parts
    .filter((part) => part)
    .map((part) => squeeze(part ?? ""))
    .join(" ");
}

const wordsOf = (query: string): string[] =>
  query.normalize("NFC").toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);

/** LIKE patterns for a search of staff: each word, anywhere in the text. At most 8 words count. */
export const searchPatterns = (query: string): string[] =>
  wordsOf(query).map((word) => `%${squeeze(word).replaceAll(/[\\%_]/g, "\\$&")}%`);

/** The pairs of letters of these words, and the words of one letter, as `catalog.letter_pairs` has them. */
export const letterPairs = (query: string): string[] =>
  wordsOf(query).flatMap((word) => {
    const letters = [...word];
    return letters.length === 1 ? letters : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`);
  });

const squeeze = (text: string): string => text.normalize("NFC").toLowerCase().replaceAll(/\s+/g, "");
